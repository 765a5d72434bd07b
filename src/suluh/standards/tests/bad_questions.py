"""Files of questions that are bad: those refused whole, and those of which a part is left."""

from suluh.standards.questions import aiken, gift, moodle, reasons
from suluh.standards.questions.types import Reading

READERS = {"aiken": aiken.read_aiken, "gift": gift.read_gift, "xml": moodle.read_moodle}
GOOD_GIFT = "\n\n::Baik::Ibu kota Jawa Timur? {=Surabaya ~Malang}\n"
GOOD_XML = (
    '<question type="truefalse"><name><text>Baik</text></name>'
    "<questiontext><text>Benar?</text></questiontext>"
    '<answer fraction="100"><text>true</text></answer>'
    '<answer fraction="0"><text>false</text></answer></question>'
)


def read(name: str, source: str | bytes) -> Reading:
    return READERS[name](source.encode() if isinstance(source, str) else source)


def quiz(inside: str) -> str:
    return f"<?xml version='1.0'?>\n<quiz>\n{inside}\n</quiz>"


def question(kind: str, inside: str, text: str = "Soal?") -> str:
    shown = f"<questiontext><text>{text}</text></questiontext>"
    return f'<question type="{kind}"><name><text>X</text></name>{shown}{inside}</question>'


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
REFUSED: dict[str, tuple[str, str | bytes, str, int]] = {
    "nothing": ("gift", b"", reasons.EMPTY, 0),
    "only blanks": ("aiken", b" \n\t\n", reasons.EMPTY, 0),
    "only a mark of order": ("gift", b"\xef\xbb\xbf \n", reasons.EMPTY, 0),
    "no XML at all": ("xml", b"", reasons.EMPTY, 0),
    "a picture": ("gift", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", reasons.UNREADABLE, 0),
    "bytes of no encoding": ("aiken", b"abc \x81\x8d\x8f\x90", reasons.UNREADABLE, 0),
    "only remarks": ("gift", "// satu\n\n// dua\n", reasons.NO_QUESTIONS, 0),
    "only a category": ("gift", "$CATEGORY: $course$/A\n", reasons.NO_QUESTIONS, 0),
    "a brace never closed": ("gift", "\n::A::Apa? {=x ~y\n", reasons.NO_QUESTIONS, 2),
    "prose as Aiken": ("aiken", "\nIni bukan soal.\nJuga bukan.", reasons.NO_QUESTIONS, 2),
    "a web page": ("xml", "<html><body>x</body></html>", reasons.NOT_MOODLE, 1),
    "a feed": ("xml", "<?xml version='1.0'?>\n\n<rss/>", reasons.NOT_MOODLE, 3),
    "no XML": ("xml", "Soal pertama", reasons.BROKEN_XML, 1),
    "cut at once": ("xml", "<quiz>\n<question type='essay'>\n<name>", reasons.BROKEN_XML, 3),
    "an empty bank": ("xml", quiz(""), reasons.NO_QUESTIONS, 0),
    "an unknown encoding": (
        "xml", "<?xml version='1.0' encoding='x-aneh'?><quiz/>", reasons.BROKEN_XML, 1,
    ),
    "an entity of HTML": (
        "xml", quiz(question("essay", "", "a&nbsp;b")), reasons.BROKEN_XML, 3,
    ),
    "a file of this machine": (
        "xml",
        '<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        + quiz(question("essay", "", "&x;")).partition("\n")[2],
        reasons.FORBIDDEN_XML, 0,
    ),
    "a file of another machine": (
        "xml", '<!DOCTYPE quiz SYSTEM "http://203.0.113.5/x.dtd"><quiz/>', reasons.FORBIDDEN_XML, 0,
    ),
    "a parameter entity": (
        "xml", '<!DOCTYPE quiz [<!ENTITY % p SYSTEM "http://203.0.113.5/p">%p;]><quiz/>',
        reasons.FORBIDDEN_XML, 0,
    ),
    "a billion laughs": (
        "xml", f'<!DOCTYPE quiz [<!ENTITY l0 "ha">{LAUGHS}]><quiz>&l9;</quiz>',
        reasons.FORBIDDEN_XML, 0,
    ),
    "quadratic growth": (
        "xml", f'<!DOCTYPE quiz [<!ENTITY a "{"a" * 50_000}">]><quiz>{"&a;" * 5_000}</quiz>',
        reasons.FORBIDDEN_XML, 0,
    ),
    "a DTD in UTF-16": (
        "xml", '<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a "b">]><quiz>&a;</quiz>'.encode("utf-16"),
        reasons.FORBIDDEN_XML, 0,
    ),
    "an empty DTD": ("xml", "<!DOCTYPE quiz><quiz/>", reasons.FORBIDDEN_XML, 0),
    "a deep well": ("xml", "<quiz>" + "<a>" * 5_000, reasons.TOO_DEEP, 1),
    "a wide plain": ("xml", "<quiz><question>" + "<a/>" * 30_000, reasons.TOO_WIDE, 1),
}  # fmt: skip


NOTED: dict[str, tuple[str, str, list[tuple[int, str, str]]]] = {
    "open brace": ("gift", "::A::Apa? {=x ~y" + GOOD_GIFT, [(1, reasons.OPEN_BRACE, "")]),
    "stray brace": ("gift", "Apa } ini?" + GOOD_GIFT, [(1, reasons.STRAY_BRACE, "")]),
    "two answer parts": ("gift", "Apa {=a} dan {=b}?" + GOOD_GIFT, [(1, reasons.STRAY_BRACE, "")]),
    "no words": ("gift", "::A:: {=x}" + GOOD_GIFT, [(1, reasons.NO_TEXT, "")]),
    "one choice": ("gift", "Apa? {~satu}" + GOOD_GIFT, [(1, reasons.NO_ANSWERS, "")]),
    "no key": ("gift", "Apa? {~a ~b}" + GOOD_GIFT, [(1, reasons.NO_RIGHT_ANSWER, "")]),
    "empty answers": ("gift", "Apa? {=#x =%50%#y}" + GOOD_GIFT, [(1, reasons.NO_ANSWERS, "")]),
    "odd weight": ("gift", "Apa? {=a ~%lima%b}" + GOOD_GIFT, [(1, reasons.BAD_FRACTION, "lima")]),
    "huge weight": ("gift", "Apa? {=a ~%500%b}" + GOOD_GIFT, [(1, reasons.BAD_FRACTION, "500")]),
    "half a pair": (
        "gift", "Apa? {=a -> b =c}" + GOOD_GIFT, [(1, reasons.BAD_PAIR, "c")],
    ),
    "no pairs": (
        "gift", "Apa? {= -> b = -> c}" + GOOD_GIFT, [(1, reasons.NO_ANSWERS, "")],
    ),
    "no number": (
        "gift", "Apa? {#tiga}" + GOOD_GIFT,
        [(1, reasons.BAD_ANSWER, "tiga"), (1, reasons.NO_ANSWERS, "")],
    ),
    "code for a number": (
        "gift", "Apa? {#=3 =__import__('os')}" + GOOD_GIFT,
        [(1, reasons.BAD_ANSWER, "__import__('os')")],
    ),
    "half a range": (
        "gift", "Apa? {#=1..dua =2}" + GOOD_GIFT, [(1, reasons.BAD_ANSWER, "1..dua")],
    ),
    "tolerance below zero": (
        "gift", "Apa? {#=1:-2 =2}" + GOOD_GIFT, [(1, reasons.BAD_ANSWER, "1:-2")],
    ),
    "tolerance of words": ("gift", "Apa? {#=1:x =2}" + GOOD_GIFT, [(1, reasons.BAD_ANSWER, "1:x")]),
    "Aiken without key": (
        "aiken", "Apa?\nA) a\nB) b\nLagi?\nA) a\nB) b\nANSWER: A", [(1, reasons.NO_KEY, "")],
    ),
    "Aiken with a wrong key": (
        "aiken", "Apa?\nA) a\nB) b\nANSWER: D\nLagi?\nA) a\nB) b\nANSWER: A",
        [(1, reasons.BAD_KEY, "D")],
    ),
    "Aiken with two keys": (
        "aiken", "Apa?\nA) a\nB) b\nANSWER: A, B\nLagi?\nA) a\nB) b\nANSWER: A",
        [(1, reasons.BAD_KEY, "A, B")],
    ),
    "Aiken with one choice": (
        "aiken", "Apa?\nA) a\nANSWER: A\nLagi?\nA) a\nB) b\nANSWER: A",
        [(1, reasons.FEW_CHOICES, "A")],
    ),
    "Aiken with a key alone": (
        "aiken", "ANSWER: A\nLagi?\nA) a\nB) b\nANSWER: A", [(1, reasons.NO_TEXT, "A")],
    ),
    "Aiken with letters twice": (
        "aiken", "Apa?\nA) a\nA) b\nANSWER: A\nLagi?\nA) a\nB) b\nANSWER: A",
        [(1, reasons.BAD_KEY, "A")],
    ),
    "Aiken that breaks off": (
        "aiken", "Lagi?\nA) a\nB) b\nANSWER: A\n\nApa?\nA) a", [(6, reasons.NO_KEY, "")],
    ),
    "a formula": (
        "xml", quiz(question("calculated", "<answer><text>{a}+{b}</text></answer>") + GOOD_XML),
        [(3, reasons.UNKNOWN_TYPE, "calculated")],
    ),
    "no type": ("xml", quiz("<question/>" + GOOD_XML), [(3, reasons.UNKNOWN_TYPE, "")]),
    "another element": ("xml", quiz("<soal/>" + GOOD_XML), [(3, reasons.UNKNOWN_PART, "soal")]),
    "cut in the middle": (
        "xml", quiz(GOOD_XML)[:-8] + "<question>\n<text>", [(4, reasons.BROKEN_XML, "")],
    ),
    "XML without words": (
        "xml", quiz('<question type="essay"/>' + GOOD_XML), [(3, reasons.NO_TEXT, "")],
    ),
    "XML with one choice": (
        "xml", quiz(question("multichoice", "<answer><text>a</text></answer>") + GOOD_XML),
        [(3, reasons.NO_ANSWERS, "")],
    ),
    "XML without key": (
        "xml", quiz(question("multichoice", "<answer><text>a</text></answer>" * 2) + GOOD_XML),
        [(3, reasons.NO_RIGHT_ANSWER, "")],
    ),
    "neither true nor false": (
        "xml", quiz(question("truefalse", "<answer><text>true</text></answer>") + GOOD_XML),
        [(3, reasons.NO_ANSWERS, "")],
    ),
    "pairs of nothing": (
        "xml", quiz(question("matching", "<subquestion><text>a</text></subquestion>") + GOOD_XML),
        [(3, reasons.NO_ANSWERS, "")],
    ),
    "half a pair in XML": (
        "xml",
        quiz(question("matching", "<subquestion><text>a</text><answer><text>b</text></answer>"
                      "</subquestion><subquestion><text>c</text></subquestion>") + GOOD_XML),
        [(3, reasons.BAD_PAIR, "c")],
    ),
    "one thing to order": (
        "xml", quiz(question("ordering", "<answer><text>a</text></answer>") + GOOD_XML),
        [(3, reasons.NO_ANSWERS, "")],
    ),
    "a number of words": (
        "xml", quiz(question("numerical", "<answer><text>tiga</text></answer>") + GOOD_XML),
        [(3, reasons.BAD_ANSWER, "tiga ± 0"), (3, reasons.NO_ANSWERS, "")],
    ),
    "a short answer of nothing": (
        "xml", quiz(question("shortanswer", "<answer/>") + GOOD_XML),
        [(3, reasons.NO_ANSWERS, "")],
    ),
    "cloze without gaps": (
        "xml", quiz(question("cloze", "") + GOOD_XML), [(3, reasons.NO_GAPS, "")],
    ),
    "a gap of no type": (
        "xml", quiz(question("cloze", "", "{1:ANEH:=a} {1:SA:=b}") + GOOD_XML),
        [(3, reasons.BAD_GAP, "{1:ANEH:=a} {1:SA:=b}")],
    ),
    "a gap without end": (
        "xml", quiz(question("cloze", "", "{1:SA:=b} {1:SA:=a") + GOOD_XML),
        [(3, reasons.BAD_GAP, "{1:SA:=a")],
    ),
    "a gap of nothing": (
        "xml", quiz(question("cloze", "", "{1:MC:} {1:SA:} {1:SA:=b}") + GOOD_XML),
        [(3, reasons.BAD_GAP, "{1:MC:} {1:SA:} {1:SA:=b}"),
         (3, reasons.BAD_GAP, "{1:SA:} {1:SA:=b}")],
    ),
    "a gap without number": (
        "xml", quiz(question("cloze", "", "{1:NM:=x} {1:SA:=b~%900%c}") + GOOD_XML),
        [(3, reasons.BAD_ANSWER, "x"), (3, reasons.BAD_GAP, "{1:NM:=x} {1:SA:=b~%900%c}"),
         (3, reasons.BAD_FRACTION, "900")],
    ),
    "our own mark": (
        "xml", quiz(question("cloze", "", "{#1} {1:SA:=b}") + GOOD_XML),
        [(3, reasons.GAP_MARK, "{#1}")],
    ),
    "no words for gaps": (
        "xml", quiz(question("gapselect", "", "[[1]]") + GOOD_XML), [(3, reasons.NO_GAPS, "")],
    ),
    "a gap of a missing word": (
        "xml",
        quiz(question("ddwtos", "<dragbox><text>a</text><group>99</group></dragbox>",
                      "[[1]] [[7]]") + GOOD_XML),
        [(3, reasons.BAD_NUMBER, "group: 99"), (3, reasons.GAP_WITHOUT_WORD, "[[7]]")],
    ),
    "odd values": (
        "xml",
        quiz(question("essay", "<defaultgrade>-1</defaultgrade><penalty>x</penalty>"
                      "<responseformat>suara</responseformat><responserequired>?</responserequired>"
                      "<responsefieldlines>1.5</responsefieldlines><aneh>1</aneh>"
                      "<hidden>1</hidden>") + GOOD_XML),
        [(3, reasons.BAD_NUMBER, "defaultgrade: -1"), (3, reasons.BAD_NUMBER, "penalty: x"),
         (3, reasons.UNKNOWN_VALUE, "responseformat: suara"),
         (3, reasons.UNKNOWN_VALUE, "responserequired: ?"),
         (3, reasons.BAD_NUMBER, "responsefieldlines: 1.5"),
         (3, reasons.UNKNOWN_PART, "aneh"), (3, reasons.UNKNOWN_PART, "hidden")],
    ),
    "odd ordering": (
        "xml",
        quiz(question("ordering", '<answer fraction="2"><text>b</text></answer>'
                      '<answer fraction="1"><text>a</text></answer>'
                      "<gradingtype>RELATIVE_TO_CORRECT</gradingtype>"
                      "<selecttype>RANDOM</selecttype><selectcount>3</selectcount>") + GOOD_XML),
        [(3, reasons.UNKNOWN_VALUE, "gradingtype: RELATIVE_TO_CORRECT"),
         (3, reasons.UNKNOWN_VALUE, "selecttype: RANDOM")],
    ),
    "odd units": (
        "xml",
        quiz(question("numerical", "<answer><text>3</text></answer><units><unit>"
                      "<unit_name>m</unit_name><multiplier>0</multiplier></unit></units>"
                      "<unitgradingtype>9</unitgradingtype>") + GOOD_XML),
        [(3, reasons.UNKNOWN_VALUE, "unitgradingtype: 9"), (3, reasons.BAD_NUMBER, "unit: m 0")],
    ),
    "odd fraction": (
        "xml",
        quiz(question("shortanswer", '<answer fraction="banyak"><text>a</text></answer>')
             + GOOD_XML),
        [(3, reasons.BAD_FRACTION, "banyak")],
    ),
    "odd format": (
        "xml",
        quiz(question("description", '<generalfeedback format="rtf"><text>a</text></generalfeedback>')
             + GOOD_XML),
        [(3, reasons.UNKNOWN_VALUE, "format: rtf")],
    ),
    "files that are none": (
        "xml",
        quiz('<question type="description"><questiontext><text>a</text>'
             '<file name="a.png" encoding="base64">***</file>'
             '<file name="../a.png" encoding="base64">QUJD</file>'
             '<file encoding="base64">QUJD</file>'
             '<file name="b" encoding="hex">41</file>'
             '<file name="c" path="/x/" encoding="base64">QUJD</file>'
             "</questiontext></question>" + GOOD_XML),
        [(3, reasons.BAD_FILE, name) for name in ("a.png", "../a.png", "", "b", "c")],
    ),
}  # fmt: skip
