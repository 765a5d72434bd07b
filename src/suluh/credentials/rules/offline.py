"""The page that verifies without a network, put together from its parts: one file, nothing to load.

Its policy admits only its own script and style, by their hashes: whatever is changed in the file,
the browser runs nothing of it.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from suluh.credentials.rules.levels import layer_name
from suluh.standards import claims, evidence
from suluh.standards.evidence import Layer
from suluh.standards.pades.verdict import SENTENCES

_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src {script_hash}; \
style-src {style_hash}; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
{body}
<script type="application/json" id="kunci">{keys}</script>
<script type="application/json" id="kata">{words}</script>
<script>{script}</script>
</body>
</html>
"""


def put_together(
    *, language: str, body: str, script: str, style: str, keys: Mapping[str, Any]
) -> bytes:
    """The whole file; the same parts always give the same bytes."""
    words = offline_words(language)
    return _PAGE.format(
        language=language,
        title=words["title"],
        script_hash=_hash(script),
        style_hash=_hash(style),
        style=style,
        body=body.strip(),
        keys=_data(keys),
        words=_data(words),
        script=script,
    ).encode()


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _data(values: Mapping[str, Any]) -> str:
    """JSON that cannot end the element it stands in."""
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def offline_words(language: str) -> dict[str, str]:
    """Every sentence that the page may say, in the active language."""
    return {"locale": "en-GB" if language == "en" else "id-ID", **_steps(), **_refusals()}


def _steps() -> dict[str, str]:
    return {
        "title": _("Periksa sertifikat tanpa jaringan"),
        "level_0": _("Tingkat 0: keaslian isi sah (luring). Status pencabutan belum diperiksa."),
        "level_1": _("Tingkat 1: asli, dan disaksikan di log bukti. Status belum diperiksa."),
        "level_2": _("Tingkat 2: asli, dan berlaku menurut daftar status."),
        "gone": _("Asli, tetapi tidak berlaku lagi"),
        "seal": _("Segel PDF sah. Disegel oleh {signer}."),
        "content": _("Tingkat 0: keaslian isi sah"),
        "content_note": _("Nama, acara, JP, dan nomor ditandatangani secara digital oleh penerbit."),
        "logged": _("Tingkat 1: tercatat di log bukti no. {number}"),
        "logged_note": _("Disaksikan {who}. Sejak itu tidak dapat dibuat mundur tanpa ketahuan."),
        "logged_alone": _("Tercatat di log bukti no. {number}, belum disaksikan"),
        "logged_alone_note": _(
            "Log menandatanganinya; tingkat 1 tercapai begitu saksi dari luar melihatnya."
        ),
        "seen": _("{name} pada {time}"),
        "no_proof_here": _("Bukti log belum diserahkan. Serahkan PDF-nya atau bukti.tlog-proof."),
        "no_jp": _("Sertifikat ini tidak memberi JP kepada pegawai."),
        "no_status": _("Tingkat 2: status belum diperiksa"),
        "no_status_note": _("Serahkan daftar status terbaru, atau periksa lewat jaringan."),
        "status_valid": _("Tingkat 2: berlaku per {day}"),
        "status_revoked": _("Dicabut, menurut daftar per {day}"),
        "status_replaced": _("Diganti dengan yang baru, menurut daftar per {day}"),
        "compare": _("Cocokkan nama, acara, dan nomor dengan kertas yang Anda pegang."),
        "nm": _("Nama"), "nip": _("Akhir NIP"), "ttl": _("Acara"), "jp": "JP", "no": _("Nomor"),
        "org": _("Penerbit"), "d": _("Tanggal terbit"), "id": _("Kode periksa"),
    }  # fmt: skip


def _refusals() -> dict[str, str]:
    return {
        "refused": _("Jangan dipercaya"),
        "failed_at": _("Pemeriksaan gagal pada: {layer}."),
        "broken": _("Berkas ini tidak dapat dibaca ({error})."),
        "no_proof": _(evidence.NO_PROOF),
        "malformed": _(claims.MALFORMED),
        "unknown_key": _(claims.UNKNOWN_KEY),
        "expired_key": _(claims.EXPIRED_KEY),
        "bad_signature": _(claims.BAD_SIGNATURE),
        "bad_claims": _(claims.BAD_CLAIMS),
        "not_of_the_log": _(evidence.NOT_OF_THE_LOG),
        "bad_proof": _(evidence.BAD_PROOF),
        "bad_opening": _(evidence.BAD_OPENING),
        **{state.value: _(sentence) for state, sentence in SENTENCES.items()},
        "altered": _(
            "Berkas ini berubah setelah disegel, atau segelnya tidak dikenal halaman ini. Jangan"
            " dipercaya."
        ),
        **{f"layer_{layer.value}": layer_name(layer) for layer in Layer},
    }
