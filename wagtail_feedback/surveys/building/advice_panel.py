"""Advice beside the form, where Wagtail shows its content checks: drawn anew while the editor types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.forms import Media
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import ChecksSidePanel
from wagtail.admin.views.generic.preview import PreviewOnCreate, PreviewOnEdit

from wagtail_feedback.surveys.building.advice import Report
from wagtail_feedback.surveys.building.changes import Change, compare
from wagtail_feedback.surveys.building.edit_form import CONFIRMED, SHOWN, report_on
from wagtail_feedback.surveys.logic import operators
from wagtail_feedback.surveys.logic.duration import MOST_SECONDS
from wagtail_feedback.surveys.models import Response, Survey
from wagtail_feedback.surveys.schema import Question, Type

ADVICE_TEMPLATE = "wagtail_feedback/surveys/moderation/advice.html"
#: Between two segments of the strip, in hundredths of its width.
GAP = 0.4


@dataclass(frozen=True)
class Segment:
    """One question on the strip of predicted time; places in hundredths of its width."""

    x: str
    width: str


def draw_time(seconds: dict[str, int]) -> list[Segment]:
    """Against three minutes; a survey that takes longer fills the strip."""
    whole = max(MOST_SECONDS, sum(seconds.values()))
    segments, start = [], 0
    for each in seconds.values():
        width = max(100 * each / whole - GAP, GAP)
        segments.append(Segment(f"{100 * start / whole:.2f}%", f"{width:.2f}%"))
        start += each
    return segments


def make_context(survey: Survey) -> dict[str, Any]:
    """For ``advice.html``."""
    report = report_on(survey)
    longest = max(report.seconds, key=lambda key: report.seconds[key], default="")
    return {
        "report": report,
        "minutes": divmod(report.total_seconds, 60),
        "segments": draw_time(report.seconds),
        "longest": report.plan.places.numbers.get(longest),
        "changes": list_changes(survey, report),
        "confirmed_name": CONFIRMED,
        "shown_name": SHOWN,
    }


def list_changes(survey: Survey, report: Report) -> dict[str, Any] | None:
    """What publishing would change, and how many responses there are; None before the first publication."""
    if report.plan.earlier is None:
        return None
    changes: list[Change] = compare(report.plan.earlier, report.plan.document)
    responses = Response.objects.filter(survey_key=survey.translation_key).counted().count()
    return {"list": changes, "number": survey.versions.count() + 1, "responses": responses}


def make_settings() -> dict[str, Any]:
    """For ``survey-rules.js``: its words, and what can be asked of which answer."""
    known = {kind.value: sorted(operators(Question("", kind, ""))) for kind in Type}
    known["pictures.several"] = sorted(operators(Question("", Type.PICTURES, "", several=True)))
    known["matrix.row"] = sorted(operators(Question("", Type.MATRIX, ""), row="row"))
    words = {
        "choose": _("Choose"),
        "untitled": _("(no words yet)"),
        "lost": _("Not in this form any more (%(id)s)"),
        "later": _("Not before this one: %(label)s"),
        "earlier": _("Not after this one: %(label)s"),
        "step": _("Step %(number)s."),
        "end": _("The end of the survey"),
        "notApplicable": _("does not apply"),
    }
    return {"words": words, "operators": known}


class AdviceSidePanel(ChecksSidePanel):
    """Instead of the figures that Wagtail draws from a page’s words."""

    template_name = "wagtail_feedback/surveys/moderation/advice_panel.html"

    class SidePanelToggle(ChecksSidePanel.SidePanelToggle):
        counter_classname = "w-bg-critical-200"

        def get_context_data(self, parent_context: Any) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, "count": len(self.panel.advice["report"].errors)}

    def __init__(self, object: Any, request: HttpRequest, *, advice_url: str) -> None:
        super().__init__(object, request)
        self.advice_url = advice_url
        self.advice = make_context(object)

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        form = parent_context.get("form")
        return {
            **context,
            **self.advice,
            "advice_url": self.advice_url,
            "rule_settings": make_settings(),
            "is_stale": bool(form and form.is_bound),
            "is_asking": bool(form and form.is_bound and form.has_error("__all__", "unconfirmed")),
        }

    @property
    def media(self) -> Media:
        scripts: list[Any] = [
            Script(f"wagtail_feedback/js/{name}.js", type="module")
            for name in ("survey-rules", "survey-advice")
        ]
        return Media(css={"all": ["wagtail_feedback/css/survey-edit.css"]}, js=scripts)


class AdvicePanelMixin:
    """Of a create or edit view."""

    advice_url_name = ""

    def get_advice_url(self) -> str:
        pk = getattr(self, "object", None) and self.object.pk  # type: ignore[attr-defined]
        name = self.advice_url_name
        return reverse(f"{name}_on_edit", args=[pk]) if pk else reverse(f"{name}_on_add")

    def get_side_panels(self) -> MediaContainer:
        panels = super().get_side_panels()  # type: ignore[misc]
        url = self.get_advice_url()
        return MediaContainer(
            AdviceSidePanel(panel.object, panel.request, advice_url=url)
            if isinstance(panel, ChecksSidePanel)
            else panel
            for panel in panels
        )


class AdviceMixin:
    """Answers what stands in the form with advice; nothing of it is kept."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form(request.POST)  # type: ignore[attr-defined]
        if not self.validate_form(form):  # type: ignore[attr-defined]
            return JsonResponse({"html": ""})
        context = make_context(form.save(commit=False))
        html = render_to_string(ADVICE_TEMPLATE, context, request=request)
        return JsonResponse({"html": html, "count": len(context["report"].errors)})


class AdviceOnAddView(AdviceMixin, PreviewOnCreate):
    pass


class AdviceOnEditView(AdviceMixin, PreviewOnEdit):
    pass
