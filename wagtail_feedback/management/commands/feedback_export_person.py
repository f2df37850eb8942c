from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.core.serializers.json import DjangoJSONEncoder

from wagtail_feedback.privacy.personal_data import export_person


class Command(BaseCommand):
    help = (
        "Print everything stored about the owner of an e-mail address, or one entry by its number, as JSON."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("who", metavar="ADDRESS_OR_NUMBER")

    def handle(self, *args: Any, **options: Any) -> None:
        records = export_person(options["who"])
        self.stdout.write(json.dumps(records, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
