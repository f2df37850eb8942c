"""What core itself brings, in the form in which every feature brings it."""

from __future__ import annotations

from wagtail_feedback.features import EDITORS, MODERATORS, Feature
from wagtail_feedback.moderation.digest import DigestEmail
from wagtail_feedback.outbox.confirmation import CONFIRM, ConfirmationEmail
from wagtail_feedback.outbox.webhooks.webhook_news import get_webhook_news

feature = Feature(
    name="core",
    app_label="wagtail_feedback",
    mail_types={CONFIRM: ConfirmationEmail(), "moderation.digest": DigestEmail()},
    get_news=get_webhook_news,
    group_permissions={
        MODERATORS: ("view_outboxmail", "change_outboxmail"),
        EDITORS: (
            "add_wordrule",
            "change_wordrule",
            "delete_wordrule",
            "add_consentwording",
            "change_consentwording",
            "change_feedbacksettings",
        ),
    },
)
