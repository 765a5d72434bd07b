"""Evidence is weighed layer by layer; whatever is exchanged, the layer that fails is named."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import rfc8785

from suluh.standards import evidence as module
from suluh.standards import tlog
from suluh.standards.claims import ClaimKey, Claims, ClaimSigner, ClaimVerifier
from suluh.standards.commitment import commit, leaf_record
from suluh.standards.evidence import Bundle, Keys, Layer, weigh
from suluh.standards.tests.test_cosignature import AT, BKN, INSPECTORATE
from suluh.standards.tests.test_tlog import KEY, ORIGIN, OTHER_KEY
from suluh.standards.tlog import TreeHead

LOG = tlog.NoteSigner(ORIGIN, OTHER_KEY)
CLAIMS_SIGNER = ClaimSigner("c2026", KEY)
KEYS = Keys(
    claims=ClaimVerifier({"c2026": ClaimKey(KEY.public_key())}),
    log=LOG.verifier(),
    witnesses=(BKN.public(), INSPECTORATE.public()),
)
OPENING = bytes(range(32))
ENTRY: dict[str, Any] = {
    "activity_key": "acara:1", "jp_minor": 400, "kind": "credit", "person_id": 7,
    "title": "Judul " + "é" * 200,
}  # fmt: skip
COMMITMENT = commit(OPENING, ENTRY)
INDEX, SIZE = 3, 7
CLAIMS = Claims(
    id="A" * 26, name="Budi", nip_tail="2001", title=ENTRY["title"][:140], jp=400,
    organiser="BPSDM", issued_on=date(2026, 9, 24), number="1/2026", log_origin=ORIGIN,
    leaf_index=INDEX, commitment=COMMITMENT.hex(),
)  # fmt: skip


def proof(
    *, index: int = INDEX, record: bytes = b"", size: int = SIZE, signer: tlog.NoteSigner = LOG
) -> str:
    """A proof file over a small tree that holds the record at `index`, seen by BKN."""
    leaves = [tlog.leaf_hash(b"%d" % number) for number in range(size)]
    leaves[index] = tlog.leaf_hash(record or leaf_record(INDEX, COMMITMENT))
    tree = tlog.Tree(leaves)
    note = signer.sign(tlog.Checkpoint(signer.name, TreeHead(size, tree.root())).body())
    note += BKN.cosign(note, at=AT)
    return tlog.write_proof(tlog.ProofFile(index, tree.inclusion(index), note))


def line(place: int = INDEX, **changes: Any) -> dict[str, Any]:
    return {"entry": ENTRY, "i": place, "opening": OPENING.hex(), "path": []} | changes


def opening(**changes: Any) -> str:
    whole: dict[str, Any] = {"lines": [line()], "v": 1} | changes
    return rfc8785.dumps(whole).decode()


def bundle(claims: Claims = CLAIMS, **parts: str) -> Bundle:
    whole = {"proof": proof(), "opening": opening()} | parts
    return Bundle(CLAIMS_SIGNER.sign(claims), **whole)


def test_honest_evidence_carries_all_the_way() -> None:
    found = weigh(bundle(), KEYS)

    assert (found.failed, found.claims) == (None, CLAIMS)
    assert (found.is_opened, found.is_witnessed) == (True, True)
    assert found.proven is not None
    assert (found.proven.index, found.proven.seen) == (INDEX, (tlog.Seen(BKN.name, AT),))


def test_what_is_missing_is_not_proven_and_no_fault() -> None:
    alone = weigh(bundle(proof="", opening=""), KEYS)
    without_proof = weigh(bundle(proof=""), KEYS)
    without_opening = weigh(bundle(opening=""), KEYS)

    assert (alone.failed, alone.proven, alone.is_opened) == (None, None, False)
    assert (without_proof.failed, without_proof.proven, without_proof.is_opened) == (
        None, None, True,
    )  # fmt: skip
    assert (without_opening.is_opened, without_opening.is_witnessed) == (False, True)


def test_witnesses_are_counted_against_the_quorum() -> None:
    found = [weigh(bundle(), replace(KEYS, quorum=quorum)).is_witnessed for quorum in (0, 1, 2)]

    assert found == [False, True, False]


def refused(given: Bundle) -> tuple[Layer | None, str]:
    found = weigh(given, KEYS)
    assert not found.is_witnessed
    return found.failed, found.sentence


def test_foreign_claims_are_named() -> None:
    assert refused(replace(bundle(), claims="a.b.c"))[0] is Layer.CLAIMS


@pytest.mark.parametrize(
    "claims",
    [
        replace(CLAIMS, commitment=""),
        replace(CLAIMS, leaf_index=None),
        replace(CLAIMS, log_origin="log.lain/jp"),
    ],
)
def test_evidence_for_claims_without_it_is_not_theirs(claims: Claims) -> None:
    assert refused(bundle(claims)) == (Layer.LOG, module.NOT_OF_THE_LOG)


def test_a_proof_at_another_place_is_not_theirs() -> None:
    elsewhere = proof(index=5)

    assert refused(bundle(proof=elsewhere)) == (Layer.LOG, module.NOT_OF_THE_LOG)


BAD_PROOFS = {
    "rubbish": "bukan bukti",
    "another entry": proof(record=leaf_record(INDEX, bytes(32))),
    "another tree": proof(signer=tlog.NoteSigner(ORIGIN, KEY)),
    "another log": proof(signer=tlog.NoteSigner("log.lain/jp", OTHER_KEY)),
    "forged witness": proof().replace(BKN.name, INSPECTORATE.name).replace(
        proof().split("— ")[-1].split(" ")[1], INSPECTORATE.cosign("x\n\n— n AAAAAAAA\n", at=AT).split(" ")[2]
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_PROOFS)
def test_a_proof_that_does_not_hold_is_named(name: str) -> None:
    assert refused(bundle(proof=BAD_PROOFS[name])) == (Layer.LOG, module.BAD_PROOF)


def test_a_commitment_in_another_spelling_is_refused() -> None:
    for other in (COMMITMENT.hex().upper(), "zz" * 32):
        assert refused(bundle(replace(CLAIMS, commitment=other)))[0] is Layer.LOG
    assert refused(bundle(replace(CLAIMS, commitment="zz" * 32), proof=""))[0] is Layer.OPENING


BAD_OPENINGS = {
    "rubbish": "{",
    "no object": "[]",
    "deep": "[" * 19_000,
    "long": "[" + "0," * 300_000 + "0]",
    "number": '{"v":1e400}',
    "spelling": opening().replace('"v":1', '"v": 1'),
    "version": opening(v=True),
    "no lines": opening(lines=None),
    "none": opening(lines=[]),
    "too many": opening(lines=[line(place) for place in range(401)]),
    "twice": opening(lines=[line(INDEX), line(INDEX)]),
    "not its own": opening(lines=[line(2)]),
    "no entry": opening(lines=[line(entry=None)]),
    "no opening": opening(lines=[line(opening=5)]),
    "path of numbers": opening(lines=[line(2, path=[5]), line()]),
    "short opening": opening(lines=[line(opening="00")]),
    "other opening": opening(lines=[line(opening="00" * 32)]),
    "upper case": opening(lines=[line(opening=OPENING.hex().upper())]),
    "other JP": opening(lines=[line(entry=ENTRY | {"jp_minor": 4000})]),
    "place of truth": opening(lines=[line(i=True)]),
}


@pytest.mark.parametrize("name", BAD_OPENINGS)
def test_an_opening_that_does_not_open_is_named(name: str) -> None:
    assert refused(bundle(opening=BAD_OPENINGS[name])) == (Layer.OPENING, module.BAD_OPENING)


@pytest.mark.parametrize(
    "change",
    [
        {"jp_minor": 500}, {"jp_minor": True}, {"kind": "reversal"}, {"person_id": True},
        {"activity_key": 5},
    ],
)  # fmt: skip
def test_an_entry_that_states_other_than_the_certificate_is_named(change: dict[str, Any]) -> None:
    entry = ENTRY | change
    made = commit(OPENING, entry)
    claims = replace(CLAIMS, commitment=made.hex())
    record = leaf_record(INDEX, made)

    given = bundle(claims, proof=proof(record=record), opening=opening(lines=[line(entry=entry)]))

    assert refused(given) == (Layer.OPENING, module.BAD_OPENING)


PARTS = [ENTRY | {"jp_minor": jp, "line": number} for number, jp in enumerate((100, 200, 100))]
PLACES = (1, INDEX, 5)


def several(**changes: Any) -> Bundle:
    """An activity in three lines; the claims name the middle one and state all its JP."""
    made = [commit(OPENING, entry) for entry in PARTS]
    leaves = [tlog.leaf_hash(b"%d" % number) for number in range(SIZE)]
    for place, commitment in zip(PLACES, made, strict=True):
        leaves[place] = tlog.leaf_hash(leaf_record(place, commitment))
    tree = tlog.Tree(leaves)
    note = LOG.sign(tlog.Checkpoint(ORIGIN, TreeHead(SIZE, tree.root())).body())
    text = tlog.write_proof(tlog.ProofFile(INDEX, tree.inclusion(INDEX), note))
    lines = [
        line(place, entry=entry, path=[step.hex() for step in tree.inclusion(place)])
        for place, entry in zip(PLACES, PARTS, strict=True)
    ]
    claims = replace(CLAIMS, commitment=made[1].hex())
    given = {"proof": text, "opening": opening(lines=lines)} | changes
    return bundle(claims, **given)


def test_lines_of_one_activity_are_proven_together() -> None:
    found = weigh(several(), KEYS)

    assert (found.failed, found.is_opened) == (None, True)


def test_lines_that_are_not_all_there_are_refused() -> None:
    whole = several()
    read = json.loads(whole.opening)["lines"]
    foreign = [read[0] | {"entry": PARTS[0] | {"person_id": 9}}, *read[1:]]
    moved = [read[0] | {"path": read[2]["path"]}, *read[1:]]
    for lines in (read[:2], read[::-1], foreign, moved):
        assert refused(replace(whole, opening=opening(lines=lines)))[0] is Layer.OPENING
    assert refused(several(proof=""))[0] is Layer.OPENING
