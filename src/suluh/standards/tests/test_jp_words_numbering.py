"""JP in figures and words, numbers in words, and certificate numbers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suluh.standards import jp, numbering, words
from suluh.standards.numbering import NumberParts, PatternError

DAY = date(2026, 9, 24)
PARTS = NumberParts(47, DAY, classification="800.2", unit="BPSDM", code="ASN")


@pytest.mark.parametrize(
    ("number", "spelt"),
    [
        (0, "nol"),
        (11, "sebelas"),
        (12, "dua belas"),
        (20, "dua puluh"),
        (47, "empat puluh tujuh"),
        (100, "seratus"),
        (199, "seratus sembilan puluh sembilan"),
        (647, "enam ratus empat puluh tujuh"),
        (1000, "seribu"),
        (1250, "seribu dua ratus lima puluh"),
        (21000, "dua puluh satu ribu"),
        (457300, "empat ratus lima puluh tujuh ribu tiga ratus"),
        (2_000_001, "dua juta satu"),
        (10**9, "satu miliar"),
        (3 * 10**12, "tiga triliun"),
        (-5, "minus lima"),
    ],
)
def test_numbers_are_spelt(number: int, spelt: str) -> None:
    assert words.spell(number) == spelt


def test_numbers_too_large_to_spell_are_refused() -> None:
    with pytest.raises(ValueError, match="quadrillion"):
        words.spell(10**15)


def test_roman_numerals() -> None:
    assert [words.roman(n) for n in (1, 4, 9, 12, 1994)] == ["I", "IV", "IX", "XII", "MCMXCIV"]
    for outside in (0, 4000):
        with pytest.raises(ValueError, match="Roman"):
            words.roman(outside)


def test_dates_in_words() -> None:
    assert words.date_range(DAY, DAY) == "24 September 2026"
    assert words.date_range(DAY, date(2026, 9, 26)) == "24 s.d. 26 September 2026"
    assert words.date_range(DAY, date(2026, 10, 2)) == "24 September s.d. 2 Oktober 2026"
    assert words.date_range(date(2026, 12, 30), date(2027, 1, 2)) == (
        "30 Desember 2026 s.d. 2 Januari 2027"
    )


def test_minutes_become_jp_rounded_down() -> None:
    assert [jp.from_minutes(m) for m in (0, 44, 45, 100, 126)] == [0, 97, 100, 222, 280]
    assert jp.from_minutes(120, per_jp=60) == 200
    assert jp.whole(280) == 200
    for minutes, per_jp in ((-1, 45), (10, 0)):
        with pytest.raises(ValueError, match="negative"):
            jp.from_minutes(minutes, per_jp=per_jp)


def test_caps_and_shares() -> None:
    assert (jp.capped(500, 400), jp.capped(300, 400), jp.capped(300, None)) == (400, 300, 300)
    assert jp.capped(300, -10) == 0
    assert jp.times(1000, 120) == 1200


@pytest.mark.parametrize(
    ("amount", "figures", "spelt"),
    [
        (1200, "12", "dua belas jam pelajaran"),
        (250, "2,5", "dua koma lima jam pelajaran"),
        (205, "2,05", "dua koma nol lima jam pelajaran"),
        (-400, "-4", "minus empat jam pelajaran"),
        (-50, "-0,5", "minus nol koma lima jam pelajaran"),
        (123_400_000, "1.234.000", "satu juta dua ratus tiga puluh empat ribu jam pelajaran"),
    ],
)
def test_jp_is_written(amount: int, figures: str, spelt: str) -> None:
    assert (jp.figures(amount), jp.in_words(amount)) == (figures, spelt)


@given(st.integers(0, 99_999))
def test_jp_reads_back_what_it_writes(amount: int) -> None:
    assert jp.read(jp.figures(amount).replace(".", "")) == amount


@pytest.mark.parametrize("text", ["", "empat", "-1", "nan", "Infinity", "1,234"])
def test_odd_amounts_of_jp_are_refused(text: str) -> None:
    with pytest.raises(jp.JpError):
        jp.read(text)


def test_number_is_rendered_from_all_tokens() -> None:
    pattern = numbering.parse("{klasifikasi}/{urut:4}/{unit}/{kode}/{bulan}/{bulan_romawi}/{tahun}")

    assert numbering.render(pattern, PARTS) == "800.2/0047/BPSDM/ASN/09/IX/2026"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("  ", numbering.EMPTY),
        ("{urut}/{tahun}" + "x" * 120, numbering.TOO_LONG),
        ("{urut/{tahun}", numbering.BRACE),
        ("{urut}/{tahun}}", numbering.BRACE),
        ("{urut}/{hari}", numbering.UNKNOWN),
        ("{urut:0}/{tahun}", numbering.WIDTH),
        ("{urut:x}/{tahun}", numbering.WIDTH),
        ("{urut}/{tahun:4}", numbering.WIDTH),
        ("{urut}/<b>/{tahun}", numbering.LITERAL),
        ("BPSDM/{tahun}", numbering.ONE_SEQUENCE),
        ("{urut}/{urut}/{tahun}", numbering.ONE_SEQUENCE),
        ("{urut}/BPSDM", numbering.NEEDS_YEAR),
        ("{urut}{tahun}", numbering.BESIDE_DIGIT),
        ("{tahun}{urut}", numbering.BESIDE_DIGIT),
        ("9{urut}/{tahun}", numbering.BESIDE_DIGIT),
        ("{urut}9/{tahun}", numbering.BESIDE_DIGIT),
    ],
)
def test_bad_patterns_are_refused_in_words(source: str, reason: str) -> None:
    with pytest.raises(PatternError) as refusal:
        numbering.parse(source)

    assert str(refusal.value) == reason


def test_missing_values_and_zero_are_refused() -> None:
    pattern = numbering.parse("{unit}/{urut}/{tahun}")

    with pytest.raises(PatternError) as refusal:
        numbering.render(pattern, NumberParts(1, DAY))
    assert str(refusal.value) == numbering.MISSING
    with pytest.raises(ValueError, match="start at 1"):
        numbering.render(pattern, NumberParts(0, DAY, unit="X"))


@given(st.integers(1, 10**7), st.integers(1, 10**7))
def test_different_sequences_never_give_one_number(one: int, other: int) -> None:
    pattern = numbering.parse("{klasifikasi}.{urut:4}-{kode}/{tahun}")
    first = numbering.render(pattern, NumberParts(one, DAY, classification="8", code="1"))
    second = numbering.render(pattern, NumberParts(other, DAY, classification="8", code="1"))

    assert (first == second) == (one == other)
