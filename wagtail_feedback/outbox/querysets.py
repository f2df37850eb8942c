from __future__ import annotations

from datetime import datetime
from smtplib import SMTPRecipientsRefused
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from wagtail.models import Site

    from wagtail_feedback.outbox.models import OutboxMail


class OutboxQuerySet(models.QuerySet["OutboxMail"]):
    def due(self, now: datetime) -> OutboxQuerySet:
        """Queued mails whose turn has come, oldest first."""
        return self.filter(status="queued", due_at__lte=now).order_by("due_at", "pk")

    def due_after(self, moment: datetime) -> OutboxQuerySet:
        """Queued mails whose turn comes later than ``moment``."""
        return self.filter(status="queued", due_at__gt=moment)

    def stuck(self, before: datetime) -> OutboxQuerySet:
        """Claimed long ago by a worker that never reported back."""
        return self.filter(status="sending", claimed_at__lt=before)

    def waiting_for(self, contact_id: int) -> OutboxQuerySet:
        """Mails that wait until this contact has confirmed the address."""
        return self.filter(contact_id=contact_id, status="waiting")

    def claimed_since(self, moment: datetime) -> OutboxQuerySet:
        """Mails that went out, or are going out, since ``moment``."""
        return self.filter(status__in=["sending", "sent"], claimed_at__gte=moment)

    def failed_since(self, moment: datetime) -> OutboxQuerySet:
        """Mails left to a person since ``moment``; not those without such a recipient, for which nobody can
        do anything."""
        return self.filter(status="failed", claimed_at__gte=moment).exclude(
            error__startswith=SMTPRecipientsRefused.__name__
        )

    def of_site(self, site: Site) -> OutboxQuerySet:
        """Mails to the authors of a site."""
        return self.filter(contact__site=site)

    def sent_before(self, mail: OutboxMail) -> OutboxQuerySet:
        """Mails of the same type that the same author has got already."""
        return self.filter(
            contact_id=mail.contact_id, mail_type=mail.mail_type, status="sent", pk__lt=mail.pk
        )

    def newer_than(self, mail: OutboxMail) -> OutboxQuerySet:
        """Mails of the same type to the same author that make this one old news."""
        newer = self.filter(contact_id=mail.contact_id, mail_type=mail.mail_type, pk__gt=mail.pk)
        return newer.exclude(status="cancelled")
