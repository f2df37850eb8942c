from __future__ import annotations

from typing import ClassVar

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class FeedbackConfig(AppConfig):
    name = "wagtail_feedback"
    label = "wagtail_feedback"
    verbose_name = _("Feedback")
    default_auto_field = "django.db.models.BigAutoField"
    feedback_groups: ClassVar = {
        "Feedback moderators": ("view_outboxmail", "change_outboxmail"),
        "Feedback editors": (
            "add_wordrule",
            "change_wordrule",
            "delete_wordrule",
            "add_consentwording",
            "change_consentwording",
        ),
    }

    def ready(self) -> None:
        from wagtail_feedback import checks, features, receivers  # noqa: F401 (registered on import)
        from wagtail_feedback.groups import give_permissions
        from wagtail_feedback.outbox import confirmation
        from wagtail_feedback.subjects import PageSubjects

        features.subjects.register("page", PageSubjects())
        confirmation.announce()
        post_migrate.connect(give_permissions, dispatch_uid="wagtail_feedback.groups")
