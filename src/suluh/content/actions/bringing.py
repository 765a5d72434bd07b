"""Bringing a folder of files into a draft: each file becomes an activity of the kind that takes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from suluh.base.errors import DomainError
from suluh.base.uploads import Refused, ending_of
from suluh.content.actions.outline import (
    add_activity,
    add_section,
    change_activity,
    locked_draft,
    rename_section,
)
from suluh.content.actions.pictures import add_picture
from suluh.content.models import Activity, Section
from suluh.content.ports import TakingKind, taker_of
from suluh.content.rules import bringing as rules
from suluh.content.rules.packed import ARCHIVES, Packed
from suluh.content.types import Brought, Taken
from suluh.organisation.types import Actor

_LETTERS = {".doc", ".docm", ".rtf", ".fodt", ".pages"}
_SLIDES = {".ppt", ".pptm", ".ppsx", ".pps", ".odp", ".key"}
_OFFICE = {".xls", ".xlsx", ".ods"}


@dataclass(slots=True)
class Folder:
    """What was chosen: files by their path, and the section for those that lie in no sub-folder."""

    files: Mapping[str, UploadedFile[Any]]
    section: UUID
    is_folder: bool = False
    shown: set[str] = field(default_factory=set)  # pictures that stand in a text


def bring(*, actor: Actor, training: UUID, folder: Folder, now: datetime) -> list[Brought]:
    """Every file in its order, each whole or not at all; what is there already is left alone.

    A picture that a text beside it shows goes into that text; a ZIP is the folder inside it.
    Raises NotFound, NoDraft.
    """
    locked_draft(actor, training, now)
    packed = [path for path in folder.files if rules.is_packed(path)]
    loose = {path: file for path, file in folder.files.items() if path not in packed}
    found = _bring_all(actor, training, replace(folder, files=loose), now=now)
    for path in rules.sorted_paths(packed):
        found += _bring_packed(actor, training, folder, path, now=now)
    return found


def _bring_packed(
    actor: Actor, training: UUID, folder: Folder, path: str, *, now: datetime
) -> list[Brought]:
    """What is in a ZIP: each member goes the way of an upload."""
    try:
        packed = Packed(folder.files[path], path)
    except Refused as refusal:
        return [Brought(path, sentence=str(refusal))]
    inside = Folder(packed, folder.section, is_folder=True)
    found = _bring_all(actor, training, inside, now=now)
    return found + [Brought(each, sentence=why) for each, why in packed.left.items()]


def _bring_all(actor: Actor, training: UUID, folder: Folder, *, now: datetime) -> list[Brought]:
    near = beside(actor=actor, training=training, folder=folder, now=now)
    return [
        each
        for path in paths_of(folder)
        for each in bring_one(
            actor=actor, training=training, folder=folder, path=path, near=near[path], now=now
        )
    ]


def beside(
    *, actor: Actor, training: UUID, folder: Folder, now: datetime
) -> dict[str, dict[str, str]]:  # fmt: skip
    """By text, the addresses of the pictures that it shows; these are kept, and `shown` names them."""
    return {path: _near(actor, training, folder, path, now=now) for path in folder.files}


def paths_of(folder: Folder) -> list[str]:
    """What is brought by itself, in its order; asked after `beside`."""
    found = rules.sorted_paths(folder.files)
    return [path for path in found if path not in folder.shown and not rules.is_hidden(path)]


def _near(
    actor: Actor, training: UUID, folder: Folder, path: str, *, now: datetime
) -> dict[str, str]:  # fmt: skip
    """Addresses of the pictures that a text shows, by the place it names them by."""
    if ending_of(path) not in rules.TEXTS:
        return {}
    try:
        file = folder.files[path]
    except Refused:
        return {}  # it is refused by itself, with its sentence
    text = file.read().decode("utf-8-sig", errors="replace")
    file.seek(0)
    found = {}
    for place, whole in rules.shown_in(text, path).items():
        if whole in folder.files and whole.lower().endswith(rules.PICTURES):
            try:
                picture = folder.files[whole]
                picture.seek(0)
                made = add_picture(actor=actor, training=training, upload=picture, now=now)
            except Refused:
                continue  # so is the picture
            found[place] = f"/gambar/{made.uuid}/"
            folder.shown.add(whole)
    return found


def bring_one(
    *, actor: Actor, training: UUID, folder: Folder, path: str, near: dict[str, str], now: datetime
) -> list[Brought]:  # fmt: skip
    """One file, whole or not at all."""
    try:
        file = folder.files[path]
        head = file.read(64 * 1024)
        file.seek(0)
        kind = taker_of(path, head)
        if kind is None:
            return [Brought(path, sentence=_why_not(path))]
        with transaction.atomic():
            return _made(actor, training, folder, path, file=file, kind=kind, near=near, now=now)
    except (Refused, DomainError) as refusal:
        return [Brought(path, sentence=str(refusal))]


def _made(
    actor: Actor, training: UUID, folder: Folder, path: str, *, file: UploadedFile[Any],
    kind: TakingKind, near: dict[str, str], now: datetime,
) -> list[Brought]:  # fmt: skip
    home = _home(actor, training, folder, path, now=now)
    title = rules.title_of(rules.parts_of(path)[-1])
    rows = Activity.objects.filter(section=home, kind=kind.slug, removed_at=None)
    if rows.filter(brought=path[:300]).exists():
        return [Brought(path, title=title, is_there=True)]
    taken = kind.take(actor=actor, training=training, name=path, file=file, near=near, now=now)
    keep = partial(_keep, actor, training, path, home=home, kind=kind, now=now)
    return [keep(replace(each, title=each.title or title)) for each in (taken, *taken.more)]


def _keep(
    actor: Actor, training: UUID, path: str, taken: Taken, *,
    home: Section, kind: TakingKind, now: datetime,
) -> Brought:  # fmt: skip
    made = add_activity(
        actor=actor, training=training, section=home.key, kind=kind.slug, title=taken.title, now=now
    )
    values = {"settings": taken.settings, "minutes": None}
    change_activity(actor=actor, training=training, key=made.key, values=values, now=now)
    Activity.objects.filter(pk=made.pk).update(brought=path[:300])
    return Brought(path, made.title, key=made.key, kind=kind.label, sentence=taken.remark)


def _home(actor: Actor, training: UUID, folder: Folder, path: str, *, now: datetime) -> Section:
    draft = locked_draft(actor, training, now)
    rows = Section.objects.filter(version=draft, removed_at=None)
    title = rules.chapter_of(path, is_folder=folder.is_folder)
    if not title:
        chosen = rows.filter(key=folder.section).first() or rows.first()
        return chosen or add_section(actor=actor, training=training, title=_("Isi"), now=now)
    known = rows.filter(title=title).first()
    if known is None and (blank := _only_and_empty(list(rows))):
        return rename_section(actor=actor, training=training, key=blank.key, title=title, now=now)
    return known or add_section(actor=actor, training=training, title=title, now=now)


def _only_and_empty(sections: list[Section]) -> Section | None:
    """The section with which every training begins, while nothing stands in it."""
    is_new = len(sections) == 1 and not Activity.objects.filter(section=sections[0]).exists()
    return sections[0] if is_new else None


def _why_not(path: str) -> str:
    if ending_of(path) in _LETTERS:
        return _("Simpan sebagai .docx (menjadi halaman) atau PDF (menjadi dokumen), lalu impor.")
    if ending_of(path) in _SLIDES:
        return _("Simpan sebagai .pptx (tiap slaid menjadi halaman) atau PDF, lalu impor.")
    if ending_of(path) in _OFFICE:
        return _("Simpan sebagai PDF dari Excel, lalu impor PDF-nya.")
    if ending_of(path) in {".vtt", ".srt"}:
        return _("Teks video diunggah di halaman videonya, pada Teks dan transkrip.")
    if ending_of(path) == ".zip":
        return _("ZIP di dalam folder tidak dibuka. Impor ZIP ini tersendiri.")
    if ending_of(path) in ARCHIVES:
        return _("Arsip jenis ini tidak dibuka. Buat ZIP dari foldernya, lalu impor ZIP-nya.")
    return _("Jenis berkas ini tidak dikenal. Yang dapat diimpor tertulis di halaman ini.")
