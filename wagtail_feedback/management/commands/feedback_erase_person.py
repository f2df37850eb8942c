from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.privacy.personal_data import erase_person


class Command(BaseCommand):
    help = (
        "Erase everything the owner of an e-mail address has left: words, name, address, answers to them."
        " Tombstones remain. There is no way back."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address")
        parser.add_argument("--yes", action="store_true", help="Do not ask.")

    def handle(self, *args: Any, **options: Any) -> None:
        count = Contact.objects.of_address(options["address"]).count()
        if not count:
            self.stdout.write("Nothing is stored about this address.")
            return
        if not options["yes"]:
            self.confirm(count)
        self.stdout.write(f"Erased: {erase_person(options['address'])}")

    def confirm(self, count: int) -> None:
        self.stdout.write(f"Submissions to erase for good: {count}")
        if input("Type yes to go on: ").strip().lower() != "yes":
            raise CommandError("Nothing was erased.")
