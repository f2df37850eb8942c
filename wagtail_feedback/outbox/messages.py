"""An outbox row as an e-mail message: rendered in its reader's language, text and HTML."""

from __future__ import annotations

from email.headerregistry import Address
from email.policy import Policy
from email.utils import parseaddr
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.encoding import iri_to_uri
from wagtail.models import Site

from wagtail_feedback.conf import conf
from wagtail_feedback.contacts.tokens import status_path, unsubscribe_path
from wagtail_feedback.outbox.mail_types import EmailContent, get_mail_type
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.site_settings import FeedbackSettings
from wagtail_feedback.utils.addresses import to_ascii
from wagtail_feedback.utils.text import normalise_line

AUTOMATED_HEADERS = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


class UnsubscribeHeader(str):
    """``List-Unsubscribe`` on one line.

    Django 6.0 and later fold headers with Python's modern policy, which writes a long address as an
    RFC 2047 encoded word: no mail program reads that here. The policy asks a header that can fold itself.
    """

    __slots__ = ()
    name = "List-Unsubscribe"

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


def build_message(mail: OutboxMail) -> EmailMultiAlternatives | None:
    """The message of an outbox row; None when it has become pointless.

    Whoever sets it off, a moderator at the other end of the world too: its words are in the language of
    its reader, its days in the time zone of the project.
    """
    language = mail.contact.language if mail.contact else mail.params.get("language")
    with translation.override(language), timezone.override(None):
        content = get_mail_type(mail.mail_type).get_content(mail)
        if content is None:
            return None
        site = mail.contact.site if mail.contact else content.site
        return _render(mail, content, site, _get_context(mail, content, site))


def sender_for(site: Site | None) -> str:
    """``From``: the name of the shop in the active language, and the address that the site writes from."""
    written = FeedbackSettings.for_site(site).sender() if site is not None else conf.MAIL_FROM
    name, address = parseaddr(written)
    if site is not None:
        name = FeedbackSettings.for_site(site).get_text().shop_name or name or shop_name(site)
    return str(Address(normalise_line(name), addr_spec=to_ascii(address)))


def shop_name(site: Site | None) -> str:
    """Who writes, as the mail says it, in the active language."""
    return FeedbackSettings.for_site(site).shop_name() if site is not None else ""


def _render(
    mail: OutboxMail, content: EmailContent, site: Site | None, context: dict[str, Any]
) -> EmailMultiAlternatives:
    template = f"wagtail_feedback/email/{content.template}"
    sender = sender_for(site)
    message = EmailMultiAlternatives(
        # One line and no control characters: editors choose the names that stand in subjects.
        subject=normalise_line(content.subject),
        body=render_to_string(f"{template}.txt", context).strip() + "\n",
        from_email=sender,
        to=[to_ascii(mail.contact.email if mail.contact else mail.recipient)],
        headers={
            **AUTOMATED_HEADERS,
            "Message-ID": message_id(mail, sender),
            **_unsubscribe_headers(context),
        },
    )
    message.attach_alternative(render_to_string(f"{template}.html", context), "text/html")
    message.message()  # refuses what no server could take while nothing has been handed over
    return message


def _get_context(mail: OutboxMail, content: EmailContent, site: Site | None) -> dict[str, Any]:
    """What every template gets besides the email's own context."""
    context = {
        **content.context,
        "email": content,
        "headline": content.headline or content.subject,
        "shop": shop_name(site),
        "url": absolute(site, content.url),
    }
    if mail.contact is not None and mail.contact.owner:
        context["unsubscribe_url"] = absolute(site, unsubscribe_path(mail.contact))
        if content.has_own_page:
            context["status_url"] = absolute(site, status_path(mail.contact))
    return context


def absolute(site: Site | None, url: str) -> str:
    """A path of the site as a whole address; whole addresses stay."""
    return f"{site.root_url}{url}" if site is not None and url.startswith("/") else url


def message_id(mail: OutboxMail, sender: str) -> str:
    """The same for every attempt, so that a mail sent again by hand is one mail in the reader's box."""
    digest = salted_hmac("wagtail_feedback.message_id", str(mail.pk), algorithm="sha256").hexdigest()[:32]
    domain = parseaddr(sender)[1].rpartition("@")[2] or "localhost"
    return f"<feedback.{digest}@{domain}>"


def _unsubscribe_headers(context: dict[str, Any]) -> dict[str, str]:
    """One-click unsubscribing (RFC 8058) for authors; staff are told because the site's settings say so."""
    if "unsubscribe_url" not in context:
        return {}
    # Encoded, because nobody else looks for line breaks in a header that folds itself.
    address = iri_to_uri(context["unsubscribe_url"])
    return {
        UnsubscribeHeader.name: UnsubscribeHeader(f"<{address}>"),
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
