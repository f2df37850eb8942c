"""The mail that asks whether an address belongs to whoever typed it in."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.contacts.tokens import confirm_path
from wagtail_feedback.outbox.mail_types import EmailContent
from wagtail_feedback.outbox.messages import shop_name
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.outbox.queue import NewMail, queue_mails

CONFIRM = "contacts.confirm"


class ConfirmationEmail:
    """Holds nothing a visitor typed: whoever gets it may be a stranger to the submission."""

    label = gettext_lazy("Confirm the address")
    to_unconfirmed = True

    def get_content(self, mail: OutboxMail) -> EmailContent | None:
        contact = mail.contact
        if contact is None or contact.confirmed_at is not None:
            return None
        return EmailContent(
            subject=_("Confirm your address · %(shop)s") % {"shop": shop_name(contact.site)},
            headline=_("Confirm your address"),
            template="confirm",
            url=confirm_path(contact),
            button=_("Confirm"),
            context={"is_single": not contact.owner},
        )


def queue_confirmation(contact: Contact) -> None:
    """Ask the owner of the address, once a contact; to be called in the transaction that stores it."""
    queue_mails([NewMail(CONFIRM, contact_id=contact.pk, key=f"confirm:{contact.pk}")])


def queue_new_confirmation(contact: Contact) -> None:
    """Ask again, once a day, because the link in the first mail has grown too old."""
    key = f"confirm:{contact.pk}:{timezone.localdate().isoformat()}"
    queue_mails([NewMail(CONFIRM, contact_id=contact.pk, key=key)])
