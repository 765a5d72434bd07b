"""From the bytes of a mail (RFC 5322, MIME) to an `Incoming`."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses

from suluh.standards.letters.plain import plain_text
from suluh.standards.letters.types import Incoming

_TO = ("delivered-to", "x-original-to", "envelope-to", "to", "cc")
_MOST_PARTS = 100
LONGEST_TEXT = 200_000


def read_letter(data: bytes) -> Incoming:
    """The letter. Raises ValueError where it cannot be read."""
    try:
        mail = message_from_bytes(data, policy=policy.default)
        return Incoming(
            message_id=str(mail.get("message-id", "")).strip()[:250],
            sender=_first(mail, "from"),
            recipients=tuple(address for name in _TO for address in _addresses(mail, name)),
            text=_text(mail)[:LONGEST_TEXT],
            has_files=any(_is_file(part) for part in _parts(mail)),
            is_automatic=_is_automatic(mail),
            results=tuple(str(each) for each in mail.get_all("authentication-results", [])),
        )
    except (LookupError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise ValueError("unreadable") from error


def _addresses(mail: EmailMessage, name: str) -> list[str]:
    values = [str(each) for each in mail.get_all(name, [])]
    return [address.lower() for _name, address in getaddresses(values) if "@" in address]


def _first(mail: EmailMessage, name: str) -> str:
    """The one sender; '' where there is none, or more than one."""
    found = _addresses(mail, name)
    return found[0] if len(found) == 1 else ""


def _parts(mail: EmailMessage) -> list[EmailMessage]:
    found = [part for part in mail.walk() if not part.is_multipart()]
    if len(found) > _MOST_PARTS:
        raise ValueError("too many parts")
    return found


def _text(mail: EmailMessage) -> str:
    """The plain words, else those of the HTML."""
    body = mail.get_body(("plain", "html"))
    if body is None:
        return ""
    try:
        text = str(body.get_content())
    except (LookupError, UnicodeError):  # a character set that nobody knows
        text = (body.get_payload(decode=True) or b"").decode("utf-8", "replace")  # type: ignore[union-attr]
    return plain_text(text) if body.get_content_type() == "text/html" else text


def _is_file(part: EmailMessage) -> bool:
    """Whether the writer attached it; a logo inside the signature is no file."""
    if part.get_content_type() in {"text/plain", "text/html"} and not part.is_attachment():
        return False
    is_picture = part.get_content_maintype() == "image"
    return not (is_picture and (part.get("content-id") or not part.is_attachment()))


def _is_automatic(mail: EmailMessage) -> bool:
    """Absence notes, lists and returned mail (RFC 3834): answering them makes loops."""
    submitted = str(mail.get("auto-submitted", "no")).split(";")[0].strip().lower()
    precedence = str(mail.get("precedence", "")).strip().lower()
    return (
        submitted != "no"
        or precedence in {"bulk", "list", "junk", "auto_reply"}
        or str(mail.get("return-path", "")).strip() == "<>"
        or any(mail.get(name) for name in ("x-autoreply", "x-autorespond", "list-id"))
    )
