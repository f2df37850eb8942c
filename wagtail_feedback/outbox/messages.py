"""A mail as it leaves the house: rendered in its reader's language, text and HTML."""

from __future__ import annotations

from email.utils import parseaddr
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.crypto import salted_hmac

from wagtail_feedback import features
from wagtail_feedback.conf import conf
from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.contacts.tokens import unsubscribe_path
from wagtail_feedback.outbox.mail_types import EmailContent
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.utils.text import normalise_line

AUTOMATIC = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


def write(mail: OutboxMail) -> EmailMultiAlternatives | None:
    """The message of an outbox row; None when it has become pointless."""
    language = mail.contact.language if mail.contact else mail.params.get("language")
    with translation.override(language):
        content = features.mails.get(mail.kind).compose(mail)
        if content is None:
            return None
        return _message(mail, content, _surroundings(mail.contact, content))


def _message(mail: OutboxMail, content: EmailContent, context: dict[str, Any]) -> EmailMultiAlternatives:
    template = f"wagtail_feedback/email/{content.template}"
    message = EmailMultiAlternatives(
        # One line and no control characters: editors choose the names that stand in subjects.
        subject=normalise_line(content.subject),
        body=render_to_string(f"{template}.txt", context).strip() + "\n",
        from_email=conf.MAIL_FROM,
        to=[mail.contact.email if mail.contact else mail.recipient],
        headers={**AUTOMATIC, "Message-ID": message_id(mail), **_unsubscribe_headers(context)},
    )
    message.attach_alternative(render_to_string(f"{template}.html", context), "text/html")
    message.message()  # refuses what no server could take while nothing has been handed over
    return message


def _surroundings(contact: Contact | None, content: EmailContent) -> dict[str, Any]:
    """What every template gets besides the email's own words."""
    context = {**content.context, "email": content, "shop": content.shop, "url": content.url}
    if contact is not None:
        context |= {
            "url": absolute(contact, content.url),
            "status_url": absolute(contact, features.people.get(contact.room).status_url(contact)),
            "unsubscribe_url": absolute(contact, unsubscribe_path(contact)),
        }
    return context


def absolute(contact: Contact, url: str) -> str:
    """A path of the contact's site as a whole address; whole addresses stay."""
    return f"{contact.site.root_url}{url}" if url.startswith("/") else url


def message_id(mail: OutboxMail) -> str:
    """The same for every attempt, so that a mail sent again by hand is one mail in the reader's box."""
    digest = salted_hmac("wagtail_feedback.message_id", str(mail.pk), algorithm="sha256").hexdigest()[:32]
    domain = parseaddr(conf.MAIL_FROM)[1].rpartition("@")[2] or "localhost"
    return f"<feedback.{digest}@{domain.encode('idna').decode('ascii')}>"


def _unsubscribe_headers(context: dict[str, Any]) -> dict[str, str]:
    """One-click unsubscribing (RFC 8058) for authors; staff are told by a book, which editors change."""
    if "unsubscribe_url" not in context:
        return {}
    return {
        "List-Unsubscribe": f"<{context['unsubscribe_url']}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
