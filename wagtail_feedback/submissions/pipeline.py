"""The way every submission takes: spam checks → form → spam checks → action → receipt."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from wagtail.models import Site

from wagtail_feedback.contacts.author_codes import make_code
from wagtail_feedback.site_settings import FeedbackSettings
from wagtail_feedback.submissions import checks, page_access
from wagtail_feedback.submissions.carried import get_carried
from wagtail_feedback.submissions.checks.context import CheckContext, Rejected
from wagtail_feedback.submissions.circumstances import read_circumstances
from wagtail_feedback.submissions.form_rendering import BoundForm, Handler, form_by_name
from wagtail_feedback.submissions.handlers import Submission
from wagtail_feedback.submissions.languages import site_language
from wagtail_feedback.submissions.placement import Placement
from wagtail_feedback.submissions.receipts import receipt_url
from wagtail_feedback.submissions.rerender import redirect_303, render_again
from wagtail_feedback.submissions.visitor import day_key
from wagtail_feedback.utils.keys import KEY_LENGTH, new_key
from wagtail_feedback.utils.sites import find_site

OWN_FIELDS = "wf_"
KEY_FIELD = "wf_key"
#: Without the module's random value the same words from behind one address are taken for the same form sent
#: twice, but not for longer: then somebody else there says the same.
RESEND_WINDOW = timedelta(minutes=10)
OK, FORBIDDEN, CLOSED, INVALID = 200, 403, 409, 422


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
        sender = self.handler.get_sender(request, self.target)
        self.fingerprint = get_fingerprint(request, placement, post, sender)
        self.key = get_submission_key(self.fingerprint)

    def process(self) -> HttpResponse:
        """All steps; every way out keeps what was typed. A form that was taken before leads to its receipt,
        whatever has been closed or used up since."""
        try:
            flags = self.check()
            return self.form_again(INVALID) if flags is None else self.take(flags)
        except Rejected as refusal:
            if reference := self.handler.find_sent(self.form, self.key, self.resend_window):
                return redirect_303(self.receipt_url(reference))
            return self.form_again(refusal.status, refusal.message, must_log_in=refusal.must_log_in)

    def take(self, flags: list[checks.Flag]) -> HttpResponse:
        """Store a valid form, unless the visitor should see something first.

        Raises:
            Rejected: not any more.
        """
        settings = FeedbackSettings.for_site(self.handler.get_site(self.target) or self.site)
        language = site_language(self.placement.language, settings)
        circumstances = read_circumstances(self.request, self.placement, self.form.cleaned_data)
        submission = Submission(
            request=self.request,
            form=self.form,
            target=self.target,
            site=self.site,
            placement=self.placement,
            key=self.key,
            resend_window=self.resend_window,
            visitor=day_key(self.request),
            author_code=self.author_code,
            circumstances={**circumstances, "language": language},
            flags=flags,
        )
        if answer := self.handler.divert(submission):
            return answer
        if confirmation := self.handler.get_confirmation(submission):
            return self.form_again(OK, confirmation=confirmation)
        reference = self.handler.save(submission)
        response = redirect_303(self.receipt_url(reference))
        self.handler.mark_sent(response, submission)
        return response

    def receipt_url(self, reference: str) -> str:
        return receipt_url(self.handler.name, reference, self.placement.language, self.author_code)

    @cached_property
    def author_code(self) -> str:
        return make_code(self.fingerprint if self.is_known else new_key())

    def check(self) -> list[checks.Flag] | None:
        """What the spam checks found; None for an invalid form.

        Raises:
            Rejected: not now, or not this visitor.
        """
        if not self.handler.is_open(self.target):
            raise Rejected(self.handler.get_closed_message(self.target), status=CLOSED)
        if self.must_log_in:
            message = _("Log in to send this. Your text is kept.")
            raise Rejected(message, status=FORBIDDEN, must_log_in=True)
        self.handler.check_visitor(self.request, self.target)
        if not self.handler.is_final(self.form):
            return [] if self.form.is_valid() else None
        context = self.check_context()
        flags = checks.check_request(context, self.post)
        if not self.form.is_valid():
            return None
        context.text = self.handler.get_text(self.form)
        context.is_repeat = lambda: self.handler.is_repeat(self.form, self.target)
        return flags + checks.check_content(context, self.post)

    @property
    def is_known(self) -> bool:
        """Whether the module's random value proves that a form sent twice comes from the same browser.

        Without it somebody else behind the same address may have typed the same words: a code of their own
        opens nothing, and the receipt leaves it out.
        """
        return bool(self.post.get(KEY_FIELD))

    @property
    def resend_window(self) -> timedelta | None:
        return None if self.is_known else RESEND_WINDOW

    @property
    def must_log_in(self) -> bool:
        return self.handler.members_only and not page_access.admits(self.request, self.placement)

    def form_again(
        self, status: int, message: str = "", confirmation: Any = None, must_log_in: bool = False
    ) -> HttpResponse:
        """The form again, with everything typed."""
        login_url = page_access.login_url(self.placement) if must_log_in else ""
        bound = BoundForm(self.form, message, login_url, get_carried(self.request), confirmation)
        return render_again(self.request, self.handler, self.target, self.placement, bound, status)

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
    handler, site = form_by_name(placement.form), find_site(request)
    if handler is None or site is None or site.pk != placement.site:
        raise UnknownTarget
    target = handler.get_target(placement.target, site)
    if target is None:
        raise UnknownTarget
    return handler, site, target


def get_fingerprint(request: HttpRequest, placement: Placement, post: QueryDict, sender: str = "") -> str:
    """Equal for the same form sent twice, different for two visitors with the same text.

    The placement, everything typed, and who typed it: the module's random value, or without JavaScript the
    visitor's day key; and what else tells senders apart. Stored nowhere.
    """
    who = f"{post.get(KEY_FIELD) or day_key(request)}{sender}"
    typed = sorted((name, values) for name, values in post.lists() if not name.startswith(OWN_FIELDS))
    return f"{who}|{placement}|{typed}"


def get_submission_key(fingerprint: str) -> str:
    return salted_hmac("wagtail_feedback.submission", fingerprint, algorithm="sha256").hexdigest()[
        :KEY_LENGTH
    ]
