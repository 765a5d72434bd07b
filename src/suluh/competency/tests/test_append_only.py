"""The owner of the tables is refused too: the trigger stands where the grant does not reach."""

from __future__ import annotations

import psycopg
import pytest

from suluh.competency.tests import make
from tests import make as town


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE competency_attainment SET level = 5",
        "DELETE FROM competency_attainment",
        "TRUNCATE competency_attainment CASCADE",
        "UPDATE competency_requirement SET level = 5",
    ],
)
def test_even_the_owner_is_refused(committed_db: None, database_url: str, statement: str) -> None:
    make.reach(town.person(town.unit(town.agency())))
    with psycopg.connect(database_url) as owner:
        owner.execute("SET suluh.wide = 'on'")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            owner.execute(statement)
