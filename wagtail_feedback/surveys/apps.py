from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    name = "wagtail_feedback.surveys"
    label = "wagtail_feedback_surveys"
    verbose_name = _("Surveys")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail_feedback import features
        from wagtail_feedback.surveys import receivers  # noqa: F401 (connected on import)
        from wagtail_feedback.surveys.feature import feature

        features.register(feature)
