"""What the FAQ brings to core."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from wagtail_feedback.conf import conf
from wagtail_feedback.faq.answers import FAQAnswers
from wagtail_feedback.faq.models import FAQVote
from wagtail_feedback.features import EDITORS, Feature


def forget_votes() -> int:
    """Votes hold nobody's data, unless somebody wrote some into the reason for a no."""
    today, days = timezone.now().date(), conf.CONTACT_RETENTION_DAYS
    return FAQVote.objects.forget(today, today - timedelta(days=days) if days else None)


feature = Feature(
    name="faq",
    app_label="wagtail_feedback_faq",
    answers=FAQAnswers(),
    urls="wagtail_feedback.faq.urls",
    forget=forget_votes,
    group_permissions={
        EDITORS: (
            *(f"{action}_faqentry" for action in ("add", "change", "delete", "publish")),
            *(f"{action}_faqsection" for action in ("add", "change", "delete")),
        )
    },
)
