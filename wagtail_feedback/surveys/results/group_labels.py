"""What groups of people are called, for many at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from wagtail.coreutils import get_content_languages

from wagtail_feedback.subjects import find_subjects
from wagtail_feedback.submissions.choices import AgeBand, Source, VisitorType
from wagtail_feedback.surveys.models import SurveyVersion
from wagtail_feedback.surveys.models.answer_count import Dimension
from wagtail_feedback.utils.choice_labels import get_choice_label

CHOICES: Mapping[str, type[TextChoices]] = {
    Dimension.SOURCE: Source,
    Dimension.AGE: AgeBand,
    Dimension.VISITOR: VisitorType,
}


class GroupLabels:
    """For the groups that are given, with the versions that are read already; three queries at most."""

    def __init__(self, groups: Iterable[tuple[str, str]], versions: Iterable[SurveyVersion]) -> None:
        values: dict[str, list[str]] = {}
        for dimension, value in groups:
            values.setdefault(dimension, []).append(value)
        self.subjects = find_subjects(values.get(Dimension.PAGE, []))
        self.versions = {str(version.pk): version for version in versions}
        if others := set(values.get(Dimension.VERSION, [])) - self.versions.keys():
            found = SurveyVersion.objects.defer("document").in_bulk(others)
            self.versions |= {str(pk): version for pk, version in found.items()}
        self.languages = dict(get_content_languages())

    def get(self, dimension: str, value: str) -> str:
        """For staff; its stored value where nothing knows it any more."""
        if dimension in CHOICES:
            return get_choice_label(CHOICES[dimension], value)
        if dimension == Dimension.LANGUAGE:
            return str(self.languages.get(value, value))
        if dimension == Dimension.VERSION and value in self.versions:
            words = {"number": self.versions[value].number, "language": self.versions[value].language}
            return _("Version %(number)s (%(language)s)") % words
        if dimension == Dimension.WAVE:
            return _("Wave %(number)s") % {"number": value}
        if dimension == Dimension.PAGE and value in self.subjects:
            return self.subjects[value].label
        return value
