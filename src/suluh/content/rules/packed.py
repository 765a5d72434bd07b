"""A ZIP that somebody brings, read as the folder inside it.

Nothing is unpacked to a place that the archive names: a member is written to a nameless file of ours
when it is asked for, and is gone when nobody holds it. So memory and disk see one member at a time.
"""

from __future__ import annotations

import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import IO, Any

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suluh.base.uploads import Refused, clean_name, ending_of
from suluh.content.rules.bringing import is_hidden, parts_of
from suluh.standards.archives import holds_many, is_sound, name_of

MOST_FILES = 300
MOST_MEMBERS = 3_000  # with folders and what systems leave beside the files
LARGEST_FILE = 200 * 2**20
LARGEST = 1024 * 2**20
MOST_RATIO = 200  # texts reach 20; what reaches more is made to fill a disk
ARCHIVES = frozenset({".zip", ".rar", ".7z", ".tar", ".gz", ".tgz"})
_ENCRYPTED = 0x1
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # others may ask for gigabytes of memory
_FAULTS = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError,
)  # fmt: skip
_BROKEN = gettext_lazy("ZIP ini rusak. Buat ulang dari foldernya, lalu impor lagi.")


class Packed(Mapping[str, "UploadedFile[Any]"]):
    """Files by their path, each opened anew when it is asked for.

    `left` are members that are not brought, each with the sentence why. Making it, and opening a
    member, raise Refused.
    """

    def __init__(self, source: IO[bytes], name: str) -> None:
        self._zip, members = _opened(source)
        self.left: dict[str, str] = {}
        self._members: dict[str, zipfile.ZipInfo] = {}
        named: dict[str, zipfile.ZipInfo] = {}
        for member in members:
            path = _path_of(member)
            if named.setdefault(path, member) is not member:
                raise Refused(_("Dua berkas di ZIP ini bernama sama: %(name)s.") % {"name": path})
        for path, member in _below_one_folder(named, name).items():
            sentence = _why_left(path, member)
            if sentence:
                self.left[path] = sentence
            else:
                self._members[path] = member
        if not named:
            raise Refused(_("ZIP ini tidak berisi berkas."))

    def __len__(self) -> int:
        return len(self._members)

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def __contains__(self, path: object) -> bool:
        return path in self._members  # the mixin's would open it

    def __getitem__(self, path: str) -> UploadedFile[Any]:
        member = self._members[path]
        kept = TemporaryUploadedFile(clean_name(path), None, member.file_size, None)
        try:
            with self._zip.open(member) as packed:
                shutil.copyfileobj(packed, kept)
        except _FAULTS as error:
            raise Refused(_("Berkas ini rusak di dalam ZIP-nya.")) from error
        kept.seek(0)
        return kept


def _opened(source: IO[bytes]) -> tuple[zipfile.ZipFile, list[zipfile.ZipInfo]]:
    """The archive and the files in it that people mean; raises Refused."""
    if holds_many(source, MOST_MEMBERS):
        raise Refused(_too_much())
    try:
        opened = zipfile.ZipFile(source)
    except _FAULTS as error:
        raise Refused(str(_BROKEN)) from error
    found = opened.infolist()
    whole, packed = sum(m.file_size for m in found), sum(m.compress_size for m in found)
    if not is_sound(found):
        raise Refused(str(_BROKEN))
    meant = [m for m in found if not (m.is_dir() or is_hidden(name_of(m)))]
    if len(meant) > MOST_FILES or whole > LARGEST or whole > MOST_RATIO * max(packed, 1_000):
        raise Refused(_too_much())
    if any(member.flag_bits & _ENCRYPTED for member in meant):
        raise Refused(_("ZIP ini berkata sandi. Buat ZIP tanpa kata sandi, lalu impor lagi."))
    return opened, meant


def _too_much() -> str:
    return _(
        "Isi ZIP ini terlalu banyak: paling banyak %(files)d berkas, bersama-sama %(mb)d MB."
        " Bagi menjadi beberapa ZIP."
    ) % {"files": MOST_FILES, "mb": LARGEST // 2**20}


def _path_of(member: zipfile.ZipInfo) -> str:
    return "/".join(parts_of(name_of(member)))


def _below_one_folder(
    named: Mapping[str, zipfile.ZipInfo], name: str
) -> dict[str, zipfile.ZipInfo]:  # fmt: skip
    """As if the folder had been chosen: below the one that holds all, else below the ZIP's name."""
    tops = {path.partition("/")[0] for path in named}
    if len(tops) == 1 and all("/" in path for path in named):
        return dict(named)
    top = clean_name(name)[: -len(ending_of(name))] or "ZIP"
    return {f"{top}/{path}": member for path, member in named.items()}


def _why_left(path: str, member: zipfile.ZipInfo) -> str:
    if stat.S_ISLNK(member.external_attr >> 16):
        return _("Ini tautan ke berkas lain, bukan berkas.")
    if ending_of(path) in ARCHIVES:
        return _("Arsip di dalam arsip tidak dibuka. Bila ZIP, impor tersendiri.")
    if member.file_size > LARGEST_FILE:
        return _("Berkas ini lebih dari 200 MB. Impor tersendiri, di luar ZIP.")
    if member.compress_type not in _METHODS:
        return _("Berkas ini dikemas dengan cara yang tidak dikenal. Buat ulang ZIP-nya.")
    return ""
