"""The mails of the review book to the author of an entry."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from wagtail_feedback.contacts.tokens import STATUS, make_token
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.outbox.mail_types import EmailContent
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.reviews.models import Answer, Entry
from wagtail_feedback.reviews.models.choices import Kind
from wagtail_feedback.reviews.person import shop_name
from wagtail_feedback.utils import text
from wagtail_feedback.utils.dates import day


class EntryEmail:
    """A mail about what happened to an entry. News that newer news overtook is not sent."""

    label: str | Promise = ""
    to_unconfirmed = False

    def compose(self, mail: OutboxMail) -> EmailContent | None:
        entries = Entry.objects.select_related("book__site", "answer", "contact")
        entry = entries.filter(contact=mail.contact).first() if mail.contact else None
        if entry is None or OutboxMail.objects.replaced(mail):
            return None
        return self.about(entry)

    def about(self, entry: Entry) -> EmailContent | None:
        """The letter, or None where the entry's state makes it untrue by now."""
        raise NotImplementedError


class PublishedEmail(EntryEmail):
    """It is in the book; when the answer comes."""

    label = gettext_lazy("Entry published")

    def about(self, entry: Entry) -> EmailContent | None:
        if entry.status != Status.PUBLISHED:
            return None
        promised = entry.needs_answer and entry.due_at is not None and entry.due_at > timezone.now()
        return EmailContent(
            subject=_("Your entry is published"),
            template="published",
            shop=shop_name(entry.book),
            url=reverse("wagtail_feedback_reviews:permalink", args=[entry.public_id]),
            button=pgettext("feedback", "Open"),
            context={"promise": day(entry.due_at) if promised and entry.due_at else ""},
        )


class WithheldEmail(EntryEmail):
    """It is not in the book; why, and what the moderator wrote about it."""

    label = gettext_lazy("Entry not published")

    def about(self, entry: Entry) -> EmailContent | None:
        if entry.status != Status.WITHHELD:
            return None
        return EmailContent(
            subject=_("We have not published your entry"),
            template="withheld",
            shop=shop_name(entry.book),
            url=status_path(entry),
            button=_("Open the page of your entry"),
            context={"reason": entry.get_withheld_reason_display(), "note": entry.withheld_note},
        )


class AnsweredEmail(EntryEmail):
    """The shop's answer, whole; and the question that only the author can settle."""

    label = gettext_lazy("Answer")

    def about(self, entry: Entry) -> EmailContent | None:
        answer = getattr(entry, "answer", None)
        if answer is None or entry.is_gone or entry.status == Status.SPAM:
            return None
        asks = asks_solved(entry)
        return EmailContent(
            subject=_("We have added to our answer") if answer.edited_at else _("We have answered you"),
            template="answered",
            shop=shop_name(entry.book),
            url=status_path(entry),
            button=pgettext("feedback, the problem", "Solved") if asks else _("Open the page of your entry"),
            context={"answer": answer, "parts": answer_parts(answer), "asks_solved": asks},
        )


def answer_parts(answer: Answer) -> list[dict[str, str | SafeString]]:
    """The three parts with their labels; an empty one is to follow."""
    parts = (
        (_("Our position"), answer.position, answer.position_html),
        (_("What was done"), answer.done, answer.done_html),
        (pgettext("feedback", "Result"), answer.result, answer.result_html),
    )
    return [{"label": label, "text": text.plain(raw), "html": html} for label, raw, html in parts]


def asks_solved(entry: Entry) -> bool:
    """Complaints, and whatever else the shop promised to answer, can be solved; thanks cannot."""
    return entry.kind == Kind.COMPLAINT or entry.due_at is not None


def status_path(entry: Entry) -> str:
    """Path of the author's own page; empty for an entry without an address."""
    if entry.contact is None:
        return ""
    return reverse("wagtail_feedback_reviews:status", args=[make_token(entry.contact, STATUS)])
