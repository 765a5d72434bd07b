"""Acts and states in words, and how they look."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from suluh.activities.practice.models import Milestone, Practice
from suluh.activities.practice.types import Act

_ACTS = {
    Act.GUIDE_PROPOSED: _("Pembimbing diusulkan"),
    Act.GUIDE_SET: _("Pembimbing atau penguji ditetapkan"),
    Act.GUIDE_ACCEPTED: _("Usulan diterima"),
    Act.GUIDE_DECLINED: _("Usulan tidak diterima"),
    Act.GUIDE_ENDED: _("Bimbingan diakhiri"),
    Act.PLAN_SENT: _("Rancangan dikirim"),
    Act.PLAN_APPROVED: _("Rancangan disetujui"),
    Act.PLAN_RETURNED: _("Rancangan dikembalikan"),
    Act.EVIDENCE: _("Bukti dikirim"),
    Act.STEP_APPROVED: _("Tahap disetujui"),
    Act.STEP_RETURNED: _("Bukti perlu dilengkapi"),
    Act.COMMENT: _("Pesan"),
    Act.SEMINAR: _("Seminar dijadwalkan"),
    Act.SCORED: _("Nilai diberikan"),
}
_STEPS = {
    Milestone.State.OPEN: _("Belum dikirim"),
    Milestone.State.SENT: _("Menunggu persetujuan"),
    Milestone.State.RETURNED: _("Perlu dilengkapi"),
    Milestone.State.APPROVED: _("Disetujui"),
}
_STATES = {
    Practice.State.PLANNING: _("Menulis rancangan"),
    Practice.State.PLANNED: _("Rancangan menunggu persetujuan"),
    Practice.State.RETURNED: _("Rancangan diperbaiki"),
    Practice.State.RUNNING: _("Pelaksanaan"),
    Practice.State.READY: _("Menunggu nilai"),
    Practice.State.DONE: _("Selesai"),
}


def act_words(act: str) -> str:
    """The act as people say it."""
    return str(_ACTS[Act(act)])


def step_words(state: str) -> str:
    """The milestone's state as people say it."""
    return str(_STEPS[Milestone.State(state)])


def state_words(state: str) -> str:
    """The practice's state as people say it."""
    return str(_STATES[Practice.State(state)])
