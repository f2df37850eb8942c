"""An author's own page by number and code, for whoever left no address or lost its mails.

No cookie and no guessing: the code has 60 bits, tries are counted, and every miss gets the same answer after
the same work, whether the number is unknown, the code wrong or the entry another site's.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.models import Site

from wagtail_feedback.conf import conf
from wagtail_feedback.contacts.author_codes import get_hashes
from wagtail_feedback.privacy.author_page import get_author_page
from wagtail_feedback.privacy.personal_data import get_submission_models
from wagtail_feedback.privacy.private_pages import in_language, private_page, render_private
from wagtail_feedback.submissions.checks.rate_limit import TOO_MANY, exceeded, parse_limit
from wagtail_feedback.submissions.fields import SingleLineField
from wagtail_feedback.submissions.languages import active_language, is_offered
from wagtail_feedback.submissions.rerender import redirect_303
from wagtail_feedback.submissions.visitor import client_address, day_key
from wagtail_feedback.utils.keys import read_typed
from wagtail_feedback.utils.safe_cache import CacheUnavailable

INVALID = 422
#: How long the page stays open: its address may be left in the history of a shared computer.
OPEN_FOR = timedelta(hours=1)
TYPED = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false", "data-short": True}


class CodeForm(forms.Form):
    """What a receipt says."""

    number = SingleLineField(
        max_length=60,
        label=pgettext_lazy("feedback", "Number of your entry"),
        widget=forms.TextInput(attrs=TYPED),
        error_messages={"required": gettext_lazy("Write the number")},
    )
    code = SingleLineField(
        max_length=60,
        label=pgettext_lazy("feedback", "Your code"),
        help_text=gettext_lazy(
            "Both were shown when you sent the entry. Capitals and hyphens do not matter."
        ),
        widget=forms.TextInput(attrs=TYPED),
        error_messages={"required": gettext_lazy("Write the code")},
    )

    def find(self, site: Site) -> Any | None:
        """The submission on this site that number and code belong to."""
        number, code = (read_typed(self.cleaned_data[name]) for name in ("number", "code"))
        wanted = {"public_id": number, "code_hash__in": get_hashes(code, number), "site": site}
        found = [model._default_manager.filter(**wanted).first() for model in get_submission_models()]
        return next((row for row in found if row is not None), None)


@private_page
def find(request: HttpRequest, language: str) -> HttpResponse:
    """GET asks for number and code; POST leads to the page they open."""
    site = Site.find_for_request(request)
    if site is None or not is_offered(language):
        raise Http404
    with in_language(language, request):
        if request.method == "POST":
            return _answer(request, site)
        form = CodeForm(initial={"number": request.GET.get("number", "")[:60]}, auto_id="wf-own-%s")
        return _show(request, form)


def _answer(request: HttpRequest, site: Site) -> HttpResponse:
    form = CodeForm(request.POST, auto_id="wf-own-%s")
    if not form.is_valid():
        return _show(request, form, INVALID)
    if _has_tried_too_often(request, read_typed(form.cleaned_data["number"])):
        return _show(request, form, TOO_MANY, _("Too many tries. Wait a few minutes and try again."))
    submission = form.find(site)
    if submission is None:
        return _show(request, form, INVALID, _("No entry has this number and this code. Compare both."))
    return redirect_303(own_path(submission))


def _show(request: HttpRequest, form: CodeForm, status: int = 200, message: str = "") -> HttpResponse:
    errors = [(form[name].auto_id, error) for name, each in form.errors.items() for error in each]
    context = {"form": form, "errors": [] if message else errors, "message": message, "heading": "h2"}
    response = render_private(request, "wagtail_feedback/privacy/find_own.html", context)
    response.status_code = status
    return response


def _has_tried_too_often(request: HttpRequest, number: str) -> bool:
    """Counted for one visitor and one number: neither do all who share an address wait for one of them, nor
    can a stranger shut an author out. Nobody is shut out because nobody can count, or because all visitors
    look alike."""
    if not client_address(request):
        return False
    try:
        return exceeded("code", f"{day_key(request)}:{number}", parse_limit(conf.RATE_LIMITS["code"]))
    except CacheUnavailable:
        return False


def own_path(submission: Any) -> str:
    """A link that is the authority, for an hour."""
    payload = {"model": submission._meta.label_lower, "number": submission.public_id}
    return reverse("wagtail_feedback:own", args=[_signer().sign_object(payload)])


@private_page
def own(request: HttpRequest, token: str) -> HttpResponse:
    """The author's own page: GET shows where the submission stands; POST does what its button says."""
    try:
        submission = _read(request, token)
    except SignatureExpired:  # number and code open it again
        return redirect_303(reverse("wagtail_feedback:find_own", args=[active_language()]))
    with in_language(submission.language, request):
        page = get_author_page(request, submission, submission.contact, by_code=True)
        return page.post() if request.method == "POST" else page.get()


def _read(request: HttpRequest, token: str) -> Any:
    """The submission a link opens, on its own site and until it is erased; every other link is a 404.

    Raises:
        SignatureExpired: its hour is over.
    """
    try:
        payload = _signer().unsign_object(token, max_age=OPEN_FOR)
    except SignatureExpired:
        raise
    except BadSignature:
        raise Http404 from None
    models = {model._meta.label_lower: model for model in get_submission_models()}
    model, site = models.get(payload["model"]), Site.find_for_request(request)
    if model is None or site is None:
        raise Http404
    rows = model._default_manager.select_related("contact__site", "site").exclude(code_hash="")
    submission = rows.filter(public_id=payload["number"], site=site).first()
    if submission is None:
        raise Http404
    return submission


def _signer() -> TimestampSigner:
    return TimestampSigner(sep=".", salt="wagtail_feedback.privacy.own")
