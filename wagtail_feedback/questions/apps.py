from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuestionsConfig(AppConfig):
    name = "wagtail_feedback.questions"
    label = "wagtail_feedback_questions"
    verbose_name = _("Questions")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail_feedback import features
        from wagtail_feedback.questions import receivers  # noqa: F401 (connected on import)
        from wagtail_feedback.questions.engine import system_check  # noqa: F401
        from wagtail_feedback.questions.feature import feature
        from wagtail_feedback.questions.topics import machine_drafts  # noqa: F401 (checks its setting)

        features.register(feature)
