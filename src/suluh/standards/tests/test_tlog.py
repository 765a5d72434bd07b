"""The log's trees agree with RFC 6962, and nothing altered is accepted."""

import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from suluh.standards import commitment, tlog
from suluh.standards.tlog.tree import TreeHead, inclusion_proof, root_of

# The eight records and roots of the Certificate Transparency reference implementation.
RECORDS = [
    bytes.fromhex(text)
    for text in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
ORIGIN = "jp.suluh.example/2026"
SIGNER = tlog.NoteSigner(ORIGIN, KEY)
ZERO = "A" * 43 + "="


def leaves(count: int) -> list[bytes]:
    return [tlog.leaf_hash(str(number).encode()) for number in range(count)]


def test_reference_roots() -> None:
    tree, frontier = tlog.Tree(), tlog.Frontier()
    assert tree.root() == frontier.root() == hashlib.sha256(b"").digest() == tlog.EMPTY_ROOT

    for record, root in zip(RECORDS, ROOTS, strict=True):
        tree.append(tlog.leaf_hash(record))
        frontier = frontier.append(tlog.leaf_hash(record))
        assert tree.root().hex() == frontier.root().hex() == root


@given(st.integers(1, 70), st.data())
def test_every_leaf_is_proved_and_every_mutation_refused(size: int, data: st.DataObject) -> None:
    tree = tlog.Tree(leaves(size))
    head = TreeHead(size, tree.root())
    index = data.draw(st.integers(0, size - 1))
    proof, leaf = tree.inclusion(index), leaves(size)[index]
    assert tlog.verify_inclusion(leaf, index, proof=proof, head=head)

    assert not tlog.verify_inclusion(tlog.leaf_hash(b"x"), index, proof=proof, head=head)
    assert not tlog.verify_inclusion(leaf, index, proof=(*proof, leaf), head=head)
    assert not tlog.verify_inclusion(leaf, size, proof=proof, head=head)
    assert not tlog.verify_inclusion(leaf, -1, proof=proof, head=head)
    assert not tlog.verify_inclusion(leaf, index, proof=proof, head=TreeHead(size, bytes(32)))
    for place in range(len(proof)):
        shorter = proof[:place] + proof[place + 1 :]
        flipped = (
            *proof[:place],
            bytes([proof[place][0] ^ 1]) + proof[place][1:],
            *proof[place + 1 :],
        )
        cut = (*proof[:place], proof[place][:-1], *proof[place + 1 :])
        for forged in (shorter, flipped, cut):
            assert not tlog.verify_inclusion(leaf, index, proof=forged, head=head)
    for elsewhere in range(size):
        accepted = tlog.verify_inclusion(leaf, elsewhere, proof=proof, head=head)
        assert accepted == (elsewhere == index)


@given(st.integers(1, 70), st.data())
def test_growth_is_proved_and_every_mutation_refused(size: int, data: st.DataObject) -> None:
    tree = tlog.Tree(leaves(size))
    old_size = data.draw(st.integers(1, size))
    old, new = TreeHead(old_size, tree.root(old_size)), TreeHead(size, tree.root())
    proof = tree.consistency(old_size)
    assert tlog.verify_consistency(old, new, proof)

    assert not tlog.verify_consistency(TreeHead(old_size, bytes(32)), new, proof)
    assert not tlog.verify_consistency(old, TreeHead(size, bytes(32)), proof)
    assert not tlog.verify_consistency(old, new, (*proof, bytes(32)))
    assert not tlog.verify_consistency(TreeHead(0, tlog.EMPTY_ROOT), new, proof)
    for place in range(len(proof)):
        flipped = (
            *proof[:place],
            bytes([proof[place][0] ^ 1]) + proof[place][1:],
            *proof[place + 1 :],
        )
        cut = (*proof[:place], proof[place][:-1], *proof[place + 1 :])
        for forged in (flipped, cut, proof[:place]):
            assert not tlog.verify_consistency(old, new, forged)
    if old_size < size:
        assert not tlog.verify_consistency(new, old, proof)


@given(st.integers(0, 200), st.integers(0, 40))
def test_frontier_continues_where_it_stopped(before: int, more: int) -> None:
    kept = tlog.Frontier().extend(leaves(before))
    restored = tlog.Frontier(kept.size, kept.roots).extend(leaves(before + more)[before:])

    assert restored.root() == tlog.Tree(leaves(before + more)).root()


def test_a_frontier_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="one root"):
        tlog.Frontier(3, (bytes(32),))


def test_sizes_outside_the_tree_are_refused() -> None:
    tree = tlog.Tree(leaves(3))
    assert len(tree) == 3
    for call in (
        lambda: tree.root(4),
        lambda: tree.inclusion(3),
        lambda: tree.consistency(0),
        lambda: inclusion_proof(tree.node, -1, 3),
    ):
        with pytest.raises(IndexError):
            call()
    assert root_of(tree.node, 0) == tlog.EMPTY_ROOT


def checkpoint_note(size: int = 5) -> str:
    tree = tlog.Tree(leaves(size))
    return SIGNER.sign(tlog.Checkpoint(ORIGIN, TreeHead(size, tree.root())).body())


def test_checkpoint_is_signed_and_opened() -> None:
    note = checkpoint_note()
    verifier = tlog.NoteVerifier.from_vkey(SIGNER.verifier().vkey())

    opened = tlog.open_checkpoint(note, verifier)

    assert (opened.origin, opened.head.size) == (ORIGIN, 5)
    assert note.startswith(f"{ORIGIN}\n5\n")
    assert "\n\n— jp.suluh.example/2026 " in note
    witness = tlog.NoteSigner("saksi.bkn.example", OTHER_KEY)
    cosigned = witness.cosign(note)
    assert tlog.open_checkpoint(cosigned, verifier) == opened
    assert witness.verifier().check(cosigned) == opened.body()


