"""What the FAQ brings to the admin."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from wagtail_feedback.faq.admin import reports
from wagtail_feedback.faq.admin.viewsets import FAQEntryViewSet, FAQSectionViewSet
from wagtail_feedback.moderation.admin.history import register_log_actions

register_snippet(FAQEntryViewSet)
register_snippet(FAQSectionViewSet)
hooks.register("register_admin_urls", reports.get_urlpatterns)
hooks.register("register_reports_menu_item", reports.get_menu_item)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    said = _("A customer’s words are gone from here: they were erased or are public no more. Please review.")
    register_log_actions(actions, [("wording_forgotten", _("Forget a customer’s words"), said)])
