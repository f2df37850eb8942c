"""Versions: what a survey asked from one publication to the next."""

from __future__ import annotations

import pytest
from wagtail.models import Locale

from tests.surveys.surveys import make_survey, question
from wagtail_feedback.surveys.models import SurveyVersion
from wagtail_feedback.surveys.models.survey import get_document
from wagtail_feedback.surveys.schema import Document

pytestmark = [pytest.mark.django_db, pytest.mark.portable]


def test_publishing_writes_down_what_is_asked():
    survey = make_survey(question("nps", id="q1", low_label="never", high_label="always"))
    version = survey.versions.get()
    asked = get_document(version.pk).questions["q1"]
    assert (version.number, asked.type, asked.low_label, list(asked.scale)) == (
        1,
        "nps",
        "never",
        [*range(11)],
    )


def test_a_document_survives_the_database():
    survey = make_survey(question("choices", id="q1", choices=[("a", "Apples"), ("b", "Other", "other")]))
    assert Document.from_json(survey.versions.get().document) == survey.get_document()


def test_saving_the_same_again_writes_no_version():
    survey = make_survey()
    survey.save_revision().publish()
    assert survey.versions.count() == 1


def test_a_draft_writes_no_version():
    survey = make_survey()
    survey.title = "Another"
    survey.save_revision()
    assert survey.versions.count() == 1


def test_another_wording_is_another_version_with_the_same_ids():
    survey = make_survey(question("text", id="q1", label="Why?"))
    survey.steps[0].value["questions"][0].value["label"] = "Why so?"
    survey.save_revision().publish()
    labels = [get_document(version.pk).questions["q1"].label for version in survey.versions.all()]
    assert labels == ["Why?", "Why so?"]


def test_a_copy_for_another_language_is_live_with_a_version_of_its_own():
    survey = make_survey()
    copy = survey.copy_for_translation(Locale.objects.create(language_code="ru"))
    copy.save()
    versions = SurveyVersion.objects.filter(survey_key=survey.translation_key)
    assert sorted(versions.values_list("language", flat=True)) == ["en", "ru"]
