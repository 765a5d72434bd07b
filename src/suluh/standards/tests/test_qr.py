"""QR codes are those of the library, bit by bit, in every version, and a phone reads them."""

import io

import pytest
import segno
import zxingcpp
from PIL import Image as Picture

from suluh.standards import qr

TEXT = "https://suluh.example/v#eyJhbGciOiJFZERTQSJ9." + "aZ09-_" * 400


@pytest.mark.parametrize("length", [*range(1, 60), *range(60, 2332, 29), 2330, 2331])
def test_the_same_symbol_as_the_library_draws(length: int) -> None:
    text = TEXT[:length]
    known = segno.make(
        text, error="m", micro=False, mask=qr.MASK, boost_error=False, mode="byte"
    ).matrix

    side, dots = qr.modules(text)

    assert (side, dots) == (len(known), b"".join(known))


def test_what_is_too_long_or_no_ascii_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        qr.modules("a" * 2332)
    with pytest.raises(UnicodeEncodeError):
        qr.modules("désa")


@pytest.mark.parametrize("length", [1, 100, 468, 900])
def test_the_picture_reads(length: int) -> None:
    picture = Picture.open(io.BytesIO(qr.png(TEXT[:length])))

    (found,) = zxingcpp.read_barcodes(picture.convert("L"))

    assert found.text == TEXT[:length]
    assert picture.size == (picture.width, picture.width)
    assert picture.mode == "1"
