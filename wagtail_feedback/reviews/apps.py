from __future__ import annotations

from typing import ClassVar

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewsConfig(AppConfig):
    name = "wagtail_feedback.reviews"
    label = "wagtail_feedback_reviews"
    verbose_name = _("Review book")
    default_auto_field = "django.db.models.BigAutoField"
    feedback_groups: ClassVar = {
        "Feedback moderators": ("moderate_entry", "answer_entry", "view_contacts_entry"),
        "Feedback editors": ("add_reviewbook", "change_reviewbook", "delete_reviewbook"),
    }

    def ready(self) -> None:
        from wagtail_feedback.reviews import feature, receivers  # noqa: F401 (connected on import)

        feature.announce()
