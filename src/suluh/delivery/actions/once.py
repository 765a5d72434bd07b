"""Refusing a session that is entered a second time, so that its JP count once."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from suluh.base.errors import DomainError
from suluh.delivery.models import Meeting, Offering
from suluh.delivery.ports import held_sessions
from suluh.delivery.rules.once import twin_of
from suluh.delivery.types import Held


class CountedInOutline(DomainError):
    """The session stands in the outline, which counts its minutes."""

    code = "counted_in_outline"


class CountedInTimetable(DomainError):
    """The session stands in the timetable, which counts its minutes."""

    code = "counted_in_timetable"


def refuse_outline_twins(offering: Offering, planned: Iterable[Held]) -> None:
    """Raise CountedInOutline where one of these sessions of a timetable is in the outline too."""
    held = held_sessions(offering)
    for each in planned:
        if twin := twin_of(each, held):
            raise CountedInOutline(
                _(
                    "Sesi “%(title)s” sudah menjadi bagian isi pelatihan, dan JP-nya dihitung di"
                    " sana. Tetapkan waktunya di Jadwal dan kehadiran sesi. Bila ini sesi"
                    " tambahan, pilih nama dan jam lain."
                )
                % {"title": twin.title}
            )


def refuse_timetable_twin(offering: Offering, held: Held) -> None:
    """Raise CountedInTimetable where a session of the outline is in the timetable too."""
    rows = Meeting.objects.filter(offering=offering).order_by("starts_at", "id")
    planned = [Held(*row) for row in rows.values_list("subject", "starts_at", "ends_at")]
    if twin := twin_of(held, planned):
        raise CountedInTimetable(
            _(
                "Sesi “%(title)s” sudah ada di jadwal angkatan, dan JP-nya dihitung di sana."
                " Hapus sesi itu dari jadwal lebih dulu, atau pilih jam lain."
            )
            % {"title": twin.title}
        )
