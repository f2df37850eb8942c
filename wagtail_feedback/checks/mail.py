"""Whether mail goes out, and to people who agreed to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError
from wagtail.models import Site

from wagtail_feedback.conf import conf
from wagtail_feedback.moderation.admin.deletion import find_dependents
from wagtail_feedback.outbox.delivery import DELIVERY_METHODS, IMMEDIATE, THREAD, delivery_method
from wagtail_feedback.site_settings import FeedbackSettings
from wagtail_feedback.utils.background import threads_allowed


@register()
def check_mail_delivery(**kwargs: Any) -> list[CheckMessage]:
    name, method = "WAGTAILFEEDBACK_MAIL_DELIVERY", conf.MAIL_DELIVERY
    if method not in DELIVERY_METHODS:
        hint = "It may be " + ", ".join(f"“{known}”" for known in DELIVERY_METHODS) + "."
        return [Error(f"{name} is “{method}”: no mail is sent.", hint=hint, id="wagtail_feedback.E010")]
    if delivery_method() == THREAD and not threads_allowed():
        return [
            Warning(
                "Mail is sent by a thread, but uWSGI starts none here: mail waits for feedback_send_mail.",
                hint=f"Set enable-threads in uWSGI's configuration, or {name} to “off” and run "
                "feedback_send_mail from cron, or use a task worker (TASKS).",
                id="wagtail_feedback.W010",
            )
        ]
    return []


@register(deploy=True)
def check_immediate_mail(**kwargs: Any) -> list[CheckMessage]:
    if delivery_method() != IMMEDIATE:
        return []
    return [
        Warning(
            "WAGTAILFEEDBACK_MAIL_DELIVERY is “immediate”: visitors wait for the mail server.",
            hint="Leave it out: a task worker sends the mail, or a thread.",
            id="wagtail_feedback.W011",
        )
    ]


@register(Tags.database)
def check_consent(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Run by ``migrate`` and ``check --database default``, which may look into the tables."""
    if not databases:
        return []
    try:
        sites = {site: _languages_without_consent(site) for site in Site.objects.all()}
    except DatabaseError:  # not migrated yet
        return []
    return [
        Warning(
            f"The forms of {site} ask for an email address without asking for consent ({', '.join(codes)}).",
            hint="Choose a consent wording in Settings → Feedback settings.",
            id="wagtail_feedback.W005",
        )
        for site, codes in sites.items()
        if codes
    ]


def _languages_without_consent(site: Site) -> list[str]:
    """None where nothing of ours is on the site."""
    is_used = next(find_dependents(site), None) is not None
    return FeedbackSettings.for_site(site).languages_without_consent() if is_used else []
