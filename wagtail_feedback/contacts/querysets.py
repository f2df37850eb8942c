from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from wagtail_feedback.utils.addresses import address_key

if TYPE_CHECKING:
    from wagtail_feedback.contacts.models import Contact  # noqa: F401


class ContactQuerySet(models.QuerySet["Contact"]):
    def of_address(self, email: str) -> ContactQuerySet:
        """Everything one address left, however it was typed."""
        return self.filter(email_key=address_key(email))
