"""The cover of a training: made small, shown with its courses, taken away again."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from suluh.base.scope import SYSTEM, scoped
from suluh.content.models import Training
from suluh.content.tests import make as texts
from suluh.ledger.models import Form
from suluh.organisation.types import Role
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def photo() -> SimpleUploadedFile:
    made = BytesIO()
    Image.new("RGB", (1600, 1600), "navy").save(made, "JPEG")
    return SimpleUploadedFile("sampul.jpg", made.getvalue())


def fields(training: Training) -> dict[str, Any]:
    with scoped(SYSTEM):
        form = Form.objects.get(pk=training.form_id)
    return {
        "title": training.title, "form": form.pk, "path": training.path,
        "repeats": training.repeats,
    }  # fmt: skip


def test_a_cover_is_sent_shown_kept_and_taken_away() -> None:
    agency = make.agency()
    author, client = make.person(make.unit(agency)), Client()
    make.grant(author, Role.AUTHOR, agency)
    make.sign_in(client, author)
    training = texts.version(texts.training(agency)).training
    base = f"/kelola/pelatihan/{training.uuid}/"

    wrong = client.post(
        f"{base}data/", {**fields(training), "cover": SimpleUploadedFile("a.jpg", b"<svg>")}
    )
    assert "bukan gambar" in wrong.content.decode()
    assert client.get(f"{base}sampul.webp").status_code == 404
    assert client.post(f"{base}data/", {**fields(training), "cover": photo()}).status_code == 302
    client.post(f"{base}data/", fields(training))  # other changes leave it

    answer = client.get(f"{base}sampul.webp")
    data = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    with Image.open(BytesIO(data)) as picture:
        assert (picture.format, picture.size) == ("WEBP", (1200, 480))
    assert answer["Content-Type"] == "image/webp"
    assert len(_mark(training)) == 16

    client.post(f"{base}data/", {**fields(training), "no_cover": "on"})
    assert client.get(f"{base}sampul.webp").status_code == 404
    assert _mark(training) == ""


def _mark(training: Training) -> str:
    with scoped(SYSTEM):
        return Training.objects.get(pk=training.pk).cover_mark
