"""Jobs of assignments: looking at files, archives of hand-ins."""

from __future__ import annotations

from tempfile import TemporaryFile
from uuid import UUID

from django.utils.translation import gettext as _

from suluh.activities.assignment.actions import bundles, scanning
from suluh.activities.assignment.models import Bundle
from suluh.base.clock import now
from suluh.base.jobs import Turn, every, job
from suluh.base.progress import finish_long_job, report_progress
from suluh.base.scope import SYSTEM, Scope, scoped


@job("assignment.scan_file")
def scan_file(*, file: str, tenant_id: int) -> None:
    """Ask the scanner; a second run finds nothing waiting."""
    with scoped(Scope(tenant_id=tenant_id)):
        scanning.scan_file(file=UUID(file), now=now())


@job("assignment.fill_bundle", turn=Turn.PERSON_WAITS, attempts=3)
def fill_bundle(*, bundle: str, tenant_id: int) -> None:
    """Write the archive part by part, so that its progress is seen; a second run finds it ready."""
    scope = Scope(tenant_id=tenant_id)
    with scoped(scope):
        found = Bundle.objects.filter(uuid=UUID(bundle), ready_at=None).first()
    if found is None:
        return
    with TemporaryFile() as target:
        archive = bundles.Archive(target, with_nip=not found.is_guest)
        count = _fill(found, archive, scope)
        with scoped(scope):
            bundles.keep_bundle(bundle=found, file=target, count=count, now=now())
            words = _("%(n)d kiriman siap diunduh. Berkasnya disimpan satu hari.") % {"n": count}
            finish_long_job(found.job, now=now(), message=words)


def _fill(found: Bundle, archive: bundles.Archive, scope: Scope) -> int:
    after, total = 0, 0
    while True:
        with scoped(scope):
            works = bundles.works_after(found, after)
            archive.add(works)
            if works:
                after, total = works[-1].pk, max(total, archive.count)
                report_progress(found.job, done=archive.count, total=total, now=now())
        if not works:
            archive.close()
            return archive.count


@every("23 2 * * *", name="assignment.forget_bundles")
def forget_bundles(timestamp: int) -> None:
    """Each night: archives older than a day."""
    with scoped(SYSTEM):
        bundles.forget_bundles(now=now())
