"""The evaluation form: answered once, apart from the name; the check-out while its window is open."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from suluh.activities.survey import actions, queries
from suluh.activities.survey.models import SurveyAnswer, SurveyReceipt
from suluh.activities.survey.rules import band, new_key, read_questions
from suluh.activities.survey.types import Question, QuestionKind
from suluh.base.clock import now
from suluh.base.errors import NotFound
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.models import Enrolment, OfferingPerson
from suluh.delivery.ports import event_kinds
from suluh.delivery.tests import make
from suluh.organisation.types import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Any:
    return make.unit(make.agency())


@pytest.fixture
def event(home: Any) -> Any:
    """An event in its last minutes, with its speaker, windows and form."""
    made = make.offering(home.tenant, starts_at=now() - timedelta(minutes=145))
    with scoped(SYSTEM):
        OfferingPerson.objects.create(
            tenant=home.tenant, offering=made, person_id=make.actor(home).person_id,
            name="Budi Santoso", role="narasumber",
        )  # fmt: skip
        for kind in event_kinds():
            kind.on_publish(made, now=now())
    return made


@pytest.fixture
def rina(home: Any, event: Any) -> Any:
    return _enrol(make.actor(home), event)


def _enrol(person: Any, event: Any) -> Any:
    with scoped(SYSTEM):
        Enrolment.objects.create(
            tenant_id=event.tenant_id, offering=event, person_id=person.person_id,
            home_id=person.agency_id, name=person.name, registered_at=now(),
        )  # fmt: skip
    return person


@pytest.fixture
def oki(home: Any) -> Any:
    return make.actor(home, Role.ORGANISER, name="Oki")


def _questions(event: Any) -> Any:
    with scoped(SYSTEM):
        return read_questions(queries.survey_of(event).questions)


def _answers(event: Any, mark: Any = 5) -> Any:
    return {
        question.key: mark if question.kind is QuestionKind.SCALE else "Lebih lama"
        for question in _questions(event)
    }


def _send(person: Any, event: Any, answers: Any = None, at: Any = None) -> Any:
    with scoped(make.own(person)):
        return actions.send_answers(
            actor=person, event=event.uuid, answers=answers or _answers(event), now=at or now()
        )


def test_the_default_form_asks_about_each_speaker(event: Any) -> None:
    asked = _questions(event)
    assert [question.key for question in asked][:5] == [
        "tujuan", "materi", "jadwal", "panitia", "sarana",
    ]  # fmt: skip
    assert "Budi Santoso" in asked[5].text
    assert asked[-1].kind is QuestionKind.TEXT


def test_sending_is_the_check_out_and_happens_once(event: Any, rina: Any) -> None:
    assert _send(rina, event) is True
    with pytest.raises(actions.AlreadyAnswered):
        _send(rina, event)
    with scoped(SYSTEM):
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SELECT method FROM session_checkin")
            assert cursor.fetchall() == [("evaluation",)]


def test_answers_name_nobody(event: Any, rina: Any) -> None:
    _send(rina, event)
    with scoped(SYSTEM):
        answer = SurveyAnswer.objects.get()
        assert SurveyReceipt.objects.get().person_id == rina.person_id
    assert answer.person_id is None
    assert answer.uuid.version == 4


def test_a_form_with_names_keeps_them(event: Any, rina: Any) -> None:
    with scoped(SYSTEM):
        type(queries.survey_of(event)).objects.update(is_anonymous=False)
    _send(rina, event)
    with scoped(SYSTEM):
        assert SurveyAnswer.objects.get().person_id == rina.person_id


def test_too_early_and_too_late_are_refused(event: Any, rina: Any) -> None:
    for moment in (event.starts_at, event.ends_at + timedelta(days=8)):
        with pytest.raises(actions.EvaluationClosed):
            _send(rina, event, at=moment)


def test_after_the_window_an_answer_is_still_read_but_no_check_out(event: Any, rina: Any) -> None:
    assert _send(rina, event, at=event.ends_at + timedelta(hours=2)) is False


def test_only_what_was_asked_is_kept(event: Any, rina: Any) -> None:
    _send(rina, event, answers={"tujuan": 9, "asing": 1, "materi": 4})
    with scoped(SYSTEM):
        kept = SurveyAnswer.objects.get().answers
    assert kept == {"materi": 4, "saran": ""}


def test_means_bands_and_suggestions(home: Any, event: Any, rina: Any) -> None:
    _send(rina, event, _answers(event, 5))
    _send(_enrol(make.actor(home), event), event, _answers(event, 4))
    with scoped(SYSTEM):
        survey = queries.survey_of(event)
        results = queries.results_of(survey)
        assert {(result.mean, result.band, result.total) for result in results} == {
            (4.5, "sangat memuaskan", 2)
        }
        assert queries.suggestions_of(survey, search="lama").count() == 2
        heading, rows = queries.sheet_of(survey)
    assert (len(heading), len(rows)) == (7, 2)


def test_questions_change_only_while_nobody_answered(event: Any, rina: Any, oki: Any) -> None:
    new = [Question("tujuan", "Tujuan jelas")]
    given = {"actor": oki, "event": event.uuid, "is_anonymous": True, "now": now()}
    with scoped(make.own(oki)):
        actions.edit_survey(**given, questions=new)
        with pytest.raises(actions.FormTooLong):
            actions.edit_survey(**given, questions=new * 31)
    _send(rina, event, {"tujuan": 3})
    with scoped(make.own(oki)), pytest.raises(actions.FormInUse):
        actions.edit_survey(**given, questions=new)


def test_strangers_and_participants(event: Any, rina: Any) -> None:
    stranger = make.actor(make.unit(make.agency("Kota")), Role.ORGANISER)
    with pytest.raises(NotFound):
        _send(stranger, event)
    for person in (stranger, rina):
        with scoped(make.own(person)), pytest.raises(NotFound):
            actions.edit_survey(
                actor=person, event=event.uuid, questions=[], is_anonymous=True, now=now()
            )


@pytest.mark.parametrize(
    ("mean", "told"),
    [(None, "belum ada jawaban"), (5, "sangat memuaskan"), (4, "memuaskan"), (3, "cukup"), (1, "kurang")],
)  # fmt: skip
def test_bands(mean: Any, told: Any) -> None:
    assert band(mean) == told


def test_keys_are_never_taken_twice() -> None:
    assert new_key("Apa kabar?", {"apa-kabar"}) == "apa-kabar-2"
    assert new_key("???", set()) == "pertanyaan"
