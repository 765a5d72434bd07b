"""The invited agencies and their quotas, as the audience step sends them."""

from __future__ import annotations

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from suluh.base.errors import DomainError
from suluh.delivery.queries.setup import agency_by_name, agency_ids


class AgencyUnknown(DomainError):
    """A typed name that is no agency."""

    code = "agency_unknown"
    sentence = _("Instansi itu tidak ditemukan. Pilih namanya dari daftar.")


def read_invitations(query: QueryDict) -> dict[int, int | None]:
    """Quotas by agency: rows `kuota-<uuid>` that are not ticked off, and one new name."""
    removed = set(query.getlist("hapus"))
    rows = {
        key.removeprefix("kuota-"): value
        for key, value in query.items()
        if key.startswith("kuota-") and key.removeprefix("kuota-") not in removed
    }
    known = agency_ids(rows)
    quotas = {known[key]: _quota(str(value)) for key, value in rows.items() if key in known}
    name = query.get("instansi_baru", "").strip()
    if name:
        found = agency_by_name(name)
        if found is None:
            raise AgencyUnknown
        quotas[found] = _quota(query.get("kuota_baru", ""))
    return quotas


def _quota(text: str) -> int | None:
    return int(text) if text.isdecimal() and 0 < int(text) <= 1_000_000 else None
