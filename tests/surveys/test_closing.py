"""When a survey takes answers: its days, its cap, once a browser."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale

from tests.surveys.answering import Respondent, make_survey_page
from tests.surveys.surveys import question, step
from wagtail_feedback.moderation.actions import MarkSpamAction
from wagtail_feedback.surveys.asking.asked_survey import find_asked
from wagtail_feedback.surveys.models import Response, Survey, SurveyState

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
WHY = question("text", id="why", label="Why?", max_length=50)
MOSCOW = "Europe/Moscow"


def moscow(*written):
    return datetime(*written, tzinfo=ZoneInfo(MOSCOW))


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (moscow(2026, 6, 29, 23, 59, 59), False),
        (moscow(2026, 6, 30), True),
        (moscow(2026, 6, 30, 23, 59, 59), True),
        (moscow(2026, 7, 1), False),
    ],
)
def test_one_day_is_whole_in_the_projects_zone(settings, moment, is_open):
    settings.TIME_ZONE = MOSCOW
    survey = Survey(title="A", live=True, opens_on=date(2026, 6, 30), closes_on=date(2026, 6, 30))
    survey.clean()
    with timezone.override("America/Los_Angeles"):
        assert survey.is_open_at(moment) is is_open


def test_before_its_first_day_it_says_when(client):
    day = timezone.localdate() + timedelta(days=40)
    html = client.get(make_survey_page(WHY, opens_on=day, closed_message="Over").url).content.decode()
    assert "This survey opens on" in html
    assert f"{day.day}\u00a0" in html
    assert "(UTC)" in html
    assert "<form" not in html


@pytest.mark.parametrize(
    ("message", "said"), [("Ask us by phone.", "Ask us by phone."), ("", "It was open to the end of")]
)
def test_after_its_last_day_the_editor_speaks_and_the_text_is_kept(client, message, said):
    page = make_survey_page(WHY, closes_on=timezone.localdate())
    person = Respondent(client, page.url)
    assert "Open to the end of" in person.text()
    yesterday = timezone.localdate() - timedelta(days=1)
    Survey.objects.update(closes_on=yesterday, closed_message=message)
    person.press(why="Because")
    assert (person.page.status_code, said in person.text()) == (409, True)
    assert 'value="Because"' in person.page.content.decode()
    assert said in client.get(page.url).content.decode()
    assert not Response.objects.exists()


def test_a_withdrawn_survey_says_that_it_is_closed(client):
    page = make_survey_page(WHY)
    page.survey.unpublish()
    assert "This survey is closed." in client.get(page.url).content.decode()


def test_the_clock_is_the_databases(client, monkeypatch):
    page = make_survey_page(WHY, closes_on=timezone.localdate())
    monkeypatch.setattr(timezone, "now", lambda: datetime(2040, 1, 1, tzinfo=ZoneInfo("UTC")))
    asked = find_asked(page.survey.translation_key, page.get_site(), "en")
    assert asked.is_open


def test_the_language_of_the_page_is_asked_else_the_first(client):
    page = make_survey_page(WHY)
    survey = page.survey
    russian = survey.copy_for_translation(Locale.objects.get(language_code="ru"))
    russian.title = "Заказ"
    russian.save()
    site, key = page.get_site(), survey.translation_key
    assert find_asked(key, site, "ru").survey.title == "Заказ"
    assert find_asked(key, site, "de").survey == survey
    survey.unpublish()
    assert find_asked(key, site, "en").survey == russian
    russian.unpublish()
    assert find_asked(key, site, "ru").survey == russian


def test_a_draft_that_never_was_live_is_not_there(client):
    page = make_survey_page(WHY)
    draft = Survey.objects.create(title="Draft", goal="-", live=False, locale=page.survey.locale)
    assert find_asked(draft.translation_key, page.get_site(), "en") is None


def test_publishing_and_closing_show_at_once(client):
    page = make_survey_page(WHY)
    client.get(page.url)
    page.survey.steps[0].value["questions"][0].value["label"] = "Why so?"
    page.survey.save_revision().publish()
    assert "Why so?" in client.get(page.url).content.decode()
    page.survey.opens_on = timezone.localdate() + timedelta(days=3)
    page.survey.save()
    assert "This survey opens on" in client.get(page.url).content.decode()


def test_the_last_place_is_taken_by_who_finishes_first(client):
    page = make_survey_page(step(WHY, id="s1"), step(question("date", id="d"), id="s2"), cap=2)
    people = [Respondent(client, page.url, f"203.0.113.{number}") for number in range(3)]
    for number, person in enumerate(people):
        assert person.press(why=f"Answer {number}").status_code == 200
    assert [person.press().status_code for person in people] == [303, 303, 409]
    assert "all the answers it needs" in people[2].text()
    assert 'value="Answer 2"' in people[2].page.content.decode()
    assert "all the answers it needs" in client.get(page.url).content.decode()


def test_spam_leaves_its_place(client):
    page = make_survey_page(WHY, cap=1)
    Respondent(client, page.url).press(why="One")
    MarkSpamAction(Response.objects.get()).execute()
    assert Respondent(client, page.url, "203.0.113.9").press(why="Two").status_code == 303


def test_without_a_cap_no_row_is_touched_that_others_touch(client, django_assert_max_num_queries):
    page = make_survey_page(WHY)
    with django_assert_max_num_queries(40) as queries:
        Respondent(client, page.url).press(why="One")
    assert SurveyState.objects.get().taken == 0
    assert not [query for query in queries if "surveystate" in query["sql"] and "UPDATE" in query["sql"]]


def test_once_a_browser_the_cookie_goes_to_the_form_alone(client):
    page = make_survey_page(step(WHY, id="s1"), step(question("date", id="d"), id="s2"), once="browser")
    person = Respondent(client, page.url)
    assert not person.press(why="One").cookies
    (cookie,) = person.press().cookies.values()
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/feedback/submit/", True, "Lax")
    again = Respondent(client, page.url)
    assert again.press(why="Two").status_code == 409
    assert "answered this survey already" in again.text()
    assert 'value="Two"' in again.page.content.decode()
    assert Response.objects.count() == 1


def test_otherwise_there_is_no_cookie(client):
    assert not Respondent(client, make_survey_page(WHY).url).press(why="One").cookies


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_take_the_places_that_there_are():
    page = make_survey_page(WHY, cap=5)
    people = [Respondent(Client(), page.url, f"203.0.113.{number}") for number in range(20)]

    def send(person):
        try:
            return person.press(why=f"Answer of {person.address}").status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        statuses = list(pool.map(send, people))
    assert sorted(statuses) == [303] * 5 + [409] * 15
    assert Response.objects.count() == 5
