"""The counts of answers: exact whatever happens to responses."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import call_command

from tests.surveys.surveys import make_survey, question, respond
from wagtail_feedback.moderation.actions import EraseAction, WithholdAction, execute_all
from wagtail_feedback.surveys.models import AnswerCount, SurveyState
from wagtail_feedback.surveys.results.answer_counters import AnswerCounters

pytestmark = [pytest.mark.django_db, pytest.mark.portable]


def numbers(key="q1", **filters):
    rows = AnswerCount.objects.filter(question=key, **{"dimension": "", "number__gt": 0, **filters})
    return dict(rows.values_list("bucket", "number"))


@pytest.fixture
def survey():
    choices = question("choices", id="q2", choices=["a", "b"])
    return make_survey(question("nps", id="q1", low_label="-", high_label="+"), choices)


def wrong():
    return sum(AnswerCounters().count_wrong(state) for state in SurveyState.objects.all())


def test_an_answer_counts_once_in_its_bucket(survey):
    respond(survey, {"q1": 0, "q2": ["a", "b"]})
    respond(survey, {"q1": 9, "q2": ["a"]})
    respond(survey, {"q1": "na"})
    assert numbers("") == {"responses": 3}
    assert numbers("q1") == {"shown": 3, "answered": 2, "0": 1, "9": 1, "na": 1}
    assert numbers("q2") == {"shown": 3, "answered": 2, "a": 2, "b": 1}
    assert wrong() == 0


def test_groups_are_counted_too(survey):
    respond(survey, {"q1": 3}, place="Kostroma", source="phone")
    respond(survey, {"q1": 4}, language="ru")
    assert numbers(dimension="place", value="Kostroma") == {"shown": 1, "answered": 1, "3": 1}
    assert numbers(dimension="language", value="ru") == {"shown": 1, "answered": 1, "4": 1}
    assert not AnswerCount.objects.filter(dimension="place", value="").exists()


def test_what_is_no_longer_counted_is_gone_from_every_count(survey, admin_user):
    kept, gone, erased = (respond(survey, {"q1": value}) for value in (1, 2, 3))
    WithholdAction(gone, user=admin_user, reason="duplicate").execute()
    EraseAction(erased, user=admin_user).execute()
    assert numbers("q1") == {"shown": 1, "answered": 1, "1": 1}
    assert wrong() == 0


def test_days_that_nothing_happened_to_are_left_alone(survey, admin_user):
    respond(survey, {"q1": 1}, day=date(2026, 1, 1))
    gone = respond(survey, {"q1": 2}, day=date(2026, 1, 2))
    AnswerCount.objects.filter(day=date(2026, 1, 1), bucket="1").update(number=7)
    WithholdAction(gone, user=admin_user, reason="duplicate").execute()
    assert numbers("q1", day=date(2026, 1, 1))["1"] == 7


def test_many_are_counted_together(survey):
    from wagtail_feedback.moderation.actions import PublishAction

    made = [respond(survey, {"q1": value}) for value in (5, 5)]
    AnswerCount.objects.all().delete()
    for row in made:
        row.status = "pending"
        row.save(update_fields=["status"])
    execute_all([PublishAction(row) for row in made])
    assert numbers("q1") == {"shown": 2, "answered": 2, "5": 2}


def test_the_command_proves_and_mends_them(survey, capsys):
    respond(survey, {"q1": 5})
    AnswerCount.objects.filter(bucket="5").update(number=3)
    call_command("feedback_recount", feature="surveys")
    assert "wrong" in capsys.readouterr().out
    assert numbers("q1")["5"] == 1 and wrong() == 0
