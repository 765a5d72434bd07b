"""What a person types to sign in. Pure."""

from __future__ import annotations


def typed_login(text: str) -> str:
    """NIP without the blanks and dots people put into it, or an e-mail address in lower case."""
    plain = text.strip()
    if "@" in plain:
        return plain.lower()
    digits = "".join(sign for sign in plain if sign not in " .-\t\u00a0")
    return digits if digits.isdecimal() else plain


def masked_email(address: str) -> str:
    """Enough of an address to recognise one's own: s•••@contoh.go.id."""
    name, _, host = address.partition("@")
    return f"{name[:1]}•••@{host}" if host else ""


def device_name(user_agent: str) -> str:
    """A browser and system in words, from the header that browsers send."""
    browser = next((word for mark, word in _BROWSERS if mark in user_agent), "")
    system = next((word for mark, word in _SYSTEMS if mark in user_agent), "")
    return " · ".join(part for part in (browser, system) if part)


_BROWSERS = (
    ("Edg/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
    ("Mac OS", "macOS"), ("Linux", "Linux"),
)  # fmt: skip
