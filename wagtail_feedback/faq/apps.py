from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FAQConfig(AppConfig):
    name = "wagtail_feedback.faq"
    label = "wagtail_feedback_faq"
    verbose_name = _("Frequently asked questions")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail_feedback import features
        from wagtail_feedback.faq import receivers  # noqa: F401 (connected on import)
        from wagtail_feedback.faq.feature import feature
        from wagtail_feedback.faq.voting.subject import SUBJECT_TYPE, EntrySubjects

        features.register(feature)
        features.subjects.register(SUBJECT_TYPE, EntrySubjects())
