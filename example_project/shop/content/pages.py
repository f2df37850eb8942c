"""Builds the two page trees; a page that is there already is left as its editor has it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Locale, Page, Site

from example_project.shop.content.bodies import BODIES
from example_project.shop.content.faq import build_faq
from example_project.shop.content.feedback import FeedbackBlocks, translation_key
from example_project.shop.content.survey import build_survey
from example_project.shop.content.words import Words
from example_project.shop.content.words.english import ENGLISH
from example_project.shop.content.words.russian import RUSSIAN
from example_project.shop.models import BodyPage, ContentPage, HomePage, ProductPage
from wagtail_feedback.reviews.models import ReviewBook

LANGUAGES = {"en": ENGLISH, "ru": RUSSIAN}


@dataclass(frozen=True)
class Place:
    """Where a page stands, the same in both languages."""

    key: str
    parent: str
    model: type[BodyPage]
    slug: str
    in_menu: bool = False
    fields: dict[str, Any] = field(default_factory=dict)


PLACES = [
    Place("home", "", HomePage, "home"),
    Place("goods", "home", ContentPage, "products", in_menu=True),
    Place("pan", "goods", ProductPage, "pechora-pan", fields={"picture": "pan", "price": 4900}),
    Place("kettle", "goods", ProductPage, "vetluga-kettle", fields={"picture": "kettle", "price": 7800}),
    Place("board", "goods", ProductPage, "linden-board", fields={"picture": "board", "price": 2300}),
    Place("delivery", "home", ContentPage, "delivery", in_menu=True),
    Place("questions", "home", ContentPage, "questions", in_menu=True),
    Place("reviews", "home", ContentPage, "reviews", in_menu=True),
    Place("told", "home", ContentPage, "what-buyers-told-us"),
    Place("privacy", "home", ContentPage, "privacy"),
    Place("plain", "home", ContentPage, "plain"),
    Place("imported", "home", ContentPage, "imported"),
]


def build_site() -> Site:
    """The default site, at the address of the settings; its root page comes with the pages."""
    base = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    port = base.port or (443 if base.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        site = Site(is_default_site=True, root_page=Page.get_first_root_node())
    site.hostname, site.port, site.site_name = base.hostname or "localhost", port, "Iron & Linden"
    site.save()
    return site


def build_pages(site: Site, shop: ReviewBook, clothing: ReviewBook) -> None:
    for code, words in LANGUAGES.items():
        locale, _created = Locale.objects.get_or_create(language_code=code)
        built: dict[str, Any] = {"": Page.get_first_root_node()}
        new = []
        for place in PLACES:
            if place.key in words.pages:
                page = find_page(place, locale)
                if page is None:
                    page = new_page(place, words, locale)
                    built[place.parent].add_child(instance=page)
                    new.append(place.key)
                built[place.key] = page
        sections = build_faq(words, locale)
        blocks = FeedbackBlocks(
            shop=shop,
            clothing=clothing,
            reviews=built["reviews"],
            sections=sections,
            asked=build_survey(words.survey, locale),
        )
        for key in new:  # once all are there that their links lead to
            built[key].body = BODIES[key](words, blocks)
            built[key].save_revision().publish()
    adopt_home(site)


def find_page(place: Place, locale: Locale) -> BodyPage | None:
    key = translation_key(place.key)
    return place.model.objects.filter(translation_key=key, locale=locale).first()


def new_page(place: Place, words: Words, locale: Locale) -> BodyPage:
    own = words.pages[place.key]
    told = {"intro": own.intro} if place.model is not ProductPage else {"tagline": own.tagline}
    return place.model(
        title=own.title,
        slug=place.slug if place.parent else f"{place.slug}-{locale.language_code}",
        search_description=own.description,
        show_in_menus=place.in_menu,
        locale=locale,
        translation_key=translation_key(place.key),
        **told,
        **place.fields,
    )


def adopt_home(site: Site) -> None:
    """Make the English home page the root, and drop the page that Wagtail greets with."""
    home = HomePage.objects.get(translation_key=translation_key("home"), locale__language_code="en")
    before = site.root_page
    if before.pk == home.pk:
        return
    site.root_page = home
    site.save()
    if before.depth == home.depth and before.title.startswith("Welcome to your new Wagtail"):
        before.delete()
