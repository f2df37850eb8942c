"""What every action writes: the row, its version, the history, the mail, the counts; and whom it tells."""

from __future__ import annotations

import contextlib

import pytest
from django.db import transaction
from wagtail.models import ModelLogEntry

from tests.factories import make_answer, make_book, make_entry, make_user
from tests.moderation.test_state_machine import MAKERS
from wagtail_feedback.moderation.actions import (
    AddNoteAction,
    PublishAction,
    RedactAction,
    WithholdAction,
    execute_all,
)
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.reviews.actions import PublishAnswerAction
from wagtail_feedback.reviews.models import Entry, EntryCount
from wagtail_feedback.signals import moderation_changed
from wagtail_feedback.utils.redaction import MARK

pytestmark = pytest.mark.django_db
#: The state each action is tried in.
FROM = {"not_spam": "spam", "confirm": "unconfirmed", "solved": "published", "redact": "published"}
LEAVE_THE_ROW = {"note", "view_contact"}
DECISIONS = {"publish", "withhold", "spam", "not_spam", "answer"}
MAILS = {"publish": "reviews.published", "withhold": "reviews.withheld", "answer": "reviews.answered"}
DATA = {"withhold": {"reason": "abuse"}, "solved": {"solved": True}}


@pytest.fixture
def told():
    """What ``moderation_changed`` told of entries, as ``(sender, [(pk, old, new)], user)``."""
    heard = []

    def hear(sender, changes, user, **kwargs):
        heard.append((sender, [(row.pk, old, row.status) for row, old in changes], user))

    moderation_changed.connect(hear, sender=Entry)
    yield heard
    moderation_changed.disconnect(hear, sender=Entry)


def make_row(action, **fields):
    state = FROM.get(action, "pending")
    book = make_book(confirm_first=state == "unconfirmed")
    fields = {"kind": "complaint", "text": "The handle came loose.", "email": "anna@example.org", **fields}
    row = make_entry(book, status=state, **fields)
    if action == "solved":
        make_answer(row)
    Entry.objects.filter(pk=row.pk).update(decided_at=None)
    ModelLogEntry.objects.all().delete()
    return Entry.objects.get(pk=row.pk)


@pytest.fixture(params=MAKERS)
def done(request):
    """Every action, done: its name, the row before and after."""
    before = make_row(request.param)
    user = make_user(superuser=True)
    action = MAKERS[request.param](before)
    action.user = user
    after = action.execute()
    return request.param, before, Entry.objects.get(pk=after.pk), user


def test_history_keeps_who_did_what_from_where(done):
    name, before, row, user = done
    line = ModelLogEntry.objects.get()
    assert (line.action, line.user_id, line.object_id) == (f"wagtail_feedback.{name}", user.pk, str(row.pk))
    assert line.data == {"old": FROM.get(name, "pending"), **DATA.get(name, {})}
    assert line.content_changed is (name not in LEAVE_THE_ROW)


def test_the_version_counts_changes_of_the_row(done):
    name, before, row, _user = done
    assert row.version == before.version + (name not in LEAVE_THE_ROW)


def test_the_author_is_written_to_once_where_there_is_news(done):
    name, _before, row, _user = done
    kind = MAILS.get(name)
    expected = [(kind, row.contact_id, f"{kind}:{row.pk}:{row.version}")] if kind else []
    assert list(OutboxMail.objects.values_list("mail_type", "contact_id", "key")) == expected


def test_only_a_decision_is_dated_as_one(done):
    name, _before, row, _user = done
    assert (row.decided_at is not None) is (name in DECISIONS)


@pytest.mark.parametrize("name", MAKERS)
def test_the_row_returned_is_the_row_stored(name):
    row = MAKERS[name](make_row(name)).execute()
    stored = Entry.objects.get(pk=row.pk)
    fields = [field.attname for field in Entry._meta.concrete_fields]
    assert [getattr(row, each) for each in fields] == [getattr(stored, each) for each in fields]


@pytest.mark.parametrize("name", MAKERS)
def test_without_an_address_nothing_is_queued(name):
    MAKERS[name](make_row(name, email="")).execute()
    assert not OutboxMail.objects.exists()


@pytest.mark.parametrize("name", MAKERS)
def test_listeners_are_told_after_the_commit(name, told, django_capture_on_commit_callbacks):
    row, user = make_row(name), make_user(superuser=True)
    old, action = row.status, MAKERS[name](row)
    action.user = user
    with django_capture_on_commit_callbacks(execute=True):
        after = action.execute()
        assert told == []
    assert told == ([] if name in LEAVE_THE_ROW else [(Entry, [(row.pk, old, after.status)], user)])


@pytest.mark.portable
def test_listeners_hear_nothing_of_what_is_rolled_back(told, django_capture_on_commit_callbacks):
    row = make_row("publish")
    with (
        django_capture_on_commit_callbacks(execute=True),
        contextlib.suppress(ZeroDivisionError),
        transaction.atomic(),
    ):
        PublishAction(row).execute()
        raise ZeroDivisionError
    assert told == [] and Entry.objects.get().status == "pending"


