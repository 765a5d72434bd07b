"""Staff numbers: what they say, how Excel spoils them, how they are shown."""

from datetime import date

import pytest

from suluh.standards import nip


def test_pns_number_is_explained() -> None:
    found = nip.read("19740101 200212 1 001")

    assert found == nip.Nip(
        digits="197401012002121001",
        kind=nip.Kind.PNS,
        birth_date=date(1974, 1, 1),
        sex=nip.Sex.MALE,
        appointed_year=2002,
        appointed_month=12,
        contract=None,
        serial=1,
        warnings=(),
    )


def test_pppk_number_is_explained() -> None:
    found = nip.read("199001152024212007")

    assert (found.kind, found.contract, found.appointed_month) == (nip.Kind.PPPK, 1, None)
    assert (found.sex, found.serial, found.warnings) == (nip.Sex.FEMALE, 7, ())


@pytest.mark.parametrize(
    ("digits", "warning"),
    [
        ("200013312024121001", nip.ODD_BIRTH),
        ("184001012002121001", nip.ODD_BIRTH),
        ("200012312024131001", nip.ODD_APPOINTMENT),
        ("200012319924121001", nip.ODD_APPOINTMENT),
        ("200012312024123001", nip.ODD_SEX),
        ("200012312002121001", nip.ODD_AGE),
        ("196012312024211001", nip.ODD_AGE),
    ],
)
def test_odd_parts_only_warn(digits: str, warning: str) -> None:
    assert nip.read(digits).warnings == (warning,)


def test_describing_serial_zero_warns() -> None:
    assert nip.describe("197401012002121000").warnings == (nip.ODD_SERIAL,)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("1.97E+17", nip.SCIENTIFIC),
        ("1,97401E+17", nip.SCIENTIFIC),
        ("2e17", nip.SCIENTIFIC),
        ("197401012002121001.0", nip.FLOATED),
        ("197401012002121001,00", nip.FLOATED),
        ("197401012002121000", nip.ZEROED),
        ("'197401012002121000", nip.ZEROED),
        ("", nip.EMPTY),
        (" NIP. ", nip.EMPTY),
        ("19740101200212100X", nip.NOT_DIGITS),
        ("１９７４０１０１２００２１２１００１", nip.NOT_DIGITS),
        ("19740101200212100", nip.SHORT),
        ("1974010120021210012", nip.LONG),
    ],
)
def test_refused_with_a_reason(cell: str, reason: str) -> None:
    with pytest.raises(nip.NipError) as refusal:
        nip.read(cell)

    assert str(refusal.value) == reason


@pytest.mark.parametrize(
    "cell",
    [
        "'197401012002121001",
        " 19740101.200212.1.001 ",
        "NIP. 19740101 200212 1 001",
        "NI PPPK: 197401012002121001",
        "1974-0101-2002-12-1001\u00a0",
    ],
)
def test_ways_of_writing_are_one_number(cell: str) -> None:
    assert nip.read(cell).digits == "197401012002121001"


def test_undamaged_cells_are_left_alone() -> None:
    assert nip.excel_damage("197401012002121001") is None
    assert nip.excel_damage("budi") is None


def test_number_is_found_inside_a_text() -> None:
    assert nip.find("RINA_19850312 201001 2 007_BKPSDM") == "198503122010012007"
    assert nip.find("rekening 991399132010012007") is None
    assert nip.find("tanpa nomor") is None


def test_shown_masked_and_grouped() -> None:
    assert nip.mask("197401012002121001") == "••••••••••••••1001"
    assert nip.mask("12") == "12"
    assert nip.group("197401012002121001") == "19740101 200212 1 001"
    assert nip.group("130123456") == "130123456"
