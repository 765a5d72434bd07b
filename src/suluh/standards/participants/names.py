"""Display names of meetings: NIP, name and unit apart, and a device known from a person."""

import re
from dataclasses import dataclass

from suluh.standards import nip as nip_numbers

_PARENTHESES = re.compile(r"^(?P<shown>.*\S)\s*\((?P<inner>[^()]+)\)\s*$")
_SEPARATOR = re.compile(r"\s+[-–—]+\s+|\s*[_|/\\~•:]+\s*|\s+[-–—]+|[-–—]+\s+|\s*[–—]\s*")
_DIGITS = re.compile(r"\b\d{5,18}\b")
_UNIT = re.compile(
    r"\b(dinas|dinkes|disdik|disdikbud|dispora|diskominfo|disnaker\w*|dishub|dinsos|dispendik|dpmptsp|"
    r"badan|bkd|bkpsdm|bkpsdmd|bpsdm\w*|bappeda\w*|bpkad|bapenda|inspektorat|itda|sekretariat|setda|"
    r"setwan|dprd|biro|bagian|bidang|kecamatan|kec|kelurahan|kel|rsud|rsup|rs|puskesmas|pkm|upt|uptd|"
    r"sdn|smpn|sman|smkn|slb|tk|kantor|kementerian|kemen\w+|kanwil|balai|pemkab|pemkot|pemprov|satpol|"
    r"kab|kota|prov|provinsi|kabupaten|universitas|opd|instansi|kpu|bps|bkn|lan)\b",
    re.IGNORECASE,
)
_DEVICE = re.compile(
    r"^(?:.*['’]s\s+)?(?:iphone|ipad|samsung|galaxy|sm-\w+|oppo|vivo|xiaomi|redmi|realme|poco|infinix|"
    r"huawei|android|macbook|laptop|desktop|pc|user|guest|tamu|zoom user|hp|telepon|call-in user|"
    r"cph\d+|v\d{4}|rmx\d+|itel|tecno|asus|acer|lenovo|nokia|anonymous|anonim|peserta)[\s\w()+.'’-]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DisplayName:
    """The parts of a display name."""

    name: str
    original: str
    unit: str
    nip: str
    anonymous: bool


def split_name(text: str) -> DisplayName:
    """Take a display name apart: ``1985..._RINA_BKPSDM``, ``Budi - Dinkes``, ``A (B)``."""
    shown, original = _parentheses(" ".join(text.replace("\u200b", "").split()))
    number = nip_numbers.find(shown) or nip_numbers.find(original) or ""
    parts = _parts(_without_number(shown, number))
    name, unit = _name_and_unit(parts)
    plain_original = _name_and_unit(_parts(_without_number(original, number)))[0]
    if not name or is_device(name):
        name = plain_original or name
    return DisplayName(
        name, plain_original, unit, number, not number and (not name or is_device(name))
    )


def is_device(name: str) -> bool:
    """Whether a name is that of a telephone or of nobody."""
    return bool(_DEVICE.match(name.strip())) or not any(char.isalpha() for char in name)


def looks_like_unit(text: str) -> bool:
    """Whether a text names an office rather than a person."""
    return bool(_UNIT.search(text))


def _parentheses(text: str) -> tuple[str, str]:
    match = _PARENTHESES.match(text)
    if match is None:
        return text, ""
    return match["shown"], match["inner"].strip()


def _without_number(text: str, number: str) -> str:
    if number:
        text = re.sub(r"[ .\-]?".join(number), "_", text)
    return re.sub(r"\bNIP\b\.?\s*:?", " ", text, flags=re.IGNORECASE)


def _parts(text: str) -> list[str]:
    pieces = (_DIGITS.sub("", piece).strip(" -–—_.,|") for piece in _SEPARATOR.split(text))
    return [piece for piece in pieces if piece]


def _name_and_unit(parts: list[str]) -> tuple[str, str]:
    """The person first unless only a later part can be one."""
    if not parts:
        return "", ""
    people = [place for place, part in enumerate(parts) if not looks_like_unit(part)]
    place = people[0] if people else 0
    rest = parts[:place] + parts[place + 1 :]
    return parts[place], " ".join(rest)