def test_publishing_what_was_withheld_forgets_reason_and_note():
    row = WithholdAction(make_row("withhold"), reason="abuse", note="Be kind.").execute()
    assert (row.withheld_reason, row.withheld_note) == ("abuse", "Be kind.")
    row = PublishAction(row).execute()
    assert (row.withheld_reason, row.withheld_note, row.is_listed) == ("", "", True)


def test_publishing_again_keeps_the_first_day():
    row = PublishAction(make_row("publish")).execute()
    first = row.published_at
    row = PublishAction(WithholdAction(row, reason="abuse").execute()).execute()
    assert first is not None and row.published_at == first


@pytest.mark.parametrize("reason", ["", "unkind", "stars"])
def test_a_reason_that_is_not_on_the_list_is_refused(reason):
    with pytest.raises(ValueError):
        WithholdAction(make_row("withhold"), reason=reason)


def test_a_note_is_kept_with_its_writer():
    user = make_user(superuser=True)
    row = AddNoteAction(make_row("note"), text="Ask the warehouse.", user=user).execute()
    assert list(row.notes.values_list("text", "user")) == [("Ask the warehouse.", user.pk)]


@pytest.mark.parametrize("field", ["title", "text", "name", "place"])
def test_redaction_reaches_every_public_field_and_the_search(field):
    row = make_row("redact", **{field: "Ring Semyon at noon."})
    row = RedactAction(row, text=" Semyon ").execute()
    assert getattr(row, field) == f"Ring {MARK} at noon."
    assert row.redacted_at is not None and "semyon" not in Entry.objects.get().search_words()


@pytest.mark.parametrize("text", ["", "  ", "spanner"])
def test_redaction_of_words_that_are_not_there_changes_nothing(text):
    row = make_row("redact")
    with pytest.raises(ValueError, match="does not contain"):
        RedactAction(row, text=text).execute()
    assert Entry.objects.get().version == row.version and not ModelLogEntry.objects.exists()


@pytest.mark.parametrize("name", ["withdraw", "erase"])
def test_what_is_gone_is_taken_for_no_repeat_and_kept_in_no_index(name):
    row = MAKERS[name](make_row(name, name="Anna")).execute()
    assert row.text_digest == "" and not Entry.get_indexed_objects().exists()


def test_one_action_moves_the_counts_both_ways():
    row = PublishAction(make_row("publish")).execute()
    assert list(EntryCount.objects.values_list("kind", "rating", "count")) == [("complaint", 4, 1)]
    WithholdAction(row, reason="abuse").execute()
    assert sum(EntryCount.objects.values_list("count", flat=True)) == 0


def make_rows(number, **fields):
    book = make_book()
    return [make_entry(book, status="pending", email=f"a{n}@example.org", **fields) for n in range(number)]


@pytest.mark.portable
def test_two_rows_decided_together_are_both_saved(told, django_capture_on_commit_callbacks):
    rows = make_rows(2)
    ModelLogEntry.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        done = execute_all([PublishAction(row) for row in reversed(rows)])
    assert [row.pk for row in done] == [row.pk for row in rows]
    assert list(Entry.objects.values_list("status", "version", "is_listed")) == [("published", 1, True)] * 2
    assert [line.action for line in ModelLogEntry.objects.all()] == ["wagtail_feedback.publish"] * 2
    assert told == [(Entry, [(row.pk, "pending", "published") for row in rows], None)]


@pytest.mark.portable
def test_rows_decided_together_are_counted_and_written_to():
    execute_all([PublishAction(row) for row in make_rows(3)])
    assert EntryCount.objects.get(kind="review", rating=4).count == 3
    assert OutboxMail.objects.filter(mail_type="reviews.published").count() == 3


@pytest.mark.portable
def test_rows_answered_together_all_have_their_answers():
    rows = make_rows(2, kind="complaint")
    done = execute_all([PublishAnswerAction(row, position="Sorry.", role="Care") for row in rows])
    assert [row.answer.position for row in done] == ["<p>Sorry.</p>"] * 2
    assert not Entry.objects.filter(needs_answer=True).exists()


def make_many(number):
    """Rows without the cost of the actions that make one."""
    first = make_entry(status="pending")
    fields = {"book": first.book, "site": first.site, "kind": "review", "language": "en", "rating": 4}
    Entry.objects.bulk_create(Entry(text="x", **fields) for _turn in range(number - 1))
    return list(Entry.objects.order_by("pk"))


@pytest.mark.portable
def test_five_hundred_at_once():
    assert len(execute_all([PublishAction(row) for row in make_many(500)])) == 500
    assert Entry.objects.filter(status="published", version=1).count() == 500
    assert EntryCount.objects.get(kind="review", rating=4).count == 500


def test_five_hundred_and_one_are_refused():
    rows = make_many(501)
    with pytest.raises(ValueError, match="500 at most, not 501"):
        execute_all([PublishAction(row) for row in rows])
    assert not Entry.objects.exclude(status="pending").exists()


def test_none_at_once_is_no_error():
    assert execute_all([]) == []
