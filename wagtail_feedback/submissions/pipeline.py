"""The way every submission takes: spam checks → form → spam checks → action → receipt."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from wagtail.models import Site

from wagtail_feedback.submissions import checks, page_access
from wagtail_feedback.submissions.checks.context import CheckContext, Rejected
from wagtail_feedback.submissions.circumstances import read_campaign, read_circumstances
from wagtail_feedback.submissions.form_rendering import BoundForm, Handler, form_by_name
from wagtail_feedback.submissions.handlers import Submission
from wagtail_feedback.submissions.languages import site_language
from wagtail_feedback.submissions.placement import Placement
from wagtail_feedback.submissions.receipts import receipt_url
from wagtail_feedback.submissions.rerender import redirect_303, render_invalid
from wagtail_feedback.submissions.visitor import day_key

OWN_FIELDS = "wf_"
FORBIDDEN, CLOSED, INVALID = 403, 409, 422


class UnknownTarget(Exception):
    """This site has nothing that takes the form."""


class Pipeline:
    """One submission under way; a feature's action may raise database errors.

    Raises:
        UnknownTarget: the form, its target or its site is not (or no longer) here.
    """

    def __init__(self, request: HttpRequest, placement: Placement, post: QueryDict) -> None:
        self.request, self.placement, self.post = request, placement, post
        self.handler, self.site, self.target = find_target(request, placement)
        self.form = self.handler.get_form(self.target, placement, post)
        self.key = submission_key(request, placement, post)

    def process(self) -> HttpResponse:
        """All steps; every way out keeps what was typed."""
        try:
            flags = self.check()
        except Rejected as refusal:
            return self.form_invalid(refusal.status, refusal.message)
        if flags is None:
            return self.form_invalid(INVALID)
        language = site_language(self.placement.language, self.site)
        circumstances = read_circumstances(self.request, self.placement, self.form.cleaned_data)
        submission = Submission(
            form=self.form,
            target=self.target,
            site=self.site,
            placement=self.placement,
            key=self.key,
            circumstances={**circumstances, "language": language},
            flags=flags,
        )
        reference = self.handler.save(submission)
        return redirect_303(receipt_url(self.handler.name, reference, self.placement.language))

    def check(self) -> list[checks.Flag] | None:
        """What the spam checks found; None for an invalid form.

        Raises:
            Rejected: not now, or not this visitor.
        """
        if not self.handler.is_open(self.target):
            raise Rejected(self.handler.get_closed_message(self.target), status=CLOSED)
        if self.must_log_in:
            raise Rejected(_("Log in to send this. Your text is kept."), status=FORBIDDEN)
        context = self.check_context()
        flags = checks.check_request(context, self.post)
        if not self.form.is_valid():
            return None
        context.text = self.handler.get_text(self.form)
        context.is_repeat = lambda: self.handler.is_repeat(self.form, self.target)
        return flags + checks.check_content(context, self.post)

    @property
    def must_log_in(self) -> bool:
        return self.handler.members_only and not page_access.admits(self.request, self.placement)

    def form_invalid(self, status: int, message: str = "") -> HttpResponse:
        """The form again, with everything typed."""
        login_url = page_access.login_url(self.placement) if self.must_log_in else ""
        bound = BoundForm(self.form, message, login_url, read_campaign(self.request))
        return render_invalid(self.request, self.handler, self.target, self.placement, bound, status)

    def check_context(self) -> CheckContext:
        return CheckContext(
            request=self.request,
            site=self.site,
            form_name=self.handler.name,
            target_id=self.placement.target,
            token=self.placement.token,
            key=self.key,
        )


def find_target(request: HttpRequest, placement: Placement) -> tuple[Handler, Site, Any]:
    """What takes the form.

    Raises:
        UnknownTarget: nothing on this site does.
    """
    handler, site = form_by_name(placement.form), Site.find_for_request(request)
    if handler is None or site is None or site.pk != placement.site:
        raise UnknownTarget
    target = handler.get_target(placement.target, site)
    if target is None:
        raise UnknownTarget
    return handler, site, target


def submission_key(request: HttpRequest, placement: Placement, post: QueryDict) -> str:
    """Equal for the same form sent twice, different for two visitors with the same text.

    Keyed hash of the placement, everything typed, and who typed it: the module's random value, or
    without JavaScript the visitor's day key.
    """
    who = post.get("wf_key") or day_key(request)
    typed = sorted((name, values) for name, values in post.lists() if not name.startswith(OWN_FIELDS))
    return salted_hmac(
        "wagtail_feedback.submission", f"{who}|{placement}|{typed}", algorithm="sha256"
    ).hexdigest()
