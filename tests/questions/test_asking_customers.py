"""Customers who agreed to it are asked what another one wants to know about the product they wrote about."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    make_book,
    make_contact,
    make_entry,
    make_settings,
    make_site,
    make_user,
    make_wording,
)
from tests.questions.test_topics import DELIVERY, make_question, make_topic
from tests.submissions.forms import SAME_ORIGIN, errors_of, soup, typed
from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.exceptions import ActionNotAllowed
from wagtail_feedback.moderation.actions import EraseAction, PublishAction, WithholdAction
from wagtail_feedback.outbox.sending import send_due_mails
from wagtail_feedback.privacy.actions import SetSubscriptionAction
from wagtail_feedback.privacy.personal_data import erase_person, export_person
from wagtail_feedback.questions.asking.customers import REST, AskCustomersAction, find_customers
from wagtail_feedback.questions.models import AnswerRequest, Question
from wagtail_feedback.questions.topics.drafts import draft_html, get_given_answers
from wagtail_feedback.questions.topics.regrouping import get_mailboxes

pytestmark = [pytest.mark.portable, pytest.mark.django_db]
PAN = "page:pan"
ASKED = "I am Anna Forest, +7 912 000-00-00. Does the lid fit the small pan?"
SAID = "It does, I have used both for a year."


@pytest.fixture
def book():
    return make_book()


@pytest.fixture
def question(book):
    return make_question(ASKED, asker="anna@example.org", about=PAN, about_label="Pechora pan")


def make_customer(book, email, *, about=PAN, status="published", **contact):
    """Wrote about the pan, and agreed to be asked about it."""
    entry = make_entry(book, about=about, about_label="Pechora pan", status=status)
    agreed = {"confirmed": True, "asking_consent": make_wording(purpose="asking"), **contact}
    entry.contact = make_contact(email, book=book, **agreed)
    entry.save()
    return entry


def ask(question, **kwargs):
    action = AskCustomersAction(question, **kwargs)
    action.execute()
    return [contact.email for contact in action.asked]


def asked_url(number=0):
    return AnswerRequest.objects.order_by("pk")[number].get_absolute_url()


def answer(client, text=SAID):
    return client.post(asked_url(), {"text": text}, headers=SAME_ORIGIN)


# Who is asked


def test_only_who_agreed_wrote_about_it_and_gets_mail_is_asked(book, question):
    make_customer(book, "yes@example.org")
    make_customer(book, "other@example.org", about="page:pot")
    make_customer(book, "never@example.org", asking_consent=None)
    make_customer(book, "unsure@example.org", confirmed=False)
    make_customer(book, "left@example.org", unsubscribed_at=timezone.now())
    make_customer(book, "spam@example.org", status="spam")
    make_customer(book, "russian@example.org", language="ru")
    make_customer(book, "Anna@example.org")  # who asks
    assert ask(question) == ["yes@example.org"]


def test_ten_at_most_each_person_once_and_the_newest_first(book, question):
    for number in range(12):
        make_customer(book, f"c{number:02}@example.org")
    make_customer(book, "c05@example.org")
    found = [contact.email for contact in find_customers(question)]
    assert len(set(found)) == len(found) == 10
    assert found[0] == "c05@example.org"
    assert not {"c00@example.org", "c01@example.org"} & set(found)


def test_nobody_is_asked_twice_within_thirty_days_whatever_the_question_and_the_entry(book, question):
    make_customer(book, "yes@example.org")
    other = make_question("Is it heavy?", about=PAN)
    assert ask(question) == ["yes@example.org"]
    make_customer(book, "YES@example.org")
    assert ask(other) == []
    Contact.objects.update(asked_at=timezone.now() - REST - timedelta(minutes=1))
    assert ask(other) == ["YES@example.org"]


def test_the_same_question_reaches_nobody_again(book, question):
    make_customer(book, "yes@example.org")
    ask(question)
    Contact.objects.update(asked_at=timezone.now() - timedelta(days=100))
    assert ask(question) == []


def test_whoever_was_taken_in_the_same_instant_is_left_alone(book, question, monkeypatch):
    make_customer(book, "yes@example.org")
    known = find_customers(question)
    monkeypatch.setattr("wagtail_feedback.questions.asking.customers.find_customers", lambda _question: known)
    assert ask(question) == ["yes@example.org"]
    assert ask(make_question("Is it heavy?", about=PAN)) == []


@pytest.mark.parametrize(
    "fields", [{"about": ""}, {"kind": "complaint", "about": PAN}, {"kind": "answer", "about": PAN}]
)
def test_only_questions_about_something_are_passed_on(book, fields):
    with pytest.raises(ActionNotAllowed):
        ask(make_question(ASKED, **fields))


def test_it_needs_the_permission_to_moderate(book, question):
    with pytest.raises(PermissionDenied):
        ask(question, user=make_user("nobody"))


# The consent


def test_a_form_about_a_product_asks_for_it_unticked_and_no_other_form_does(client, book):
    make_settings(book.site, asking=True)
    url = f"/feedback/form/en/reviews.entry/{book.slug}/"
    assert soup(client.get(url)).select_one("[name=asking_consent]") is None
    make_settings(make_site(), asking=True)
    box = soup(client.get(url, {"about": make_subject(book)})).select_one("[name=asking_consent]")
    assert box is not None
    assert not box.has_attr("checked")


def make_subject(book):
    from tests.factories import make_home, make_page
    from wagtail_feedback.subjects import page_key

    return page_key(make_page(make_home(book.site), title="Pechora pan"))


def send(client, book, **values):
    from tests.submissions.forms import GOOD, action_of

    shown = client.get(f"/feedback/form/en/reviews.entry/{book.slug}/", {"about": make_subject(book)})
    return client.post(action_of(shown), {**GOOD, **values}, headers=SAME_ORIGIN)


def test_it_is_kept_with_its_version_and_time_and_belongs_to_the_data_of_the_person(client, book):
    make_settings(book.site, asking=True)
    assert send(client, book, email="a@example.org", asking_consent="on").status_code == 303
    contact = Contact.objects.get()
    assert contact.asking_consent.purpose == "asking"
    assert contact.asking_consented_at == contact.created_at
    assert contact.asking_consent.is_used()
    assert export_person("a@example.org")[0]["asking_consent"] == "Asking (en, 1)"


def test_without_the_tick_nothing_is_kept(client, book):
    make_settings(book.site, asking=True)
    send(client, book, email="a@example.org")
    assert Contact.objects.get().asking_consent is None


def test_without_an_address_the_tick_is_an_error_beside_it(client, book):
    make_settings(book.site, asking=True)
    response = send(client, book, asking_consent="on")
    assert errors_of(response) == ["To be asked, leave an email address too"]
    assert typed(response, "text")


# The mail and the page behind it


@pytest.fixture
def sent(book, question):
    """The mail to somebody who was asked."""
    make_settings(book.site)
    make_customer(book, "yes@example.org")
    ask(question)
    send_due_mails()
    return mail.outbox[-1]


def test_the_mail_says_what_is_asked_and_nothing_of_who_asks(sent):
    text = sent.body + sent.alternatives[0][0]
    assert sent.to == ["yes@example.org"]
    assert "Does the lid fit the small pan?" in text
    assert asked_url() in text
    assert not any(word in text for word in ("Forest", "912", "anna"))
    assert "List-Unsubscribe" in sent.extra_headers


@pytest.mark.parametrize("stop", ["withheld", "unsubscribed", "erased"])
def test_a_mail_that_has_become_pointless_is_not_sent(book, question, stop):
    make_settings(book.site)
    entry = make_customer(book, "yes@example.org")
    ask(question)
    if stop == "withheld":
        WithholdAction(question, reason="abuse").execute()
    elif stop == "unsubscribed":
        SetSubscriptionAction(entry.contact, wanted=False).execute()
    else:
        EraseAction(entry).execute()
    send_due_mails()
    assert mail.outbox == []


def test_the_page_shows_the_question_changes_nothing_and_stays_private(client, sent):
    response = client.get(asked_url())
    html = response.content.decode()
    assert "Does the lid fit the small pan?" in html
    assert "Forest" not in html
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies
    assert AnswerRequest.objects.get().answered_at is None


def test_an_answer_waits_for_a_moderator_and_is_taken_once(
    client, sent, question, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        assert answer(client).status_code == 303
    answer(client, "Again")
    given = Question.objects.get(kind="answer")
    assert (given.text, given.status, given.answers_to, given.about) == (SAID, "pending", question, PAN)
    assert "Thank you" in client.get(asked_url()).content.decode()
    assert mail.outbox[1:] == []


def test_an_empty_answer_is_said_beside_the_field(client, sent):
    response = answer(client, " ")
    assert response.status_code == 422
    assert errors_of(response) == ["Write your answer"]
    assert not Question.objects.filter(kind="answer").exists()


def test_a_link_opens_nothing_once_its_question_is_gone_or_on_another_site(client, sent, question):
    other = make_site("two.example")
    assert client.get(asked_url(), headers={"host": other.hostname}).status_code == 404
    url = asked_url()
    EraseAction(question).execute()
    assert client.get(url).status_code == 404
    assert client.get(reverse("wagtail_feedback_questions:asked", args=["none"])).status_code == 404


def test_another_site_cannot_answer_for_them(client, sent):
    response = client.post(asked_url(), {"text": SAID}, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403


def test_everything_of_the_person_is_erased_with_their_answer(client, sent):
    answer(client)
    assert erase_person("yes@example.org") == 2
    assert not Question.objects.filter(text=SAID).exists()
    assert not AnswerRequest.objects.exists()


# What becomes of the answer


def test_an_answer_is_grouped_with_nothing(client, sent):
    answer(client)
    PublishAction(Question.objects.get(kind="answer")).execute()
    assert [kind for _site, _language, kind in get_mailboxes()] == ["question"]


def test_a_draft_begins_with_it_where_the_shop_has_said_nothing(client, sent, question):
    topic = make_topic(*DELIVERY)
    Question.objects.filter(pk=question.pk).update(topic=topic)
    answer(client)
    assert get_given_answers(topic) == []
    PublishAction(Question.objects.get(kind="answer")).execute()
    (given,) = get_given_answers(topic)
    assert given.by_customer
    assert SAID in draft_html([given])


def test_the_desk_asks_and_shows_what_was_answered(client, book, question):
    make_customer(book, "yes@example.org")
    client.force_login(make_user("editor", superuser=True))
    url = reverse("wagtailsnippets_wagtail_feedback_questions_question:edit", args=[question.pk])
    shown = client.get(url).content.decode()
    assert "1 customer who wrote about this product has agreed" in shown
    assert "yes@example.org" not in shown
    client.post(url, {"action": "ask_customers", "version": question.version})
    answer(client)
    PublishAction(Question.objects.get(kind="answer")).execute()
    html = client.get(url).content.decode()
    assert "1 person asked, answers taken up: 1." in " ".join(html.split())
    assert SAID in html
    assert "No customer who wrote about this product can be asked now." in html


def test_a_press_that_reaches_nobody_says_so(client, book, question):
    client.force_login(make_user("editor", superuser=True))
    url = reverse("wagtailsnippets_wagtail_feedback_questions_question:edit", args=[question.pk])
    response = client.post(url, {"action": "ask_customers", "version": question.version}, follow=True)
    assert "Nobody can be asked now" in response.content.decode()


def test_finding_customers_takes_as_many_queries_for_ten_as_for_one(
    book, question, django_assert_max_num_queries
):
    make_customer(book, "c@example.org")
    with django_assert_max_num_queries(10) as queries:
        find_customers(question)
    number_of_queries = len(queries)
    for number in range(9):
        make_customer(book, f"c{number}@example.org")
    with django_assert_max_num_queries(number_of_queries):
        assert len(find_customers(question)) == 10
