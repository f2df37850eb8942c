"""One mail to somebody who asked for it, and for nothing else: the address is forgotten once it has gone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Site

from wagtail_feedback.conf import conf
from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.outbox.confirmation import queue_confirmation
from wagtail_feedback.outbox.queue import NewMail, queue_mails


@transaction.atomic
def queue_single_mail(
    mail_type: str, *, email: str, site: Site, language: str, params: dict[str, Any]
) -> None:
    """Ask whether the address is theirs; the mail waits for that: anybody can type in a stranger's.

    Sending it forgets the address (see ``sending``)."""
    contact = Contact.objects.create(site=site, email=email, language=language)
    queue_confirmation(contact)
    queue_mails([NewMail(mail_type, contact_id=contact.pk, params=params)])


def forget_unwanted() -> int:
    """Addresses that nobody has confirmed in time, and those whose mail nobody needs any more."""
    moment = timezone.now() - timedelta(days=conf.CONFIRM_DAYS)
    rows = Contact.objects.filter(owner="", created_at__lt=moment)
    count = rows.count()
    rows.delete()
    return count
