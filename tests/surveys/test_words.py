"""Answers in people's own words, on the desk."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories import make_site
from tests.surveys.surveys import make_survey, question, respond
from wagtail_feedback.moderation.actions import EraseAction
from wagtail_feedback.questions.models import Question
from wagtail_feedback.surveys.models import WordTag
from wagtail_feedback.surveys.results.words_view import WORDS_URL

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.portable]


@pytest.fixture(autouse=True)
def site():
    return make_site()


@pytest.fixture
def survey():
    scale = question("nps", id="q1", low_label="-", high_label="+")
    return make_survey(scale, question("long_text", id="q2", label="Why?", max_length=500))


def url_of(survey, key="q2"):
    return reverse(WORDS_URL, args=[survey.pk, key])


def read(client, survey, **query):
    response = client.get(url_of(survey), query)
    return [answer.text for answer in response.context["answers"]]


def tag(client, survey, response, names):
    return client.post(url_of(survey), {"response": response.public_id, "tags": names})


def test_words_stand_beside_no_other_answer(admin_client, survey):
    respond(survey, {"q1": 3, "q2": "The courier was late <b>"})
    respond(survey, {"q1": 3})
    response = admin_client.get(url_of(survey))
    assert [answer.text for answer in response.context["answers"]] == ["The courier was late <b>"]
    assert "&lt;b&gt;" in response.content.decode()


def test_words_are_searched_in_any_form(admin_client, survey):
    respond(survey, {"q2": "The couriers were late"})
    respond(survey, {"q2": "All was well"})
    assert read(admin_client, survey, q="courier") == ["The couriers were late"]
    assert read(admin_client, survey, q="nowhere") == []


def test_tags_are_counted_and_filtered_by(admin_client, survey):
    late, well = respond(survey, {"q2": "Late"}), respond(survey, {"q2": "Well"})
    tag(admin_client, survey, late, " delivery , Price,delivery")
    tag(admin_client, survey, well, "delivery")
    response = admin_client.get(url_of(survey))
    assert [(each.name, each.number) for each in response.context["tags"]] == [("delivery", 2), ("Price", 1)]
    assert read(admin_client, survey, tag="Price") == ["Late"]


def test_a_tag_that_nothing_has_is_gone(admin_client, survey):
    late = respond(survey, {"q2": "Late"})
    tag(admin_client, survey, late, "delivery")
    tag(admin_client, survey, late, "")
    assert not WordTag.objects.exists()


def test_an_erased_answer_is_in_no_count(admin_client, admin_user, survey):
    late = respond(survey, {"q2": "Late"})
    tag(admin_client, survey, late, "delivery")
    EraseAction(late, user=admin_user).execute()
    response = admin_client.get(url_of(survey))
    assert [each.number for each in response.context["tags"]] == [None] and not response.context["answers"]


def test_an_answer_becomes_a_question_once(admin_client, survey):
    asked = respond(survey, {"q2": "Do you deliver to Kostroma?"})
    for _number in range(2):
        admin_client.post(url_of(survey), {"response": asked.public_id, "pass_on": "1"})
    found = Question.objects.get()
    assert (found.text, found.source) == ("Do you deliver to Kostroma?", "survey")
    assert admin_client.get(url_of(survey)).context["answers"][0].taken_url


@pytest.mark.parametrize("key", ["q1", "nothing"])
def test_what_has_no_words_has_no_such_screen(admin_client, survey, key):
    assert admin_client.get(url_of(survey, key), follow=True).status_code == 404


def test_words_of_other_are_read_too(admin_client):
    survey = make_survey(question("choice", id="q3", choices=["a", ("o", "Other", "other")]))
    respond(survey, {"q3": "o", "q3.other": "taxi"})
    response = admin_client.get(url_of(survey, "q3"))
    assert [answer.text for answer in response.context["answers"]] == ["taxi"]


def test_an_editor_who_moderates_nothing_reads_no_words(client, django_user_model, survey):
    from django.contrib.auth.models import Permission

    editor = django_user_model.objects.create_user("editor", password="x")
    wanted = ("access_admin", "view_survey")
    editor.user_permissions.set(Permission.objects.filter(codename__in=wanted))
    client.force_login(editor)
    assert client.get(url_of(survey)).status_code in (302, 403)
