"""Which surveys may offer themselves on a page, and what the page holds of them."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.template import Context, Template, TemplateSyntaxError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from tests.factories import make_home, make_site
from tests.site.models import TestPage
from tests.surveys.answering import Respondent, make_survey_page
from tests.surveys.surveys import make_survey, question
from wagtail_feedback.surveys.asking.prompts import find_prompts, is_among
from wagtail_feedback.surveys.models import Survey, SurveySettings, SurveyState

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
TODAY = timezone.localdate


@pytest.fixture
def page(monkeypatch):
    monkeypatch.setattr(TestPage, "template", "testsite/prompting_page.html")
    return make_page_at(make_home(make_site()), "pan")


def make_page_at(parent, slug):
    page = TestPage(title=slug.title(), slug=slug)
    parent.add_child(instance=page)
    return page


def make_prompt(**fields):
    return make_survey(**{"prompt_moment": "visit", **fields})


def prompts_on(client, page, path=""):
    html = BeautifulSoup(client.get(path or page.get_url()).content, "html.parser")
    return [template["data-wf-prompt"] for template in html.select("template[data-wf-prompt]")]


def test_a_survey_offers_itself_on_every_page_of_its_language(client, page):
    survey = make_prompt(
        title="Your pan", prompt_seconds=20, prompt_share=50, wave_months=6, opens_on=TODAY()
    )
    html = BeautifulSoup(client.get(page.get_url()).content, "html.parser")
    template = html.select_one("template")
    rules = json.loads(template["data-wf-rules"])
    assert template["data-wf-prompt"] == survey.translation_key.hex
    assert (rules["seconds"], rules["share"], rules["waveDays"]) == (20, 50, 186)
    assert (rules["gapDays"], rules["showings"], rules["laterDays"], rules["mostLater"]) == (7, 3, 30, 2)
    assert "Your pan" in template.get_text() and "1 question, about 1 min." in template.get_text()
    link = template.select_one("[data-wf-press=answer]")
    assert client.get(link["href"]).status_code == 200
    assert html.select_one("script[src$='survey-prompt.js'][type=module]")


@pytest.mark.parametrize(
    "fields",
    [
        {"prompt_moment": ""},
        {"live": False},
        {"opens_on": TODAY() + timedelta(days=1)},
        {"closes_on": TODAY() - timedelta(days=1)},
        {"prompt_addresses": "/shop/\nother.example.org/pan/"},
    ],
)
def test_nothing_offers_itself_that_may_not(client, page, fields):
    make_prompt(**fields)
    content = client.get(page.get_url()).content.decode()
    assert "data-wf-prompt" not in content and "survey-prompt.js" not in content


def test_a_full_survey_offers_itself_no_more(client, page):
    survey = make_prompt(cap=5)
    SurveyState.objects.filter(survey_key=survey.translation_key).update(taken=4)
    assert len(prompts_on(client, page)) == 1
    SurveyState.objects.filter(survey_key=survey.translation_key).update(taken=5)
    assert prompts_on(client, page) == []


def test_nobody_is_asked_in_another_language(client, page):
    make_prompt(locale=Locale.objects.get(language_code="ru"))
    assert prompts_on(client, page) == []


def test_checkouts_are_free_of_it_unless_the_shop_says_otherwise(client, page):
    make_prompt()
    checkout = make_page_at(make_page_at(page, "checkout"), "pay")
    assert prompts_on(client, checkout) == []
    SurveySettings.objects.create(site=make_site(), prompt_free=f"{page.get_url()}secret/")
    assert len(prompts_on(client, checkout)) == 1
    SurveySettings.objects.update(prompt_free=f"/somewhere/\n {page.get_url()}checkout/ ")
    assert prompts_on(client, checkout) == [] != prompts_on(client, page)


@pytest.mark.parametrize(
    ("lines", "path", "meant"),
    [
        ("checkout", "/en/checkout/pay/", True),
        ("checkout", "/en/checkouts/", False),
        ("/shop/", "/shop/", True),
        ("/shop/", "/shop", True),
        ("/shop", "/shop/pan/", True),
        ("/shop", "/shopping/", False),
        ("/shop", "/en/shop/", False),
        ("/", "/anything/", True),
        ("shop.example.org/blog/", "/blog/1/", True),
        ("other.example.org/blog/", "/blog/1/", False),
        ("\n \n", "/", False),
        ("a\n/b/", "/b/", True),
    ],
)
def test_a_line_means_the_beginning_of_an_address_or_a_part_of_it(lines, path, meant):
    assert is_among(lines, "shop.example.org", path) is meant


def test_what_waits_for_an_order_comes_first(client, page):
    visit, order = make_prompt(), make_prompt(prompt_moment="order")
    assert prompts_on(client, page) == [order.translation_key.hex, visit.translation_key.hex]


@pytest.mark.parametrize("number", [1, 5])
def test_two_queries_however_many_there_are(number):
    site = make_site()
    for _each in range(number):
        make_prompt(cap=9)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        prompts = find_prompts(site, "en", "/")
        assert len([(prompt.rules, prompt.url, prompt.minutes) for prompt in prompts]) == number
    assert len(queries) == 2


def test_a_page_without_surveys_has_two_queries_more_than_without_the_tag(client, page, monkeypatch):
    client.get(page.get_url())
    with CaptureQueriesContext(connection) as queries:
        client.get(page.get_url())
    monkeypatch.setattr(TestPage, "template", "testsite/test_page.html")
    client.get(page.get_url())
    with CaptureQueriesContext(connection) as before:
        client.get(page.get_url())
    assert len(queries) - len(before) <= 2


def test_the_page_is_one_for_everybody(client, page):
    make_prompt()
    first = client.get(page.get_url())
    with CaptureQueriesContext(connection) as queries:
        second = client.get(page.get_url())
    assert first.content == second.content
    assert "Cookie" not in second.get("Vary", "") and not second.cookies
    assert [query for query in queries.captured_queries if not query["sql"].startswith("SELECT")] == []


def draw(request, text="{% feedback_survey_prompt %}"):
    load = "{% load wagtail_feedback_survey_tags %}"
    return Template(load + text).render(Context({"request": request})).strip()


def test_previews_and_our_own_pages_offer_nothing(rf, client):
    make_site()
    survey = make_prompt()
    request = rf.get("/", headers={"host": "testserver"})
    assert survey.translation_key.hex in draw(request)
    request.is_preview = True
    assert draw(request) == ""
    form = rf.get("/", headers={"host": "testserver"})
    url = reverse("wagtail_feedback:form", args=["en", "surveys.survey", survey.translation_key.hex])
    form.resolver_match = client.get(url).resolver_match
    assert draw(form) == ""
    assert (
        Template("{% load wagtail_feedback_survey_tags %}{% feedback_survey_prompt %}")
        .render(Context())
        .strip()
        == ""
    )


def test_an_anonymous_survey_says_so_and_counts_what_it_asks(rf):
    make_site()
    personal = (
        question("nps", low_label="a", high_label="b"),
        question("email"),
        question("text", max_length=9),
    )
    survey = make_survey(*personal, prompt_moment="visit")
    request = rf.get("/", headers={"host": "testserver"})
    assert "2 questions" in draw(request) and "Without your name or address." in draw(request)
    survey.is_anonymous = False
    survey.save()
    assert "3 questions" in draw(request) and "Without your name" not in draw(request)


def test_an_occasion_is_told_by_a_key_that_leads_nowhere():
    order, other = (
        draw(None, "{% feedback_occasion 'order' 4711 %}"),
        draw(None, "{% feedback_occasion 'order' 4712 %}"),
    )
    assert 'data-wf-occasion="order"' in order and "4711" not in order
    assert order == draw(None, "{% feedback_occasion 'order' 4711 %}") != other
    assert "data-wf-once" not in draw(None, "{% feedback_occasion 'support' %}")


def test_an_occasion_that_no_survey_waits_for_is_a_mistake():
    with pytest.raises(TemplateSyntaxError, match="no occasion 'birthday', but order, support"):
        draw(None, "{% feedback_occasion 'birthday' %}")


def test_the_page_of_thanks_names_the_survey_that_was_answered(client):
    page = make_survey_page()
    sent = Respondent(client, page.get_url()).press(nps="9")
    thanks = client.get(sent["Location"]).content.decode()
    assert f'data-wf-answered="{Survey.objects.get().translation_key.hex}"' in thanks
    assert "survey-prompt.js" in thanks
