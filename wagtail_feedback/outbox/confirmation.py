"""The mail that asks whether an address belongs to whoever typed it in."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_feedback import features
from wagtail_feedback.contacts.tokens import confirm_path
from wagtail_feedback.outbox.mail_types import EmailContent
from wagtail_feedback.outbox.models import OutboxMail


class ConfirmationEmail:
    """Holds nothing a visitor typed: whoever gets it may be a stranger to the entry."""

    label = gettext_lazy("Confirm the address")
    to_unconfirmed = True

    def compose(self, mail: OutboxMail) -> EmailContent | None:
        contact = mail.contact
        if contact is None or contact.confirmed_at is not None:
            return None
        return EmailContent(
            subject=_("Confirm your address"),
            template="confirm",
            shop=features.people.get(contact.room).shop_name(contact),
            url=confirm_path(contact),
            button=_("Confirm"),
        )


def announce() -> None:
    """Called once by the app's ``ready()``."""
    features.mails.register("people.confirm", ConfirmationEmail())
