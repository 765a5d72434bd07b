"""The attendance rule: every branch, and what must hold for any rule."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suluh.activities.session.rules.attendance import (
    conditions_of,
    counts_before_end,
    is_met,
    judge,
)
from suluh.activities.session.types import Facts, Setting, WindowState

OPEN = WindowState("masuk", is_open=True, closes="09:20 WIB")
AHEAD = WindowState("tengah", opens="10:00 WIB")
OVER = WindowState("pulang", is_over=True, closes="12:00 WIB")
FORM = WindowState("pulang", is_open=True, needs_evaluation=True)


def setting(*windows: Any, has_report: Any = False) -> Any:
    return Setting(
        windows, 6_000, has_report=has_report, live_link="/langsung/",
        evaluation_link="/evaluasi/", complaint_link="/sanggah/",
    )  # fmt: skip


def one(condition: Any, facts: Any, place: Any) -> Any:
    (result,) = judge({"all": [condition]}, facts, place)
    return result.is_met, result.sentence, result.remedy, result.link


@pytest.mark.parametrize(
    ("condition", "facts", "place", "told"),
    [
        ({"window": "masuk"}, Facts(1, frozenset({"masuk"})), setting(OPEN),
         (True, "Kehadiran masuk tercatat.", "", "")),
        ({"window": "masuk"}, Facts(1), setting(OPEN),
         (False, "Kehadiran masuk belum tercatat.", "Tekan Hadir sekarang, sebelum 09:20 WIB.", "/langsung/")),
        ({"window": "tengah"}, Facts(1), setting(AHEAD),
         (False, "Kehadiran tengah belum tercatat.", "Dibuka 10:00 WIB.", "/langsung/")),
        ({"window": "pulang"}, Facts(1), setting(OVER),
         (False, "Kehadiran pulang belum tercatat.",
          "Ditutup 12:00 WIB. Bila Anda hadir, ajukan sanggahan dengan bukti.", "/sanggah/")),
        ({"window": "pulang"}, Facts(1), setting(FORM),
         (False, "Kehadiran pulang belum tercatat.", "Isi evaluasi sekarang.", "/evaluasi/")),
        ({"window": "pulang"}, Facts(1), setting(),
         (False, "Kehadiran pulang belum tercatat.", "Penyelenggara belum membuka kehadiran ini.", "")),
        ({"windows": 2}, Facts(1, frozenset({"masuk", "tengah"})), setting(OPEN, AHEAD, OVER),
         (True, "2 dari 3 kehadiran tercatat, perlu 2.", "", "")),
        ({"windows": 2}, Facts(1, frozenset({"masuk"})), setting(OPEN, AHEAD, OVER),
         (False, "1 dari 3 kehadiran tercatat, perlu 2.",
          "Kurang 1 kehadiran lagi. Dibuka 10:00 WIB.", "/langsung/")),
        ({"windows": 3}, Facts(1, frozenset({"masuk"})), setting(OPEN, AHEAD, OVER),
         (False, "1 dari 3 kehadiran tercatat, perlu 3.",
          "Bila Anda hadir, ajukan sanggahan dengan bukti.", "/sanggah/")),
        ({"share": 75}, Facts(1, seconds=4_500), setting(has_report=True),
         (True, "Anda hadir 75 % dari waktu acara, perlu 75 %.", "", "")),
        ({"share": 75}, Facts(1, seconds=4_499), setting(has_report=True),
         (False, "Anda hadir 74 % dari waktu acara, perlu 75 %.",
          "Bila catatan ini keliru, ajukan sanggahan dengan bukti.", "/sanggah/")),
        ({"share": 75}, Facts(1), setting(has_report=True),
         (False, "Nama Anda tidak ditemukan dalam laporan rapat.",
          "Ajukan sanggahan: sebutkan nama yang Anda pakai di ruang rapat.", "/sanggah/")),
        ({"share": 75}, Facts(1), setting(),
         (False, "Lama hadir Anda (perlu 75 %) belum diperiksa.",
          "Tunggu penyelenggara mengunggah laporan rapat.", "")),
        ({"list": True}, Facts(1), setting(),
         (False, "Nama Anda belum ada dalam daftar hadir penyelenggara.",
          "Bila Anda hadir, ajukan sanggahan dengan bukti.", "/sanggah/")),
        ({"window": "masuk"}, Facts(1, is_attested=True), setting(OVER),
         (True, "Penyelenggara menyatakan Anda hadir.", "", "")),
    ],
)  # fmt: skip
def test_each_condition_says_what_is_missing_and_how_to_mend_it(
    condition: Any, facts: Any, place: Any, told: Any
) -> None:
    assert one(condition, facts, place) == told


def test_empty_rule_asks_for_coming_and_leaving() -> None:
    assert conditions_of({}) == [("window", "masuk"), ("window", "pulang")]


def test_list_alone_is_a_rule() -> None:
    assert conditions_of({"list": True}) == [("list", True)]


def test_no_condition_is_no_attendance() -> None:
    assert is_met(()) is False


@pytest.mark.parametrize(
    ("rule", "windows", "counts"),
    [
        ({}, {"masuk", "pulang"}, True),
        ({}, {"masuk"}, False),
        ({"all": [{"windows": 2}]}, {"masuk", "pulang"}, False),
    ],
)
def test_checking_out_may_complete_before_the_end(rule: Any, windows: Any, counts: Any) -> None:
    assert counts_before_end(rule, Facts(1, frozenset(windows))) is counts


KINDS = st.sampled_from(["masuk", "tengah", "pulang"])
CONDITIONS = st.one_of(
    st.fixed_dictionaries({"window": KINDS}),
    st.fixed_dictionaries({"windows": st.integers(1, 3)}),
    st.fixed_dictionaries({"share": st.integers(1, 100)}),
    st.just({"list": True}),
)
RULES = st.fixed_dictionaries({"all": st.lists(CONDITIONS, min_size=1, max_size=4)})
FACTS = st.builds(
    Facts, st.just(1), st.frozensets(KINDS), st.none() | st.integers(0, 9_000), st.booleans()
)
PLACES = st.builds(
    setting,
    st.sampled_from([OPEN, AHEAD, OVER]),
    has_report=st.booleans(),
)


@settings(deadline=None)
@given(RULES, FACTS, PLACES)
def test_every_unmet_condition_names_a_remedy(rule: Any, facts: Any, place: Any) -> None:
    for condition in judge(rule, facts, place):
        assert condition.sentence
        assert condition.is_met or condition.remedy


@settings(deadline=None)
@given(RULES, FACTS, st.frozensets(KINDS), st.integers(0, 9_000))
def test_more_evidence_never_takes_attendance_away(
    rule: Any, facts: Any, more: Any, seconds: Any
) -> None:
    richer = Facts(
        1, facts.windows | more, max(facts.seconds or 0, seconds), is_attested=facts.is_attested
    )
    before = is_met(judge(rule, facts, setting(OPEN, AHEAD, OVER)))
    assert not before or is_met(judge(rule, richer, setting(OPEN, AHEAD, OVER)))


@settings(deadline=None)
@given(RULES, FACTS, PLACES)
def test_the_same_facts_always_give_the_same_words(rule: Any, facts: Any, place: Any) -> None:
    assert judge(rule, facts, place) == judge(rule, facts, place)
