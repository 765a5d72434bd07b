"""Words and links of what was chosen in a list of people."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from suluh.reporting.queries.boards import value_name
from suluh.reporting.queries.people import Chosen
from suluh.reporting.rules import CLASSES


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow the list."""

    label: str
    url: str
    current: bool
    count: int | None = None


def standing_facets(request: HttpRequest, chosen: Chosen) -> list[Facet]:
    """Everyone, behind, not started, reached."""
    names = {
        "": _("Semua"),
        "tertinggal": _("Tertinggal"),
        "belum": _("Belum mulai"),
        "tercapai": _("Sudah tercapai"),
    }
    facets = []
    for standing, label in names.items():
        query = request.GET.copy()
        query.pop("halaman", None)
        query["saring"] = standing
        facets.append(Facet(label, f"?{query.urlencode()}", chosen.standing == standing))
    return facets


def words_of(chosen: Chosen) -> str:
    """Who the list shows, for its heading."""
    standing = {
        "belum": _("belum belajar sama sekali"),
        "mulai": _("sudah mulai belajar"),
        "tertinggal": _("belum mencapai sasaran"),
        "tercapai": _("sudah mencapai sasaran"),
    }.get(chosen.standing, "")
    kinds = [
        value_name(name, value)
        for name, value in (
            ("status", chosen.status), ("jenis", chosen.jenis), ("rank", chosen.rank),
            ("sex", chosen.sex),
        )
        if value
    ]  # fmt: skip
    classes = {str(first): name for name, first in CLASSES}
    if chosen.jp in classes:
        kinds.append(_("%(range)s JP") % {"range": classes[chosen.jp]})
    return " · ".join(part for part in (standing, *kinds) if part)
