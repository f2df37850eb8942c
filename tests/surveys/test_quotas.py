"""So many responses of those who chose this, and no more."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from tests.surveys.answering import Respondent, make_survey_page
from tests.surveys.surveys import question, step
from wagtail_feedback.moderation.actions import MarkSpamAction, WithdrawAction
from wagtail_feedback.surveys.asking import places
from wagtail_feedback.surveys.building.changes import compare
from wagtail_feedback.surveys.building.portable import fill_survey, read_survey, write_survey
from wagtail_feedback.surveys.models import Response, Survey

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
WHY = question("text", id="why", label="Why?", max_length=50)


def limited(type="choice", id="how", quota=2, **value):
    """Items 1 and 10 and 3; the first has a quota."""
    made = question(type, id=id, label="How?", choices=["Item1", "Item10", "Item3"], **value)
    made["value"]["choices"][0]["value"]["quota"] = quota
    return made


def answer(page, number, **answers):
    person = Respondent(Client(), page.url, f"203.0.113.{number}")
    person.press(**answers)
    return person


@pytest.mark.parametrize("type", ["choice", "dropdown", "choices"])
def test_the_quota_of_a_choice_is_kept(type):
    page = make_survey_page(limited(type))
    people = [answer(page, number, how="Item1") for number in range(3)]
    assert [person.page.status_code for person in people] == [303, 303, 409]
    assert "Enough people who chose “Item1”" in people[2].text()
    assert 'value="Item1"' in people[2].page.content.decode()
    assert [answer(page, number, how="Item10").page.status_code for number in range(4, 8)] == [303] * 4


def test_whoever_ticks_several_counts_for_each():
    page = make_survey_page(limited("choices", quota=1))
    assert answer(page, 1, how=["Item10", "Item3"]).page.status_code == 303
    assert answer(page, 2, how=["Item10", "Item1"]).page.status_code == 303
    late = answer(page, 3, how=["Item1", "Item3"])
    assert late.page.status_code == 409
    assert late.press(how=["Item3"]).status_code == 303


def test_it_is_said_on_the_step_where_it_was_chosen():
    page = make_survey_page(step(limited(quota=1), id="s1"), step(WHY, id="s2"))
    first, second = answer(page, 1, how="Item1"), answer(page, 2, how="Item1")
    assert [first.page.status_code, second.page.status_code] == [200, 200]  # unfinished ones take no place
    assert first.press(why="First").status_code == 303
    assert second.press("wf_back").status_code == 200
    late = answer(page, 3, how="Item1")
    assert (late.page.status_code, late.labels) == (409, ["How?"])
    assert second.press(how="Item1").status_code == 409
    assert second.press(how="Item3").status_code == 200
    assert second.press(why="Second").status_code == 303


def test_whoever_is_too_late_on_the_last_step_keeps_the_words():
    page = make_survey_page(step(limited(quota=1), id="s1"), step(WHY, id="s2"))
    first, second = answer(page, 1, how="Item1"), answer(page, 2, how="Item1")
    assert [first.press(why="One").status_code, second.press(why="Two").status_code] == [303, 409]
    assert 'value="Two"' in second.page.content.decode()


def test_who_took_the_last_place_gets_the_receipt_again(client):
    page = make_survey_page(limited(quota=1))
    statuses = [answer(page, 1, how="Item1").page.status_code for _time in range(2)]
    assert (statuses, Response.objects.count()) == ([303, 303], 1)


@pytest.mark.parametrize("action", [MarkSpamAction, WithdrawAction])
def test_what_does_not_count_leaves_its_place(action):
    page = make_survey_page(limited(quota=1))
    answer(page, 1, how="Item1")
    action(Response.objects.get()).execute()
    assert answer(page, 2, how="Item1").page.status_code == 303


def test_an_editor_who_wants_more_gets_more():
    page = make_survey_page(limited(quota=1))
    old = Respondent(Client(), page.url, "203.0.113.9")
    answer(page, 1, how="Item1")
    page.survey.steps[0].value["questions"][0].value["choices"][0]["quota"] = 2
    page.survey.save_revision().publish()
    assert old.press(how="Item1").status_code == 303
    assert answer(page, 2, how="Item1").page.status_code == 409


def test_without_quotas_nothing_is_counted(monkeypatch):
    page = make_survey_page(limited(quota=None))
    monkeypatch.delattr(places, "count_chosen")
    monkeypatch.delattr(places, "lock")
    assert answer(page, 1, how="Item1").page.status_code == 303


def test_a_quota_is_in_the_file_and_no_change_of_meaning():
    old, new = make_survey_page(limited(quota=7)).survey, make_survey_page(limited(quota=8), title="B").survey
    draft = read_survey(json.loads(json.dumps(write_survey(old))))
    copied = fill_survey(Survey(locale=old.locale), draft).get_document()
    assert [choice.quota for choice in next(iter(copied.questions.values())).choices] == [7, None, None]
    assert draft.document.questions["how"].choices[0].quota == 7
    kinds = {change.kind.name for change in compare(old.get_document(), new.get_document())}
    assert "meaning" not in {name.lower() for name in kinds}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("type", ["choice", "choices"])
def test_twenty_at_once_take_the_places_that_there_are(type):
    page = make_survey_page(step(limited(type, quota=5), id="s1"), step(WHY, id="s2"))
    people = [answer(page, number, how="Item1") for number in range(20)]

    def send(person):
        try:
            return person.press(why=person.address).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        statuses = list(pool.map(send, people))
    assert sorted(statuses) == [303] * 5 + [409] * 15
    assert Response.objects.count() == 5
