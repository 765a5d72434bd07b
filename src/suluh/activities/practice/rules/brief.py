"""Settings of a practice as plain data and back, and what is missing in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from suluh.activities.practice.types import Brief, Consent, Form, Proposal, Role
from suluh.content.rules import richtext, rubric
from suluh.content.types import Flaw

LONGEST_TEXT, MOST_STEPS, MOST_DAYS, LONGEST_TITLE = 20_000, 12, 400, 200
_FLAGS = {"has_mentor": True, "has_coach": True}


def to_data(brief: Brief) -> dict[str, Any]:
    """Plain JSON."""
    return {
        "text": brief.text,
        "form": brief.form.value,
        "consent": brief.consent.value,
        "proposals": [[each.title, each.days] for each in brief.proposals],
        "rubric": rubric.to_data(brief.rubric),
        "weights": {role.value: brief.weights.get(role, 0) for role in Role},
        "pass_percent": brief.pass_percent,
        **{name: getattr(brief, name) for name in _FLAGS},
    }


def read(data: dict[str, Any]) -> Brief:
    """The brief in the data; raises ValueError where it does not fit. Trusts nothing."""
    text = data.get("text")
    if not isinstance(text, str) or len(text) > LONGEST_TEXT:
        raise ValueError("a practice says what to do")
    weights = data.get("weights", {})
    if not isinstance(weights, dict):
        raise ValueError("weights are by role")  # noqa: TRY004 the port promises ValueError
    return Brief(
        text=text,
        form=Form(data.get("form", Form.AKTUALISASI)),
        consent=Consent(data.get("consent", Consent.BOTH)),
        proposals=_proposals(data.get("proposals", [])),
        rubric=rubric.from_data(data.get("rubric", [])),
        weights={role: _percent(weights.get(role.value, 0)) for role in Role},
        pass_percent=_percent(data.get("pass_percent", 0)),
        **{name: data.get(name, default) is True for name, default in _FLAGS.items()},
    )


def _percent(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 100:
        raise ValueError("a number from 0 to 100")
    return value


def _proposals(data: Any) -> tuple[Proposal, ...]:
    try:
        lines = "\n".join(f"{str(title).replace(chr(10), ' ')} = {days}" for title, days in data)
    except (TypeError, ValueError) as error:
        raise ValueError("milestones are pairs of title and days") from error
    return parsed(lines)


def written(proposals: Sequence[Proposal]) -> str:
    """The milestones as the author sees them."""
    return "\n".join(f"{each.title} = {each.days}" for each in proposals)


def parsed(text: str) -> tuple[Proposal, ...]:
    """The milestones in the lines; raises ValueError with a sentence for the author."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_STEPS:
        raise ValueError(_("Paling banyak %(n)d tahap.") % {"n": MOST_STEPS})
    return tuple(_proposal(line) for line in lines)


def _proposal(line: str) -> Proposal:
    title, equals, days = line.rpartition("=")
    days = days.strip()
    if not equals or not title.strip() or not days.isdecimal() or len(days) > 3:
        raise ValueError(
            _("Tulis tiap tahap sebagai nama = hari ke-, misalnya: Rancangan selesai = 7. Baris: %(line)s")
            % {"line": line[:60]}
        )  # fmt: skip
    return Proposal(title.strip()[:LONGEST_TITLE], min(int(days), MOST_DAYS))


def flaws(settings: dict[str, Any]) -> Iterator[Flaw]:
    """No task, nobody who guides, or weights that are no whole, stop publishing."""
    brief = read(settings)
    if not brief.text.strip():
        yield Flaw(_("Tulis dulu apa yang harus dikerjakan peserta di tempat kerjanya."))
    if not brief.guides:
        yield Flaw(_("Pilih siapa yang membimbing: mentor, coach, atau keduanya."))
    total = sum(brief.weights.values())
    if total not in {0, 100}:
        yield Flaw(
            _("Bobot nilai berjumlah %(n)d. Jadikan 100, atau semuanya 0 bila tidak dinilai.")
            % {"n": total}
        )
    missing = [role for role in brief.scorers if role in set(_GUIDING) - set(brief.guides)]
    if missing:
        yield Flaw(_("Bobot diberikan kepada pembimbing yang tidak dipakai. Jadikan bobotnya 0."))
    yield from _hints(brief)


_GUIDING = (Role.MENTOR, Role.COACH)


def _hints(brief: Brief) -> Iterator[Flaw]:
    if brief.pass_percent and not brief.scorers:
        yield Flaw(_("Batas lulus tidak dipakai: tidak ada yang memberi nilai."), stops=False)
    if brief.scorers and not brief.rubric:
        yield Flaw(
            _("Tanpa rubrik, penilai memberi angka 0 sampai 100. Rubrik membuatnya lebih adil."),
            stops=False,
        )
    if not brief.proposals:
        yield Flaw(
            _("Usulkan beberapa tahap agar peserta tahu apa yang dinanti kapan."), stops=False
        )


def minutes_of(settings: dict[str, Any]) -> int:
    """Reading the task, three hours for the plan, two for each milestone."""
    brief = read(settings)
    return richtext.reading_minutes(brief.text) + 180 + 120 * max(1, len(brief.proposals))
