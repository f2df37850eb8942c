"""How long responses are kept, and what becomes of their figures."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from wagtail.models import ModelLogEntry
from wagtail.search.models import IndexEntry

from tests.factories import make_locale, make_settings
from tests.surveys.surveys import make_survey, question, respond
from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.moderation.actions import EraseAction, MarkSpamAction
from wagtail_feedback.moderation.search import update_index
from wagtail_feedback.submissions.actions import CreateSubmissionAction
from wagtail_feedback.surveys.asking.places import count_taken
from wagtail_feedback.surveys.models import AnswerCount, Response, Survey, SurveyState, WordTagging
from wagtail_feedback.surveys.results import keeping
from wagtail_feedback.surveys.results.answer_counters import AnswerCounters
from wagtail_feedback.surveys.results.keeping import add_months, forget_old_responses
from wagtail_feedback.surveys.results.words import set_tags

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
NPS = question("nps", id="q1", low_label="-", high_label="+")
WHY = question("text", id="why", label="Why?", max_length=90)
OLD, NEW = date(2026, 1, 20), date(2026, 3, 2)


@pytest.fixture(autouse=True)
def in_june(monkeypatch):
    monkeypatch.setattr(keeping.timezone, "localdate", lambda *args, **kwargs: date(2026, 6, 15))


@pytest.fixture
def survey():
    make_settings()
    return make_survey(NPS, WHY, keep_months=4)


def numbers(**filters):
    rows = AnswerCount.objects.filter(question="q1", number__gt=0, **{"dimension": "", **filters})
    return sorted(rows.values_list("day", "bucket", "number"))


def wrong():
    return sum(AnswerCounters().count_wrong(state) for state in SurveyState.objects.all())


@pytest.mark.parametrize(
    ("today", "months", "first"),
    [
        (date(2026, 6, 15), -3, date(2026, 3, 1)),
        (date(2026, 1, 31), 0, date(2026, 1, 1)),
        (date(2026, 1, 31), -1, date(2025, 12, 1)),
        (date(2026, 12, 1), -11, date(2026, 1, 1)),
    ],
)
def test_months_are_counted_whole(today, months, first):
    assert add_months(today, months) == first


@pytest.mark.django_db(transaction=True)  # MariaDB commits where its search index is built anew
def test_old_responses_go_and_their_figures_stay(survey):
    respond(survey, {"q1": 0, "why": "Late"}, day=OLD)
    respond(survey, {"q1": 9}, day=NEW)
    before = numbers()
    call_command("feedback_prune")
    assert Response.objects.get().day == NEW
    assert numbers() == before
    assert (OLD, "0", 1) in before


def test_a_month_is_kept_until_its_first_day_is_so_old(survey):
    for day in (date(2026, 2, 28), date(2026, 3, 1)):
        respond(survey, {"q1": 1}, day=day)
    assert forget_old_responses() == 1
    assert Response.objects.get().day == date(2026, 3, 1)


def test_everything_that_hangs_on_them_goes_too(survey):
    response = respond(survey, {"why": "Late"}, day=OLD)
    response.contact = Contact.objects.create(
        site=response.site, owner=Response._meta.label_lower, email="anna@example.org", language="en"
    )
    response.save()
    set_tags(response, "why", ["late"])
    forget_old_responses()
    assert not Contact.objects.exists()
    assert not WordTagging.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_search_finds_none_of_them_and_the_history_tells(survey):
    response = respond(survey, {"why": "The handle"}, day=OLD)
    update_index(Response, [response.pk])
    kind = ContentType.objects.get_for_model(Response)
    assert IndexEntry.objects.filter(content_type=kind, object_id=str(response.pk)).exists()
    forget_old_responses()
    assert not IndexEntry.objects.filter(content_type=kind, object_id=str(response.pk)).exists()
    line = ModelLogEntry.objects.get(action="wagtail_feedback.forget")
    assert (line.data, line.message) == ({"number": 1}, "Erased, because it is kept no longer")


def test_what_never_counted_goes_and_adds_nothing(survey):
    waiting = respond(survey, {"q1": 3}, day=NEW)
    spam = Response(
        survey_key=survey.translation_key,
        survey_version=survey.versions.get(),
        site=waiting.site,
        language="en",
        day=OLD,
        answers={"q1": 1},
    )
    MarkSpamAction(CreateSubmissionAction(spam).execute()).execute()
    assert forget_old_responses() == 1
    assert numbers() == [(NEW, "3", 1), (NEW, "answered", 1), (NEW, "shown", 1)]


def test_the_recount_proves_what_is_there_and_leaves_the_rest(survey):
    respond(survey, {"q1": 0}, day=OLD)
    kept = respond(survey, {"q1": 9}, day=NEW)
    forget_old_responses()
    assert wrong() == 0
    before = numbers()
    AnswerCount.objects.filter(day=NEW, bucket="9", dimension="").update(number=7)
    assert wrong() == 1
    call_command("feedback_recount")
    assert (numbers(), wrong()) == (before, 0)
    EraseAction(kept).execute()
    assert numbers() == [row for row in before if row[0] == OLD]


def test_the_last_count_is_a_true_one(survey):
    respond(survey, {"q1": 0}, day=OLD)
    AnswerCount.objects.filter(bucket="0").update(number=5)
    forget_old_responses()
    assert (OLD, "0", 1) in numbers()


def test_figures_about_few_people_of_a_month_are_not_kept(survey):
    for place, people in (("Kostroma", 4), ("Moscow", 5)):
        for number in range(people):
            respond(survey, {"q1": 5}, day=date(2026, 1, 1 + number), place=place)
    respond(survey, {"q1": 5}, day=date(2026, 2, 1), place="Kostroma")
    forget_old_responses()
    places = AnswerCount.objects.filter(dimension="place").values_list("value", flat=True)
    assert set(places) == {"Moscow"}
    assert sum(number for _day, bucket, number in numbers() if bucket == "5") == 10


def test_running_again_changes_nothing(survey):
    respond(survey, {"q1": 0}, day=OLD)
    forget_old_responses()
    before = (numbers(), SurveyState.objects.values().get())
    assert forget_old_responses() == 0
    assert (numbers(), SurveyState.objects.values().get()) == before


def test_what_broke_off_is_taken_up(survey, monkeypatch):
    respond(survey, {"q1": 0}, day=OLD)
    with monkeypatch.context() as patch:
        patch.setattr(keeping, "delete_submissions", lambda rows: 0)
        forget_old_responses()
    before = numbers()
    assert forget_old_responses() == 1
    assert numbers() == before
    assert SurveyState.objects.get().forgotten == 1


def test_places_and_the_list_still_know_them(survey):
    respond(survey, {"q1": 0}, day=OLD)
    respond(survey, {"q1": 1}, day=NEW)
    forget_old_responses()
    row = Survey.objects.with_figures().get()
    assert (row.response_count, row.taken, count_taken(survey)) == (2, 2, 2)


def test_without_a_time_nothing_is_forgotten():
    respond(make_survey(NPS), {"q1": 0}, day=OLD)
    assert forget_old_responses() == 0


def test_of_two_languages_the_shorter_time_holds(survey):
    russian = survey.copy_for_translation(make_locale("ru"))
    russian.keep_months = 2
    russian.save()
    respond(survey, {"q1": 0}, day=NEW)
    assert forget_old_responses() == 1
