"""Whom a rule of assignment means: by kind of post, rung, post, rank and status. Pure."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Criteria:
    """Conditions that must all hold; an empty one asks for nothing.

    `jenis` is SIASN's code; `post` stands anywhere in the post's name; `rank` is a golongan, whole
    ('III/c') or its group ('III').
    """

    jenis: str = ""
    jenjang: str = ""
    post: str = ""
    rank: str = ""
    status: str = ""

    @staticmethod
    def of(data: dict[str, Any] | None) -> Criteria:
        """As it was stored."""
        known = data or {}
        return Criteria(**{name: str(known.get(name, "")) for name in Criteria.__slots__})

    def as_data(self) -> dict[str, str]:
        """As it is stored: what is asked for alone."""
        return {name: value for name, value in asdict(self).items() if value}

    @property
    def is_empty(self) -> bool:
        """Whether everybody fits."""
        return not self.as_data()


def in_words(criteria: Criteria, *, where: str, jenis_label: str = "") -> str:
    """'JF, jenjang Ahli Muda, di Dinas Kesehatan dan unit di bawahnya', for pages and the audit."""
    parts = [jenis_label]
    if criteria.post:
        parts.append(_("jabatan memuat “%(post)s”") % {"post": criteria.post})
    if criteria.jenjang:
        parts.append(_("jenjang %(rung)s") % {"rung": criteria.jenjang})
    if criteria.rank:
        parts.append(_("golongan %(rank)s") % {"rank": criteria.rank})
    parts.append(criteria.status)
    said = ", ".join(part for part in parts if part) or _("Semua pegawai")
    if not where:
        return _("%(who)s di seluruh instansi") % {"who": said}
    return _("%(who)s di %(unit)s dan unit di bawahnya") % {"who": said, "unit": where}
