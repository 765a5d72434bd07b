"""How far a check reached, in words: the steps a verifier took and what each of them proves. Pure.

Level 0: the content is signed. 1: it stands in the public log, and a witness has seen it there.
2 (offline only): not withdrawn by the status list of a day. 3: asked now.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from suluh.base import text
from suluh.standards.evidence import Evidence, Layer
from suluh.standards.tlog import Proven

CONTENT, LOGGED, CURRENT = 0, 1, 3


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; `passed` None: not reached, and no fault."""

    passed: bool | None
    title: str
    note: str = ""


def layer_name(layer: Layer) -> str:
    """The layer as people call it."""
    return {
        Layer.SEAL: _("segel PDF"),
        Layer.CLAIMS: _("tanda tangan isi"),
        Layer.LOG: _("bukti log"),
        Layer.OPENING: _("rincian JP"),
        Layer.REGISTER: _("daftar sertifikat"),
    }[layer]


def reached(state: str, evidence: Evidence | None) -> tuple[int, str]:
    """The level that a check at this site reached, with its sentence."""
    if state == "valid":
        return CURRENT, _("Berlaku sekarang, menurut daftar sertifikat saat ini.")
    if evidence is not None and evidence.is_witnessed:
        return LOGGED, _("Asli dan tercatat di log bukti, tetapi tidak berlaku lagi.")
    return CONTENT, _("Asli, tetapi tidak berlaku lagi.")


def seal_check(signer: str) -> Check:
    """The seal of a PDF is right."""
    return Check(
        True,
        _("Segel PDF sah"),
        _("Disegel oleh %(signer)s; tidak satu bita pun berubah sejak itu.") % {"signer": signer},
    )


def content_check() -> Check:
    """The claims are signed."""
    return Check(
        True,
        _("Tingkat 0: keaslian isi sah"),
        _("Nama, acara, JP, dan nomor ditandatangani secara digital oleh penerbit."),
    )


def log_check(evidence: Evidence | None, *, has_entry: bool) -> Check:
    """What the public log says."""
    proven = evidence.proven if evidence else None
    if proven is None:
        if has_entry:
            return Check(None, _("Tingkat 1: sedang dicatat"), _("Barisnya menunggu giliran log."))
        return Check(
            None,
            _("Tingkat 1: tidak berlaku"),
            _("Sertifikat ini tidak memberi JP kepada pegawai."),
        )
    place = {"number": text.number(proven.index, words=_words())}
    if evidence is None or not evidence.is_witnessed:
        return Check(
            None,
            _("Tercatat di log bukti no. %(number)s, belum disaksikan") % place,
            _("Log menandatanganinya; tingkat 1 tercapai begitu saksi dari luar melihatnya."),
        )
    return Check(
        True,
        _("Tingkat 1: tercatat di log bukti no. %(number)s") % place,
        _("Disaksikan %(who)s. Sejak itu tidak dapat dibuat mundur tanpa ketahuan.")
        % {"who": witnesses_in_words(proven)},
    )


def state_check(state: str, reason: str) -> Check:
    """What the register says now."""
    title = {
        "valid": _("Tingkat 3: berlaku sekarang"),
        "revoked": _("Dicabut oleh penerbit"),
        "replaced": _("Sudah diganti dengan yang baru"),
    }[state]
    return Check(state == "valid", title, reason if state == "revoked" else "")


def witnesses_in_words(proven: Proven) -> str:
    """Each witness with its time."""
    return ", ".join(
        _("%(name)s pada %(time)s") % {"name": seen.witness, "time": _moment(seen.at)}
        for seen in proven.seen
    )


def _moment(at: int) -> str:
    return text.moment(datetime.fromtimestamp(at, UTC), words=_words())


def _words() -> text.Wording:
    return text.wording(get_language())
