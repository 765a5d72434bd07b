"""Who may read which of a person's data, and where: the one place that allows it.

`ALLOWED[field][page]` names the roles. What stands here was decided, not copied from what pages
happen to show; a page that shows more, or no longer shows this, is a difference to be looked at.

`self` is the person. `organiser` runs the person's event in the home agency, `host` in a foreign one,
`unit_organiser` and `sibling_admin` have the same roles over a neighbouring unit only.
"""

from __future__ import annotations

_OFFICE = "unit_admin agency_admin"
_RUNS_EVENT = "organiser agency_admin host"
# Whoever holds the link of a mail is taken for its addressee.
_HOLDS_LINK = (
    "stranger self colleague supervisor organiser unit_organiser unit_admin sibling_admin"
    " agency_admin leader national host"
)

ALLOWED: dict[str, dict[str, str]] = {
    "nip": {
        "account": "self",
        "account_reset_password_from_key": _HOLDS_LINK,
        "activation": _HOLDS_LINK,
        "people": _OFFICE,
        "person": _OFFICE,
        "import_run": "agency_admin",
        "import_refused": "agency_admin",
        "manage_people": _RUNS_EVENT,
        "course_manage": _RUNS_EVENT,
        "roll_pdf": _RUNS_EVENT,
        "claim_check": _OFFICE,
        "certificate_download": "self organiser agency_admin",
    },
    "email": {
        "account": "self",
        "discussion_mail": "self",
        "event_register": "self",
        "person": _OFFICE,
        "person_contact": _OFFICE,
        "manage_people": _RUNS_EVENT,
        "deliveries": "organiser unit_admin agency_admin",
    },
    "phone": {
        "account": "self",
        "change_phone": "self",
        "event_register": "self",
        "person": _OFFICE,
        "person_contact": _OFFICE,
        "manage_people": _RUNS_EVENT,
    },
    "birth_place": {"person": _OFFICE},
    "birth_date": {},
    "suggestion": {  # without a name
        "survey_results": _RUNS_EVENT,
        "survey_download": _RUNS_EVENT,
    },
    "complaint": {"complaints": _RUNS_EVENT, "complaint": _RUNS_EVENT},
    "notice": {"notices": "self", "deliveries": "organiser unit_admin agency_admin"},
    "jp_line": {
        "ledger_book": "self",
        "ledger_export": "self",
        "index_mine": "self",
        "index_person": "self supervisor unit_admin agency_admin",
        "rates_person": "unit_admin agency_admin leader national",
    },
    "device": {"account": "self"},
    "password": {},
    "session": {},
    "window": {},
    "second_factor": {},
}


def allowed() -> set[tuple[str, str, str]]:
    """Field, page, role."""
    return {
        (field, page, role)
        for field, pages in ALLOWED.items()
        for page, roles in pages.items()
        for role in roles.split()
    }
