"""Two verifiers, one verdict: the site's in Python, and the one file in a browser without network.

`SULUH_DIFFERENTIAL=2000` tries more mutations of each kind.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from playwright.sync_api import Page, sync_playwright

from suluh.credentials.queries import offline
from suluh.credentials.rules.offline import offline_words, put_together
from suluh.standards.evidence import Evidence, weigh, weigh_pdf
from tests.offline.corpus import Case, Corpus
from tools import browser as chromium
from tools.environment import VENV

pytestmark = pytest.mark.journey
EACH = int(os.environ.get("SULUH_DIFFERENTIAL", "60"))
_ASK = """async (cases) => {
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const answers = [];
  for (const one of cases) {
    const found = one.pdf === null ? await suluh.weigh(one.bundle, suluh.keys)
      : await suluh.weighPdf(bytes(one.pdf), suluh.keys, Date.now());
    answers.push({
      failed: found.failed || "", sentence: found.sentence || "",
      index: found.proven ? String(found.proven.index) : "", opened: Boolean(found.isOpened),
      witnessed: Boolean(found.isWitnessed), signer: found.failed ? "" : found.signer || "",
      name: found.failed ? "" : found.claims.nm,
    });
  }
  return answers;
}"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return Corpus(tmp_path_factory.mktemp("corpus"), seed=61, each=EACH)


@pytest.fixture(scope="module")
def page(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The file, opened from the disk in a browser that has no network."""
    place = tmp_path_factory.mktemp("page") / "verify.html"
    with translation.override("id"):
        place.write_bytes(
            put_together(
                language="id",
                body=render_to_string("credentials/offline.html", {"site": "https://contoh"}),
                script=offline.script(),
                style=offline.style(),
                keys=corpus.page_keys,
            )
        )
    path = chromium.ensure(str(VENV / "bin/python"))
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=chromium.flags())
        context = opened.new_context(offline=True, locale="id-ID")
        tab = context.new_page()
        complaints: list[str] = []
        tab.on("console", lambda said: complaints.append(said.text))
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.on("request", lambda request: complaints.append(request.url))
        tab.goto(place.as_uri())
        tab.wait_for_selector("#periksa:not([hidden])")
        yield tab
        opened.close()
        assert complaints == [place.as_uri()]


def all_in_python(cases: list[Case], corpus: Corpus) -> list[dict[str, Any]]:
    """In a thread of its own: the browser keeps an event loop in this one, PDF judging needs one."""
    with ThreadPoolExecutor(1) as apart:
        return list(apart.map(lambda case: in_python(case, corpus), cases))


def in_python(case: Case, corpus: Corpus) -> dict[str, Any]:
    signer = ""
    if case.bundle is not None:
        found: Evidence = weigh(case.bundle, corpus.keys)
    else:
        seen = corpus.sealer.inspect(case.pdf)
        found = weigh_pdf(seen, corpus.keys)
        signer = "" if found.failed else seen.signer
    proven = None if found.failed else found.proven
    return {
        "failed": found.failed.value if found.failed else "", "sentence": found.sentence,
        "index": str(proven.index) if proven else "", "opened": found.is_opened,
        "witnessed": found.is_witnessed, "signer": signer,
        "name": found.claims.name if found.claims and not found.failed else "",
    }  # fmt: skip


def lost_its_witness(case: Case, mine: dict[str, Any]) -> bool:
    """A name or key that no witness bears is passed over, as C2SP asks: the proof stands alone."""
    return case.name.startswith("proof ") and not mine["witnessed"]


def as_given(case: Case) -> dict[str, Any]:
    if case.bundle is None:
        return {"pdf": base64.b64encode(case.pdf).decode(), "bundle": None}
    parts = {
        "claims": case.bundle.claims, "proof": case.bundle.proof, "opening": case.bundle.opening,
    }  # fmt: skip
    return {"pdf": None, "bundle": parts}


def test_both_give_the_same_verdict_and_accept_nothing_false(page: Page, corpus: Corpus) -> None:
    cases = list(corpus.cases())
    with translation.override("id"):
        words = offline_words("id")
    differing, accepted = [], []
    judged = all_in_python(cases, corpus)
    for start in range(0, len(cases), 40):
        some = cases[start : start + 40]
        answers = page.evaluate(_ASK, [as_given(case) for case in some])
        mine_of = judged[start : start + 40]
        for case, answer, mine in zip(some, answers, mine_of, strict=True):
            answer["sentence"] = words.get(answer["sentence"], answer["sentence"])
            if answer["failed"] == "segel":  # the page knows its seals, and no reasons of others
                answer["sentence"] = mine["sentence"]
            if mine != answer:
                differing.append((case.name, mine, answer))
            if bool(mine["failed"]) is case.is_honest and not lost_its_witness(case, mine):
                accepted.append(case.name)
    assert differing == []
    assert accepted == []
    assert len(cases) > 4 * EACH


def test_each_false_certificate_is_refused_at_its_layer(corpus: Corpus) -> None:
    cases = list(corpus.cases())
    judged = all_in_python(cases, corpus)
    layers = {case.name: mine["failed"] for case, mine in zip(cases, judged, strict=True)}
    expected = {
        "alg none": "isi", "alg HS256": "isi", "kid traversal": "isi", "prototype kid": "isi",
        "another key": "isi", "revoked key": "isi", "expired key": "isi", "not signed": "isi",
        "JP changed": "pembuka", "another place": "log", "another log": "log",
        "another commitment": "log", "proof: older checkpoint": "log",
        "proof: another tree": "log", "opening: other JP": "pembuka", "removed proof": "log",
        "removed opening": "log", "removed all": "isi", "proof of another": "log",
        "opening of another": "pembuka", "incremental update": "segel", "moved seal": "segel",
        "stranger 0": "segel", "stranger 1": "segel", "claims exchanged": "segel",
    }  # fmt: skip
    assert {name: layers[name] for name in expected} == expected


def test_the_page_works_by_hand(page: Page, corpus: Corpus, tmp_path: Path) -> None:
    good, bad = tmp_path / "baik.pdf", tmp_path / "buruk.pdf"
    honest = next(case for case in corpus.cases() if case.name == "paper")
    good.write_bytes(honest.pdf)
    bad.write_bytes(honest.pdf[:-1] + b"x")

    page.set_input_files("#berkas", good)
    page.get_by_role("heading", name="Tingkat 1: asli, dan disaksikan di log bukti").wait_for()
    assert "Tercatat di log bukti no. 3" in page.inner_text("#hasil").replace("Tingkat 1: t", "T")
    page.set_input_files("#berkas", bad)
    page.get_by_role("heading", name="Jangan dipercaya").wait_for()
    assert "Pemeriksaan gagal pada: segel PDF" in page.inner_text("#hasil")

    token = next(case for case in corpus.cases() if case.name == "claims alone").bundle
    assert token is not None
    page.fill("#teks", f"https://palsu.example/v#{token.claims}")
    page.get_by_role("heading", name="Tingkat 0").wait_for()
