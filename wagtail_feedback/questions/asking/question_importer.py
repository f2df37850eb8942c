"""Questions from somebody's file, such as the mailbox of a shop."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_feedback.conf import conf
from wagtail_feedback.imports.import_options import COMMON_FIELDS, ImportField
from wagtail_feedback.imports.importer import FeatureImporter
from wagtail_feedback.imports.row_importer import RowImporter
from wagtail_feedback.moderation.search import add_to_index
from wagtail_feedback.questions.asking.spoken import find_language
from wagtail_feedback.questions.models import Question
from wagtail_feedback.questions.models.question import make_asker
from wagtail_feedback.site_settings import FeedbackSettings
from wagtail_feedback.submissions.choices import Area
from wagtail_feedback.utils.tabular import cells
from wagtail_feedback.utils.tabular.files import UnreadableFile

NAME = "name"


class QuestionRowImporter(RowImporter[Question]):
    """Makes unsaved questions to one site from rows. The name tells askers apart and is not kept."""

    model = Question
    fields = (*COMMON_FIELDS, ImportField("area", gettext_lazy("area")))

    def get_own(self, got: Mapping[str, str]) -> dict[str, Any]:
        text = cells.parse_text(self.labels["text"], got.get("text", ""), conf.TEXT_MAX_LENGTH)
        if not text:
            raise cells.CellError(_("the text is empty"))
        area = cells.parse_choice(self.labels["area"], got.get("area", ""), Area)
        return {"text": text, "area": area}

    def finish(self, instance: Question, got: Mapping[str, str]) -> None:
        email = got.get("email", "").strip()
        instance.asker = make_asker(email or got.get(NAME, "").strip() or instance.public_id)
        if "language" not in self.options.columns:
            instance.language = find_language(instance.text, instance.language)

    def after_create(self, instances: list[Question]) -> None:
        transaction.on_commit(lambda: add_to_index(Question, instances), robust=True)


class QuestionImporter(FeatureImporter):
    """The questions' part of ``feedback_import`` and of the screen for imports; they go to a site, named by
    its host."""

    target_model = FeedbackSettings
    target_option = "site"
    row_importer = QuestionRowImporter

    def get_reference(self, target: FeedbackSettings) -> str:
        return str(target.site_id)

    def find_target(self, slug: str) -> FeedbackSettings:
        named = Q(site=slug) if slug.isascii() and slug.isdecimal() else Q(site__hostname=slug)
        settings = FeedbackSettings.objects.select_related("site").filter(named).order_by("site").first()
        if settings is None:
            hosts = FeedbackSettings.objects.values_list("site__hostname", flat=True)
            raise UnreadableFile(
                _("No site “%(host)s” with feedback settings; there are: %(hosts)s.")
                % {"host": slug, "hosts": ", ".join(hosts) or "–"}
            )
        return settings
