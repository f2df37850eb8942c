from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from example_project.shop.content.books import build_books, build_settings, build_words
from example_project.shop.content.entries import build_entries
from example_project.shop.content.imported import import_reviews
from example_project.shop.content.pages import build_pages, build_site
from example_project.shop.content.people import LOGINS, PASSWORD, build_people, let_editors_publish
from example_project.shop.content.questions import build_questions, group_questions
from example_project.shop.content.responses import build_responses
from example_project.shop.content.words.english import ENGLISH
from example_project.shop.content.words.russian import RUSSIAN


class Command(BaseCommand):
    """Fills the shop. What is there already is left alone, so that a second run changes nothing."""

    help = "Makes the demo's pages, books, entries, questions and logins, and prints where to look."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            site = build_site()
            build_settings(site)
            shop, clothing = build_books(site)
            build_pages(site, shop, clothing)
            build_words()
            build_people()
            let_editors_publish()
            build_entries(shop)
            is_new = build_questions(site)
            build_responses(site, {"en": ENGLISH.survey, "ru": RUSSIAN.survey})
        if is_new:
            group_questions()
        import_reviews(clothing)
        self.stdout.write(self.where_to_look())

    def where_to_look(self) -> str:
        base = settings.WAGTAILADMIN_BASE_URL
        lines = [
            "",
            "Iron & Linden is ready:",
            f"  shop      {base}/en/  {base}/ru/",
            f"  reviews   {base}/en/reviews/  {base}/ru/reviews/",
            f"  questions {base}/en/questions/  {base}/ru/questions/",
            f"  survey    {base}/en/products/vetluga-kettle/  {base}/ru/products/vetluga-kettle/",
            f"  results   {base}/en/what-buyers-told-us/  {base}/ru/what-buyers-told-us/",
            f"  admin     {base}/admin/",
            f"  emails    {base}/mailbox/",
            f"  logins    {', '.join(LOGINS)} (password {PASSWORD})",
            "",
        ]
        return "\n".join(lines)
