"""Screens of core's own models."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.permission_policies.sites import SitePermissionPolicy

from wagtail_feedback.contacts.models import ConsentWording
from wagtail_feedback.imports.viewsets import ImportViewSet
from wagtail_feedback.moderation.admin.menu import FeedbackGroup
from wagtail_feedback.moderation.admin.webhook_viewset import WebhookViewSet
from wagtail_feedback.outbox.viewsets import OutboxViewSet
from wagtail_feedback.site_settings import FeedbackSettings
from wagtail_feedback.submissions.models import WordRule
from wagtail_feedback.utils.permission_policies import PolicyViewSet


class WordRuleViewSet(PolicyViewSet):
    """Words that send a submission to a person."""

    model = WordRule
    icon = "warning"
    menu_label = _("Word list")
    list_display = ["pattern", "note", BooleanColumn("is_active", label=_("In use"))]
    list_filter = ["is_active"]
    search_fields = ["pattern", "note"]
    copy_view_enabled = False
    add_to_reference_index = False


class ConsentWordingViewSet(PolicyViewSet):
    """What people agree to, in every version there was."""

    model = ConsentWording
    icon = "doc-full"
    menu_label = _("Consent wordings")
    list_display = ["title", "purpose", "locale", "version", "valid_from"]
    list_filter = ["purpose", "locale"]
    search_fields = ["title", "label"]

    def get_choosable(self, user: Any) -> Any:
        """Whoever changes a shop's settings chooses its wording there."""
        if SitePermissionPolicy(FeedbackSettings).user_has_permission(user, "change"):
            return ConsentWording.objects.all()
        return super().get_choosable(user)


class CoreGroup(FeedbackGroup):
    """The group with what belongs to core."""

    items = (WordRuleViewSet, ConsentWordingViewSet, OutboxViewSet, WebhookViewSet, ImportViewSet)
