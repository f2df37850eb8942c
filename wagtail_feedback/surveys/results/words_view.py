"""The screen with one question's answers in words."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from wagtail_feedback import features
from wagtail_feedback.moderation.permissions import limit_to_sites, user_can_anywhere
from wagtail_feedback.surveys.models import Response
from wagtail_feedback.surveys.results.reading import get_asked
from wagtail_feedback.surveys.results.survey_screen import SurveyScreen
from wagtail_feedback.surveys.results.words import (
    PER_PAGE,
    count_tags,
    get_rows,
    pass_on,
    read_words,
    set_tags,
)
from wagtail_feedback.surveys.schema import Question

WORDS_URL = "wagtail_feedback_survey_words"


class SurveyWordsView(SurveyScreen):
    """Searched, filtered by tag, tagged and passed on; one page at a time, the newest first."""

    template_name = "wagtail_feedback/surveys/moderation/words.html"
    page_title = gettext_lazy("Answers in words")

    @cached_property
    def question(self) -> Question:
        _versions, asked = get_asked(self.survey)
        found = (one.question for one in asked if one.question.id == self.kwargs["question"])
        question = next(found, None)
        if question is None or not (question.is_open or question.other):
            raise Http404
        return question

    def get_rows(self, **filters: str) -> Any:
        """Of the sites that the user moderates."""
        if not user_can_anywhere(self.request.user, "moderate", Response):
            raise PermissionDenied
        rows = get_rows(self.survey.translation_key, self.question, **filters)
        return limit_to_sites(rows, self.request.user, "moderate", Response)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        query, tag = (self.request.GET.get(name, "").replace("\x00", "").strip() for name in ("q", "tag"))
        page = Paginator(self.get_rows(query=query, tag=tag), PER_PAGE).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "question": self.question,
            "query": query,
            "tag": tag,
            "tags": count_tags(self.survey.translation_key, self.question.id),
            "page": page,
            "answers": read_words(page.object_list, self.question.id),
            "can_pass_on": features.get_question_intake() is not None,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """``pass_on``: make a question of an answer; else ``tags``, with commas between."""
        response = get_object_or_404(self.get_rows(), public_id=request.POST.get("response", ""))
        if "pass_on" in request.POST:
            url = pass_on(response, self.question.id, request.user)
            buttons = [messages.button(url, _("Open"))] if url else []
            messages.success(request, _("Passed on to the questions."), buttons=buttons)
        else:
            set_tags(response, self.question.id, request.POST.get("tags", "").split(","))
        return redirect(f"{request.get_full_path()}#{response.public_id}")
