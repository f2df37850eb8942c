"""One mail a day for moderators instead of one a submission: what waits in every feature of a site."""

from __future__ import annotations

import operator
from dataclasses import astuple, dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.utils import get_admin_base_url
from wagtail.models import Site

from wagtail_feedback.features import News, get_news
from wagtail_feedback.moderation.models import get_moderated_models
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.outbox.mail_types import EmailContent
from wagtail_feedback.outbox.messages import shop_name
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.outbox.queue import queue_mails
from wagtail_feedback.outbox.staff import staff_mails
from wagtail_feedback.site_settings import FeedbackSettings
from wagtail_feedback.utils.dates import format_day

SHOWN = 5


@dataclass(frozen=True)
class Waiting:
    """What waits on a site: answers that are late or due today, submissions nobody has read, and mails to
    authors that failed since yesterday."""

    late: int = 0
    today: int = 0
    unread: int = 0
    unsent: int = 0

    def __bool__(self) -> bool:
        return any(astuple(self))

    def __add__(self, other: Waiting) -> Waiting:
        return Waiting(*map(operator.add, astuple(self), astuple(other)))

    def __str__(self) -> str:
        """What there is of it; of what there is none, nothing is said."""
        parts = (
            (self.late, ngettext("%(count)s late", "%(count)s late", self.late)),
            (self.today, ngettext("%(count)s due today", "%(count)s due today", self.today)),
            (self.unread, ngettext("%(count)s to read", "%(count)s to read", self.unread)),
            (self.unsent, ngettext("%(count)s email not sent", "%(count)s emails not sent", self.unsent)),
        )
        return ", ".join(words % {"count": count} for count, words in parts if count)


class DigestEmail:
    """Counts, and the oldest urgent submissions without an answer, one line each, to the addresses in the
    site's settings; what came in the day before, to whom it is for."""

    label = gettext_lazy("Digest for moderators")
    to_unconfirmed = False

    def get_content(self, mail: OutboxMail) -> EmailContent | None:
        site = Site.objects.filter(pk=mail.params["site"]).first()
        if site is None:
            return None
        is_listed = mail.recipient in FeedbackSettings.for_site(site).notify_addresses()
        waiting = count_waiting(site) if is_listed else Waiting()
        news = get_news_for(mail.recipient, site, date.fromisoformat(mail.params["day"]))
        if not waiting and not news:
            return None
        told = waiting if waiting else _("what came in yesterday")
        return EmailContent(
            subject=_("Feedback at %(shop)s: %(waiting)s") % {"shop": shop_name(site), "waiting": told},
            template="digest",
            site=site,
            url=_desk_url(),
            button=_("Open the inbox"),
            context={
                "lines": get_urgent(site) if is_listed else [],
                "news": [{"text": each.text, "url": _absolute(each.url)} for each in news],
                "is_listed": is_listed,
                "unsent": waiting.unsent,
                "outbox_url": _admin_url("feedback_outbox:index"),
            },
        )


@timezone.override(None)
def queue_digests() -> int:
    """One mail per site and address, where something waits or came in the day before; at most one a day,
    however often this runs."""
    today = timezone.localdate()
    day = today - timedelta(days=1)
    mails = [
        mail
        for site in Site.objects.select_related("root_page__locale")
        for mail in staff_mails(
            "moderation.digest",
            get_addresses(site, day),
            site,
            key=f"digest:{site.pk}:{today.isoformat()}",
            params={"day": day.isoformat()},
        )
    ]
    queue_mails(mails)
    return len(mails)


def get_addresses(site: Site, day: date) -> list[str]:
    """Whom the digest has something to say to, each once."""
    listed, news = FeedbackSettings.for_site(site).notify_addresses(), get_news(site, day)
    is_for_listed = bool(listed) and (not all(each.addresses for each in news) or bool(count_waiting(site)))
    named = (address for each in news for address in each.addresses)
    return list(dict.fromkeys([*(listed if is_for_listed else []), *named]))


def get_news_for(address: str, site: Site, day: date) -> list[News]:
    listed = FeedbackSettings.for_site(site).notify_addresses()
    return [each for each in get_news(site, day) if address in (each.addresses or listed)]


def count_waiting(site: Site) -> Waiting:
    """The sum over all features."""
    now = timezone.now()
    tonight = timezone.localtime(now).replace(hour=23, minute=59, second=59, microsecond=999_999)
    total = Waiting(unsent=OutboxMail.objects.failed_since(now - timedelta(days=1)).of_site(site).count())
    for model in get_moderated_models():
        rows = model._default_manager.filter(site=site)
        owed = rows.filter(needs_answer__in=[True], status__in=[Status.PENDING, Status.PUBLISHED])
        total += Waiting(
            late=rows.overdue().count(),
            today=owed.filter(due_at__gte=now, due_at__lte=tonight).count(),
            unread=rows.filter(status=Status.PENDING).count(),
        )
    return total


def get_urgent(site: Site) -> list[dict[str, Any]]:
    """What comes first in the queues and has no answer yet, the oldest first."""
    found: list[Any] = []
    for model in get_moderated_models():
        found += model._default_manager.filter(site=site).pressing(SHOWN)
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
    day, late = format_day(row.due_at), row.get_days_late()
    if late:
        text = ngettext(
            "%(days)s working day late, promised by %(day)s",
            "%(days)s working days late, promised by %(day)s",
            late,
        )
        return text % {"days": late, "day": day}
    return (_("late, promised by %(day)s") if row.is_overdue else _("promised by %(day)s")) % {"day": day}


def _desk_url() -> str:
    """The first desk there is."""
    hooks.search_for_hooks()  # a command may run before anything asked for the admin's screens
    viewsets = (getattr(model, "snippet_viewset", None) for model in get_moderated_models())
    urls = (_admin_url(viewset.get_url_name("list")) for viewset in viewsets if viewset is not None)
    return next(filter(None, urls), "")


def _admin_url(name: str) -> str:
    """The whole address of a screen; empty where the admin is not part of this deployment."""
    try:
        return _absolute(reverse(name))
    except NoReverseMatch:
        return ""


def _absolute(path: str) -> str:
    return f"{get_admin_base_url() or ''}{path}" if path.startswith("/") else path
