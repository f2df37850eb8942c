from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from tests import factories
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.reviews.actions import SaveAnswerDraftAction
from wagtail_feedback.reviews.models import Entry, Note

pytestmark = [pytest.mark.django_db, pytest.mark.portable]


def acts(entry):
    return list(ModelLogEntry.objects.for_instance(entry).order_by("pk").values_list("action", flat=True))


def statuses(entry):
    return Entry.objects.get(pk=entry.pk).status


@pytest.mark.parametrize(
    ("before", "act", "after"),
    [
        ("pending", "approve", "published"),
        ("withheld", "approve", "published"),
        ("pending", "spam", "spam"),
        ("unconfirmed", "spam", "spam"),
        ("spam", "not_spam", "pending"),
    ],
)
def test_decisions(desk, book, before, act, after):
    entry = factories.make_entry(book, status=before)
    earlier = acts(entry)

    assert desk.act(entry, act).status_code == 302
    assert statuses(entry) == after
    assert acts(entry) == [*earlier, f"wagtail_feedback.{ {'approve': 'publish'}.get(act, act) }"]


@pytest.mark.parametrize(
    ("before", "act"),
    [("published", "approve"), ("published", "spam"), ("erased", "approve"), ("withdrawn", "approve")],
)
def test_a_move_that_is_not_allowed_changes_nothing_and_says_what_the_state_is(desk, book, before, act):
    entry = factories.make_entry(book, status=before)

    assert desk.act(entry, act).status_code == 409
    assert statuses(entry) == before


def test_withholding_needs_a_reason_of_the_list(desk, book):
    entry = factories.make_entry(book, status="pending")

    for reason in ("", "negative"):
        response = desk.act(entry, "withhold", reason=reason, author_note="Take the name out", position="We")
        assert response.status_code == 422
        assert "Take the name out" in response.content.decode()
        assert "\nWe</textarea>" in response.content.decode()
    assert statuses(entry) == "pending"

    desk.act(entry, "withhold", reason="personal", author_note="Take the name out")
    entry = Entry.objects.get(pk=entry.pk)
    assert (entry.status, entry.withheld_reason, entry.withheld_note) == (
        "withheld",
        "personal",
        "Take the name out",
    )


def test_after_a_decision_the_next_entry_of_the_same_view_opens(desk, book):
    entries = [factories.make_entry(book, status="pending", kind="complaint") for _ in range(3)]
    factories.make_entry(book, status="pending", kind="question")
    view = {"tab": "read", "kind": "complaint"}

    assert desk.act(entries[1], "approve", query=view).url == desk.url(entries[2], **view)
    assert desk.act(entries[2], "approve", query=view).url == desk.url(entries[0], **view)
    last = desk.act(entries[0], "approve", query=view)
    assert last.url.endswith("entry/?tab=read&kind=complaint")


def test_deciding_from_the_list_comes_back_to_the_same_row(desk, book):
    entry = factories.make_entry(book, status="pending")
    response = desk.act(entry, "approve", list_query="?tab=read&after=0.1.1", row="3")

    assert (
        response.url
        == reverse("wagtailsnippets_wagtail_feedback_reviews_entry:list") + "?tab=read&after=0.1.1#row-3"
    )
    away = desk.act(
        factories.make_entry(book, status="pending"), "approve", list_query="//evil.example/", row="x"
    )
    assert away.url.startswith("/admin/")


def test_a_typed_answer_is_kept_as_a_draft_when_approving(desk, book):
    entry = factories.make_entry(book, status="pending", kind="complaint", language="ru")
    desk.act(entry, "approve", position="Вы правы.", done="", result="")

    version = entry.answer_versions.get()
    assert (version.position, version.role, version.is_published) == (
        "<p>Вы правы.</p>",
        "Служба заботы",
        False,
    )
    assert "Вы правы.</textarea>" in desk.open(entry).content.decode()


def test_an_unchanged_draft_is_not_saved_again(desk, book, moderator):
    entry = factories.make_entry(book, status="pending")
    SaveAnswerDraftAction(entry, position="First\n\nSecond & third", role="x", user=moderator).execute()
    form = desk.open(entry).context["answer_form"]
    desk.act(entry, "approve", **form.get_parts())

    assert entry.answer_versions.count() == 1


def test_answering_publishes_entry_and_answer_and_sends_one_mail(desk, book):
    entry = factories.make_entry(book, status="pending", kind="complaint", email="anna@example.org")
    desk.act(entry, "publish_answer", position="You are right.", done="Sent a new one on 5 May.", result="")
    entry = Entry.objects.get(pk=entry.pk)

    assert entry.status == "published" and entry.answer.role == "Customer care"
    assert not entry.needs_answer
    assert list(OutboxMail.objects.values_list("mail_type", flat=True)) == ["reviews.answered"]


def test_an_answer_without_a_position_is_asked_for_one(desk, book):
    entry = factories.make_entry(book, status="pending")
    response = desk.act(entry, "publish_answer", position=" ", done="Repaired it", result="")

    assert response.status_code == 422
    assert "Repaired it" in response.content.decode()
    assert statuses(entry) == "pending"


