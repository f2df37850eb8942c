"""Finishing later: what was typed is kept under a link, for whoever asks for one; without an account."""

from __future__ import annotations

from datetime import timedelta

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone

from wagtail_feedback.conf import conf
from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.submissions.carried import get_carried
from wagtail_feedback.submissions.checks.rate_limit import refuse_flood
from wagtail_feedback.submissions.handlers import Submission
from wagtail_feedback.submissions.rerender import redirect_303
from wagtail_feedback.surveys.asking.asked_survey import AskedSurvey
from wagtail_feedback.surveys.asking.once import has_answered
from wagtail_feedback.surveys.asking.survey_form import LATER, OWN, RESUME, SurveyForm
from wagtail_feedback.surveys.models import SurveyDraft


def get_token(draft: SurveyDraft) -> str:
    return _signer().sign(draft.key)


def resume_path(draft: SurveyDraft) -> str:
    return reverse("wagtail_feedback_surveys:resume", args=[get_token(draft)])


def later_path(draft: SurveyDraft) -> str:
    return reverse("wagtail_feedback_surveys:later", args=[get_token(draft)])


def find_draft(token: str) -> SurveyDraft | None:
    """What a link leads to; None for one that is not ours, or whose draft is gone."""
    try:
        key = _signer().unsign(token)
    except BadSignature:
        return None
    return SurveyDraft.objects.filter(key=key).select_related("site", "contact").first()


def find_own_draft(data: QueryDict, asked: AskedSurvey) -> SurveyDraft | None:
    """The draft that a form was filled from. A token of another survey or site names none here."""
    token = data.get(RESUME)
    draft = find_draft(token) if token else None
    is_own = draft and (draft.survey_key, draft.site_id) == (asked.survey.translation_key, asked.site_id)
    return draft if is_own else None


def keep(submission: Submission[AskedSurvey, SurveyForm]) -> HttpResponse:
    """Keep what was typed, under the link there is or a new one, and lead to it.

    Raises:
        Rejected: too many of one visitor, or the answers were sent meanwhile.
    """
    form, asked = submission.form, submission.target
    draft = find_own_draft(form.posted, asked)
    if draft is None:
        refuse_flood("drafts", submission.request)
        draft = SurveyDraft(site=submission.site, survey_key=asked.survey.translation_key)
    elif draft.is_finished:
        raise has_answered()
    draft.language = submission.placement.language
    draft.placement = submission.placement.token
    draft.posted = {**form.get_kept(), **{name: [value] for name, value in _own(submission.request, form)}}
    draft.expires_at = timezone.now() + timedelta(days=conf.SURVEY_DRAFT_DAYS)
    draft.save()
    return redirect_303(later_path(draft))


def _own(request: HttpRequest, form: SurveyForm) -> list[tuple[str, str]]:
    """Fields that are no answers: which step it is, and what the address said."""
    typed = ((name, form.posted.get(name) or "") for name in (*OWN, LATER))
    return [(name, value) for name, value in (*typed, *get_carried(request).items()) if value]


def check(request: HttpRequest, asked: AskedSurvey) -> None:
    """Raises:
    Rejected: the answers behind this link have been sent.
    """
    draft = find_own_draft(request.POST, asked)
    if draft is not None and draft.is_finished:
        raise has_answered()


def finish(submission: Submission[AskedSurvey, SurveyForm]) -> None:
    """The answers are stored, in this transaction: the draft goes, and the address with it. Of two who send
    it at once one is first.

    Raises:
        Rejected: it was the other one.
    """
    draft = find_own_draft(submission.form.posted, submission.target)
    if draft is None:
        return
    unsent = SurveyDraft.objects.filter(pk=draft.pk, is_finished=False)
    if not unsent.update(is_finished=True, posted={}, placement="", consent=None, consented_at=None):
        raise has_answered()
    Contact.objects.filter(survey_draft=draft).delete()


def _signer() -> Signer:
    return Signer(sep=".", salt="wagtail_feedback.surveys.resume")
