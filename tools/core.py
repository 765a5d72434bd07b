"""The core: what decides a JP, a certificate or a level. Its own tests take every branch of it.

Measured by the tests that stand beside the code, not by whatever page happens to pass through.
"""

from __future__ import annotations

# Where each branch must be taken; a folder stands for all files in it.
MEASURED = (
    "src/suluh/standards/jp.py",
    "src/suluh/standards/titles.py",
    "src/suluh/base/law.py",
    "src/suluh/delivery/rules/graduation.py",
    "src/suluh/ledger/rules.py",
    "src/suluh/ledger/actions/credits.py",
    "src/suluh/ledger/actions/reversals.py",
    "src/suluh/credentials/rules",
    "src/suluh/credentials/actions/issue.py",
    "src/suluh/credentials/actions/numbers.py",
    "src/suluh/competency/rules",
    "src/suluh/competency/actions/attaining.py",
    "src/suluh/competency/actions/rating.py",
    "src/suluh/competency/actions/results.py",
    "src/suluh/competency/actions/withdrawing.py",
    "src/suluh/recognition/rules",
    "src/suluh/recognition/actions/batches.py",
    "src/suluh/recognition/actions/claims.py",
    "src/suluh/recognition/actions/deciding.py",
    "src/suluh/recognition/actions/logs.py",
    "src/suluh/recognition/actions/posting.py",
    "src/suluh/recognition/actions/reports.py",
)
TESTS = (
    "src/suluh/standards/tests/test_jp_words_numbering.py",
    "src/suluh/standards/tests/test_titles.py",
    "src/suluh/ledger/tests/test_rules.py",
    "src/suluh/ledger/tests/test_credits.py",
    "src/suluh/ledger/tests/test_reversals.py",
    "src/suluh/ledger/tests/test_together.py",
    "src/suluh/delivery/tests/test_graduation.py",
    "src/suluh/credentials/tests/test_issue.py",
    "src/suluh/credentials/tests/test_evidence.py",
    "src/suluh/credentials/tests/test_look.py",
    "src/suluh/credentials/tests/test_offline.py",
    "src/suluh/credentials/tests/test_seal.py",
    "src/suluh/competency/tests",
    "src/suluh/recognition/tests",
)


def test_options() -> list[str]:
    """What pytest is told to watch, and which tests it runs."""
    apps = sorted({"/".join(place.split("/")[:3]) for place in MEASURED})
    return [*(f"--cov={app}" for app in apps), "--cov-report=", "-q", *TESTS]


def report_command(python: str) -> list[str]:
    """Names every line and branch of the core that no test took; fails where there is one."""
    places = [place if place.endswith(".py") else f"{place}/*" for place in MEASURED]
    return [python, "-m", "coverage", "report", f"--include={','.join(places)}", "--fail-under=100"]
