from __future__ import annotations

import logging

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class FeedbackConfig(AppConfig):
    name = "wagtail_feedback"
    label = "wagtail_feedback"
    verbose_name = _("Feedback")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail_feedback import checks, features, groups, receivers  # noqa: F401 (registered on import)
        from wagtail_feedback.feature import feature
        from wagtail_feedback.subjects import PageSubjects
        from wagtail_feedback.utils.log_filters import HideSignedValues

        logging.getLogger("django.request").addFilter(HideSignedValues())
        features.register(feature)
        features.subjects.register("page", PageSubjects())
        pre_migrate.connect(groups.remember_permissions, dispatch_uid="wagtail_feedback.groups.before")
        post_migrate.connect(groups.give_permissions, dispatch_uid="wagtail_feedback.groups.after")
