"""Jobs: large files of the bank, questions marked again; tests whose time is up are closed."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from suluh.activities.quiz.actions import closing, regrading
from suluh.activities.quiz.actions.imports import runs
from suluh.activities.quiz.actions.imports.apply import apply_rows
from suluh.activities.quiz.actions.imports.compare import compare_kept
from suluh.activities.quiz.actions.imports.undo import undo_rows
from suluh.activities.quiz.models import BankImport, Regrade
from suluh.base.clock import now
from suluh.base.jobs import Turn, every, job
from suluh.base.progress import conclude, teller
from suluh.base.scope import SYSTEM, Scope, scoped

State = BankImport.State


@job("quiz.compare_questions", turn=Turn.PERSON_WAITS, attempts=2)
def compare_questions(run: str, actor_id: int) -> None:
    """Read the file and write what it would change; the file goes once it is read."""
    row = _waiting(run, State.COMPARING)
    if row is None:
        return
    told = teller(row.job)
    _work(row, lambda: compare_kept(row, told=told), State.FAILED, _("Perbandingan selesai."))


@job("quiz.apply_questions", turn=Turn.PERSON_WAITS, attempts=2)
def apply_questions(run: str, actor_id: int) -> None:
    """Bring the file into the bank, once."""
    row = _waiting(run, State.APPLYING)
    if row is None:
        return
    told, done = teller(row.job), _("Impor sudah diterapkan.")
    _work(row, lambda: apply_rows(row, now=now(), told=told), State.COMPARED, done)


@job("quiz.undo_questions", turn=Turn.PERSON_WAITS, attempts=2)
def undo_questions(run: str, actor_id: int) -> None:
    """Take the import back, once."""
    row = _waiting(run, State.UNDOING)
    if row is None:
        return
    told, done = teller(row.job), _("Impor sudah dibatalkan.")
    _work(row, lambda: undo_rows(row, by_id=actor_id, now=now(), told=told), State.APPLIED, done)


def _waiting(run: str, state: str) -> BankImport | None:
    with scoped(SYSTEM):
        return BankImport.objects.filter(uuid=run, state=state).first()


def _work(run: BankImport, work: Callable[[], None], back: str, message: str) -> None:
    """Do it in the agency's scope, all or nothing; whatever fails leaves the state it came from."""
    try:
        with scoped(Scope(tenant_id=run.tenant_id)):
            work()
    except Exception:
        with scoped(SYSTEM):
            runs.settle(run, back)
        conclude(run.job, _("Terjadi gangguan; tidak ada yang berubah. Coba lagi."), failed=True)
        raise
    conclude(run.job, message)


@every("* * * * *", name="quiz.close_expired")
def close_expired(timestamp: int) -> None:
    """Every minute: hand in for those whose time is up."""
    while closing.close_expired(now=now()) == closing.BATCH:
        pass


@job("quiz.regrade_question", turn=Turn.PERSON_WAITS, attempts=3)
def regrade_question(regrade: str) -> None:
    """Mark a question again, batch by batch; running it again goes on where it stopped."""
    with scoped(SYSTEM):
        row = Regrade.objects.select_related("question").filter(uuid=regrade, done_at=None).first()
    if row is None:
        return
    place, told = Scope(tenant_id=row.tenant_id), teller(row.job)
    with scoped(place):
        left = regrading.open_attempts(row)
    for start in range(0, len(left), regrading.BATCH):
        with scoped(place):
            regrading.regrade_some(row, left[start : start + regrading.BATCH], now=now())
        told(100 * min(len(left), start + regrading.BATCH) // len(left))
    with scoped(place):
        regrading.finish_regrade(row, now=now())
    conclude(row.job, _("Penilaian ulang selesai."))
