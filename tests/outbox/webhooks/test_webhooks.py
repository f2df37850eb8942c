"""What webhooks tell, when, and what becomes of those that do not arrive."""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_book, make_entry, make_settings, make_site, make_user
from tests.surveys.surveys import make_survey, question, respond
from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.moderation.actions import EraseAction, PublishAction, WithholdAction
from wagtail_feedback.moderation.models import get_moderated_models
from wagtail_feedback.outbox.webhooks import sending_messages
from wagtail_feedback.outbox.webhooks.posting import ForbiddenAddress
from wagtail_feedback.outbox.webhooks.sending_messages import (
    MOST_FAILURES,
    RETRY_DELAYS,
    forget_messages,
    send_due_messages,
)
from wagtail_feedback.outbox.webhooks.signing import new_secret, sign, validate_secret
from wagtail_feedback.outbox.webhooks.webhook_models import Webhook, WebhookMessage

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
Status = WebhookMessage.Status


@pytest.fixture
def posts(monkeypatch):
    """What was posted; ``posts.answers`` are the answers to come, then 204 for ever."""

    class Posts(list):
        answers = ()

    posts = Posts()

    def post(url, body, headers):
        posts.append((url, json.loads(body), headers, body))
        answer, *posts.answers = posts.answers or [204]
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(sending_messages, "post", post)
    return posts


@pytest.fixture(autouse=True)
def nobody_sends(settings):
    settings.WAGTAILFEEDBACK_MAIL_DELIVERY = "off"


def make_webhook(*events, **fields):
    names = events or ("entry.published", "response.published")
    return Webhook.objects.create(
        **{
            "name": "CRM",
            "site": make_site(),
            "url": "https://crm.example/hook",
            "events": list(names),
            **fields,
        }
    )


def make_response(**fields):
    questions = (
        question("nps", id="nps", name="score", label="Recommend us?", low_label="-", high_label="+"),
        question("choice", id="why", label="Why?", choices=["late", ("else", "Something else", "other")]),
        question("text", id="more", label="More?", max_length=90),
        question("phone", id="phone", label="Number?"),
    )
    survey = make_survey(*questions, is_anonymous=fields.pop("is_anonymous", False))
    answers = {"nps": 0, "why": "else", "why.other": "The <b>lid</b>", "more": "Call Anna"}
    return respond(survey, answers, private_answers={"phone": "+7 912"}, **fields)


def tell(posts):
    send_due_messages()
    return posts[-1][1]


def test_a_counted_response_is_told_with_its_answers(posts):
    make_webhook()
    response = make_response()
    told = tell(posts)
    assert told["type"] == "response.published"
    data = told["data"]
    assert (data["number"], data["status"], data["url"]) == (response.public_id, "published", None)
    assert data["survey"] == {"key": str(response.survey_key), "title": "Your order", "version": 1}
    assert data["day"] == response.day.isoformat()
    assert [(each["name"], each["answer"], each["words"]) for each in data["answers"]] == [
        ("score", 0, "0"),
        ("", "else", "Something else: The <b>lid</b>"),
        ("", "Call Anna", "Call Anna"),
    ]


def test_of_an_anonymous_response_only_what_can_be_counted(posts):
    make_webhook(includes_contact=True)
    make_response(is_anonymous=True)
    body = json.dumps(tell(posts))
    assert '"answer": 0' in body
    assert '"words": "Something else"' in body
    assert "Anna" not in body
    assert "lid" not in body


@pytest.mark.parametrize("allowed", [True, False])
def test_what_leads_to_a_person_needs_leave(posts, allowed):
    make_webhook(includes_contact=allowed)
    response = make_response()
    response.contact = Contact.objects.create(
        site=response.site, owner="wagtail_feedback_surveys.response", email="anna@example.org", language="en"
    )
    response.save()
    body = json.dumps(tell(posts))
    assert ("anna@example.org" in body, "+7 912" in body) == (allowed, allowed)


def test_every_kind_of_submission_has_its_events(posts):
    make_webhook("entry.withheld")
    entry = make_entry(make_book(), text="SECRET")
    WithholdAction(entry, reason="abuse").execute()
    told = tell(posts)
    assert (told["type"], told["data"]["number"]) == ("entry.withheld", entry.public_id)
    assert "SECRET" not in json.dumps(told)
    assert len(posts) == 1


def test_a_published_entry_names_its_page(posts):
    make_webhook()
    entry = make_entry(make_book())
    assert tell(posts)["data"]["url"] == f"{entry.site.root_url}{entry.get_public_url()}"


