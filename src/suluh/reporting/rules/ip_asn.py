"""The index of professionality of ASN (IP ASN), estimated. Pure; every number comes from the law row.

Four dimensions, summed: kualifikasi, kompetensi, kinerja, disiplin. The items of kompetensi are
all or nothing. SIASN alone computes the index that counts; ours says why, and what would raise it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from suluh.reporting.rules.ip_asn_words import (
    discipline_in_words,
    items_in_words,
    known_value,
    need_in_words,
    training_in_words,
)
from suluh.reporting.types import (
    Estimate,
    Fact,
    Group,
    IndexLaw,
    Known,
    Learnt,
    Part,
    Scored,
)

CLEAN = "tidak"
_NOISE = re.compile(r"[^a-z0-9]+")
_ESELON = {"I": "JPT Madya", "II": "JPT Pratama", "III": "Administrator", "IV": "Pengawas"}
_GROUPS = {"1": Group.STRUCTURAL, "2": Group.FUNCTIONAL, "4": Group.PELAKSANA}


def group_of(jenis: str) -> Group:
    """The group of a post by SIASN's jenis; who holds no post counts as pelaksana."""
    return _GROUPS.get(jenis, Group.PELAKSANA)


def jenjang_of(jenjang: str, eselon: str) -> str:
    """The jenjang of a post as recorded, else as its eselon tells: III.b is Administrator."""
    return jenjang or _ESELON.get(eselon.partition(".")[0].upper(), "")


def reckon(law: IndexLaw, known: Known) -> Estimate:
    """The index by this law, with what fed each point."""
    items = tuple(_item(law, known, part) for part in law.competency[known.post.group])
    dimensions = (
        _by_value(Part.EDUCATION, law.education, known.education),
        _competency(items),
        _by_value(Part.RATING, law.rating, known.rating),
        _discipline(law, known),
    )
    score = sum(one.points for one in dimensions)
    return Estimate(law, known, dimensions, items, category_of(law, score))


# Categories are rows of the law, so pages translate them by their words; these are the law's today.
KNOWN_CATEGORIES = (
    gettext_noop("Sangat tinggi"), gettext_noop("Tinggi"), gettext_noop("Sedang"),
    gettext_noop("Rendah"), gettext_noop("Sangat rendah"),
)  # fmt: skip


def category_of(law: IndexLaw, score: int) -> str:
    """The best category above whose bound the score lies; the last one takes the rest."""
    return next((name for name, above in law.categories if score > above), law.categories[-1][0])


def since(day: date, months: int | None) -> date:
    """First day of a span of months that ends on `day`; None reaches back for ever."""
    if months is None:
        return date.min
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)) + timedelta(days=1)


def mentions(text: str, words: Iterable[str]) -> bool:
    """Whether one of the phrases stands in the text, word for word: PKN I is not in PKN II."""
    plain = _plain(text)
    return any(_plain(word) in plain for word in words)


def _plain(text: str) -> str:
    return f" {_NOISE.sub(' ', text.lower()).strip()} "


def _by_value(part: Part, points: dict[str, int], fact: Fact | None) -> Scored:
    """A dimension that one recorded value decides."""
    most = max(points.values())
    if fact is None or fact.value not in points:
        return Scored(part, 0, most, _("Belum ada datanya di Suluh."), is_known=False)
    return Scored(part, points[fact.value], most, known_value(fact))


def _competency(items: Sequence[Scored]) -> Scored:
    met = sum(one.is_met for one in items)
    return Scored(
        Part.COMPETENCY, sum(one.points for one in items), sum(one.most for one in items),
        items_in_words(met, len(items)),
    )  # fmt: skip


def _discipline(law: IndexLaw, known: Known) -> Scored:
    """The heaviest punishment that still counts; nothing recorded means never punished."""
    first = since(known.day, law.discipline_months)
    given = [
        fact for fact in known.punishments
        if fact.value in law.discipline and first <= fact.day <= known.day
    ]  # fmt: skip
    worst = min(given, key=lambda fact: law.discipline[fact.value], default=None)
    points = law.discipline[worst.value if worst else CLEAN]
    most = max(law.discipline.values())
    return Scored(Part.DISCIPLINE, points, most, discipline_in_words(worst))


def _item(law: IndexLaw, known: Known, part: Part) -> Scored:
    most = law.competency[known.post.group][part]
    if part is Part.LEADERSHIP:
        words = law.leadership.get(known.post.jenjang, ())
        return _training(part, most, known, given=known.leadership, words=words)
    if part is Part.FUNCTIONAL:
        if mentions(known.post.name, law.without_training):
            why = _("Jabatan ini tidak mensyaratkan diklat fungsional, jadi dihitung sudah.")
            return Scored(part, most, most, why)
        words = (known.post.name,) if known.post.name else ()
        return _training(part, most, known, given=known.functional, words=words)
    if part is Part.TECHNICAL:
        return _hours(part, most, known, forms=law.technical_forms,
                      need=law.technical_jp_minor, months=law.technical_months)  # fmt: skip
    return _hours(part, most, known, forms=law.seminar_forms,
                  need=law.seminar_jp_minor, months=law.seminar_months)  # fmt: skip


def _training(
    part: Part, most: int, known: Known, *, given: Sequence[Learnt], words: Sequence[str]
) -> Scored:
    """Whether a training that fits the present post was followed, however long ago."""
    found = tuple(one for one in given if one.day <= known.day and mentions(one.title, words))
    points = most if found else 0
    return Scored(part, points, most, training_in_words(part, known.post, found), found)


def _hours(
    part: Part, most: int, known: Known, *, forms: frozenset[int], need: int, months: int
) -> Scored:
    """All points once the JP of these forms within the span reach `need`; none before."""
    first = since(known.day, months)
    found = tuple(
        sorted(
            (
                one for one in known.learnt
                if one.form in forms and first <= one.day <= known.day
            ),
            key=lambda one: one.day,
            reverse=True,
        )
    )  # fmt: skip
    had = sum(one.jp_minor for one in found)
    lacks = max(0, need - had)
    return Scored(
        part, 0 if lacks else most, most, need_in_words(had, need, months), found, lacks=lacks,
        until=None if lacks else _until(found, need, months),
    )  # fmt: skip


def _until(found: Sequence[Learnt], need: int, months: int) -> date | None:
    """The last day on which the newest trainings alone still reach the need."""
    had = 0
    for one in found:
        had += one.jp_minor
        if had >= need:
            return _last_day(one.day, months)
    return None


def _last_day(day: date, months: int) -> date:
    """The last day whose span of months still holds `day`."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    end = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    return end if since(end, months) <= day else end - timedelta(days=1)
