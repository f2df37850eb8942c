"""Links that carry their own authority: a signature over a contact's key, one purpose each.

A token of one purpose opens nothing else, a token of one site nothing on another, and erasing the
contact breaks them all.
"""

from __future__ import annotations

from datetime import timedelta

from django.core.signing import BadSignature, SignatureExpired, Signer, TimestampSigner
from django.http import Http404, HttpRequest
from django.urls import reverse
from wagtail.models import Site

from wagtail_feedback.conf import conf
from wagtail_feedback.contacts.models import Contact

CONFIRM, STATUS, UNSUBSCRIBE = "confirm", "status", "unsubscribe"
SEPARATOR = "."


def make_token(contact: Contact, purpose: str) -> str:
    return _signer(purpose).sign(contact.key)


def read_token(token: str, purpose: str) -> str:
    """The contact's key, however old the token is.

    Raises:
        BadSignature: not ours, of another purpose, or altered.
    """
    return _signer(purpose).unsign(token)


def is_expired(token: str) -> bool:
    """Whether a good token for confirming is too old for that."""
    try:
        _timestamp_signer().unsign(token, max_age=timedelta(days=conf.CONFIRM_DAYS))
    except SignatureExpired:
        return True
    return False


def contact_or_404(request: HttpRequest, token: str, purpose: str) -> Contact:
    """The contact a link speaks for, on the site it was made for; every other link is a 404."""
    try:
        key = read_token(token, purpose)
    except BadSignature:
        raise Http404 from None
    site = Site.find_for_request(request)
    contact = Contact.objects.select_related("site").filter(key=key, site=site).first() if site else None
    if contact is None:
        raise Http404
    return contact


def confirm_path(contact: Contact) -> str:
    return reverse("wagtail_feedback:confirm", args=[make_token(contact, CONFIRM)])


def status_path(contact: Contact) -> str:
    """Path of the author's own page."""
    return reverse("wagtail_feedback:status", args=[make_token(contact, STATUS)])


def unsubscribe_path(contact: Contact) -> str:
    return reverse("wagtail_feedback:unsubscribe", args=[make_token(contact, UNSUBSCRIBE)])


def _signer(purpose: str) -> Signer:
    if purpose == CONFIRM:
        return _timestamp_signer()
    return Signer(sep=SEPARATOR, salt=f"wagtail_feedback.privacy.{purpose}")


def _timestamp_signer() -> TimestampSigner:
    return TimestampSigner(sep=SEPARATOR, salt=f"wagtail_feedback.privacy.{CONFIRM}")
