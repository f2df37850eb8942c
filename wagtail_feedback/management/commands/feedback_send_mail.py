from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from wagtail_feedback.outbox.sending import send_due_mails
from wagtail_feedback.outbox.webhooks.sending_messages import send_due_messages


class Command(BaseCommand):
    help = (
        "Send the mails and webhooks that are due: new ones, and those that failed before."
        " Made for cron, every minute."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--limit", type=int, help="Send this many at most.")

    def handle(self, *args: Any, **options: Any) -> None:
        sent = send_due_mails(limit=options["limit"])
        send_due_messages(limit=options["limit"])
        if options["verbosity"] > 1 or sent:
            self.stdout.write(f"Sent: {sent}")
