"""What would raise a person's score, by plain arithmetic. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from suluh.reporting.rules.ip_asn import category_of
from suluh.reporting.types import Estimate, Part, Raise, Scored
from suluh.standards.jp import figures


def raises(estimate: Estimate) -> list[Raise]:
    """Each single step with what it adds: what learning gives first, the largest first."""
    found = [*_by_learning(estimate), *_by_value(estimate)]
    return sorted(found, key=lambda one: (not one.forms, -one.gain))


def _by_learning(estimate: Estimate) -> Iterator[Raise]:
    law = estimate.law
    forms = {
        Part.LEADERSHIP: (law.leadership_form,),
        Part.FUNCTIONAL: (law.functional_form,),
        Part.TECHNICAL: tuple(sorted(law.technical_forms)),
        Part.SEMINAR: tuple(sorted(law.seminar_forms)),
    }
    for item in estimate.items:
        if not item.is_met and item.most:
            yield _step(
                estimate, item.part, gain=item.most - item.points,
                what=_to_learn(estimate, item), forms=forms[item.part],
            )  # fmt: skip


def _to_learn(estimate: Estimate, item: Scored) -> str:
    post = estimate.known.post
    if item.part is Part.LEADERSHIP:
        return _("Ikuti pelatihan kepemimpinan untuk jenjang %(jenjang)s.") % {
            "jenjang": post.jenjang or _("jabatan Anda")
        }
    if item.part is Part.FUNCTIONAL:
        return _("Ikuti pelatihan fungsional %(post)s.") % {"post": post.name or _("jabatan Anda")}
    if item.part is Part.TECHNICAL:
        return _("Tambah %(jp)s JP pelatihan teknis dan sejenisnya.") % {"jp": figures(item.lacks)}
    return _("Tambah %(jp)s JP seminar, lokakarya, magang, atau sejenisnya.") % {
        "jp": figures(item.lacks)
    }


def _by_value(estimate: Estimate) -> Iterator[Raise]:
    """The next better value of education and rating, where the present one is known."""
    law, known = estimate.law, estimate.known
    sentences = {
        Part.EDUCATION: _("Selesaikan pendidikan %(value)s dan perbarui datanya."),
        Part.RATING: _("Raih predikat kinerja %(value)s pada penilaian berikutnya."),
    }
    tables = (
        (Part.EDUCATION, law.education, known.education),
        (Part.RATING, law.rating, known.rating),
    )
    for part, table, fact in tables:
        now = table.get(fact.value) if fact else None
        if now is None:
            continue
        better = {value: points for value, points in table.items() if points > now}
        if better:
            value = min(better, key=lambda name: better[name])
            what = sentences[part] % {"value": value}
            yield _step(estimate, part, gain=better[value] - now, what=what)


def _step(
    estimate: Estimate, part: Part, *, gain: int, what: str, forms: tuple[int, ...] = ()
) -> Raise:
    score = estimate.score + gain
    return Raise(part, gain, score, category_of(estimate.law, score), what, forms)
