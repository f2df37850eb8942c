"""The mail that asks whether an address belongs to whoever typed it in."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_feedback import registry
from wagtail_feedback.mail.kinds import Letter
from wagtail_feedback.mail.models import OutboxMail
from wagtail_feedback.people.links import confirm_path


class ConfirmLetter:
    """Holds nothing a visitor typed: whoever gets it may be a stranger to the entry."""

    label = gettext_lazy("Confirm the address")
    to_unconfirmed = True

    def compose(self, mail: OutboxMail) -> Letter | None:
        contact = mail.contact
        if contact is None or contact.confirmed_at is not None:
            return None
        return Letter(
            subject=_("Confirm your address"),
            template="confirm",
            shop=registry.people.get(contact.room).shop_name(contact),
            url=confirm_path(contact),
            button=_("Confirm"),
        )


def announce() -> None:
    """Called once by the app's ``ready()``."""
    registry.mails.register("people.confirm", ConfirmLetter())
