"""How many see, begin and finish a survey, and where the others leave."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse

from tests.submissions.forms import SAME_ORIGIN, form_of
from tests.surveys.answering import Respondent, make_survey_page
from tests.surveys.surveys import make_survey, question, respond, step
from wagtail_feedback.surveys.models import PassageCount
from wagtail_feedback.surveys.results.funnel import make_funnel
from wagtail_feedback.surveys.results.survey_screen import get_results_url
from wagtail_feedback.surveys.schema import Document, Question, Step
from wagtail_feedback.utils import safe_cache
from wagtail_feedback.utils.dates import project_day

pytestmark = [pytest.mark.portable, pytest.mark.django_db]
STEPS = (
    step(question("stars", id="q1"), id="s1"),
    step(question("stars", id="q2"), id="s2"),
    step(question("stars", id="q3"), id="s3"),
)
DOCUMENT = Document(
    "Survey",
    tuple(Step(f"s{number}", (Question(f"q{number}", "stars", f"Q{number}"),)) for number in (1, 2, 3)),
)


@pytest.fixture
def page():
    return make_survey_page(*STEPS)


def tell(client, survey, event, *, address="203.0.113.7", **headers):
    url = reverse("wagtail_feedback_surveys:participation", args=[survey.translation_key])
    return client.post(url, {"event": event}, headers={**SAME_ORIGIN, **headers}, REMOTE_ADDR=address)


def counted():
    return {(row.kind, row.step): row.number for row in PassageCount.objects.order_by("pk")}


def rows():
    return sorted(PassageCount.objects.values_list("kind", "step"))


# What pages tell.


def test_the_form_names_the_address_and_the_page_writes_nothing(client, page):
    form = form_of(client.get(page.url))
    url = reverse("wagtail_feedback_surveys:participation", args=[page.survey.translation_key])
    assert form.select_one("[name=wf_step]")["data-wf-participation"] == url
    assert not PassageCount.objects.exists()


def test_a_visitor_counts_once_a_day(client, page):
    codes = [tell(client, page.survey, event).status_code for event in ("shown", "shown", "started")]
    response = tell(client, page.survey, "shown", address="203.0.113.8")
    assert codes == [204, 204, 204]
    assert rows() == [("shown", ""), ("shown", ""), ("started", "")]
    assert not response.cookies and "no-store" in response["Cache-Control"]


def test_no_row_and_no_key_of_the_cache_tells_who(client, page, monkeypatch):
    kept = []
    monkeypatch.setattr(safe_cache, "add", lambda *args: kept.append(str(args)) or True)
    tell(client, page.survey, "shown")
    assert kept and not any("203.0.113" in each for each in kept)
    assert {field.name for field in PassageCount._meta.fields} == {
        "id",
        "survey_key",
        "day",
        "kind",
        "step",
        "number",
    }


@pytest.mark.parametrize("event", ["", "passed", "reached", "\x00", "x" * 500])
def test_nothing_else_is_taken(client, page, event):
    assert tell(client, page.survey, event).status_code == 204
    assert not PassageCount.objects.exists()


def test_other_sites_crawlers_and_surveys_that_nobody_can_see_count_nothing(client, page):
    foreign = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
    assert tell(client, page.survey, "shown", **foreign).status_code == 403
    assert tell(client, page.survey, "shown", **{"User-Agent": "Googlebot/2.1"}).status_code == 204
    assert tell(client, make_survey(title="Draft", live=False), "shown").status_code == 410
    url = reverse("wagtail_feedback_surveys:participation", args=[page.survey.translation_key])
    assert client.get(url).status_code == 405
    assert not PassageCount.objects.exists()


def test_a_flood_is_not_counted(client, page, settings):
    settings.WAGTAILFEEDBACK_RATE_LIMITS = {"visitor": "1/10m", "target": "2/10m"}
    codes = [tell(client, page.survey, event).status_code for event in ("shown", "started")]
    codes += [tell(client, page.survey, "shown", address=f"203.0.113.{last}").status_code for last in (8, 9)]
    assert codes == [204, 429, 204, 429]


def test_without_a_cache_nothing_is_counted_and_every_step_is_taken(client, page, monkeypatch):
    def fail(*args):
        raise safe_cache.CacheUnavailable

    for name in ("increment", "add"):
        monkeypatch.setattr(safe_cache, name, fail)
    assert tell(client, page.survey, "shown").status_code == 429
    assert Respondent(client, page.url).press(q1="5").status_code == 200
    assert not PassageCount.objects.exists()


# What steps tell.


def test_steps_are_counted_as_they_are_posted_and_back_and_errors_are_not(client, page):
    person = Respondent(client, page.url)
    person.press(q1="99")
    assert not PassageCount.objects.exists()
    person.press(q1="5")
    person.press("wf_back")
    person.press(q1="4")
    assert rows() == [("passed", "s1"), ("reached", "s2"), ("started", "")]
    person.press()
    person.press()
    assert rows() == [
        ("passed", "s1"),
        ("passed", "s2"),
        ("passed", "s3"),
        ("reached", "s2"),
        ("reached", "s3"),
        ("started", ""),
    ]


def test_sending_takes_few_queries_with_what_is_counted(client, page, django_assert_max_num_queries):
    person = Respondent(client, page.url)
    person.press(q1="5")
    person.press(q2="5")
    with django_assert_max_num_queries(12):
        assert person.press(q3="5").status_code == 303


def test_an_answer_that_brings_a_question_of_the_same_step_has_not_passed_it(client):
    from tests.surveys.surveys import rule

    shown_if = rule(("q1", "equals", "1"))
    page = make_survey_page(
        step(question("stars", id="q1"), question("stars", id="why", show_if=shown_if), id="s1"),
        step(question("stars", id="q2"), id="s2"),
    )
    person = Respondent(client, page.url)
    person.press(q1="1")
    assert not PassageCount.objects.exists()
    person.press()
    assert ("passed", "s1") in rows()


# Days that are over.


def test_by_night_many_rows_become_one_and_those_of_no_survey_go(page):
    yesterday, key = project_day() - timedelta(days=1), page.survey.translation_key
    for _person in range(3):
        PassageCount.objects.create(survey_key=key, day=yesterday, kind="passed", step="s1")
        PassageCount.objects.create(survey_key=key, day=project_day(), kind="shown")
    PassageCount.objects.create(survey_key="0" * 32, day=yesterday, kind="shown")
    call_command("feedback_prune")
    assert list(PassageCount.objects.filter(day=yesterday).values_list("step", "number")) == [("s1", 3)]
    assert PassageCount.objects.filter(day=project_day()).count() == 3
    assert PassageCount.objects.fold() == 0


def test_a_row_that_came_meanwhile_is_not_lost(page):
    yesterday, key = project_day() - timedelta(days=1), page.survey.translation_key
    for _person in range(2):
        PassageCount.objects.create(survey_key=key, day=yesterday, kind="shown")
    assert (
        PassageCount.objects.all()._fold(rows=1, sum=1, survey_key=key, day=yesterday, kind="shown", step="")
        == 0
    )
    assert PassageCount.objects.count() == 2


# What the report says.


def test_who_left_is_counted_against_who_saw_the_step_and_never_below_nothing():
    passages = {
        ("shown", ""): 100,
        ("started", ""): 40,
        ("passed", "s1"): 30,
        ("reached", "s2"): 10,
        ("passed", "s2"): 8,
        ("reached", "s3"): 20,
        ("passed", "s3"): 25,
    }
    funnel = make_funnel(DOCUMENT, passages, 25)
    assert [(each.saw, each.left, each.percent) for each in funnel.steps] == [
        (40, 10, 25),
        (10, 2, 20),
        (25, 0, 0),
    ]
    assert [each.is_worst for each in funnel.steps] == [True, False, False]
    assert (funnel.shown, funnel.started, funnel.finished, funnel.participation) == (100, 40, 25, 25)


def test_who_has_finished_has_begun_and_seen_it():
    funnel = make_funnel(DOCUMENT, {("started", ""): 2}, 7)
    assert (funnel.shown, funnel.started, funnel.finished_percent) == (7, 7, 100)
    assert make_funnel(DOCUMENT, {}, 7) is None


def test_the_report_counts_who_came_by_the_site_within_the_period(admin_client, page):
    key = page.survey.translation_key
    for days, number in ((0, 9), (40, 100)):
        day = project_day() - timedelta(days=days)
        PassageCount.objects.create(survey_key=key, day=day, kind="shown", number=number)
        PassageCount.objects.create(survey_key=key, day=day, kind="started", number=number // 3)
    for source in ("form", "form", "phone"):
        respond(page.survey, {"q1": 5}, source=source)
    response = admin_client.get(get_results_url(page.survey), {"period": "30"})
    funnel = response.context["funnel"]
    assert (funnel.shown, funnel.started, funnel.finished) == (9, 3, 2)
    assert admin_client.get(get_results_url(page.survey)).context["funnel"].shown == 109
    seen = admin_client.get(get_results_url(page.survey)).content.decode()
    assert "Where people leave" in seen and "participation" in seen and "response rate" not in seen
