"""What somebody wrote anew in a letter, as real mail programs send it."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from suluh.standards.letters.answers import answer_of
from suluh.standards.letters.reading import read_letter

OWN = "Saya setuju.\n\nMulailah dari maksud surat."
QUOTES = {
    "our line": "##- Tulis jawaban Anda di atas garis ini -##\n\nDiskusi: Salam pembuka",
    "gmail": "Pada Kam, 26 Nov 2026 pukul 10.00 Suluh <balas+x@contoh.go.id> menulis:\n\n> halo",
    "gmail, wrapped": "Pada Kam, 26 Nov 2026 pukul 10.00 Suluh\n<balas+x@contoh.go.id>\nmenulis:\n> h",
    "gmail, English": "On Thu, Nov 26, 2026 at 10:00 AM Suluh <a@b.id> wrote:\n\n> halo",
    "outlook": "________________________________\nFrom: Suluh <a@b.id>\nSent: Thursday\nTo: Asih",
    "outlook, Indonesian": "Dari: Suluh <a@b.id>\nDikirim: 26 November 2026\nKepada: Asih\n\nhalo",
    "original message": "-----Original Message-----\nhalo",
    "phone": "Dikirim dari iPhone saya\n\n> halo",
    "signature": "-- \nAsih Penanya\nDinas Kominfo",
    "quote alone": "> ##- Tulis jawaban -##\n> halo",
}


@pytest.mark.parametrize("quote", QUOTES.values(), ids=QUOTES)
def test_what_others_wrote_is_left_out(quote: str) -> None:
    assert answer_of(f"{OWN}\r\n\r\n{quote}") == OWN


@pytest.mark.parametrize(
    "text",
    [
        "Pada rapat kemarin Pak Budi menulis:\nsurat harus singkat.",
        "Dari: kata pembuka surat.\nItu cukup.",
        "Satu - dua.\n- tiga\n- empat",
    ],
)
def test_what_only_looks_like_a_quote_stays(text: str) -> None:
    assert answer_of(text) == text


def test_an_answer_between_quotes_stays_without_them() -> None:
    assert answer_of("> Apa maksudnya?\nMaksudnya ini.\n> Kapan?\nBesok.") == (
        "Maksudnya ini.\nBesok."
    )


def test_only_quotes_are_no_answer() -> None:
    assert answer_of("\n\nOn Thu, Nov 26, 2026 at 10:00 AM Suluh <a@b.id> wrote:\n> halo") == ""


def letter(**headers: str) -> EmailMessage:
    mail = EmailMessage()
    for name, value in (
        {"From": "Asih <Asih@Contoh.go.id>", "To": "Balas+Ab@x.id"} | headers
    ).items():
        mail[name.replace("_", "-")] = value
    mail.set_content(OWN)
    return mail


def test_a_letter_tells_its_sender_recipients_and_words() -> None:
    read = read_letter(letter(Message_ID="<1@x>", Delivered_To="balas+cd@x.id").as_bytes())

    assert (read.sender, read.message_id) == ("asih@contoh.go.id", "<1@x>")
    assert read.recipients == ("balas+cd@x.id", "balas+ab@x.id")
    assert (read.text.strip(), read.has_files, read.is_automatic) == (OWN, False, False)


def test_two_senders_are_none() -> None:
    assert read_letter(letter(From="a@x.id, b@x.id").as_bytes()).sender == ""


def test_words_of_html_come_without_quote_and_signature() -> None:
    mail = letter()
    mail.set_content(
        "<style>p{}</style><div>Saya setuju.<br>Besok.</div>"
        "<div class='gmail_quote'><div>Pada Kam</div><blockquote>halo</blockquote></div>",
        subtype="html",
    )
    assert answer_of(read_letter(mail.as_bytes()).text) == "Saya setuju.\nBesok."


def test_a_file_is_seen_and_a_logo_in_the_signature_is_none() -> None:
    with_file, with_logo = letter(), letter()
    with_file.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="a.pdf")
    with_logo.add_related(b"\x89PNG", maintype="image", subtype="png", cid="<logo>")

    assert read_letter(with_file.as_bytes()).has_files
    assert not read_letter(with_logo.as_bytes()).has_files


@pytest.mark.parametrize(
    "header",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"Return_Path": "<>"},
        {"X_Autoreply": "yes"},
    ],
)
def test_absence_notes_and_returned_mail_are_automatic(header: dict[str, str]) -> None:
    assert read_letter(letter(**header).as_bytes()).is_automatic


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe" * 500,
        b"Content-Type: text/plain; charset=tidak-ada\n\nhalo",
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\n--x\n--x",
        b"From: " + b"<" * 5_000 + b"\n\nhalo",
        b"Content-Type: text/html\n\n" + b"<div>" * 5_000 + b"<!" * 500,
    ],
)
def test_a_broken_letter_is_read_or_refused_and_nothing_else(data: bytes) -> None:
    try:
        read = read_letter(data)
    except ValueError:
        return
    assert read.sender == ""
