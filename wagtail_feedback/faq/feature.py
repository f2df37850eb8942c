"""What the FAQ brings to core."""

from __future__ import annotations

from wagtail_feedback.faq.answers import FAQAnswers
from wagtail_feedback.features import EDITORS, Feature

feature = Feature(
    name="faq",
    app_label="wagtail_feedback_faq",
    answers=FAQAnswers(),
    group_permissions={
        EDITORS: (
            *(f"{action}_faqentry" for action in ("add", "change", "delete", "publish")),
            *(f"{action}_faqsection" for action in ("add", "change", "delete")),
        )
    },
)