def test_known_vkey_of_the_format() -> None:
    # The worked example of golang.org/x/mod/sumdb/note.
    vkey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    note = (
        "If you think cryptography is the answer to your problem,\n"
        "then you don't know what your problem is.\n\n"
        "— PeterNeumann x08go/ZJkuBS9UG/"
        "SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
    )

    verifier = tlog.NoteVerifier.from_vkey(vkey)

    assert verifier.vkey() == vkey
    assert verifier.check(note).endswith("problem is.\n")


@pytest.mark.parametrize(
    "vkey",
    ["", "x+00+", "x+00000000+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "x+0+é", "x+0+AB="],
)
def test_bad_vkeys_are_refused(vkey: str) -> None:
    with pytest.raises(tlog.NoteError):
        tlog.NoteVerifier.from_vkey(vkey)


@pytest.mark.parametrize("name", ["", "a b", "a+b"])
def test_bad_signer_names_are_refused(name: str) -> None:
    with pytest.raises(tlog.NoteError):
        tlog.NoteSigner(name, KEY)


@pytest.mark.parametrize(
    "body",
    [
        "1\n",
        f"01\n{ZERO}\n",
        f"x\n{ZERO}\n",
        f"{'1' * 19}\n{ZERO}\n",
        f"1\n{ZERO}\n\nextension\n",
        "1\nAAAA\n",
        f"1\n{ZERO[:-2]}B=\n",
    ],
)
def test_malformed_checkpoints_are_refused(body: str) -> None:
    with pytest.raises(tlog.NoteError, match=r"short|malformed|canonical"):
        tlog.open_checkpoint(SIGNER.sign(f"{ORIGIN}\n{body}"), SIGNER.verifier())


@pytest.mark.parametrize(
    "note",
    [
        "",
        "body\n",
        "body\n\nno dash\n",
        "body\n\n— name\n",
        "bo\x01dy\n\n— n AAAAAAAA\n",
        "b\n\n— n A\n",
    ],
)
def test_malformed_notes_are_refused(note: str) -> None:
    with pytest.raises(tlog.NoteError):
        SIGNER.verifier().check(note)


def test_unsigned_by_this_key_is_refused() -> None:
    stranger = tlog.NoteSigner(ORIGIN, OTHER_KEY)

    with pytest.raises(tlog.NoteError, match="does not bear"):
        stranger.verifier().check(checkpoint_note())


PROOF_RECORD = b"3"


def proof_text(extra: bytes = b"") -> str:
    tree = tlog.Tree(leaves(5))
    return tlog.write_proof(tlog.ProofFile(3, tree.inclusion(3), checkpoint_note(), extra))


@pytest.mark.parametrize("extra", [b"", b"pembuka"])
def test_proof_file_is_written_read_and_verified(extra: bytes) -> None:
    text = proof_text(extra)

    assert tlog.read_proof(text).extra == extra
    assert tlog.verify_proof(text, PROOF_RECORD, SIGNER.verifier()).checkpoint.head.size == 5


@settings(max_examples=1000)
@given(st.data())
def test_no_altered_proof_file_is_accepted(data: st.DataObject) -> None:
    text = proof_text()
    place = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.characters(codec="utf-8").filter(lambda c: c != text[place]))
    cut = data.draw(st.booleans())
    forged = text[:place] + ("" if cut else letter) + text[place + 1 :]

    with pytest.raises(tlog.ProofError):
        tlog.verify_proof(forged, PROOF_RECORD, SIGNER.verifier())


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "c2sp.org/tlog-proof@v1\n\n",
        "c2sp.org/tlog-proof@v1\nextra é\nindex 1\n\n",
        "c2sp.org/tlog-proof@v1\nindex 01\n\n",
        "c2sp.org/tlog-proof@v1\nindex 1\nAAAA\n\n",
        "c2sp.org/tlog-proof@v1\nindex 1\nAAB=\n\n",
        "c2sp.org/tlog-proof@v1\nindex 1\n" + "A" * 30_000 + "\n\n",
    ],
)
def test_malformed_proof_files_are_refused(text: str) -> None:
    with pytest.raises(tlog.ProofError):
        tlog.read_proof(text)


def test_proof_of_another_record_or_log_is_refused() -> None:
    with pytest.raises(tlog.ProofError, match="not in the log"):
        tlog.verify_proof(proof_text(), b"4", SIGNER.verifier())
    body = tlog.Checkpoint("log.lain/2026", TreeHead(1, tlog.leaf_hash(b"3"))).body()
    text = tlog.write_proof(tlog.ProofFile(0, (), SIGNER.sign(body)))
    with pytest.raises(tlog.ProofError, match="another log"):
        tlog.verify_proof(text, PROOF_RECORD, SIGNER.verifier())


def test_commitment_opens_only_with_its_own_opening_and_entry() -> None:
    opening, entry = bytes(range(32)), {"jp": 400, "person": "p-1"}
    made = commitment.commit(opening, entry)

    assert commitment.opens(made, opening, {"person": "p-1", "jp": 400})
    assert not commitment.opens(made, bytes(32), entry)
    assert not commitment.opens(made, b"short", entry)
    assert not commitment.opens(made, opening, {**entry, "jp": 401})
    with pytest.raises(ValueError, match="32 bytes"):
        commitment.commit(b"short", entry)


def test_leaf_records_are_canonical() -> None:
    assert commitment.leaf_record(7, b"\x0a") == b'{"c":"0a","i":7,"v":1}'
    assert commitment.leaf_record(7, b"\x0a", kind="audit") == b'{"c":"0a","i":7,"t":"audit","v":1}'