def test_an_answer_too_long_keeps_the_decision_back_and_every_word(desk, book):
    entry = factories.make_entry(book, status="pending")
    response = desk.act(entry, "approve", position="x" * 10_001)

    assert response.status_code == 422
    assert "x" * 10_001 in response.content.decode()
    assert statuses(entry) == "pending"


def test_only_those_who_may_publish_answers(site, book):
    from tests.moderation.conftest import open_desk

    desk = open_desk(factories.make_user("helper", permissions=("moderate_entry",)))
    entry = factories.make_entry(book)

    assert 'value="publish_answer"' not in desk.open(entry).content.decode()
    desk.act(entry, "publish_answer", position="Me!")
    assert not hasattr(Entry.objects.get(pk=entry.pk), "answer")
    desk.act(entry, "save_draft", position="Perhaps so")
    assert entry.answer_versions.get().position == "<p>Perhaps so</p>"


def test_redaction_is_exact_visible_and_logged(desk, book):
    entry = factories.make_entry(book, status="pending", text="Call +7 910 123-45-14 please")

    assert desk.act(entry, "redact", words="+7 999").status_code == 422
    desk.act(entry, "redact", words="+7 910 123-45-14", position="We will call")

    assert Entry.objects.get(pk=entry.pk).shown.text == "Call [removed] please"
    assert acts(entry) == ["wagtail_feedback.redact", "wagtail_feedback.answer_draft"]
    assert "Personal data removed" in desk.open(entry).content.decode()


def test_notes_stay_among_colleagues(desk, book):
    entry = factories.make_entry(book)
    desk.act(entry, "note", note="Asked the courier")

    assert Note.objects.get().text == "Asked the courier"
    assert "Asked the courier" in desk.open(entry).content.decode()
    assert desk.act(entry, "note", note=" ").status_code == 422


def test_addresses_are_masked_until_somebody_looks_and_that_is_logged(desk, book):
    entry = factories.make_entry(book, email="anna.k@example.org", order_number="4-118")
    page = desk.open(entry).content.decode()
    assert "an…@example.org" in page
    assert "anna.k@example.org" not in page and "4-118" not in page

    shown = desk.act(entry, "show_contact", position="typed")
    assert "anna.k@example.org" in shown.content.decode() and "4-118" in shown.content.decode()
    assert "\ntyped</textarea>" in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert acts(entry) == ["wagtail_feedback.publish", "wagtail_feedback.view_contact"]


def test_without_the_permission_addresses_stay_masked(site, book):
    from tests.moderation.conftest import open_desk

    desk = open_desk(factories.make_user("helper", permissions=("moderate_entry",)))
    entry = factories.make_entry(book, email="anna.k@example.org")

    assert "anna.k@example.org" not in desk.act(entry, "show_contact").content.decode()
    assert 'value="show_contact"' not in desk.open(entry).content.decode()
    assert acts(entry) == ["wagtail_feedback.publish"]


def test_unknown_buttons_and_missing_tokens_are_refused(desk, book):
    entry = factories.make_entry(book, status="pending")

    assert desk.act(entry, "delete").status_code == 400
    desk.client.handler.enforce_csrf_checks = True
    assert desk.act(entry, "approve").status_code == 403
    assert statuses(entry) == "pending"


def test_checklist_and_earlier_answers(desk, book):
    earlier = factories.make_entry(book, kind="complaint", title="Handle loose", text="The handle is loose")
    factories.make_answer(earlier, position="<p>Sorry, the screw was short.</p>")
    other = factories.make_entry(book, kind="thanks", title="Thanks", text="Kind courier")
    factories.make_answer(other, position="<p>Thank you!</p>")
    entry = factories.make_entry(
        book,
        status="pending",
        kind="complaint",
        name="Anna K.",
        title="Loose handle",
        text="My handle is loose",
    )
    response = desk.open(entry)

    assert [answer.entry for answer, _words, _url in response.context["similar"]] == [earlier]
    assert "Sorry, the screw was short." in response.content.decode()
    assert {check.rule: check.ok for check in response.context["checks"]} == dict.fromkeys(
        ("name", "courtesy", "own", "date", "result"), False
    )
    desk.act(entry, "save_draft", position="Anna, thank you.", done="5 May", result="Solved")
    assert all(check.ok for check in desk.open(entry).context["checks"])


def test_the_same_text_with_one_star_and_with_five_gets_the_same_screen(desk, book):
    one, five = (
        factories.make_entry(book, status="pending", kind="review", rating=stars, text="Same")
        for stars in (1, 5)
    )
    contexts = [desk.open(entry).context for entry in (one, five)]

    for name in ("can", "checks", "holds", "similar", "role"):
        assert contexts[0][name] == contexts[1][name]


def test_gone_entries_show_a_place_and_no_form(desk, book):
    entry = factories.make_entry(book, status="erased", text="", title="")
    page = desk.open(entry).content.decode()

    assert "The text is gone" in page
    for act in ("approve", "withhold", "spam", "save_draft", "redact"):
        assert f'value="{act}"' not in page
    assert desk.act(entry, "save_draft", position="x").status_code == 409
    assert entry.answer_versions.count() == 0
