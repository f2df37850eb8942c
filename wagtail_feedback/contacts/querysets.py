from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

from wagtail_feedback.utils.addresses import address_key

if TYPE_CHECKING:
    from wagtail_feedback.contacts.models import Contact  # noqa: F401


class ContactQuerySet(models.QuerySet["Contact"]):
    def of_address(self, email: str) -> ContactQuerySet:
        """Everything one address left, however it was typed."""
        return self.filter(email_key=address_key(email))

    def to_be_asked(self, moment: datetime) -> ContactQuerySet:
        """Those who agreed to be asked, get mail, and were not asked under any of their contacts since."""
        willing = self.filter(
            asking_consent__isnull=False, confirmed_at__isnull=False, unsubscribed_at__isnull=True
        )
        asked = self.model._default_manager.filter(asked_at__gte=moment)
        return willing.exclude(email_key__in=asked.values("email_key"))
