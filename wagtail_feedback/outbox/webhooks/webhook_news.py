"""Webhooks that were switched off: the digest says so until somebody has seen to them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Site

from wagtail_feedback.features import News
from wagtail_feedback.outbox.webhooks.webhook_models import Webhook


def get_webhook_news(site: Site, day: date) -> Iterator[News]:
    finder = AdminURLFinder()
    for webhook in Webhook.objects.filter(site=site, is_active=False).exclude(last_error=""):
        text = _("The webhook “%(name)s” is switched off, because nothing arrives there")
        yield News(text % {"name": webhook.name}, finder.get_edit_url(webhook) or "")
