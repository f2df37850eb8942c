"""The pages behind the links in mails."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from wagtail_feedback.conf import conf
from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.contacts.tokens import CONFIRM, STATUS, UNSUBSCRIBE, contact_or_404, is_expired
from wagtail_feedback.outbox.confirmation import queue_new_confirmation
from wagtail_feedback.privacy.actions import ConfirmContactAction, SetSubscriptionAction
from wagtail_feedback.privacy.author_page import get_author_page
from wagtail_feedback.privacy.private_pages import in_language, private_page, render_private
from wagtail_feedback.site_settings import FeedbackSettings
from wagtail_feedback.submissions.rerender import redirect_303
from wagtail_feedback.submissions.ways_on import ways_on_from

GONE = 410


@private_page
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A page with a button, because mail scanners open every link; the button confirms."""
    contact = contact_or_404(request, token, CONFIRM)
    with in_language(contact.language, request):
        if is_expired(token):
            return _renew(request, contact)
        if request.method != "POST":
            return render_private(request, "wagtail_feedback/privacy/confirm.html", _context(contact))
        try:
            contact = ConfirmContactAction(contact).execute()
        except Contact.DoesNotExist:
            raise Http404 from None
        if not contact.owner:
            return render_private(request, "wagtail_feedback/privacy/single_mail.html", _context(contact))
        submission = contact.submission
        if submission is None:
            raise Http404
        return redirect_303(submission.get_status_url())


def _renew(request: HttpRequest, contact: Contact) -> HttpResponse:
    """The link is too old; its button sends a new one to the same address."""
    is_sent = request.method == "POST" and contact.is_undecided
    if is_sent:
        queue_new_confirmation(contact)
    context = {**_context(contact), "days": conf.CONFIRM_DAYS, "is_sent": is_sent}
    template = "wagtail_feedback/privacy/confirm_expired.html"
    return render_private(request, template, context, status=200 if is_sent else GONE)


@private_page
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Stops mail: by the button on the page, or by a mail provider's one-click post (RFC 8058)."""
    contact = contact_or_404(request, token, UNSUBSCRIBE)
    with in_language(contact.language, request):
        if request.method == "POST":
            SetSubscriptionAction(contact, wanted=False).execute()
        return render_private(request, "wagtail_feedback/privacy/unsubscribe.html", _context(contact))


@private_page
def status(request: HttpRequest, token: str) -> HttpResponse:
    """The author's own page: GET shows where the submission stands; POST does what its button says."""
    contact = contact_or_404(request, token, STATUS)
    submission = contact.submission
    if submission is None:
        raise Http404
    with in_language(contact.language, request):
        page = get_author_page(request, submission, contact)
        return page.post() if request.method == "POST" else page.get()


def _context(contact: Contact) -> dict[str, Any]:
    return {
        "contact": contact,
        "shop": FeedbackSettings.for_site(contact.site).shop_name(),
        "ways_on": ways_on_from(contact.submission) if contact.submission else [],
    }
