"""How long an address is needed: as long as something is owed, or happened lately."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from wagtail.models import ModelLogEntry

from tests.factories import make_answer, make_book, make_entry
from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.moderation.actions import AddNoteAction, EraseAction, PublishAction, WithholdAction
from wagtail_feedback.moderation.search import update_index
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.privacy.retention import forget_contacts, forget_details, forget_log
from wagtail_feedback.privacy.search_words import forget_search_words
from wagtail_feedback.reviews.models import Answer, Entry, Hold, Note
from wagtail_feedback.submissions.actions import CreateSubmissionAction
from wagtail_feedback.submissions.checks.context import Flag

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
PAST = timezone.now() - timedelta(days=101)
DATES = ("decided_at", "published_at", "answered_at", "solved_at")


@pytest.fixture(autouse=True)
def hundred_days(settings):
    settings.WAGTAILFEEDBACK_CONTACT_RETENTION_DAYS = 100


@pytest.fixture
def entry(db):
    """An answered complaint in which nothing has happened for 101 days."""
    entry = make_entry(make_book(), kind="complaint", email="anna@example.org", text="It came loose.")
    make_answer(entry)
    Entry.objects.update(created_at=PAST, **dict.fromkeys(DATES, PAST))
    Contact.objects.update(created_at=PAST)
    return Entry.objects.get()


def test_a_settled_address_is_forgotten_and_the_words_stay(entry):
    assert forget_contacts() == 1
    entry = Entry.objects.get()
    assert (entry.contact, entry.text, entry.answer.position) == (
        None,
        "It came loose.",
        "<p>You are right.</p>",
    )


@pytest.mark.parametrize("field", DATES)
def test_what_happened_lately_keeps_the_address(entry, field):
    Entry.objects.update(**{field: timezone.now() - timedelta(days=99)})
    assert forget_contacts() == 0 and Contact.objects.exists()


def test_a_young_address_is_kept(entry):
    Contact.objects.update(created_at=timezone.now() - timedelta(days=99))
    assert forget_contacts() == 0


def test_an_answer_that_is_owed_keeps_the_address(entry):
    Entry.objects.update(answered_at=None, needs_answer=True)
    assert forget_contacts() == 0


@pytest.mark.parametrize(("days", "forgotten"), [(99, 0), (101, 1)])
def test_an_answer_edited_lately_keeps_the_address(entry, days, forgotten):
    Answer.objects.update(edited_at=timezone.now() - timedelta(days=days))
    assert forget_contacts() == forgotten


@pytest.mark.parametrize(("days", "forgotten"), [(99, 0), (101, 1)])
def test_a_mail_sent_lately_keeps_the_address(entry, days, forgotten):
    sent = timezone.now() - timedelta(days=days)
    OutboxMail.objects.create(
        mail_type="reviews.answered", contact=entry.contact, status="sent", sent_at=sent
    )
    assert forget_contacts() == forgotten


@pytest.mark.parametrize("decide", [PublishAction, lambda row: WithholdAction(row, reason="abuse")])
def test_a_decision_keeps_the_address(db, decide):
    entry = decide(make_entry(status="pending", kind="thanks", email="anna@example.org")).execute()
    Entry.objects.update(created_at=PAST, published_at=None)
    Contact.objects.update(created_at=PAST)
    assert entry.decided_at is not None and forget_contacts() == 0


def test_an_address_without_a_submission_is_forgotten(entry):
    Entry.objects.update(contact=None)
    assert forget_contacts() == 1


# What else only the shop sees


@pytest.fixture
def details(db):
    """An entry without an address that has everything only the shop sees, long settled."""
    book = make_book()
    entry = Entry(
        book=book,
        kind="review",
        rating=4,
        text="Good.",
        language="en",
        name="Zanzibar",
        order_number="ORDER-4711",
        browser="Firefox",
        window_size="1280x720",
    )
    entry = CreateSubmissionAction(entry, flags=[Flag("links", "3")]).execute()
    AddNoteAction(entry, text="Fjord").execute()
    PublishAction(entry).execute()
    return age(entry)


def age(entry):
    Entry.objects.filter(pk=entry.pk).update(created_at=PAST, decided_at=PAST, published_at=PAST)
    Note.objects.update(created_at=PAST)
    return Entry.objects.get(pk=entry.pk)


def test_order_numbers_notes_and_holds_go_without_an_address_too(details):
    assert forget_details() == 3
    entry = Entry.objects.get()
    assert (entry.order_number, entry.browser, entry.window_size) == ("", "", "")
    assert not Note.objects.exists() and not Hold.objects.exists()
    assert forget_details() == 0


def test_public_words_and_a_public_name_stay(details):
    forget_details()
    entry = Entry.objects.get()
    assert (entry.text, entry.name, entry.status, entry.version) == ("Good.", "Zanzibar", "published", 1)


def test_a_name_that_never_became_public_goes_and_is_not_found(details):
    Entry.objects.update(status="withheld", is_listed=False)
    forget_details()
    entry = Entry.objects.get()
    assert (entry.text, entry.name) == ("Good.", "") and "zanzibar" not in entry.search_words()


def test_the_search_index_forgets_too(details, monkeypatch):
    asked = []
    task = SimpleNamespace(enqueue=lambda *arguments: asked.append(arguments))
    monkeypatch.setattr("wagtail_feedback.privacy.retention.update_search", task)
    forget_details()
    assert asked == [("wagtail_feedback_reviews.entry", [Entry.objects.get().pk])]


@pytest.mark.parametrize("name", ["created_at", "decided_at", "answered_at", "solved_at"])
def test_what_happened_lately_keeps_them(details, name):
    Entry.objects.update(**{name: timezone.now() - timedelta(days=99)})
    assert forget_details() == 0


def test_an_answer_that_is_owed_keeps_them(details):
    Entry.objects.update(needs_answer=True)
    assert forget_details() == 0


def test_a_young_note_on_an_old_entry_stays(details):
    Note.objects.update(created_at=timezone.now())
    forget_details()
    assert Note.objects.exists()


@pytest.mark.parametrize(("days", "kept"), [(99, True), (101, False)])
def test_the_history_is_forgotten_by_its_own_date(details, settings, days, kept):
    settings.WAGTAILFEEDBACK_LOG_RETENTION_DAYS = 100
    ModelLogEntry.objects.update(timestamp=timezone.now() - timedelta(days=days))
    forget_log()
    assert ModelLogEntry.objects.exists() is kept


def test_the_history_of_other_models_is_not_ours_to_forget(details, settings):
    settings.WAGTAILFEEDBACK_LOG_RETENTION_DAYS = 100
    lines = ModelLogEntry.objects.filter(action="wagtail_feedback.publish")
    ours = lines.get()
    other = ModelLogEntry.objects.log_action(details.book, "wagtail.edit")
    ModelLogEntry.objects.update(timestamp=PAST)
    assert forget_log() == 2 and not lines.filter(pk=ours.pk).exists()
    assert list(ModelLogEntry.objects.values_list("pk", flat=True)) == [other.pk]


def test_the_history_holds_no_words_of_visitors(details):
    kept = str(list(ModelLogEntry.objects.values()))
    assert [trace for trace in ("Zanzibar", "4711", "Fjord", "Good.") if trace in kept] == []


def test_zero_keeps_everything(details, settings):
    settings.WAGTAILFEEDBACK_CONTACT_RETENTION_DAYS = settings.WAGTAILFEEDBACK_LOG_RETENTION_DAYS = 0
    assert (forget_details(), forget_log()) == (0, 0)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="Only SQLite keeps words in segments.")
def test_erased_words_leave_the_segments_of_the_search_index():
    def count_traces():
        with connection.cursor() as cursor:
            cursor.execute("SELECT block FROM wagtailsearch_indexentry_fts_data")
            # A term is stored without the letters that it shares with the one before, such as a number “x…”.
            return sum(b"lophon" in block for (block,) in cursor.fetchall())

    entry = make_entry(make_book(), text="Xylophones", published_at=timezone.now())
    update_index(Entry, [entry.pk])
    EraseAction(entry).execute()
    update_index(Entry, [entry.pk])
    assert count_traces() > 0
    call_command("feedback_prune")
    assert count_traces() == 0


@pytest.fixture
def index_words():
    """The words that MariaDB keeps for the search."""
    if connection.vendor != "mysql":
        pytest.skip("Only MariaDB and MySQL keep words in tables of their own.")
    name, table = connection.settings_dict["NAME"], "wagtailsearch_indexentry"

    def read():
        with connection.cursor() as cursor:
            cursor.execute(f"SET GLOBAL innodb_ft_aux_table = '{name}/{table}'")
            cursor.execute(
                "SELECT word FROM information_schema.innodb_ft_index_table"
                " UNION SELECT word FROM information_schema.innodb_ft_index_cache"
            )
            return {word for (word,) in cursor.fetchall()}

    return read


@pytest.mark.django_db(transaction=True)
def test_erased_words_leave_the_tables_of_the_search_index(index_words):
    entry, other = make_entry(make_book(), text="Xylophones"), make_entry(text="Zithers")
    update_index(Entry, [entry.pk, other.pk])
    EraseAction(entry).execute()
    update_index(Entry, [entry.pk])
    assert {"xylophon00", "zither00"} <= index_words()
    call_command("feedback_prune")
    assert "xylophon00" not in index_words() and "zither00" in index_words()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("has_changed", [True, False])
def test_the_index_is_built_anew_only_where_words_were_removed(index_words, has_changed):
    entry = make_entry(make_book(), text="Xylophones")
    update_index(Entry, [entry.pk])
    Entry.objects.update(text="Zithers")
    update_index(Entry, [entry.pk])
    forget_search_words(has_changed=has_changed)
    assert ("xylophon00" in index_words()) is not has_changed
