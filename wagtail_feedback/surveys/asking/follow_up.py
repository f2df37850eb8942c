"""What the form of a survey offers beside its questions: to take up a low score, a copy of the answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from wagtail_feedback import features
from wagtail_feedback.submissions.fields import SingleLineField
from wagtail_feedback.submissions.forms import ContactFieldsMixin, address_advice
from wagtail_feedback.surveys.asking.asked_survey import AskedSurvey
from wagtail_feedback.surveys.logic import find_limit, is_low
from wagtail_feedback.surveys.schema import Step, Type
from wagtail_feedback.utils.addresses import validate_address

COMPLAINT, COPY = "wf_complaint", "wf_copy_to"


class FollowUpMixin(ContactFieldsMixin):
    """The two fields, where the survey offers them. The tick stands beside the address that the survey asks
    for; the address for a copy, on the last step."""

    asked: AskedSurvey
    walk: Any

    def add_follow_up(self) -> None:
        if offers_complaint(self.asked):
            self.fields[COMPLAINT] = forms.BooleanField(
                required=False,
                label=_(
                    "If I gave a low score: make a complaint of what I wrote here. A person reads it first "
                    "and may publish it in the review book, without my address. I get the answer by email."
                ),
            )
        if self.asked.survey.offers_copy:
            self.fields[COPY] = SingleLineField(
                max_length=254,
                required=False,
                label=_("Send a copy of my answers to"),
                help_text=_(
                    "Your email address. We ask there whether it is yours, send the copy "
                    "and forget the address."
                ),
                widget=forms.EmailInput(
                    attrs={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}
                ),
            )

    def draws_complaint(self, step: Step) -> bool:
        """Whether the tick belongs on this step: a low score was given, or may be given on it."""
        limits = self.asked.survey.low_limits
        return (
            COMPLAINT in self.fields
            and any(question.type == Type.EMAIL for question in step.questions)
            and (self.has_low_score() or any(find_limit(each, limits) is not None for each in step.questions))
        )

    def has_low_score(self) -> bool:
        limits, answers = self.asked.survey.low_limits, self.walk.answers
        return any(is_low(question, answers, limits) for question in self.walk.questions.values())

    def check_follow_up(self) -> None:
        """Whoever wants to be answered leaves an address; one for a copy can be written to."""
        if self.cleaned_data.get(COMPLAINT) and self.has_low_score() and not self.cleaned_data["email"]:
            self.add_error(COMPLAINT, _("Write your email address too, or leave this box empty"))
        address = self.cleaned_data.get(COPY) or ""
        try:
            if address:
                validate_address(address)
        except ValidationError:
            self.add_error(COPY, address_advice(address))

    def get_complaint_consent(self) -> str:
        """The words that were agreed to; empty where nothing is to be taken up."""
        wanted = self.cleaned_data.get(COMPLAINT) and self.cleaned_data["email"] and self.has_low_score()
        return str(self.fields[COMPLAINT].label) if wanted else ""

    def get_copy_to(self) -> str:
        return self.cleaned_data.get(COPY) or ""


def offers_complaint(asked: AskedSurvey) -> bool:
    """Whether a complaint can come of a response: nobody is answered without an address."""
    questions = asked.document.questions.values()
    intake = features.get_complaint_intake()
    return (
        asked.survey.offers_complaint
        and any(question.type == Type.EMAIL for question in questions)
        and intake is not None
        and intake.can_take(asked.site)
    )
