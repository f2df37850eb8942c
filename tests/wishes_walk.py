"""What tests/test_writing_a_feature.py runs with the app of the guide installed. Not collected by itself."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from wishes.blocks import WishFormBlock
from wishes.models import Entry, WishCount

from tests import factories
from tests.submissions.forms import SAME_ORIGIN, action_of, errors_of, typed
from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.contacts.tokens import confirm_path
from wagtail_feedback.moderation.actions import PublishAction
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.outbox.sending import send_due_mails

pytestmark = pytest.mark.django_db
ADDRESS = "anna@example.org"
FORM = "/feedback/form/en/wishes.entry/site/"


@pytest.fixture(autouse=True)
def site():
    return factories.make_site()


@pytest.fixture
def moderator():
    return factories.make_user(permissions=("moderate_entry", "export_entry", "view_contacts_entry"))


def send(client, **values):
    action = action_of(client.get(FORM))
    return client.post(action, {"text": "Bread tins, please", **values}, headers=SAME_ORIGIN)


def test_a_wish_is_stored_and_the_visitor_gets_a_receipt(client):
    receipt = client.get(send(client, name="Anna").url)
    assert Entry.objects.get().public_id in receipt.content.decode()


def test_what_is_wrong_stands_beside_the_field(client):
    answer = send(client, text="", name="Anna")
    assert answer.status_code == 422
    assert errors_of(answer)
    assert typed(answer, "name") == "Anna"


def test_the_block_shows_the_form(rf, site):
    block = WishFormBlock()
    request = rf.get("/")
    html = block.render(block.to_python({}), context={"request": request})
    assert "<wf-form" in html


def test_a_moderator_reads_and_publishes_it(client, moderator):
    send(client)
    entry = Entry.objects.get()
    client.force_login(moderator)
    inbox = client.get(reverse("wagtailsnippets_wishes_entry:list"))
    assert "Bread tins" in inbox.content.decode()
    url = reverse("wagtailsnippets_wishes_entry:edit", args=[entry.pk])
    assert "Bread tins" in client.get(url).content.decode()
    client.post(url, {"action": "approve", "version": entry.version})
    entry.refresh_from_db()
    assert entry.is_published


def test_many_are_decided_at_once(client, moderator):
    send(client)
    send(client, text="And lids")
    client.force_login(moderator)
    ids = "&".join(f"id={entry.pk}" for entry in Entry.objects.all())
    url = f"{reverse('wagtail_bulk_action', args=['wishes', 'entry', 'feedback_approve'])}?{ids}"
    client.post(url, {"chosen": client.get(url).context["selection"].choices})
    assert Entry.objects.published().count() == 2


def test_the_author_is_told_once_the_address_is_confirmed(client):
    send(client, email=ADDRESS)
    PublishAction(Entry.objects.get()).execute()
    client.post(confirm_path(Contact.objects.get()), headers=SAME_ORIGIN)
    send_due_mails()
    assert OutboxMail.objects.get(contact__isnull=False, key__startswith="wishes.published").status == "sent"
    assert mail.outbox[-1].to == [ADDRESS]


def test_the_author_has_a_page_and_may_withdraw(client):
    send(client, email=ADDRESS)
    contact = Contact.objects.get()
    client.post(confirm_path(contact), headers=SAME_ORIGIN)
    page = Entry.objects.get().get_status_url()
    assert "Bread tins" in client.get(page).content.decode()
    client.post(page, {"action": "withdraw"}, headers=SAME_ORIGIN)
    assert Entry.objects.get().text == ""


def test_it_is_exported_as_a_spreadsheet_and_for_its_author(client, moderator):
    send(client, email=ADDRESS)
    client.force_login(moderator)
    sheet = client.get(reverse("wagtailsnippets_wishes_entry:list"), {"export": "csv"})
    assert Entry.objects.get().public_id in b"".join(sheet.streaming_content).decode()
    out = StringIO()
    call_command("feedback_export_person", ADDRESS, stdout=out)
    assert json.loads(out.getvalue())[0]["wishes.entry"]["text"] == "Bread tins, please"


def test_a_person_is_erased(client):
    send(client, email=ADDRESS, name="Anna")
    call_command("feedback_erase_person", ADDRESS, "--yes", stdout=StringIO())
    assert list(Entry.objects.values_list("text", "name")) == [("", "")]
    assert not Entry.get_indexed_objects().exists()
    assert not Contact.objects.exists()


def test_counts_are_kept_and_proved(client, site):
    send(client)
    PublishAction(Entry.objects.get()).execute()
    assert WishCount.objects.get(site=site).count == 1
    WishCount.objects.update(count=7)
    call_command("feedback_recount", "--feature=wishes", stdout=StringIO())
    assert WishCount.objects.get(site=site).count == 1


def test_the_dashboard_and_the_digest_know_it(client, moderator):
    factories.make_settings(notify="boss@example.org")
    send(client)
    client.force_login(moderator)
    assert "wishes" in client.get(reverse("wagtailadmin_home")).content.decode().lower()
    call_command("feedback_send_digest")
    assert "1 to read" in mail.outbox[-1].subject


def test_nobody_deletes_it(client):
    send(client)
    client.force_login(factories.make_user("root", superuser=True))
    client.post(reverse("wagtail_bulk_action", args=["wishes", "entry", "delete"]) + "?id=all")
    assert Entry.objects.exists()
