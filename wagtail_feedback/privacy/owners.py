"""What a feature room does for the person behind a submission."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

from wagtail_feedback.contacts.models import Contact


class SubmissionOwner(Protocol):
    """Registered in ``registry.people`` under the name that the room writes into ``Contact.room``."""

    def confirmed(self, contact: Contact) -> None:
        """The address is proved; called in the transaction that stored it."""

    def shop_name(self, contact: Contact) -> str:
        """Who got the submission, as mails and pages name the shop, in the active language."""

    def status_url(self, contact: Contact) -> str:
        """Path of the author's own page."""

    def export(self, contact: Contact) -> dict[str, Any]:
        """Everything stored about this submission, JSON-able."""

    def erase(self, contact: Contact) -> None:
        """Remove the words and the person, leave a tombstone; called in a transaction."""

    def settled_before(self, contacts: Any, moment: datetime) -> Any:
        """Those of a contact queryset whose submission nobody has touched since ``moment``."""
