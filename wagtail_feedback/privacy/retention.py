"""Forgetting in time: addresses that nobody needs any more, mails that went out long ago."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef
from django.utils import timezone

from wagtail_feedback.conf import conf
from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.outbox.models import OutboxMail

CHUNK = 500
#: A mail that waits for a confirmation is as dead as the link that would confirm it.
FORGOTTEN = (OutboxMail.Status.SENT, OutboxMail.Status.CANCELLED, OutboxMail.Status.WAITING)


def forget_contacts() -> int:
    """Erase addresses, not entries: settled submissions whose last mail and change are long ago."""
    days = conf.CONTACT_RETENTION_DAYS
    if not days:
        return 0
    moment = timezone.now() - timedelta(days=days)
    count = 0
    for label in list(Contact.objects.order_by().values_list("owner", flat=True).distinct()):
        unsettled = apps.get_model(label).get_unsettled(moment)
        needed = apps.get_model(label)._default_manager.filter(unsettled, contact=OuterRef("pk"))
        settled = Contact.objects.filter(~Exists(needed), owner=label, created_at__lt=moment)
        count += _delete(settled.exclude(mails__sent_at__gte=moment))
    return count


def forget_mails() -> int:
    """Forget what was sent, cancelled or never wanted; failed mails stay until somebody has looked."""
    days = conf.OUTBOX_RETENTION_DAYS
    if not days:
        return 0
    moment = timezone.now() - timedelta(days=max(days, conf.CONFIRM_DAYS))
    return _delete(OutboxMail.objects.filter(status__in=FORGOTTEN, created_at__lt=moment))


def _delete(rows: Any) -> int:
    """In short transactions, whatever the number."""
    model, count = rows.model, 0
    while keys := list(rows.order_by("pk").values_list("pk", flat=True)[:CHUNK]):
        model.objects.filter(pk__in=keys).delete()
        count += len(keys)
    return count
