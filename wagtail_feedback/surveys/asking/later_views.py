"""The pages behind the link to unfinished answers. Reading changes nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.models import Site

from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.privacy.private_pages import in_language, private_page, render_private
from wagtail_feedback.site_settings import FeedbackSettings
from wagtail_feedback.submissions.carried import CAMPAIGN_FIELD, ORDER_FIELD
from wagtail_feedback.submissions.checks.context import Rejected
from wagtail_feedback.submissions.checks.rate_limit import refuse_flood
from wagtail_feedback.submissions.fields import SingleLineField
from wagtail_feedback.submissions.form_rendering import BoundForm, form_by_name
from wagtail_feedback.submissions.forms import ContactFieldsMixin
from wagtail_feedback.submissions.placement import read_token
from wagtail_feedback.submissions.rerender import bound_form_page, form_page, redirect_303
from wagtail_feedback.submissions.ways_on import ways_on
from wagtail_feedback.surveys.asking.later import find_draft, later_path, resume_path
from wagtail_feedback.surveys.asking.resume_email import send_link
from wagtail_feedback.surveys.asking.survey_form import RESUME
from wagtail_feedback.surveys.models import SurveyDraft

OK, GONE, INVALID = 200, 410, 422


class ResumeLinkForm(ContactFieldsMixin):
    """Where to send the link."""

    # Django’s way to leave out fields of a base.
    name = publication_consent = None  # type: ignore[assignment]
    published_fields = ()
    consent_needed = gettext_lazy("To leave an email address, tick the consent box")

    email = SingleLineField(
        max_length=254,
        label=pgettext_lazy("feedback", "Email address"),
        help_text=gettext_lazy("For one email with this link. It is deleted together with your answers."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Write the address to send the link to")},
    )


def resume(request: HttpRequest, token: str) -> HttpResponse:
    response = _resume(request, token)
    # Its form is sent from here: browsers that know no better name the origin only then.
    response["Referrer-Policy"] = "same-origin"
    return response


@private_page
def _resume(request: HttpRequest, token: str) -> HttpResponse:
    """The form as it was left."""
    draft = _draft_or_404(request, token)
    with in_language(draft.language, request):
        if draft.is_over:
            return _show(request, draft, GONE)
        try:
            placement = read_token(draft.placement).stand_alone()
        except BadSignature:
            raise Http404 from None
        handler = form_by_name(placement.form)
        target = handler.get_target(placement.target, draft.site) if handler else None
        if handler is None or target is None:
            raise Http404
        if not handler.is_open(target):
            return form_page(request, handler, target, placement)
        data = draft.data
        carried = {name: value for name in (CAMPAIGN_FIELD, ORDER_FIELD) if (value := data.get(name))}
        data[RESUME] = token
        bound = BoundForm(handler.get_form(target, placement, data), carried=carried)
        return bound_form_page(request, handler, target, placement, bound, OK)


@private_page
def later(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows the link; POST mails it, or deletes what it leads to."""
    draft = _draft_or_404(request, token)
    with in_language(draft.language, request):
        if draft.is_over:
            return _show(request, draft, GONE)
        if request.method != "POST":
            return _show(request, draft)
        if "delete" in request.POST:
            Contact.objects.filter(survey_draft=draft).delete()
            draft.delete()
            return _show(request, draft, is_deleted=True)
        return _mail(request, draft)


def _mail(request: HttpRequest, draft: SurveyDraft) -> HttpResponse:
    form = _get_form(draft, request.POST)
    if not form.is_valid():
        return _show(request, draft, INVALID, form=form)
    try:
        refuse_flood("drafts", request)
    except Rejected as refusal:
        return _show(request, draft, refusal.status, form=form, message=refusal.message)
    send_link(draft, form.cleaned_data["email"], form.get_consents().get("consent"))
    return redirect_303(later_path(draft))


def _show(request: HttpRequest, draft: SurveyDraft, status: int = OK, **context: Any) -> HttpResponse:
    form = context.pop("form", None) or _get_form(draft)
    errors = [(form[name].auto_id, error) for name, each in form.errors.items() for error in each]
    return render_private(
        request,
        "wagtail_feedback/surveys/later.html",
        {
            "draft": draft,
            "url": draft.site.root_url + resume_path(draft),
            "path": resume_path(draft),
            "form": form,
            "ways_on": ways_on(None, None, draft.site),
            "errors": [] if context.get("message") else errors,
            "heading": "h2",
            **context,
        },
        status=status,
    )


def _get_form(draft: SurveyDraft, data: Any = None) -> ResumeLinkForm:
    settings = FeedbackSettings.for_site(draft.site)
    return ResumeLinkForm(settings, draft.language, data=data, prefix_id="wf-later")


def _draft_or_404(request: HttpRequest, token: str) -> SurveyDraft:
    """On its own site; every other link is a 404."""
    draft, site = find_draft(token), Site.find_for_request(request)
    if draft is None or site is None or draft.site_id != site.pk:
        raise Http404
    return draft
