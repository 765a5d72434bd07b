"""Cosignatures say who saw a checkpoint and when, and nothing else passes for one."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from suluh.standards import tlog
from suluh.standards.tests.test_tlog import KEY, OTHER_KEY, SIGNER, checkpoint_note
from suluh.standards.tlog import NoteError, WitnessKey, WitnessSigner, seen_by

BKN = WitnessSigner("saksi.bkn.example", OTHER_KEY)
INSPECTORATE = WitnessSigner("saksi.itjen.example", Ed25519PrivateKey.from_private_bytes(b"i" * 32))
AT = 1_790_000_000
NOTE = checkpoint_note()


def test_who_has_seen_a_checkpoint_is_counted_by_key() -> None:
    note = NOTE + BKN.cosign(NOTE, at=AT) + INSPECTORATE.cosign(NOTE, at=AT + 5)
    known = [BKN.public(), INSPECTORATE.public()]

    assert seen_by(note, known) == (
        tlog.Seen("saksi.bkn.example", AT),
        tlog.Seen("saksi.itjen.example", AT + 5),
    )
    assert seen_by(NOTE, known) == ()
    assert tlog.open_checkpoint(note, SIGNER.verifier()).head.size == 5


def test_the_message_is_the_one_of_the_specification() -> None:
    body = NOTE.partition("\n\n")[0] + "\n"
    line = BKN.cosign(NOTE, at=AT)
    data = base64.b64decode(line.split(" ")[2])

    assert line.startswith("— saksi.bkn.example ")
    assert data[4:12] == AT.to_bytes(8, "big")
    OTHER_KEY.public_key().verify(data[12:], f"cosignature/v1\ntime {AT}\n{body}".encode())


def test_the_first_of_two_sightings_counts() -> None:
    note = NOTE + BKN.cosign(NOTE, at=AT + 60) + BKN.cosign(NOTE, at=AT)

    assert BKN.public().seen_at(note) == AT


def test_the_key_is_written_and_read() -> None:
    public = BKN.public()

    assert WitnessKey.from_vkey(public.vkey()) == public
    with pytest.raises(NoteError):  # a log's key is no witness's
        WitnessKey.from_vkey(SIGNER.verifier().vkey())
    with pytest.raises(NoteError):
        tlog.NoteVerifier.from_vkey(public.vkey())


def test_signatures_of_others_are_passed_over() -> None:
    namesake = WitnessSigner(BKN.name, KEY)
    as_log = tlog.NoteSigner(BKN.name, OTHER_KEY)
    note = NOTE + namesake.cosign(NOTE, at=AT) + as_log.signature_line("lain\n")

    assert BKN.public().seen_at(note) is None


@pytest.mark.parametrize("change", ["time", "signature", "zero", "late", "body", "short"])
def test_a_wrong_cosignature_spoils_the_note(change: str) -> None:
    line = BKN.cosign(NOTE, at=AT)
    data = bytearray(base64.b64decode(line.split(" ")[2]))
    if change == "time":
        data[11] ^= 1
    elif change == "signature":
        data[-1] ^= 1
    elif change == "zero":
        data[4:12] = bytes(8)
    elif change == "late":
        data[4] = 0x80
    elif change == "short":
        del data[12:]
    note = checkpoint_note(6) if change == "body" else NOTE
    forged = f"{note}— {BKN.name} {base64.b64encode(bytes(data)).decode()}\n"

    with pytest.raises(NoteError, match="cosignature"):
        BKN.public().seen_at(forged)


def test_bad_names_are_refused() -> None:
    with pytest.raises(NoteError):
        WitnessSigner("saksi bkn", KEY)
