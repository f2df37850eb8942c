"""Answers of people who may not finish, kept where they ticked that they may be: a response that counts in no
figure, step by step, until the whole of it takes its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.signing import BadSignature, Signer
from django.db.models import QuerySet
from django.http import QueryDict

from wagtail_feedback.submissions.checks.rate_limit import is_flood
from wagtail_feedback.submissions.handlers import Submission
from wagtail_feedback.surveys.asking.asked_survey import AskedSurvey
from wagtail_feedback.surveys.asking.survey_form import PART, SurveyForm
from wagtail_feedback.surveys.models import Response
from wagtail_feedback.surveys.models.response import ResponseStatus

if TYPE_CHECKING:
    from wagtail_feedback.surveys.asking.survey_handler import SurveyHandler

#: What another step changes.
CHANGED = ("survey_version_id", "answers", "asked", "orders", "seconds")


def keep(handler: SurveyHandler, submission: Submission[AskedSurvey, SurveyForm]) -> None:
    """Keep the answers up to this step, as long as one visitor does not begin too many; without the tick,
    not even answers that were kept before."""
    form, asked = submission.form, submission.target
    kept = find_kept(form.posted, asked)
    if not form.may_be_kept:
        kept.delete()
        return
    instance = handler.build(submission)
    instance.asked = form.get_seen()
    if kept.update(**{name: getattr(instance, name) for name in CHANGED}):
        return
    if is_flood("drafts", submission.request):
        return
    # Nothing leads to a person before everything is sent.
    instance.status = ResponseStatus.PARTIAL
    instance.submission_key, instance.code_hash, instance.private_answers = None, "", {}
    instance.consent = instance.consented_at = None
    instance.prepare()
    instance.save(force_insert=True)
    form.part_token = _signer().sign(instance.public_id)


def finish(submission: Submission[AskedSurvey, SurveyForm]) -> None:
    """All of it is stored, in this transaction: the part goes."""
    find_kept(submission.form.posted, submission.target).delete()


def find_kept(data: QueryDict, asked: AskedSurvey) -> QuerySet[Response]:
    """What earlier steps of the same form have left, if anything. A token of another survey finds nothing."""
    rows = Response.objects.filter(status=ResponseStatus.PARTIAL, survey_key=asked.survey.translation_key)
    try:
        number = _signer().unsign(data.get(PART) or "")
    except BadSignature:
        return rows.none()
    return rows.filter(public_id=number, site_id=asked.site_id)


def _signer() -> Signer:
    return Signer(sep=".", salt="wagtail_feedback.surveys.unfinished")
