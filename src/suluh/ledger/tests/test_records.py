"""The quick way to a leaf is the same as the standard one."""

from __future__ import annotations

from typing import Any

import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from suluh.ledger.queries.records import FIELDS, canonical, leaf_of
from suluh.standards.commitment import commit, leaf_record
from suluh.standards.tlog import leaf_hash

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**53) + 1, 2**53 - 1),
    st.text(st.characters(exclude_categories=["Cs"])),
)


@given(record=st.dictionaries(st.sampled_from(FIELDS), VALUES))
def test_canonical_json_is_that_of_rfc_8785(record: dict[str, Any]) -> None:
    assert canonical(record) == rfc8785.dumps(record)


@given(values=st.lists(VALUES, min_size=len(FIELDS), max_size=len(FIELDS)), index=st.integers(0, 9))
def test_a_leaf_is_the_standard_leaf(values: list[Any], index: int) -> None:
    record = dict(zip(FIELDS, values, strict=True))
    opening = bytes(range(32))
    expected = leaf_hash(leaf_record(index, commit(opening, record)))
    assert leaf_of(index, opening, values) == expected