def test_the_signature_is_that_of_standard_webhooks(posts):
    webhook = make_webhook()
    make_entry(make_book())
    tell(posts)
    _url, _told, headers, body = posts[0]
    assert headers["webhook-id"].startswith("msg_")
    assert abs(int(headers["webhook-timestamp"]) - timezone.now().timestamp()) < 60
    key = base64.b64decode(webhook.secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"


def test_the_example_of_the_standard():
    """From the specification's own documentation of its libraries."""
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    message, body = "msg_p5jXN8AQM9LWM0D4loKWxJek", b'{"test": 2432232314}'
    assert sign(secret, message, 1614265330, body) == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize(
    "secret", ["", "whsec_", "whsec_YWJj", "abc", "cGidyASgdipb5BwSYgAtAAYRncJdkk9wf3dynsPsydk="]
)
def test_a_secret_that_is_none_is_refused(secret):
    with pytest.raises(ValidationError):
        validate_secret(secret)
    validate_secret(new_secret())


def test_an_event_that_is_rolled_back_is_told_to_nobody(posts):
    make_webhook()
    entry = make_entry(make_book(), status="pending")
    with pytest.raises(RuntimeError), transaction.atomic():
        PublishAction(entry).execute()
        raise RuntimeError
    assert send_due_messages() == 0


def test_one_event_is_one_message(posts):
    make_webhook()
    make_response()
    send_due_messages()
    send_due_messages()
    assert len(posts) == WebhookMessage.objects.count() == 1


def test_it_is_sent_after_commit_by_whoever_sends_mail(posts, settings, django_capture_on_commit_callbacks):
    settings.WAGTAILFEEDBACK_MAIL_DELIVERY = "immediate"
    make_webhook()
    with django_capture_on_commit_callbacks(execute=True):
        make_entry(make_book())
        assert posts == []
    assert len(posts) == 1


def test_the_command_sends_what_waits(posts):
    make_webhook()
    make_entry(make_book())
    call_command("feedback_send_mail", stdout=io.StringIO())
    assert len(posts) == 1


def test_only_webhooks_in_use_of_that_site_that_want_the_event_are_told(posts):
    book = make_book()
    make_webhook("entry.spam")
    make_webhook(is_active=False)
    make_webhook(site=make_site("other.example"))
    make_entry(book)
    assert not WebhookMessage.objects.exists()


def test_what_does_not_arrive_is_tried_again_later(posts):
    webhook = make_webhook()
    make_entry(make_book())
    posts.answers = [503]
    send_due_messages()
    message = WebhookMessage.objects.get()
    assert (message.status, message.error) == (Status.QUEUED, "HTTP 503")
    assert message.due_at > timezone.now()
    assert send_due_messages() == 0
    WebhookMessage.objects.update(due_at=timezone.now())
    send_due_messages()
    webhook.refresh_from_db()
    assert (WebhookMessage.objects.get().status, webhook.last_error) == (Status.SENT, "")
    first, second = (headers["webhook-id"] for _url, _told, headers, _body in posts)
    assert first == second


def test_it_is_given_up_in_the_end(posts):
    webhook = make_webhook()
    make_entry(make_book())
    posts.answers = [TimeoutError()] * (len(RETRY_DELAYS) + 1)
    while WebhookMessage.objects.get().status == Status.QUEUED:
        WebhookMessage.objects.update(due_at=timezone.now())
        send_due_messages()
    webhook.refresh_from_db()
    assert len(posts) == len(RETRY_DELAYS) + 1
    assert (WebhookMessage.objects.get().status, webhook.failures, webhook.is_active) == ("failed", 1, True)


def test_a_webhook_that_takes_nothing_is_switched_off(posts):
    webhook = make_webhook()
    for _number in range(MOST_FAILURES):
        assert Webhook.objects.get().is_active
        make_entry(make_book())
        posts.answers = [ForbiddenAddress("Not an address of the public internet.")]
        send_due_messages()
    webhook.refresh_from_db()
    assert not webhook.is_active
    make_entry(make_book())
    assert send_due_messages() == 0


def test_one_that_arrives_in_between_begins_anew(posts):
    make_webhook(failures=MOST_FAILURES - 1)
    make_entry(make_book())
    send_due_messages()
    assert Webhook.objects.get().failures == 0


def test_a_receiver_that_is_gone_is_asked_no_more(posts):
    make_webhook()
    make_entry(make_book())
    posts.answers = [410]
    send_due_messages()
    assert (Webhook.objects.get().is_active, WebhookMessage.objects.get().status) == (False, Status.FAILED)


def test_the_digest_says_so_until_somebody_has_seen_to_it(mailoutbox, settings):
    settings.WAGTAILFEEDBACK_MAIL_DELIVERY = "immediate"
    make_settings(notify="care@example.org")
    webhook = make_webhook(is_active=False, last_error="HTTP 410")
    make_webhook(name="Switched off by hand", is_active=False)
    call_command("feedback_send_digest", stdout=io.StringIO())
    call_command("feedback_send_mail", stdout=io.StringIO())
    assert "The webhook “CRM” is switched off" in mailoutbox[0].body
    assert form_url("edit", webhook.pk) in mailoutbox[0].body
    assert "by hand" not in mailoutbox[0].body


@pytest.mark.parametrize("answer", [301, 404, 500, ConnectionResetError(), OSError("unreachable")])
def test_only_a_clear_yes_is_one(posts, answer):
    make_webhook()
    make_entry(make_book())
    posts.answers = [answer]
    send_due_messages()
    assert WebhookMessage.objects.get().status == Status.QUEUED


def test_a_dead_receiver_holds_up_nobody_else(posts):
    make_webhook(name="a dead one")
    make_webhook(name="one alive", url="https://alive.example/")
    for _number in range(2):
        make_entry(make_book())
    posts.answers = [TimeoutError()]
    send_due_messages()
    assert [url for url, *_rest in posts] == ["https://crm.example/hook", *["https://alive.example/"] * 2]


def test_a_worker_that_died_is_replaced(posts):
    make_webhook()
    make_entry(make_book())
    past = timezone.now() - timedelta(minutes=16)
    WebhookMessage.objects.update(status=Status.SENDING, claimed_at=past, attempts=1)
    send_due_messages()
    assert WebhookMessage.objects.get().status == Status.SENT


def test_what_was_erased_meanwhile_is_told_without_a_word(posts):
    make_webhook("response.published", "response.erased")
    response = make_response()
    EraseAction(response).execute()
    send_due_messages()
    assert [told["type"] for _url, told, *_rest in posts] == ["response.published", "response.erased"]
    assert all(told["data"]["answers"] == [] for _url, told, *_rest in posts)


def test_what_is_not_there_any_more_is_told_to_nobody(posts):
    make_webhook()
    make_response().delete()
    send_due_messages()
    assert (posts, WebhookMessage.objects.get().status) == ([], Status.CANCELLED)


def test_old_messages_are_forgotten(posts, settings):
    make_webhook()
    make_entry(make_book())
    assert forget_messages() == 0
    WebhookMessage.objects.update(created_at=timezone.now() - timedelta(days=91))
    settings.WAGTAILFEEDBACK_OUTBOX_RETENTION_DAYS = 0
    assert forget_messages() == 0
    settings.WAGTAILFEEDBACK_OUTBOX_RETENTION_DAYS = 90
    assert forget_messages() == 1


def form_url(name, *args):
    return reverse(Webhook.snippet_viewset.get_url_name(name), args=args)


def fill(**fields):
    return {
        "name": "CRM",
        "site": make_site().pk,
        "url": "https://crm.example/",
        "secret": new_secret(),
        "events": ["response.published"],
        "is_active": "on",
        **fields,
    }


def test_it_is_made_in_the_admin(client):
    client.force_login(make_user(superuser=True))
    page = client.get(form_url("add")).content.decode()
    assert "whsec_" in page
    assert all(f'value="{model._meta.model_name}.published"' in page for model in get_moderated_models())
    assert client.post(form_url("add"), fill()).status_code == 302
    assert Webhook.objects.get().events == ["response.published"]


def test_an_address_inside_is_refused(client):
    client.force_login(make_user(superuser=True))
    page = client.post(form_url("add"), fill(url="https://127.0.0.1/"))
    assert "Write an address of the public internet" in page.content.decode()
    assert not Webhook.objects.exists()


def test_switched_on_again_it_begins_anew(client):
    webhook = make_webhook(is_active=False, failures=MOST_FAILURES, last_error="HTTP 500")
    client.force_login(make_user(superuser=True))
    assert "Switched off, because nothing arrived: HTTP 500" in client.get(form_url("list")).content.decode()
    page = client.get(form_url("edit", webhook.pk)).content.decode()
    assert 'value="response.published"' in page
    client.post(form_url("edit", webhook.pk), fill())
    webhook.refresh_from_db()
    assert (webhook.is_active, webhook.failures, webhook.last_error) == (True, 0, "")


def test_who_has_no_permission_sees_no_secret(client):
    webhook = make_webhook()
    client.force_login(make_user(permissions=("moderate_entry",)))
    assert client.get(form_url("edit", webhook.pk)).status_code == 302
    client.force_login(make_user("other", permissions=("change_webhook",)))
    assert client.get(form_url("edit", webhook.pk)).status_code == 200
