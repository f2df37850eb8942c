"""The one road every submission takes: spam checks → form → spam checks → action → receipt."""

from __future__ import annotations

from django.core.signing import Signer
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from wagtail.models import Site

from wagtail_feedback.submissions import checks
from wagtail_feedback.submissions.bound import Bound
from wagtail_feedback.submissions.checks.base import CheckContext, Rejected
from wagtail_feedback.submissions.form_rendering import form_by_name
from wagtail_feedback.submissions.handlers import Submission
from wagtail_feedback.submissions.placement import Placement
from wagtail_feedback.submissions.rerender import redirect_303, render_invalid
from wagtail_feedback.submissions.standing import still_stands
from wagtail_feedback.submissions.visitor import day_key

RECEIPT_SALT = "wagtail_feedback.receipt"
OWN_FIELDS = "wf_"
INVALID, GONE, CLOSED = 422, 409, 409


class Pipeline:
    """One submission under way.

    Raises ``Http404`` when the form or its target is unknown; a room's action may raise database errors.
    """

    def __init__(self, request: HttpRequest, placement: Placement, post: QueryDict) -> None:
        self.request = request
        self.placement = placement
        self.post = post
        site = Site.find_for_request(request)
        kind = form_by_name(placement.form)
        target = kind.find_target(placement.target, site) if kind and site else None
        if kind is None or site is None or target is None:
            raise Http404
        self.kind, self.site, self.target = kind, site, target
        self.form = kind.make_form(target, placement, post)

    def process(self) -> HttpResponse:
        """The whole road; every way off it keeps what was typed."""
        context = self.context()
        try:
            if not self.kind.is_open(self.target):
                raise Rejected(self.kind.closed_message(self.target), status=CLOSED)
            flags = checks.check_request(context, self.post)
            if not self.form.is_valid():
                return self.back(INVALID)
            context.text = self.kind.words(self.form)

            context.is_repeat = self.kind.repeats(self.form, self.target)
            flags += checks.check_content(context, self.post)
        except Rejected as refusal:
            return self.back(refusal.status, refusal.message)
        if not still_stands(self.request, self.placement):
            return self.back(
                GONE, _("The page has changed meanwhile. Your text is kept: press “Send” again.")
            )
        reference = self.kind.submit(Submission(self.form, self.target, self.placement, context.key, flags))
        return redirect_303(receipt_url(self.kind.name, reference, self.placement.language))

    def back(self, status: int, message: str = "") -> HttpResponse:
        """The form again, with everything typed."""
        bound = Bound(uid=self.placement.uid, form=self.form, message=message)
        return render_invalid(self.request, self.kind, self.target, self.placement, bound, status)

    def context(self) -> CheckContext:
        return CheckContext(
            request=self.request,
            site=self.site,
            form_name=self.kind.name,
            target_id=self.placement.target,
            token=self.placement.token,
            key=submission_key(self.request, self.placement, self.post),
        )


def submission_key(request: HttpRequest, placement: Placement, post: QueryDict) -> str:
    """Equal for the same form sent twice, different for two visitors with the same words.

    Keyed hash of the placement, everything typed, and who typed it: the module's random value, or
    without JavaScript the visitor's day key.
    """
    who = post.get("wf_key") or day_key(request)
    typed = sorted((name, values) for name, values in post.lists() if not name.startswith(OWN_FIELDS))
    return salted_hmac(
        "wagtail_feedback.submission", f"{who}|{placement}|{typed}", algorithm="sha256"
    ).hexdigest()


def receipt_url(form: str, reference: str, language: str) -> str:
    token = Signer(salt=RECEIPT_SALT).sign_object((form, reference, language), compress=True)
    return reverse("wagtail_feedback:receipt", args=[token])
