"""The day's checkpoint by e-mail to every agency: any two that disagree prove that somebody cheats."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from suluh.base.clock import local_date
from suluh.base.scope import SYSTEM, scoped
from suluh.credentials.queries.offline import offline_page
from suluh.identity.queries.roles import holders
from suluh.ledger.queries.standing import newest_note
from suluh.messaging.actions import Message, notify
from suluh.organisation.types import Role


@override("id")  # read by others: not in the language of who acts
def mail_checkpoint(*, now: datetime) -> int:
    """Send the newest checkpoint to the administrators of all agencies, once a day; how many.

    With it goes the hash of the offline page, so that a copy can be told from a forged one.
    """
    day = local_date(now, "Asia/Jakarta").isoformat()
    with scoped(SYSTEM):
        note = newest_note()
        if note is None:
            return 0
        by_agency = defaultdict(list)
        for holder in holders(Role.AGENCY_ADMIN):
            by_agency[holder.tenant_id].append(holder)
        body = _body(note)
        return sum(
            notify(
                tenant_id=agency,
                messages=[
                    Message(
                        person_id=holder.person_id,
                        key=f"titik-periksa:{day}",
                        kind="checkpoint",
                        title=_("Titik periksa log bukti JP, %(day)s") % {"day": day},
                        body=body,
                        link="/log-bukti/",
                        email=holder.email,
                        attachment_name=f"titik-periksa-{day}.txt",
                        attachment=note,
                    )
                    for holder in admins
                ],
                now=now,
            )
            for agency, admins in sorted(by_agency.items())
        )


def _body(note: str) -> str:
    lines = note.partition("\n\n")[0]
    sentence = _(
        "Simpan surel ini. Tiga baris berikut sama bagi semua instansi; bila kelak buku JP pernah"
        " diubah diam-diam, baris ini yang membuktikannya."
    )
    page = _("SHA-256 verify.html: %(hash)s") % {"hash": offline_page().sha256}
    return f"{sentence}\n\n{lines}\n\n{page}"
