"""One row of a people file: from cells to clean values, with every problem named."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from suluh.identity.rules import reasons, values
from suluh.standards import nip as nips

FIELDS = (
    "line", "nip", "raw", "name", "title_before", "title_after", "birth_place", "birth_date",
    "sex", "status", "rank", "jenis", "position", "jenjang", "eselon", "since", "unit_code",
    "unit_name", "parent_code", "parent_name", "email", "phone", "supervisor", "refused",
    "problems",
)  # fmt: skip
LIMITS = {
    "name": 150, "title_before": 60, "title_after": 80, "birth_place": 80, "position": 200,
    "jenjang": 40, "eselon": 6, "unit_code": 60, "unit_name": 200, "parent_code": 60,
    "parent_name": 200,
}  # fmt: skip
_BLANK = frozenset(
    {"-", "--", "---", "null", "n/a", "na", "none", "tidak ada", "0000-00-00", "nan", "."}
)
_ERRORS = frozenset({"#ref!", "#n/a", "#name?", "#value!", "#div/0!", "#null!", "#num!"})


class RowReader:
    """Reads the rows of one file by its mapping; `as_of` bounds dates."""

    def __init__(self, mapping: dict[str, int], *, width: int, as_of: date) -> None:
        self.mapping = mapping
        self.width = width
        self.as_of = as_of
        self.splits_names = "title_before" not in mapping and "title_after" not in mapping

    def read(self, line: int, cells: list[str], broken: bool = False) -> tuple[Any, ...]:  # noqa: FBT001, FBT002
        """Values in the order of FIELDS."""
        row = _Row(line, cells, self)
        if broken:
            row.refuse("", "", "line_too_long")
        elif len(cells) > self.width and any(cells[self.width :]):
            row.refuse("", " | ".join(cells[self.width :])[:200], "ragged")
        row.fill()
        return row.as_tuple()


class _Row:
    """The row being read."""

    __slots__ = ("given", "problems", "reader", "refused", "line", "found", "raw")  # noqa: RUF023

    def __init__(self, line: int, cells: list[str], reader: RowReader) -> None:
        self.line = line
        self.reader = reader
        self.problems: list[dict[str, Any]] = []
        self.refused = False
        self.found: dict[str, Any] = dict.fromkeys(FIELDS, "")
        self.raw = ""
        count = len(cells)
        self.given = {
            key: self.clean(key, cells[number])
            for key, number in reader.mapping.items()
            if number < count
        }

    def clean(self, key: str, text: str) -> str:
        """The cell without padding, placeholders and formula dress."""
        text = " ".join(text.split()) if ("  " in text or not text.isprintable()) else text.strip()
        if not text:
            return ""
        if text[0] == "=":
            inner = text[1:].strip('"')
            if text[1:2] != '"' or not text.endswith('"'):
                self.refuse(key, text, "formula")
                return ""
            return inner.strip()
        if text[0] == "'":
            text = text[1:].strip()
        low = text.lower()
        if low in _BLANK:
            return ""
        if text[0] == "#" and low in _ERRORS:
            self.refuse(key, text, "formula")
            return ""
        return text.replace("\x00", "")

    def refuse(self, field: str, value: str, code: str) -> None:
        """Name a reason for which the row cannot be taken."""
        self.refused = True
        self.problems.append({"field": field, "value": value[:200], "code": code, "bad": True})

    def note(self, field: str, value: str, code: str) -> None:
        """Name something odd that does not stop the row."""
        self.problems.append({"field": field, "value": value[:200], "code": code})

    def fill(self) -> None:
        """Read all fields."""
        kind, sex, birth = self.read_nip()
        self.read_name()
        self.read_birth(birth)
        self.read_status(kind, sex)
        self.read_post()
        self.read_contact()
        for key in ("unit_code", "unit_name", "parent_code", "parent_name"):
            self.found[key] = self.given.get(key, "")
        if not self.found["unit_name"]:
            self.refuse("unit_name", "", "unit_empty")
        for key, limit in LIMITS.items():
            if len(self.found[key]) > limit:
                self.refuse(key, self.found[key], "too_long")
                self.found[key] = self.found[key][:limit]

    def read_nip(self) -> tuple[str, str, date | None]:
        """Kind of ASN, sex and birth date as the number tells them."""
        text = self.raw = self.given.get("nip", "")[:40]
        try:
            number = nips.read(text)
        except nips.NipError as error:
            self.refuse("nip", text, reasons.nip_code(error))
            return "", "", None
        self.found["nip"] = number.digits
        if number.warnings:
            self.note("nip", text, "nip_odd")
        sex = {nips.Sex.MALE: "1", nips.Sex.FEMALE: "2"}.get(number.sex, "") if number.sex else ""
        kind = {nips.Kind.PNS: "PNS", nips.Kind.PPPK: "PPPK"}.get(number.kind, "")
        return kind, sex, number.birth_date

    def read_name(self) -> None:
        """Name and titles, from one cell or three."""
        found, given = self.found, self.given
        name = given.get("name", "")
        if self.reader.splits_names and ("," in name or "." in name):
            found["title_before"], found["name"], found["title_after"] = values.split_name(name)
        else:
            found["name"] = name
            found["title_before"] = given.get("title_before", "")
            found["title_after"] = given.get("title_after", "").strip(", ")
        if not found["name"]:
            self.refuse("name", name, "name_empty")

    def read_birth(self, told: date | None) -> None:
        """Place and date; the number's own date settles which is day and which is month."""
        place, text = self.given.get("birth_place", ""), self.given.get("birth_date", "")
        both = self.given.get("birth", "")
        if both:
            head, comma, tail = both.rpartition(",")
            if not comma:
                head, _slash, tail = both.partition("/") if "/" in both[:30] else ("", "", both)
            place, text = place or head.strip(), text or tail.strip()
        self.found["birth_place"] = place
        if not text:
            self.found["birth_date"] = told
            return
        day = values.read_date(text, told)
        if day is None:
            self.refuse("birth_date", text, "bad_date")
        elif day >= self.reader.as_of:
            self.refuse("birth_date", text, "birth_future")
        elif told is not None and day != told:
            self.note("birth_date", text, "birth_differs")
        self.found["birth_date"] = day

    def read_status(self, kind: str, sex: str) -> None:
        """PNS or PPPK, sex, rank."""
        given = self.given
        text = given.get("status", "").lower()
        status = values.STATUS.get(text, "")
        if text in values.SILENT_STATUS or not text:
            status = kind or status or "PNS"
        elif not status:
            self.refuse("status", given["status"], "status_unknown")
        self.found["status"] = status
        word = given.get("sex", "")
        self.found["sex"] = values.SEX.get(word.lower(), sex) if word else sex
        if word and word.lower() not in values.SEX:
            self.note("sex", word, "sex_unknown")
        rank = given.get("rank", "")
        if rank:
            self.found["rank"] = values.read_rank(rank, status)
            if not self.found["rank"]:
                self.note("rank", rank, "rank_unknown")

    def read_post(self) -> None:
        """Kind, name, rung, eselon and start of the post."""
        given, found = self.given, self.found
        found["position"] = position = given.get("position", "")
        found["eselon"] = eselon = given.get("eselon", "")
        jenis = values.read_post(given.get("jenis", ""), position, eselon)
        if jenis is None:
            self.refuse("jenis", given["jenis"], "jenis_unknown")
        found["jenis"] = jenis or ""
        found["jenjang"] = given.get("jenjang", "")
        if not found["jenjang"] and jenis == "2":
            found["jenjang"] = values.jenjang_of(position)
        since = given.get("since", "")
        day = values.read_date(since) if since else None
        if since and day is None:
            self.note("since", since, "since_bad")
        found["since"] = day if day and day <= self.reader.as_of else None

    def read_contact(self) -> None:
        """E-mail, phone, supervisor."""
        given, found = self.given, self.found
        if email := given.get("email"):
            found["email"] = values.read_email(email) or ""
            if not found["email"]:
                self.note("email", email, "email_bad")
        if phone := given.get("phone"):
            found["phone"] = values.read_phone(phone) or ""
            if not found["phone"]:
                self.note("phone", phone, "phone_bad")
        if supervisor := given.get("supervisor"):
            digits = nips.normalise(supervisor)
            if len(digits) == nips.LENGTH and digits.isdecimal():
                found["supervisor"] = digits
            else:
                self.note("supervisor", supervisor, "supervisor_bad")

    def as_tuple(self) -> tuple[Any, ...]:
        """Values in the order of FIELDS."""
        found = self.found
        found["line"], found["raw"], found["refused"] = self.line, self.raw, self.refused
        found["problems"] = json.dumps(self.problems) if self.problems else "[]"
        found["birth_date"] = found["birth_date"] or None
        found["since"] = found["since"] or None
        return tuple(found.values())
