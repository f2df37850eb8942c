"""One mail a day for moderators instead of one an entry."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.utils import get_admin_base_url

from wagtail_feedback.moderation.states import Status
from wagtail_feedback.outbox.mail_types import EmailContent
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.outbox.queue import NewMail, queue_mails
from wagtail_feedback.reviews.models import Entry, ReviewBook
from wagtail_feedback.reviews.models.choices import Kind
from wagtail_feedback.reviews.person import shop_name
from wagtail_feedback.utils.dates import day

COMPLAINTS = 5


@dataclass(frozen=True)
class Waiting:
    """What waits in a book: answers that are late or due today, entries nobody has read."""

    late: int
    today: int
    unread: int

    def __bool__(self) -> bool:
        return bool(self.late or self.today or self.unread)

    def __str__(self) -> str:
        return _("Feedback: %(late)s, %(today)s, %(unread)s") % {
            "late": ngettext("%(count)s late", "%(count)s late", self.late) % {"count": self.late},
            "today": ngettext("%(count)s due today", "%(count)s due today", self.today)
            % {"count": self.today},
            "unread": ngettext("%(count)s to read", "%(count)s to read", self.unread)
            % {"count": self.unread},
        }


class DigestEmail:
    """Counts, and the five oldest complaints, one line each."""

    label = gettext_lazy("Digest for moderators")
    to_unconfirmed = False

    def compose(self, mail: OutboxMail) -> EmailContent | None:
        book = ReviewBook.objects.select_related("site").filter(pk=mail.params["book"]).first()
        waiting = waiting_in(book) if book else None
        if book is None or not waiting:
            return None
        return EmailContent(
            subject=str(waiting),
            template="digest",
            shop=shop_name(book),
            url=_desk_url(),
            button=_("Open the inbox"),
            context={"book": book.name, "complaints": oldest_complaints(book)},
        )


def queue_digests() -> int:
    """One mail per book and address, where something waits; at most one a day, however often this runs."""
    today = timezone.localdate().isoformat()
    news = [
        NewMail(
            "reviews.digest",
            recipient=address,
            key=f"digest:{book.pk}:{today}:{hashlib.sha256(address.casefold().encode()).hexdigest()[:16]}",
            params={"book": book.pk, "language": language_of(address, book)},
        )
        for book in ReviewBook.objects.exclude(notify="").select_related("site__root_page__locale")
        if waiting_in(book)
        for address in book.notify_addresses()
    ]
    queue_mails(news)
    return len(news)


def waiting_in(book: ReviewBook) -> Waiting:
    now = timezone.now()
    needs_answer = Entry.objects.filter(
        book=book, needs_answer=True, status__in=[Status.PENDING, Status.PUBLISHED]
    )
    tonight = timezone.localtime(now).replace(hour=23, minute=59, second=59, microsecond=999_999)
    return Waiting(
        late=needs_answer.filter(due_at__lt=now).count(),
        today=needs_answer.filter(due_at__gte=now, due_at__lte=tonight).count(),
        unread=Entry.objects.filter(book=book, status=Status.PENDING).count(),
    )


def oldest_complaints(book: ReviewBook) -> list[dict[str, Any]]:
    """Complaints without an answer, the oldest first."""
    open_ones = Entry.objects.filter(
        book=book, kind=Kind.COMPLAINT, status__in=[Status.PENDING, Status.PUBLISHED], answered_at=None
    )
    finder = AdminURLFinder()
    return [
        {
            "heading": entry.heading,
            "clock": _clock(entry),
            "url": _whole(finder.get_edit_url(entry) or ""),
        }
        for entry in open_ones.in_queue_order()[:COMPLAINTS]
    ]


def _clock(entry: Entry) -> str:
    if entry.due_at is None:
        return _("received on %(day)s") % {"day": day(entry.created_at)}
    if entry.is_overdue:
        return _("late, promised by %(day)s") % {"day": day(entry.due_at)}
    return _("promised by %(day)s") % {"day": day(entry.due_at)}


def language_of(address: str, book: ReviewBook) -> str:
    """What the colleague's account prefers, else the language of the site's root."""
    user = get_user_model()._default_manager.filter(email__iexact=address).first()
    profile = getattr(user, "wagtail_userprofile", None)
    return getattr(profile, "preferred_language", "") or book.site.root_page.locale.language_code


def _desk_url() -> str:
    hooks.search_for_hooks()  # a command may run before anything asked for the admin's screens
    try:
        return _whole(reverse(Entry.snippet_viewset.get_url_name("list")))
    except (AttributeError, NoReverseMatch):  # the admin is not part of this deployment
        return ""


def _whole(path: str) -> str:
    return f"{get_admin_base_url() or ''}{path}" if path.startswith("/") else path
