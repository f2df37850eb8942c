"""The admin's form of a survey: a draft can always be saved, what is published is whole."""

from __future__ import annotations

import copy
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import ngettext
from wagtail.admin.forms.models import WagtailAdminModelForm

from wagtail_feedback.surveys.building.advice import Plan, Report, advise
from wagtail_feedback.surveys.building.block_errors import place_errors
from wagtail_feedback.surveys.building.moment_advice import AFTER_ORDER, Asking
from wagtail_feedback.surveys.models import Survey, SurveySettings

#: Names the ticks “it is right as it is”, which stand in the side panel; ``SHOWN`` comes with the panel.
CONFIRMED, SHOWN = "confirmed_advice", "confirmed_advice-shown"


def report_on(survey: Survey) -> Report:
    """Advice on a survey as it stands in memory."""
    return advise(
        Plan(
            survey.get_document(),
            goal=survey.goal,
            closes_on=survey.closes_on,
            today=timezone.localdate(),
            earlier=survey.get_newest_document(),
            asking=get_asking(survey),
            confirmed=frozenset(survey.confirmed_advice),
        )
    )


def get_asking(survey: Survey) -> Asking:
    """Delivery times are asked for only where they matter: one query."""
    waits = survey.prompt_moment in AFTER_ORDER
    return Asking(
        survey.prompt_moment,
        days=survey.prompt_days or 0,
        page=survey.prompt_page or 1,
        seconds=survey.prompt_seconds or 0,
        scroll=survey.prompt_scroll or 0,
        on_exit=survey.prompt_on_exit,
        delivery_days=SurveySettings.get_delivery_days() if waits else 0,
    )


class SurveyEditForm(WagtailAdminModelForm):
    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if "steps" in cleaned and "endings" in cleaned:
            self.instance.confirmed_advice = self.list_confirmed()
            if not self.is_deferred_validation and not self.errors:
                self.refuse_unfinished()
        return self.cleaned_data

    @cached_property
    def report(self) -> Report:
        """On what was typed; nothing of it is in the instance yet."""
        typed = copy.copy(self.instance)
        for name, value in self.cleaned_data.items():
            setattr(typed, name, value)
        return report_on(typed)

    def list_confirmed(self) -> list[str]:
        """Ticks for warnings that there are: what was ticked for other words is asked anew."""
        given = self.data.getlist(CONFIRMED) if SHOWN in self.data else self.instance.confirmed_advice
        return [warning.code for warning in self.report.warnings if warning.code in given]

    def refuse_unfinished(self) -> None:
        report = self.report
        placed = place_errors(self.cleaned_data["steps"], self.cleaned_data["endings"], report.errors)
        for name, error in placed.items():
            self.add_error(name, error)
        open_questions = [
            warning for warning in report.warnings if warning.code not in self.instance.confirmed_advice
        ]
        if open_questions and not placed:
            self.add_error(None, ValidationError(_ask(open_questions), code="unconfirmed"))


def _ask(warnings: list[Any]) -> str:
    asked = ngettext(
        "One thing is asked in the checks beside the form. Change it, or tick that it is right: %(titles)s",
        "%(count)s things are asked in the checks beside the form. Change them, or tick that they are right:"
        " %(titles)s",
        len(warnings),
    )
    return asked % {"count": len(warnings), "titles": " ".join(warning.title for warning in warnings)}
