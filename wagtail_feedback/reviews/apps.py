from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewsConfig(AppConfig):
    name = "wagtail_feedback.reviews"
    label = "wagtail_feedback_reviews"
    verbose_name = _("Review book")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail_feedback import features
        from wagtail_feedback.reviews import receivers  # noqa: F401 (connected on import)
        from wagtail_feedback.reviews.feature import feature

        features.register(feature)
