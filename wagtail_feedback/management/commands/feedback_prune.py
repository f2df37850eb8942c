from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from wagtail_feedback.privacy.retention import forget_contacts, forget_mails


class Command(BaseCommand):
    help = "Forget addresses and sent mails that have outlived their retention. Made for cron, daily."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Addresses forgotten: {forget_contacts()}")
        self.stdout.write(f"Mails forgotten: {forget_mails()}")
