from __future__ import annotations

from wagtail_feedback.site_settings.models import FeedbackSettings
from wagtail_feedback.site_settings.rows import (
    FeedbackText,
    OpeningHours,
    SpecialDay,
    TargetGroup,
    TargetGroupLabel,
)

__all__ = [
    "FeedbackSettings",
    "FeedbackText",
    "OpeningHours",
    "SpecialDay",
    "TargetGroup",
    "TargetGroupLabel",
]
