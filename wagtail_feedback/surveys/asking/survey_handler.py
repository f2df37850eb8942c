"""How a survey is answered: the handler of its form."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import Site

from wagtail_feedback.site_settings import FeedbackSettings
from wagtail_feedback.submissions.checks import timing
from wagtail_feedback.submissions.checks.context import Rejected
from wagtail_feedback.submissions.handlers import FormHandler, Submission
from wagtail_feedback.submissions.placement import Placement
from wagtail_feedback.surveys.asking import later, once, places, unfinished
from wagtail_feedback.surveys.asking.asked_survey import AskedSurvey, find_asked
from wagtail_feedback.surveys.asking.participation import count_step
from wagtail_feedback.surveys.asking.survey_form import SurveyForm
from wagtail_feedback.surveys.logic import pipe, walk
from wagtail_feedback.surveys.models import Response
from wagtail_feedback.surveys.schema import PERSONAL, Step

#: Seconds are kept no finer than this.
COARSE_SECONDS = 10


class SurveyHandler(FormHandler[AskedSurvey, SurveyForm]):
    """The target is a survey on the site that is visited; addresses name it by its translation key, so that
    all its languages are one."""

    name = "surveys.survey"
    model = Response
    form_class = SurveyForm
    fields_template = "wagtail_feedback/surveys/fields.html"
    receipt_template = "wagtail_feedback/surveys/receipt.html"

    def get_target(self, reference: str, site: Site) -> AskedSurvey | None:
        try:
            key = UUID(hex=reference)
        except ValueError:
            return None
        return find_asked(key, site, get_language() or "")

    def get_reference(self, target: AskedSurvey) -> str:
        return target.reference

    def get_target_of(self, submission: Response) -> AskedSurvey | None:
        return find_asked(submission.survey_key, submission.site, submission.language)

    def is_open(self, target: AskedSurvey) -> bool:
        return target.is_open

    def get_closed_message(self, target: AskedSurvey) -> str:
        return target.closed_message

    def get_title(self, target: AskedSurvey) -> str:
        return target.survey.title

    def get_cache_key(self, target: AskedSurvey) -> str:
        """With the newest version, and with opening and closing: whatever else is said depends on these."""
        survey = target.survey
        days = f"{survey.opens_on}:{survey.closes_on}"
        offers = f"{survey.once}:{survey.keeps_unfinished:d}:{survey.notices_key}"
        key = f"{self.name}:{target.version}:{target.is_open}:{days}:{offers}"
        if not target.is_open:
            return f"{key}:{hashlib.sha256(target.closed_message.encode()).hexdigest()[:16]}"
        personal = any(question.type in PERSONAL for question in target.document.questions.values())
        return f"{key}:{FeedbackSettings.for_site(target.site).settings_key}" if personal else key

    def get_form(
        self, target: AskedSurvey, placement: Placement, data: QueryDict | None = None
    ) -> SurveyForm:
        settings = FeedbackSettings.for_site(target.site)
        return SurveyForm(settings, asked=target, placement=placement, data=data)

    def get_sender(self, request: HttpRequest, target: AskedSurvey) -> str:
        return super().get_sender(request, target) + once.get_account(request, target)

    def check_visitor(self, request: HttpRequest, target: AskedSurvey) -> None:
        later.check(request, target)
        once.check(request, target)

    def is_final(self, form: SurveyForm) -> bool:
        return form.is_complete

    def get_text(self, form: SurveyForm) -> str:
        return form.get_own_words()

    def is_repeat(self, form: SurveyForm, target: AskedSurvey) -> bool:
        """Two people who answer alike are two."""
        return False

    def divert(self, submission: Submission[AskedSurvey, SurveyForm]) -> HttpResponse | None:
        return later.keep(submission) if submission.form.is_left else None

    def get_confirmation(self, submission: Submission[AskedSurvey, SurveyForm]) -> Step | None:
        """The step that comes."""
        form = submission.form
        if not form.goes_back:
            try:
                places.check_quotas(submission.target, form.walk.answers)
            except Rejected:
                form.stay()
                raise
            if form.coming and submission.target.survey.keeps_unfinished:
                unfinished.keep(self, submission)
        if form.coming is not None:
            count_step(form, submission.visitor)
        return form.coming

    def get_instance(self, form: SurveyForm, target: AskedSurvey) -> Response:
        return Response(
            survey_key=target.survey.translation_key,
            survey_version_id=form.asked.version or 0,
            answers=form.get_answers(private=False),
            private_answers=form.get_answers(private=True),
            asked=list(form.walk.questions),
            orders=form.get_orders(),
            seconds=read_seconds(form.posted),
            complaint_consent=form.get_complaint_consent(),
        )

    def get_moment(self, form: SurveyForm) -> datetime:
        """No time of day in an anonymous survey."""
        moment = timezone.localtime(timezone.now(), timezone.get_default_timezone())
        is_coarse = form.document.anonymous
        return moment.replace(hour=0, minute=0, second=0, microsecond=0) if is_coarse else moment

    def complete(self, instance: Response, submission: Submission[AskedSurvey, SurveyForm]) -> None:
        instance.created_at = self.get_moment(submission.form)
        instance.day = instance.created_at.date()
        instance.wave = submission.target.survey.get_wave(instance.day)
        instance.copy_to = submission.form.get_copy_to()
        if submission.form.document.anonymous:
            instance.code_hash = ""

    def claim(self, instance: Response, submission: Submission[AskedSurvey, SurveyForm]) -> None:
        once.claim(submission.request, submission.target)
        later.finish(submission)
        unfinished.finish(submission)
        places.claim(submission.target, instance.answers)

    def mark_sent(self, response: HttpResponse, submission: Submission[AskedSurvey, SurveyForm]) -> None:
        count_step(submission.form, submission.visitor)
        once.remember(response, submission.target, submission.placement)

    def get_receipt_context(self, reference: str, request: HttpRequest) -> dict[str, Any] | None:
        context = super().get_receipt_context(reference, request)
        if context is None:
            return None
        response: Response = context["submission"]
        document, answers = response.document, {**response.answers, **response.private_answers}
        ending = walk(document, answers).ending
        if ending is not None:
            texts = {name: pipe(getattr(ending, name), document, answers) for name in ("title", "text")}
            link = ending.link if is_link(ending.link) else ""
            context["ending"] = {**texts, "link": link, "link_label": ending.link_label or link}
        return {**context, "document": document}


def is_link(address: str) -> bool:
    """Whether it leads to a page, here or elsewhere."""
    return address.startswith(("https://", "http://", "/", "#"))


def read_seconds(data: QueryDict) -> int | None:
    """How long it took, coarsely; None without the module, which alone knows when somebody began."""
    try:
        seconds = timing.seconds_since(data.get(timing.FIELD) or "")
    except ValueError:
        return None
    return max(COARSE_SECONDS, round(seconds / COARSE_SECONDS) * COARSE_SECONDS)
