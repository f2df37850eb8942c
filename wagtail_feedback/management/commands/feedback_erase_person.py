from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wagtail_feedback.imports.people import find_imports_about
from wagtail_feedback.privacy.personal_data import count_left, erase_person, is_address


class Command(BaseCommand):
    help = (
        "Erase everything the owner of an e-mail address has left, or one entry by its number: words, name,"
        " address, answers to them, and uploaded files of imports that name the address. Tombstones remain."
        " There is no way back."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("who", metavar="ADDRESS_OR_NUMBER")
        parser.add_argument("--yes", action="store_true", help="Do not ask.")

    def handle(self, *args: Any, **options: Any) -> None:
        who = options["who"]
        count = count_left(who)
        imports = find_imports_about(who) if is_address(who) else []
        if not count and not imports:
            self.stdout.write("Nothing is stored about this address or number.")
            return
        if not options["yes"]:
            self.confirm(count, len(imports))
        self.stdout.write(f"Erased: {erase_person(who)}")
        for run in imports:
            run.delete()
        self.stdout.write(f"Files of imports deleted: {len(imports)}")

    def confirm(self, count: int, imports: int) -> None:
        self.stdout.write(f"Submissions to erase for good: {count}")
        self.stdout.write(f"Uploaded files that name the address, to delete whole: {imports}")
        if input("Type yes to go on: ").strip().lower() != "yes":
            raise CommandError("Nothing was erased.")
