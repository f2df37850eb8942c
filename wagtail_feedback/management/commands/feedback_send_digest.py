from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from wagtail_feedback.moderation.digest import queue_digests
from wagtail_feedback.outbox.sending import send_due_mails


class Command(BaseCommand):
    help = (
        "Tell moderators what waits: one mail per site and address, once a day at most, and only when"
        " something waits. Made for cron, each morning."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        queue_digests()
        send_due_mails()
