from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from wagtail_feedback.features import all_features
from wagtail_feedback.imports.models import ImportRun
from wagtail_feedback.outbox.single_mails import forget_unwanted
from wagtail_feedback.outbox.webhooks.sending_messages import forget_messages
from wagtail_feedback.privacy.retention import (
    forget_contacts,
    forget_details,
    forget_log,
    forget_mails,
)
from wagtail_feedback.privacy.search_words import forget_search_words


class Command(BaseCommand):
    help = (
        "Forget addresses, order numbers, notes, sent mails, old history and uploaded files that have"
        " outlived their retention. Made for cron, daily."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Addresses forgotten: {forget_contacts() + forget_unwanted()}")
        details = forget_details()
        self.stdout.write(f"Order numbers, notes and other details forgotten: {details}")
        for feature in all_features():
            if feature.forget is not None:
                self.stdout.write(f"Details forgotten by {feature.name}: {feature.forget()}")
        self.stdout.write(f"Mails forgotten: {forget_mails()}")
        self.stdout.write(f"Webhook messages forgotten: {forget_messages()}")
        self.stdout.write(f"Files of imports forgotten: {ImportRun.forget_old()}")
        self.stdout.write(f"Lines of the history forgotten: {forget_log()}")
        forget_search_words(has_changed=bool(details))
