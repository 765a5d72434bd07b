"""The role table, every cell: permission x role x kind of grant x scope asked for.

What stands here was written down by hand from the rules, not read from the code: a change of
either shows as a difference.
"""

from __future__ import annotations

import pytest

from suluh.base.errors import NotAllowed
from suluh.organisation.rules.roles import SECOND_FACTOR_ROLES, Permission, can, reach, require
from suluh.organisation.types import Actor, Grant, Role

TABLE = """
permission             participant supervisor organiser author reviewer publisher trainer unit_admin agency_admin leader national
people.view            -           -          -         -      -        -         -       +          +            -      -
people.import          -           -          -         -      -        -         -       -          +            -      -
people.edit            -           -          -         -      -        -         -       +          +            -      -
unit.edit              -           -          -         -      -        -         -       -          +            -      -
role.grant             -           -          -         -      -        -         -       -          +            -      +
agency.edit            -           -          -         -      -        -         -       -          +            -      -
agency.create          -           -          -         -      -        -         -       -          -            -      +
series.manage          -           -          +         -      -        -         -       -          +            -      -
event.manage           -           -          +         -      -        -         -       -          +            -      -
event.share_national   -           -          +         -      -        -         -       -          +            -      -
training.view          -           -          +         +      +        +         -       -          +            -      -
training.write         -           -          +         +      -        -         -       -          +            -      -
training.review        -           -          +         -      +        -         -       -          +            -      -
training.publish       -           -          +         -      -        +         -       -          +            -      -
training.assign        -           -          +         -      -        -         -       +          +            -      -
training.mark          -           -          +         -      -        -         +       -          +            -      -
attendance.run         -           -          +         -      -        -         -       -          +            -      -
attendance.correct     -           -          +         -      -        -         -       -          +            -      -
complaint.decide       -           -          +         -      -        -         -       -          +            -      -
certificate.issue      -           -          +         -      -        -         -       -          +            -      -
certificate.revoke     -           -          +         -      -        -         -       -          +            -      -
certificate.design     -           -          +         -      -        -         -       -          +            -      -
claim.check            -           -          -         -      -        -         -       +          +            -      -
ledger.view            -           -          -         -      -        -         -       +          +            -      -
ledger.reverse         -           -          +         -      -        -         -       -          +            -      -
rules.edit             -           -          -         -      -        -         -       -          -            -      +
team.view              -           +          -         -      -        -         -       +          +            +      -
rate.view              -           -          -         -      -        -         -       +          +            +      +
rate.view_nation       -           -          -         -      -        -         -       -          -            -      +
rate.invite            -           -          -         -      -        -         -       +          +            +      -
messages.send          -           -          +         -      -        -         -       +          +            -      -
community.manage       -           -          +         -      -        -         -       -          +            -      -
competency.manage      -           -          -         -      -        -         -       -          +            -      -
competency.manage_nation -         -          -         -      -        -         -       -          -            -      +
competency.assess      -           -          -         -      -        -         +       -          +            -      -
library.manage         -           -          +         +      -        -         -       -          +            -      -
plan.view              -           -          +         -      -        -         -       +          +            +      -
plan.manage            -           -          +         -      -        -         -       -          +            -      -
audit.view             -           -          -         -      -        -         -       -          +            -      +
"""  # noqa: E501
HOME, ELSEWHERE = 1, 2
# Where one asks: agency and unit path. '' is the whole agency.
ASKED = {
    "own unit": (HOME, "1/5/"),
    "unit below": (HOME, "1/5/9/"),
    "sibling unit": (HOME, "1/6/"),
    "unit whose number begins alike": (HOME, "1/57/"),
    "unit above": (HOME, "1/"),
    "whole agency": (HOME, ""),
    "other agency": (ELSEWHERE, "2/5/"),
    "whole other agency": (ELSEWHERE, ""),
    "no agency": (None, ""),
}
REACHES = {
    "over a unit": {"own unit", "unit below"},
    "over the agency": {
        "own unit", "unit below", "sibling unit", "unit whose number begins alike", "unit above",
        "whole agency",
    },
    "over the nation": set(ASKED),
}  # fmt: skip


def rows() -> dict[str, dict[str, bool]]:
    header, *lines = [line.split() for line in TABLE.strip().splitlines()]
    return {
        line[0]: dict(zip(header[1:], (mark == "+" for mark in line[1:]), strict=True))
        for line in lines
    }


def grants(role: Role) -> dict[str, Grant]:
    if role is Role.NATIONAL:
        return {"over the nation": Grant(role)}
    return {"over a unit": Grant(role, HOME, "1/5/"), "over the agency": Grant(role, HOME)}


CELLS = [
    (permission, role, kind, scope)
    for permission in Permission
    for role in Role
    for kind in grants(role)
    for scope in ASKED
]


def test_the_table_names_every_permission_and_role() -> None:
    assert set(rows()) == {permission.value for permission in Permission}
    assert set(rows()["people.view"]) == {role.value for role in Role}


@pytest.mark.parametrize("permission", list(Permission))
def test_every_cell(permission: Permission) -> None:
    expected, found = {}, {}
    for each, role, kind, scope in CELLS:
        if each is not permission:
            continue
        actor = Actor(1, 1, agency_id=HOME, grants=(grants(role)[kind],))
        agency, path = ASKED[scope]
        cell = (role.value, kind, scope)
        expected[cell] = rows()[permission.value][role.value] and scope in REACHES[kind]
        found[cell] = can(actor, permission, agency_id=agency, unit_path=path)
    assert found == expected


def test_several_grants_add_up_and_do_not_mix() -> None:
    actor = Actor(
        1, 1, agency_id=HOME,
        grants=(Grant(Role.ORGANISER, HOME, "1/5/"), Grant(Role.AGENCY_ADMIN, ELSEWHERE)),
    )  # fmt: skip
    assert can(actor, Permission.EVENT_MANAGE, agency_id=HOME, unit_path="1/5/") is True
    assert can(actor, Permission.PEOPLE_IMPORT, agency_id=ELSEWHERE) is True
    assert can(actor, Permission.PEOPLE_IMPORT, agency_id=HOME) is False
    assert can(actor, Permission.EVENT_MANAGE, agency_id=HOME) is False


def test_who_holds_nothing_may_do_nothing() -> None:
    nobody = Actor(0, 0)
    assert [each for each in Permission if can(nobody, each, agency_id=HOME)] == []
    with pytest.raises(NotAllowed):
        require(nobody, Permission.EVENT_MANAGE, agency_id=HOME)


def test_reach_lists_the_units() -> None:
    actor = Actor(1, 1, grants=(Grant(Role.UNIT_ADMIN, HOME, "1/5/"), Grant(Role.LEADER, HOME)))
    assert reach(actor, Permission.PEOPLE_VIEW, agency_id=HOME) == ["1/5/"]
    assert reach(actor, Permission.RATE_VIEW, agency_id=HOME) == ["", "1/5/"]
    assert reach(actor, Permission.RATE_VIEW, agency_id=ELSEWHERE) == []


def test_who_changes_things_for_others_needs_a_second_factor() -> None:
    assert {role.value for role in SECOND_FACTOR_ROLES} == {
        "organiser", "publisher", "trainer", "unit_admin", "agency_admin", "national",
    }  # fmt: skip
