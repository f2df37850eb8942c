"""Writing down what a survey asks whenever that changes for visitors."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import Max

from wagtail_feedback.surveys.models.survey import Survey, SurveyState, SurveyVersion, digest_of


def ensure_version(survey: Survey) -> None:
    """The newest version of a live survey is what its row asks; where it already is, nothing happens."""
    document = survey.get_document().to_json()
    digest = digest_of(document)
    newest = survey.versions.order_by("-number").values_list("digest", flat=True).first()
    SurveyState.objects.get_or_create(survey_key=survey.translation_key)
    if newest == digest:
        return
    while not _add_version(survey, document, digest):
        pass


def _add_version(survey: Survey, document: dict[str, object], digest: str) -> bool:
    """False where another publication took the number."""
    highest = survey.versions.aggregate(highest=Max("number"))["highest"] or 0
    try:
        with transaction.atomic():
            SurveyVersion.objects.create(
                survey=survey,
                survey_key=survey.translation_key,
                number=highest + 1,
                language=survey.locale.language_code,
                document=document,
                digest=digest,
            )
    except IntegrityError:
        return False
    return True
