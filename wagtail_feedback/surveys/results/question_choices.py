"""Questions to choose from, by survey."""

from __future__ import annotations

from django.db.models import F, OuterRef, Subquery
from wagtail.models import Locale

from wagtail_feedback.surveys.models import Survey, SurveyVersion
from wagtail_feedback.surveys.models.survey import get_document


def list_questions() -> list[tuple[str, list[tuple[str, str]]]]:
    """``(title, [(id, question)])`` of every published survey: what can be counted of its newest version, in
    the site’s first language where it has it. One query, and one a version that was not read lately."""
    newest = SurveyVersion.objects.filter(survey=OuterRef("pk")).order_by("-number").values("pk")[:1]
    rows = Survey.objects.annotate(newest=Subquery(newest), spoken=F("locale__language_code"))
    first = Locale.get_default().language_code
    found: dict[object, tuple[str, int]] = {}
    for key, title, version, language in rows.filter(newest__isnull=False).values_list(
        "translation_key", "title", "newest", "spoken"
    ):
        if key not in found or language == first:
            found[key] = title, version
    return [(title, _list_closed(version)) for title, version in found.values()]


def _list_closed(version: int) -> list[tuple[str, str]]:
    questions = get_document(version).questions.values()
    return [(question.id, question.label) for question in questions if question.is_closed]
