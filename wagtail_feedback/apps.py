from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedbackConfig(AppConfig):
    name = "wagtail_feedback"
    label = "wagtail_feedback"
    verbose_name = _("Feedback")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail_feedback import checks, receivers, registry  # noqa: F401 (registered on import)
        from wagtail_feedback.people import letters
        from wagtail_feedback.subjects import PageSubjects

        registry.subjects.register("page", PageSubjects())
        letters.announce()
