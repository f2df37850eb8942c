"""One mail a day for moderators instead of one a submission: what waits in every feature of a site."""

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
from wagtail.models import Site

from wagtail_feedback.moderation.models import get_moderated_models
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.outbox.mail_types import EmailContent
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.outbox.queue import NewMail, queue_mails
from wagtail_feedback.site_settings import FeedbackSettings
from wagtail_feedback.utils.dates import format_day

SHOWN = 5


@dataclass(frozen=True)
class Waiting:
    """What waits on a site: answers that are late or due today, submissions nobody has read."""

    late: int = 0
    today: int = 0
    unread: int = 0

    def __bool__(self) -> bool:
        return bool(self.late or self.today or self.unread)

    def __add__(self, other: Waiting) -> Waiting:
        return Waiting(self.late + other.late, self.today + other.today, self.unread + other.unread)

    def __str__(self) -> str:
        return _("Feedback: %(late)s, %(today)s, %(unread)s") % {
            "late": ngettext("%(count)s late", "%(count)s late", self.late) % {"count": self.late},
            "today": ngettext("%(count)s due today", "%(count)s due today", self.today)
            % {"count": self.today},
            "unread": ngettext("%(count)s to read", "%(count)s to read", self.unread)
            % {"count": self.unread},
        }


class DigestEmail:
    """Counts, and the oldest urgent submissions without an answer, one line each."""

    label = gettext_lazy("Digest for moderators")
    to_unconfirmed = False

    def get_content(self, mail: OutboxMail) -> EmailContent | None:
        site = Site.objects.filter(pk=mail.params["site"]).first()
        waiting = count_waiting(site) if site else None
        if site is None or not waiting:
            return None
        shop = FeedbackSettings.for_site(site).shop_name()
        return EmailContent(
            subject=str(waiting),
            template="digest",
            shop=shop,
            url=_desk_url(),
            button=_("Open the inbox"),
            context={"lines": get_urgent(site)},
        )


def queue_digests() -> int:
    """One mail per site and address, where something waits; at most one a day, however often this runs."""
    today = timezone.localdate().isoformat()
    mails = [
        NewMail(
            "moderation.digest",
            recipient=address,
            key=f"digest:{site.pk}:{today}:{hashlib.sha256(address.casefold().encode()).hexdigest()[:16]}",
            params={"site": site.pk, "language": get_staff_language(address, site)},
        )
        for site in Site.objects.select_related("root_page__locale")
        if (addresses := FeedbackSettings.for_site(site).notify_addresses()) and count_waiting(site)
        for address in addresses
    ]
    queue_mails(mails)
    return len(mails)


def count_waiting(site: Site) -> Waiting:
    """The sum over all features."""
    now = timezone.now()
    tonight = timezone.localtime(now).replace(hour=23, minute=59, second=59, microsecond=999_999)
    total = Waiting()
    for model in get_moderated_models():
        rows = model._default_manager.filter(site=site)
        owed = rows.filter(needs_answer=True, status__in=[Status.PENDING, Status.PUBLISHED])
        total += Waiting(
            late=owed.filter(due_at__lt=now).count(),
            today=owed.filter(due_at__gte=now, due_at__lte=tonight).count(),
            unread=rows.filter(status=Status.PENDING).count(),
        )
    return total


def get_urgent(site: Site) -> list[dict[str, Any]]:
    """What comes first in the queues and has no answer yet, the oldest first."""
    found: list[Any] = []
    for model in get_moderated_models():
        rows = model._default_manager.filter(site=site, priority=0, answered_at=None)
        found += rows.filter(status__in=[Status.PENDING, Status.PUBLISHED]).order_by("created_at", "id")[
            :SHOWN
        ]
    finder = AdminURLFinder()
    return [
        {
            "heading": row.heading,
            "deadline": _describe_deadline(row),
            "url": _absolute(finder.get_edit_url(row) or ""),
        }
        for row in sorted(found, key=lambda row: row.created_at)[:SHOWN]
    ]


def _describe_deadline(row: Any) -> str:
    if row.due_at is None:
        return _("received on %(day)s") % {"day": format_day(row.created_at)}
    if row.is_overdue:
        return _("late, promised by %(day)s") % {"day": format_day(row.due_at)}
    return _("promised by %(day)s") % {"day": format_day(row.due_at)}


def get_staff_language(address: str, site: Site) -> str:
    """What the colleague's account prefers, else the language of the site's root."""
    user = get_user_model()._default_manager.filter(email__iexact=address).first()
    profile = getattr(user, "wagtail_userprofile", None)
    return getattr(profile, "preferred_language", "") or site.root_page.locale.language_code


def _desk_url() -> str:
    """The first desk there is."""
    hooks.search_for_hooks()  # a command may run before anything asked for the admin's screens
    for model in get_moderated_models():
        try:
            return _absolute(reverse(model.snippet_viewset.get_url_name("list")))
        except (AttributeError, NoReverseMatch):  # the admin is not part of this deployment
            continue
    return ""


def _absolute(path: str) -> str:
    return f"{get_admin_base_url() or ''}{path}" if path.startswith("/") else path
