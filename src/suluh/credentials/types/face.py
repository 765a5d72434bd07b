"""Everything that stands on one certificate, frozen at issue, so that old papers never change."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Paper(StrEnum):
    """The two papers: of taking part, and of completing an assessed training."""

    PARTICIPATION = "sertifikat"
    COMPLETION = "sttp"


@dataclass(frozen=True, slots=True)
class Image:
    """A picture as bytes; ``media`` is image/png, image/jpeg, image/webp or image/svg+xml."""

    data: bytes
    media: str


@dataclass(frozen=True, slots=True)
class Look:
    """How an agency's papers look; the same for all certificates of one template version."""

    paper: Paper = Paper.PARTICIPATION
    letterhead: tuple[str, ...] = ()
    title: str = ""
    accent: str = "#0f4c5c"
    logo: Image | None = None
    second_logo: Image | None = None
    background: Image | None = None
    border: bool = True
    reverse: bool = True


@dataclass(frozen=True, slots=True)
class Holder:
    """The person on the paper; fields that do not apply stay empty."""

    name: str
    nip: str = ""
    rank: str = ""
    post: str = ""
    unit: str = ""
    agency: str = ""
    birth: str = ""
    role: str = "Peserta"
    photo: Image | None = None


@dataclass(frozen=True, slots=True)
class Signer:
    """One of up to three who sign; ``on_behalf`` is a line such as ``a.n. Gubernur Contoh``."""

    name: str
    post: str
    rank: str = ""
    nip: str = ""
    on_behalf: str = ""
    signature: Image | None = None


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One subject of the reverse page; ``jp`` in hundredths."""

    subject: str
    jp: int
    speaker: str = ""
    time: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels inside the PDF, under the seal."""

    name: str
    media: str
    description: str
    text: str


@dataclass(frozen=True, slots=True)
class CertificateFace:
    """One certificate; ``jp`` in hundredths."""

    look: Look
    holder: Holder
    number: str
    event: str
    first_day: date
    last_day: date
    place: str
    organiser: str
    jp: int
    issued_on: date
    issued_at: str
    signers: tuple[Signer, ...]
    code: str
    check_url: str
    claims_url: str
    attachments: tuple[Attachment, ...] = ()
    agenda: tuple[AgendaLine, ...] = ()
    series: str = ""
    predicate: str = ""
    revision: int = 0
