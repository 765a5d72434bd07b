"""What a person may want to look at: papers that err alike, papers that went too fast. Pure.

Never proof, never a penalty. Similarity: exact errors in common against differing answers, after
D. N. Harpp, J. J. Hogan, *Crime in the classroom: detection and prevention of cheating on
multiple-choice exams*, J. Chem. Educ. 70 (1993): of people who worked alone this ratio stays far below
one. Speed: against the median of the same test.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median

LEAST_ERRORS, LEAST_RATIO, LEAST_COMMON = 4, 1.0, 8
FAST_SHARE = 0.25  # of the median time for a question
LEAST_PAPERS = 5
MOST_TOGETHER = 400  # an error that so many make says nothing about two of them


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """One paper: its answers by question (what was given, whether right), its time and its score."""

    attempt_id: int
    person_id: int
    answers: Mapping[int, tuple[str, bool]]
    seconds: float | None
    score: int | None


@dataclass(frozen=True, slots=True)
class Alike:
    """Two papers with many of the same errors."""

    first: int
    second: int
    common: int
    same_errors: int
    differing: int


def alike(papers: Sequence[PaperFacts]) -> list[Alike]:
    """Pairs of different people's papers that err alike, the most striking first."""
    known = {paper.attempt_id: paper for paper in papers}
    together = _errors_together(papers)
    found = (
        _compare(known[first], known[second], errors)
        for (first, second), errors in together.items()
        if errors >= LEAST_ERRORS and known[first].person_id != known[second].person_id
    )
    rows = [row for row in found if _is_striking(row)]
    return sorted(rows, key=lambda row: (row.differing - row.same_errors, row.first, row.second))


def _errors_together(papers: Sequence[PaperFacts]) -> Counter[tuple[int, int]]:
    """How many errors each pair shares; only pairs that share one are looked at."""
    groups: dict[tuple[int, str], list[int]] = defaultdict(list)
    for paper in papers:
        for question, (given, is_right) in paper.answers.items():
            if given and not is_right:
                groups[question, given].append(paper.attempt_id)
    counts: Counter[tuple[int, int]] = Counter()
    for group in groups.values():
        if len(group) <= MOST_TOGETHER:
            counts.update(combinations(sorted(group), 2))
    return counts


def _compare(first: PaperFacts, second: PaperFacts, errors: int) -> Alike:
    common = first.answers.keys() & second.answers.keys()
    differing = sum(first.answers[q][0] != second.answers[q][0] for q in common)
    return Alike(first.attempt_id, second.attempt_id, len(common), errors, differing)


def _is_striking(row: Alike) -> bool:
    return row.common >= LEAST_COMMON and row.same_errors >= LEAST_RATIO * max(1, row.differing)


@dataclass(frozen=True, slots=True)
class Fast:
    """A paper that went much faster than the others', and did well."""

    attempt_id: int
    seconds: float
    usual: float


def fast(papers: Sequence[PaperFacts], *, pass_score: int) -> list[Fast]:
    """Papers that passed in a fraction of the usual time, the fastest first."""
    times = [paper.seconds for paper in papers if paper.seconds is not None]
    if len(times) < LEAST_PAPERS:
        return []
    usual = median(times)
    found = (
        Fast(paper.attempt_id, paper.seconds, usual)
        for paper in papers
        if paper.seconds is not None and paper.seconds < usual * FAST_SHARE
        and (paper.score or 0) >= pass_score
    )  # fmt: skip
    return sorted(found, key=lambda row: row.seconds)
