"""The pages behind the links of every room's mails."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from wagtail_feedback import features
from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.contacts.tokens import CONFIRM, UNSUBSCRIBE, contact_or_404
from wagtail_feedback.privacy.actions import ConfirmContact, SetSubscription
from wagtail_feedback.privacy.private_pages import in_language_of, private_page, render_private
from wagtail_feedback.submissions.rerender import redirect_303


@private_page
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A page with a button, because mail scanners open every link; the button confirms."""
    contact = contact_or_404(request, token, CONFIRM)
    with in_language_of(contact, request):
        if request.method != "POST":
            return render_private(request, "wagtail_feedback/privacy/confirm.html", _context(contact))
        try:
            ConfirmContact(contact).execute()
        except Contact.DoesNotExist:
            raise Http404 from None
        return redirect_303(features.people.get(contact.room).status_url(contact))


@private_page
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Stops mail: by the button on the page, or by a mail provider's one-click post (RFC 8058)."""
    contact = contact_or_404(request, token, UNSUBSCRIBE)
    with in_language_of(contact, request):
        if request.method == "POST":
            SetSubscription(contact, wanted=False).execute()
        return render_private(request, "wagtail_feedback/privacy/unsubscribe.html", _context(contact))


def _context(contact: Contact) -> dict[str, Any]:
    return {"contact": contact, "shop": features.people.get(contact.room).shop_name(contact)}
