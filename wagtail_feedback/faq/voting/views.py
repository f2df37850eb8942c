"""Votes on answers: HTTP in, one row, HTTP out."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers
from django.utils.crypto import salted_hmac
from django.utils.encoding import escape_uri_path
from django.utils.http import escape_leading_slashes
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from wagtail_feedback.conf import conf
from wagtail_feedback.faq.models import VOTE_SALT, FAQEntry, FAQVote
from wagtail_feedback.faq.voting.forms import VoteForm, sign_path
from wagtail_feedback.faq.voting.subject import get_ask_url
from wagtail_feedback.submissions import error_pages
from wagtail_feedback.submissions.checks.rate_limit import exceeded, parse_limit
from wagtail_feedback.submissions.origin import is_same_origin, same_host_referer
from wagtail_feedback.submissions.rerender import redirect_303
from wagtail_feedback.submissions.visitor import client_address, day_key
from wagtail_feedback.utils.own_pages import render_own_page
from wagtail_feedback.utils.safe_cache import CacheUnavailable
from wagtail_feedback.utils.upserts import upsert


@csrf_exempt  # the page carries no cookie to ride on; foreign origins are refused instead
@require_POST
def vote(request: HttpRequest, token: str) -> HttpResponse:
    """Count a vote for the words that its page showed, however old that page is; the last one of a visitor
    on a day is the one that counts."""
    entry, version = find_entry(token)
    with translation.override(entry.locale.language_code):
        if not is_same_origin(request):
            return error_pages.page(_("This form was opened on another site. Open it on ours."), 403)
        if is_too_often(request, entry):
            return error_pages.page(_("Too many votes. Try again in some minutes."), 429)
        form = VoteForm(request.POST)
        if not form.is_valid():
            return error_pages.page(_("Say yes or no."), 400)
        given = form.cleaned_data
        row = FAQVote(
            entry=entry,
            version=version,
            day=timezone.now().date(),
            key=make_key(request, token),
            is_helpful=given["helpful"] == "yes",
            reason=given["reason"],
            comment=given["comment"],
        )
        is_asked = not row.is_helpful and "comment" not in request.POST
        # A bare no does not take back the reason that was given for one before.
        changed = ["is_helpful"] if is_asked else ["is_helpful", "reason", "comment"]
        upsert(FAQVote, [row], unique=["key"], changed=changed)
        payload = [token, given["back"] or get_path(request), is_asked]
        return redirect_303(reverse("wagtail_feedback_faq:voted", args=[voted_signer().sign_object(payload)]))


@require_safe
def voted(request: HttpRequest, token: str) -> HttpResponse:
    """Thanks; never cached, never indexed. Whoever said no may say why."""
    try:
        vote_token, back, is_asked = voted_signer().unsign_object(token)
    except BadSignature:
        raise Http404 from None
    entry, _version = find_entry(vote_token)
    with translation.override(entry.locale.language_code):
        request.LANGUAGE_CODE = entry.locale.language_code
        context: dict[str, Any] = {
            "entry": entry,
            "back_url": f"{escape_leading_slashes(escape_uri_path(back))}#{entry.anchor}" if back else "",
            "form": VoteForm(initial={"helpful": "no", "back": sign_path(back)}) if is_asked else None,
            "ask_url": get_ask_url(entry.locale.language_code, entry) if is_asked else "",
            "vote_url": reverse("wagtail_feedback_faq:vote", args=[vote_token]),
        }
        response = render_own_page(request, "wagtail_feedback/faq/voted.html", context)
    add_never_cache_headers(response)
    response["Content-Language"] = entry.locale.language_code
    response["X-Robots-Tag"] = "noindex"
    return response


def find_entry(token: str) -> tuple[FAQEntry, str]:
    """A live entry, and the version of its text that a token is for.

    Raises:
        Http404: there is none.
    """
    try:
        pk, version = FAQEntry.read_vote_token(token)
    except BadSignature:
        raise Http404 from None
    entry = FAQEntry.objects.live().select_related("locale").filter(pk=pk).first()
    if entry is None:
        raise Http404
    return entry, version


def make_key(request: HttpRequest, token: str) -> str | None:
    """The same for all votes of a visitor on one text and day, and on nothing else. None where all visitors
    look alike."""
    if not client_address(request):
        return None
    return salted_hmac(VOTE_SALT, f"{day_key(request)}:{token}", algorithm="sha256").hexdigest()[:32]


def is_too_often(request: HttpRequest, entry: FAQEntry) -> bool:
    """Nobody is shut out because nobody can count."""
    scopes = {"target": f"faq:{entry.pk}"}
    if client_address(request):
        scopes["visitor"] = f"faq:{day_key(request)}"
    try:
        return any(
            exceeded(scope, identity, parse_limit(conf.RATE_LIMITS[scope]))
            for scope, identity in scopes.items()
        )
    except CacheUnavailable:
        return False


def get_path(request: HttpRequest) -> str:
    """Where the answer was read, as the browser says; without the words of a search."""
    referer = same_host_referer(request)
    return unquote(referer.path) if referer else ""


def voted_signer() -> Signer:
    return Signer(salt=f"{VOTE_SALT}.voted")
