"""Run inside the blank site: put every block of the package on its home page."""

from __future__ import annotations

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.dev")
django.setup()

from home.models import HomePage  # noqa: E402
from wagtail.models import Site  # noqa: E402

from wagtail_feedback.reviews.models import ReviewBook  # noqa: E402

BLOCKS = ["review_book", "entry_form", "rating_summary", "latest_entries"]

book, _created = ReviewBook.objects.get_or_create(
    slug="shop", defaults={"name": "Shop", "site": Site.objects.get(is_default_site=True)}
)
page = HomePage.objects.get()
page.body = [(name, {"book": book}) for name in BLOCKS]
page.save_revision().publish()
