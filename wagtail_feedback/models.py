"""Models of the core app; each lives in the layer that owns it."""

from __future__ import annotations

from wagtail_feedback.contacts.models import ConsentWording, Contact
from wagtail_feedback.imports.models import ImportPart, ImportRun
from wagtail_feedback.moderation.shown import SubjectState
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.outbox.webhooks.webhook_models import Webhook, WebhookMessage
from wagtail_feedback.site_settings import (
    FeedbackSettings,
    FeedbackText,
    OpeningHours,
    SpecialDay,
    TargetGroup,
    TargetGroupLabel,
)
from wagtail_feedback.submissions.models import WordRule

__all__ = [
    "ConsentWording",
    "Contact",
    "FeedbackSettings",
    "FeedbackText",
    "ImportPart",
    "ImportRun",
    "OpeningHours",
    "OutboxMail",
    "SpecialDay",
    "SubjectState",
    "TargetGroup",
    "TargetGroupLabel",
    "Webhook",
    "WebhookMessage",
    "WordRule",
]
