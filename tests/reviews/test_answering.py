"""An answer and the publication of its entry are one act."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import ModelLogEntry

from tests.factories import make_book, make_entry, make_user
from tests.moderation.conftest import open_desk
from tests.submissions.forms import soup
from tests.tables import package_rows
from wagtail_feedback.moderation.actions import WithholdAction
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.reviews.actions import PublishAnswerAction, SaveAnswerDraftAction
from wagtail_feedback.reviews.models import Answer, AnswerVersion, Entry

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
#: What a reader's eye takes for nothing.
BLANK = ["", " ", "\n\n", "&nbsp;", "<p></p>", "<p>&nbsp;</p>", "<img src=x>", "\u200b", "&#8203;", "&shy;"]
BLANK += [
    "\u2800",
    "&#x2800;",
    "<br>",
    "<script></script>",
    '<a href="/x"></a>',
    "&zwj;",
    "<ul><li></li></ul>",
]


@pytest.fixture
def book():
    return make_book()


def make_complaint(book, status="pending"):
    entry = make_entry(
        book, kind="complaint", status=status, text="The handle came loose.", email="anna@example.org"
    )
    ModelLogEntry.objects.all().delete()
    return entry


def answer(entry, position="You are right.", **options):
    return PublishAnswerAction(entry, **{"position": position, "role": "Care", **options}).execute()


@pytest.mark.parametrize("status", ["pending", "withheld"])
def test_an_answer_publishes_its_entry_in_one_act(book, status):
    entry = answer(make_complaint(book, status))
    assert (entry.status, entry.is_listed, entry.withheld_reason) == ("published", True, "")
    assert None not in (entry.published_at, entry.answered_at, entry.decided_at)
    assert [mail.mail_type for mail in OutboxMail.objects.all()] == ["reviews.answered"]
    line = ModelLogEntry.objects.get()
    assert (line.action, line.data) == ("wagtail_feedback.answer", {"old": status})


@pytest.mark.parametrize("permission", ["answer_entry", "moderate_entry"])
@pytest.mark.parametrize("status", ["pending", "withheld"])
def test_one_permission_of_two_changes_nothing(book, status, permission):
    entry, user = make_complaint(book, status), make_user(permissions=(permission,))
    before = package_rows()
    with pytest.raises(PermissionDenied):
        answer(entry, user=user)
    assert package_rows() == before


def test_answering_what_is_public_needs_no_right_to_moderate(book):
    entry = make_complaint(book, "published")
    decided = entry.decided_at
    entry = answer(entry, user=make_user(permissions=("answer_entry",)))
    assert entry.answer.position == "<p>You are right.</p>" and entry.decided_at == decided


def test_an_answer_ends_the_promise(book):
    entry = make_complaint(book, "published")
    assert entry.needs_answer and Entry.objects.awaiting_answer().exists()
    answer(entry)
    entry = Entry.objects.get()
    assert not entry.needs_answer and entry.answered_at is not None
    assert not Entry.objects.awaiting_answer().exists() and not Entry.objects.overdue().exists()


def test_a_second_answer_is_an_edit_of_the_first(book):
    entry = answer(make_complaint(book))
    first = Answer.objects.get()
    assert first.edited_at is None
    entry = answer(entry, "We sent a new one.", done="Sent on Monday.")
    second = Answer.objects.get()
    assert second.pk == first.pk and second.edited_at is not None
    assert (second.position, second.done) == ("<p>We sent a new one.</p>", "<p>Sent on Monday.</p>")
    assert second.published_at == first.published_at


def test_a_second_answer_keeps_the_day_of_the_first(book):
    entry = answer(make_complaint(book))
    first = Entry.objects.get().answered_at
    assert answer(entry, "Once more.").answered_at == first
    assert OutboxMail.objects.filter(mail_type="reviews.answered").count() == 2


def test_every_version_is_kept(book):
    user = make_user(superuser=True)
    entry = make_complaint(book)
    SaveAnswerDraftAction(entry, position="Draft.", role="Care", user=user).execute()
    answer(entry, "Public.", user=user)
    kept = AnswerVersion.objects.order_by("pk").values_list("position", "is_published", "user", "role")
    assert list(kept) == [
        ("<p>Draft.</p>", False, user.pk, "Care"),
        ("<p>Public.</p>", True, user.pk, "Care"),
    ]


def test_a_draft_is_seen_by_nobody(book):
    entry = SaveAnswerDraftAction(make_complaint(book), position="Draft.", role="Care").execute()
    assert not Answer.objects.exists() and not OutboxMail.objects.exists()
    assert (entry.status, entry.answered_at, entry.needs_answer) == ("pending", None, True)


@pytest.mark.parametrize("position", BLANK)
def test_what_looks_empty_is_no_answer(book, position):
    with pytest.raises(ValueError, match="position"):
        PublishAnswerAction(make_complaint(book), position=position, role="Care")


@pytest.mark.parametrize("position", BLANK)
def test_what_looks_empty_is_asked_for_in_the_form(book, position):
    desk = open_desk(make_user(superuser=True))
    entry = make_complaint(book)
    response = desk.act(entry, "publish_answer", position=position, done="Sent.", result="")
    assert response.status_code == 422
    assert "An answer starts with our position." in response.content.decode()
    assert Entry.objects.get().status == "pending" and not Answer.objects.exists()


@pytest.mark.parametrize("part", ["position", "done", "result"])
@pytest.mark.parametrize("action", [SaveAnswerDraftAction, PublishAnswerAction])
def test_a_part_too_long_is_refused(book, action, part):
    with pytest.raises(ValueError, match="10000"):
        action(make_complaint(book), role="Care", **{"position": "Yes.", part: "x" * 10_001})


def test_answers_hold_no_script(book):
    entry = answer(make_complaint(book), "<script>alert(1)</script><b onclick=x>Yes</b>")
    assert "<script" not in entry.answer.position and "onclick" not in entry.answer.position


def correct(book, **typed):
    """Publish a new text of a published answer on the desk; how many mails about answers that makes."""
    desk, entry = open_desk(make_user(superuser=True)), make_complaint(book, "published")
    answer(entry, "You are rihgt.", done="Sent.", result="It holds.")
    OutboxMail.objects.all().delete()
    desk.act(
        entry, "publish_answer", **{"position": "You are right.", "done": "Sent.", "result": "x", **typed}
    )
    assert Answer.objects.get().position == "<p>You are right.</p>"
    return OutboxMail.objects.filter(mail_type="reviews.answered").count()


def test_a_correction_is_quiet_unless_the_moderator_says_otherwise(book):
    assert correct(book) == 0


def test_a_correction_with_the_tick_is_mailed(book):
    assert correct(book, tell_author="on") == 1


@pytest.mark.parametrize(("result", "is_ticked"), [("It holds.", False), ("", True)])
def test_the_tick_is_set_beforehand_while_a_part_is_still_to_follow(book, result, is_ticked):
    desk, entry = open_desk(make_user(superuser=True)), make_complaint(book, "published")
    answer(entry, done="Sent.", result=result)
    box = soup(desk.client.get(desk.url(entry))).select_one("input[name=tell_author]")
    assert box.has_attr("checked") is is_ticked
    assert soup(desk.client.get(desk.url(entry))).select_one(f"#{box['aria-describedby']}")


@pytest.mark.parametrize("status", ["pending", "published", "withheld"])
def test_the_first_answer_is_always_mailed_and_asks_nothing(book, status):
    desk, entry = open_desk(make_user(superuser=True)), make_complaint(book, status)
    assert not soup(desk.client.get(desk.url(entry))).select("input[name=tell_author]")
    desk.act(entry, "publish_answer", position="You are right.")
    assert OutboxMail.objects.filter(mail_type="reviews.answered").count() == 1


def test_what_is_published_anew_with_its_answer_is_mailed(book):
    entry = answer(make_complaint(book, "published"))
    WithholdAction(entry, reason="personal").execute()
    OutboxMail.objects.all().delete()
    answer(Entry.objects.get(), "Once more.", tell_author=False)
    assert OutboxMail.objects.filter(mail_type="reviews.answered").count() == 1


def test_an_author_without_an_address_is_not_asked_about(book):
    entry = make_entry(book, kind="complaint")
    answer(entry)
    desk = open_desk(make_user(superuser=True))
    assert not soup(desk.client.get(desk.url(entry))).select("input[name=tell_author]")
