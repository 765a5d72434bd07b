"""A certificate's face as JSON and back: what is stored at issue draws the same paper for ever.

Pictures are not in the JSON; they stay with the template version and are handed in again.
"""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from suluh.credentials.types.face import (
    AgendaLine,
    CertificateFace,
    Holder,
    Image,
    Look,
    Paper,
    Signer,
)

VERSION = 1
_LOOK_PICTURES = ("logo", "second_logo", "background")
_DAYS = ("first_day", "last_day", "issued_on")


def freeze(face: CertificateFace) -> dict[str, Any]:
    """The face without its pictures, as plain JSON values."""
    bare = replace(
        face,
        look=replace(face.look, logo=None, second_logo=None, background=None),
        holder=replace(face.holder, photo=None),
        signers=tuple(replace(signer, signature=None) for signer in face.signers),
    )
    fields = asdict(bare)
    for name in _LOOK_PICTURES:
        del fields["look"][name]
    del fields["holder"]["photo"]
    for signer in fields["signers"]:
        del signer["signature"]
    for name in _DAYS:
        fields[name] = fields[name].isoformat()
    fields["look"]["paper"] = face.look.paper.value
    return {"v": VERSION, **_listed(fields)}


def thaw(frozen: Mapping[str, Any], pictures: Mapping[str, Image]) -> CertificateFace:
    """The face again; ``pictures`` are named logo, background, photo, signature_0 and so on."""
    if frozen.get("v") != VERSION:
        raise ValueError("the frozen face is of an unknown version")
    fields = {name: value for name, value in frozen.items() if name != "v"}
    look = dict(fields.pop("look"))
    look["paper"], look["letterhead"] = Paper(look["paper"]), tuple(look["letterhead"])
    for name in _LOOK_PICTURES:
        look[name] = pictures.get(name)
    for name in _DAYS:
        fields[name] = date.fromisoformat(fields[name])
    signers = (
        Signer(**signer, signature=pictures.get(f"signature_{place}"))
        for place, signer in enumerate(fields.pop("signers"))
    )
    return CertificateFace(
        look=Look(**look),
        holder=Holder(**fields.pop("holder"), photo=pictures.get("photo")),
        signers=tuple(signers),
        agenda=tuple(AgendaLine(**line) for line in fields.pop("agenda")),
        **fields,
    )


def _listed(value: Any) -> Any:
    """Tuples as lists, as JSON gives them back."""
    if isinstance(value, dict):
        return {name: _listed(part) for name, part in value.items()}
    return [_listed(part) for part in value] if isinstance(value, list | tuple) else value
