"""From a claim to lines of the JP book, and the words its learner is told."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from suluh.base.errors import DomainError
from suluh.ledger.actions import post_credits
from suluh.ledger.models import JpEntry
from suluh.messaging.actions import Message, notify
from suluh.recognition.models import Claim
from suluh.recognition.queries.claims import entries_of
from suluh.recognition.queries.credits import credits_of
from suluh.standards.jp import figures


class InTheBook(DomainError):
    """The activity stands in the person's JP book already."""

    code = "in_the_book"
    sentence = gettext_lazy(
        "Kegiatan ini sudah tercatat di buku JP. Satu kegiatan hanya dihitung sekali."
    )


def post_claim(*, claim: Claim, by_id: int, now: datetime) -> list[JpEntry]:
    """Book an approved claim in the caller's transaction; raises InTheBook.

    The ledger decides whether the activity is there already, by whatever route it came.
    """
    credits = list(credits_of(claim))
    post_credits(credits=credits, actor_id=by_id, now=now)
    entries = entries_of(claim)
    if len(entries) < len(credits):
        raise InTheBook
    return entries


@override("id")  # read by others: not in the language of who acts
def tell_learner(claim: Claim, entries: list[JpEntry], *, now: datetime) -> None:
    """What became of the claim."""
    if claim.state == Claim.State.APPROVED:
        jp = sum(entry.jp_minor for entry in entries)
        cuts = " ".join(dict.fromkeys(entry.cut_reason for entry in entries if entry.cut_reason))
        title = _("%(jp)s JP dari luar Suluh tercatat") % {"jp": figures(jp)}
        body = f"{claim.title}. {cuts}".strip()
    else:
        title = _("Pengajuan perlu diperbaiki")
        body = _("%(title)s. Alasan: %(reason)s") % {"title": claim.title, "reason": claim.reason}
    message = Message(
        person_id=claim.person_id, key=f"klaim:{claim.uuid}:{claim.revision}:{claim.state}",
        kind="claim_decided", title=title, body=body, link=f"/pembelajaran-luar/{claim.uuid}/",
    )  # fmt: skip
    notify(tenant_id=claim.tenant_id, messages=[message], now=now)
