"""One response a person: by an account, by an order, and the same form sent again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.utils import timezone

from tests.factories import make_user
from tests.surveys.answering import Respondent, make_survey_page
from tests.surveys.surveys import question, step
from wagtail_feedback.contacts.order_links import make_order_token
from wagtail_feedback.submissions.form_rendering import stand_alone_url
from wagtail_feedback.surveys.models import AnsweredOnce, Response, Survey
from wagtail_feedback.surveys.models.answered_once import make_once_keys

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
WHY = question("text", id="why", label="Why?", max_length=50)
DAY = question("date", id="d")


@pytest.fixture(autouse=True)
def order_keys(settings):
    settings.WAGTAILFEEDBACK_ORDER_LINK_KEYS = {"a1": "0f" * 32}


def url_of(page, token):
    return stand_alone_url("surveys.survey", page.survey.translation_key.hex, "en", order=token)


def open_by_order(page, reference="A-1001", client=None, address="203.0.113.7", **claims):
    return Respondent(client or Client(), url_of(page, make_order_token(reference, **claims)), address)


def test_a_visitor_without_an_account_is_asked_to_log_in_and_keeps_the_text(client):
    page = make_survey_page(WHY, once="login")
    person = Respondent(client, page.url)
    assert "Every account answers once" in person.text()
    assert person.press(why="Good").status_code == 403
    assert 'value="Good"' in person.page.content.decode()
    assert f"/_util/login/?next={page.url.replace('/', '%2F')}" in person.page.content.decode()
    assert not Response.objects.exists()


def test_the_form_says_at_once_what_is_kept(client):
    page = make_survey_page(WHY)
    assert "answers once" not in client.get(page.url).content.decode()
    for once, said in [("browser", "sets a cookie"), ("login", "Every account"), ("order", "Every order")]:
        page.survey.once = once
        page.survey.save()
        assert said in client.get(page.url).content.decode()


def test_an_account_answers_once_on_any_device():
    page, user = make_survey_page(step(WHY, id="s1"), step(DAY, id="s2"), once="login"), make_user()
    for number, statuses in enumerate([(200, 303), (409,)]):
        client = Client()
        client.force_login(user)
        person = Respondent(client, page.url, f"203.0.113.{number}")
        assert [person.press(why=f"Answer {number}").status_code for _ in statuses] == list(statuses)
    assert "answered this survey already" in person.text()
    assert Response.objects.count() == 1


def test_nothing_leads_from_the_account_to_the_answers(client):
    page, user = make_survey_page(WHY, once="login"), make_user()
    client.force_login(user)
    Respondent(client, page.url).press(why="Good")
    (row,) = AnsweredOnce.objects.values()
    assert row["key"] == next(make_once_keys(page.survey.translation_key, f"account:{user.pk}:0"))
    assert row.keys() == {"id", "key", "survey_key"}
    assert not [field for field in Response._meta.get_fields() if "user" in field.name]


def test_an_account_stays_known_when_the_secret_changes(client, settings):
    page, user = make_survey_page(WHY, once="login"), make_user()
    client.force_login(user)
    Respondent(client, page.url).press(why="Good")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another one"
    client.force_login(user)
    assert Respondent(client, page.url, "203.0.113.9").press(why="Bad").status_code == 409


def test_accounts_answer_another_survey(client):
    user = make_user()
    client.force_login(user)
    for word in ("One", "Two"):
        page = make_survey_page(WHY, once="login", title=word)
        assert Respondent(client, page.url).press(why=word).status_code == 303


def test_an_account_answers_again_in_the_next_wave_and_an_order_does_not(client):
    begun = timezone.localdate() - timedelta(days=3)
    user, orders = make_user(), make_survey_page(WHY, once="order", wave_months=1, opens_on=begun)
    accounts = make_survey_page(WHY, once="login", wave_months=1, opens_on=begun)
    client.force_login(user)
    for number, earlier in enumerate([0, 40]):
        Survey.objects.update(opens_on=begun - timedelta(days=earlier))
        address = f"203.0.113.{number}"
        assert Respondent(client, accounts.url, address).press(why=f"Good {number}").status_code == 303
        if not number:
            assert open_by_order(orders, address="203.0.113.9").press(why="Good").status_code == 303
    assert "answered this survey already" in open_by_order(orders).page.content.decode()
    assert sorted(Response.objects.values_list("wave", flat=True)) == [1, 1, 2]


def test_an_order_answers_once():
    page = make_survey_page(step(WHY, id="s1"), step(DAY, id="s2"), once="order")
    person = open_by_order(page)
    assert [person.press(why="Good").status_code, person.press().status_code] == [200, 303]
    again = Client().get(url_of(page, make_order_token("A-1001", items=["PAN-24"])))
    assert "answered this survey already" in again.content.decode()
    assert not BeautifulSoup(again.content, "html.parser").select("form.wf-form")
    assert open_by_order(page, "A-1002", address="203.0.113.9").press(why="Bad").status_code == 200


def test_two_who_opened_the_link_before_either_answered_are_one():
    page = make_survey_page(WHY, once="order")
    people = [open_by_order(page, address=f"203.0.113.{number}") for number in range(2)]
    assert [person.press(why=person.address).status_code for person in people] == [303, 409]
    assert 'value="203.0.113.1"' in people[1].page.content.decode()


def test_the_page_of_an_order_is_nobody_elses(client):
    page = make_survey_page(WHY)
    response = client.get(url_of(page, make_order_token("A-1001")))
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "same-origin"
    assert "wf_order" not in client.get(url_of(page, "")).content.decode()


def test_a_link_to_the_page_with_the_block_counts_too(client):
    page = make_survey_page(step(WHY, id="s1"), step(DAY, id="s2"), once="order")
    person = Respondent(client, page.url)
    assert person.press(why="Good").status_code == 403
    token = make_order_token("A-1001")
    action = BeautifulSoup(person.page.content, "html.parser").select_one("form.wf-form")["action"]
    headers = {"Sec-Fetch-Site": "same-origin", "Referer": f"http://testserver{page.url}?order={token}"}
    person.page = client.post(action.partition("#")[0], {"q_why": "Good"}, headers=headers)
    assert person.page.status_code == 200
    assert person.press().status_code == 303


@pytest.mark.parametrize("token", ["", "x", "x.y", "tampered", "another key", "too old"])
def test_only_a_good_link_opens_it(token, settings):
    page, said = make_survey_page(WHY, once="order"), "Open this survey by the link"
    if token == "tampered":
        token = f"A{make_order_token('A-1001')}"
    elif token == "another key":
        token = make_order_token("A-1001")
        settings.WAGTAILFEEDBACK_ORDER_LINK_KEYS = {"a1": "0e" * 32}
    elif token == "too old":
        token, said = make_order_token("A-1001", valid_for=timedelta(seconds=-1)), "too old"
    shown = Client().get(f"{url_of(page, '')}?order={token}").content.decode()
    assert said in shown
    person = Respondent(Client(), page.url)
    assert person.press(why="Good", wf_order=token).status_code == 403
    assert 'value="Good"' in person.page.content.decode()


def test_without_a_secret_an_editor_cannot_ask_for_orders(settings):
    survey = make_survey_page(WHY, once="order").survey
    survey.clean()
    settings.WAGTAILFEEDBACK_ORDER_LINK_KEYS = {}
    with pytest.raises(ValidationError, match="no secret for links about orders"):
        survey.clean()


@pytest.mark.parametrize(("is_first", "kept"), [(True, "new"), (False, "returning"), (None, "")])
def test_the_first_order_makes_a_new_customer(is_first, kept):
    open_by_order(make_survey_page(WHY), is_first=is_first).press(why="Good")
    assert Response.objects.get().visitor_type == kept


def test_an_anonymous_response_holds_nothing_of_the_order():
    open_by_order(make_survey_page(WHY, once="order"), "ZQ-77").press(why="Good")
    stored = str(Response.objects.values().get()) + str(AnsweredOnce.objects.values().get())
    assert "ZQ-77" not in stored


@pytest.mark.parametrize("once", ["browser", "login", "order"])
@pytest.mark.parametrize("key", ["", "a" * 32])
def test_the_same_form_again_gets_the_same_receipt(client, once, key):
    page = make_survey_page(WHY, once=once)
    client.force_login(make_user())
    token = make_order_token("A-1001")
    receipts = set()
    for _time in range(3):
        person = Respondent(client, page.url)
        assert person.press(why="Good", wf_key=key, wf_order=token).status_code == 303
        shown = client.get(person.page.url)
        receipts.add(shown.context["submission"].public_id)
    assert len(receipts) == Response.objects.count() == 1


def test_two_orders_behind_one_address_may_say_the_same():
    page = make_survey_page(WHY, once="order")
    people = [open_by_order(page, reference) for reference in ("A-1001", "A-1002", "A-1001")]
    assert [person.press(why="Good").status_code for person in people] == [303] * 3
    assert Response.objects.count() == 2


def test_two_accounts_at_one_browser_may_say_the_same(client):
    page = make_survey_page(WHY, once="login")
    for name in ("anna", "boris"):
        client.force_login(make_user(name))
        assert Respondent(client, page.url).press(why="Good").status_code == 303
    assert Response.objects.count() == 2


@pytest.mark.parametrize("is_anonymous", [True, False])
def test_whoever_took_the_last_place_gets_the_receipt_again(client, is_anonymous):
    page = make_survey_page(WHY, cap=1, is_anonymous=is_anonymous)
    first, again = Respondent(client, page.url), Respondent(client, page.url)
    assert [each.press(why="Good").status_code for each in (first, again)] == [303, 303]
    assert Respondent(client, url_of(page, "x"), "203.0.113.9").page.status_code == 200
    Survey.objects.update(closes_on=timezone.localdate() - timedelta(days=1))
    assert client.get(again.page.url).context["submission"] == Response.objects.get()


def test_the_same_words_later_are_somebody_elses_and_take_no_place_too_many(client):
    page = make_survey_page(WHY, cap=1, is_anonymous=False)
    first, later = Respondent(client, page.url), Respondent(client, page.url)
    first.press(why="Good")
    Response.objects.update(created_at=timezone.now() - timedelta(minutes=11))
    assert later.press(why="Good").status_code == 409
    assert Response.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("once", ["login", "order"])
def test_twenty_at_once_of_one_person_are_one(once):
    page, user = make_survey_page(WHY, once=once), make_user()
    people = []
    for number in range(20):
        client = Client()
        client.force_login(user)
        people.append(open_by_order(page, client=client, address=f"203.0.113.{number}"))

    def send(person):
        try:
            return person.press(why=person.address).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        statuses = list(pool.map(send, people))
    assert sorted(statuses) == [303] + [409] * 19
    assert (Response.objects.count(), AnsweredOnce.objects.count()) == (1, 1)
