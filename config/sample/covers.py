"""The sample's covers: quiet landscapes at dusk, drawn by us, for some of the trainings."""

from __future__ import annotations

import math
from datetime import datetime
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFilter

from suluh.base.scope import Scope, scoped
from suluh.content.actions.trainings import change_training
from suluh.content.models import Training
from suluh.content.rules.pictures import SIZE, to_banner
from suluh.delivery.actions.course_offers import follow_cover
from suluh.identity.models import Person
from suluh.organisation.models import Agency
from suluh.organisation.types import Actor, Grant, Role

Colour = tuple[int, int, int]
# Title, sky above, sky at the horizon, the nearest hill.
COVERS: tuple[tuple[str, Colour, Colour, Colour], ...] = (
    ("Menulis surat dinas yang jelas dan benar", (12, 58, 74), (246, 196, 120), (8, 40, 50)),
    ("Pelindungan data pribadi untuk ASN", (28, 44, 84), (236, 170, 140), (16, 26, 52)),
    ("Pelayanan publik yang mendengar", (14, 84, 92), (250, 214, 150), (10, 58, 56)),
    ("Pelatihan Kepemimpinan Pengawas", (60, 42, 80), (244, 182, 126), (34, 24, 50)),
)
HILLS = 4


def make_covers(agency: Agency, *, author: Person, now: datetime) -> None:
    """A picture for each of them; the other trainings show the pattern that stands in for one."""
    actor = Actor(
        account_id=author.account.pk, person_id=author.pk, name=author.full_name,
        agency_id=agency.pk, grants=(Grant(Role.AUTHOR, agency.pk),),
    )  # fmt: skip
    with scoped(Scope(tenant_id=agency.pk, person_id=author.pk)):
        for number, (title, above, horizon, near) in enumerate(COVERS):
            training = Training.objects.get(title=title)
            cover = ContentFile(paint(number, above, horizon, near), name="sampul.webp")
            change_training(
                actor=actor, uuid=training.uuid, values={"cover": cover}, trainers=None, now=now
            )
            follow_cover(training_id=training.pk)


def paint(number: int, above: Colour, horizon: Colour, near: Colour) -> bytes:
    """A sky, a low sun, and hills that grow darker as they come near."""
    width, height = SIZE
    picture = Image.linear_gradient("L").resize(SIZE)
    sky = Image.composite(Image.new("RGB", SIZE, horizon), Image.new("RGB", SIZE, above), picture)
    sun = Image.new("RGB", SIZE, (0, 0, 0))
    middle = width * (0.25 + 0.17 * number)
    ImageDraw.Draw(sun).ellipse((middle - 60, 190, middle + 60, 310), fill=(255, 206, 120))
    glow = Image.blend(sky, Image.new("RGB", SIZE, (255, 232, 190)), 0.55)
    halo = (
        sun.convert("L").filter(ImageFilter.GaussianBlur(70)).point(lambda each: min(255, each * 3))
    )
    sky = Image.composite(glow, sky, halo)
    sky.paste(Image.new("RGB", SIZE, (255, 222, 150)), mask=sun.convert("L").point(bool_mask))
    draw = ImageDraw.Draw(sky)
    for hill in range(HILLS):
        share = (hill + 1) / HILLS
        tone = tuple(
            int(far * (1 - share) + close * share) for far, close in zip(horizon, near, strict=True)
        )
        ridge = [
            (x, height * (0.52 + 0.13 * hill) + _ridge(x / width, number * 7 + hill * 3) * 46)
            for x in range(0, width + 1, 8)
        ]
        draw.polygon([(0, height), *ridge, (width, height)], fill=tone)
    made = BytesIO()
    sky.save(made, "PNG")
    return to_banner(made.getvalue())


def bool_mask(value: int) -> int:
    """Full where anything is drawn."""
    return 255 if value else 0


def _ridge(along: float, shift: int) -> float:
    """The line of a hill: three waves, always the same for the same hill."""
    return (
        math.sin(along * 5.1 + shift) + 0.5 * math.sin(along * 11.3 + shift * 1.7)
        + 0.2 * math.sin(along * 23.9 + shift * 0.6)
    )  # fmt: skip
