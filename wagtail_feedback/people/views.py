"""The pages behind the links of every room's mails."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from wagtail_feedback import registry
from wagtail_feedback.intake.again import redirect_303
from wagtail_feedback.people.actions import ConfirmContact, SetSubscription
from wagtail_feedback.people.links import CONFIRM, UNSUBSCRIBE, contact_or_404
from wagtail_feedback.people.models import Contact
from wagtail_feedback.people.private import private_page, render_private, speaking_to


@private_page
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A page with a button, because mail scanners open every link; the button confirms."""
    contact = contact_or_404(request, token, CONFIRM)
    with speaking_to(contact, request):
        if request.method != "POST":
            return render_private(request, "wagtail_feedback/people/confirm.html", _context(contact))
        try:
            ConfirmContact(contact).execute()
        except Contact.DoesNotExist:
            raise Http404 from None
        return redirect_303(registry.people.get(contact.room).status_url(contact))


@private_page
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Stops mail: by the button on the page, or by a mail provider's one-click post (RFC 8058)."""
    contact = contact_or_404(request, token, UNSUBSCRIBE)
    with speaking_to(contact, request):
        if request.method == "POST":
            SetSubscription(contact, wanted=False).execute()
        return render_private(request, "wagtail_feedback/people/unsubscribe.html", _context(contact))


def _context(contact: Contact) -> dict[str, Any]:
    return {"contact": contact, "shop": registry.people.get(contact.room).shop_name(contact)}
