"""What tests start from: a shop's site with a page, a book, entries."""

from __future__ import annotations

import itertools
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from wagtail.models import Locale, Site

from wagtail_feedback.contacts.models import ConsentWording, Contact
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.reviews.actions.publicity import count_changes, sync_derived_fields
from wagtail_feedback.reviews.models import Answer, BookKind, BookText, Entry, ReviewBook
from wagtail_feedback.utils.pages import page_model

_numbers = itertools.count(1)
PROMISES = {"review": None, "complaint": 3, "suggestion": 5, "thanks": None, "question": 5}


def make_site(hostname: str = "testserver") -> Site:
    """The default site: its pages are in English and Russian."""
    site = Site.objects.filter(hostname=hostname).first()
    if site is None:
        Locale.objects.get_or_create(language_code="en")
        Locale.objects.get_or_create(language_code="ru")
        site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
        if site.pk and hostname != "testserver":
            site = Site(is_default_site=False, root_page=site.root_page)
        if not site.root_page_id:
            site.root_page = make_page(None, title="Home")
        site.hostname, site.port = hostname, 80
        site.save()
    return site


def make_page(parent: Any, *, title: str = "Reviews", body: Any = (), **fields: Any) -> Any:
    """A live page of the test site; ``body`` is a list of ``(block name, value)``."""
    from tests.site.models import TestPage

    page = TestPage(title=title, slug=f"{title.lower().replace(' ', '-')}-{next(_numbers)}", **fields)
    page.body = list(body)
    (parent or make_root()).add_child(instance=page)
    return page


def make_root() -> Any:
    """The root of the page tree; made anew where a transactional test has emptied the tables."""
    Page = page_model()
    Locale.objects.get_or_create(language_code="en")
    return Page.objects.filter(depth=1).first() or Page.add_root(
        instance=Page(title="Root", slug="root", locale=Locale.objects.get(language_code="en"))
    )


def make_home(site: Site) -> Any:
    """A home page in front of Wagtail's welcome page, so that addresses are under it."""
    home = make_page(None, title="Home")
    site.root_page = home
    site.save()
    Site.clear_site_root_paths_cache()
    return home


def make_book(
    *, slug: str | None = None, site: Site | None = None, consent: bool = False, **fields: Any
) -> ReviewBook:
    """A book that takes all kinds, with the usual promises, in English and Russian."""
    slug = slug or f"book-{next(_numbers)}"
    book = ReviewBook.objects.create(name=slug.title(), slug=slug, site=site or make_site(), **fields)
    for order, (kind, days) in enumerate(PROMISES.items()):
        BookKind.objects.create(book=book, kind=kind, answer_days=days, sort_order=order)
    for language, title, shop, role in (
        ("en", "Review book", "Iron & Linden", "Customer care"),
        ("ru", "Книга отзывов", "Чугун и Липа", "Служба заботы"),
    ):
        wording = make_wording(language) if consent else None
        BookText.objects.create(
            book=book, language=language, title=title, shop=shop, role=role, consent=wording
        )
    return ReviewBook.objects.get(pk=book.pk)


def make_wording(language: str = "en") -> ConsentWording:
    return ConsentWording.objects.get_or_create(
        title="Answering",
        language=language,
        version=1,
        defaults={"label": "You may use my details", "text": "All of it."},
    )[0]


def make_entry(
    book: ReviewBook | None = None, *, status: str = Status.PUBLISHED, email: str = "", **fields: Any
) -> Entry:
    """An entry in any state, with its facts and counts right."""
    book = book or make_book()
    defaults = {"kind": "review", "text": f"The pan number {next(_numbers)} is good.", "language": "en"}
    entry = Entry(book=book, site=book.site, status=status, **{**defaults, **fields})
    if entry.kind in {"review", "complaint"} and "rating" not in fields:
        entry.rating = 4
    entry.priority = 0 if entry.kind == "complaint" else 1
    if email:
        entry.contact = make_contact(email, book=book, language=entry.language)
    entry.update_search_text()
    sync_derived_fields(entry)
    entry.save()
    count_changes([(entry, Status.PENDING)])
    return entry


def make_contact(
    email: str = "anna@example.org", *, book: ReviewBook | None = None, confirmed: bool = False, **fields: Any
) -> Contact:
    from django.utils import timezone

    return Contact.objects.create(
        site=book.site if book else make_site(),
        room="reviews.entry",
        email=email,
        confirmed_at=timezone.now() if confirmed else None,
        **{"language": "en", **fields},
    )


def make_answer(entry: Entry, **words: Any) -> Answer:
    """A published answer, straight into the table."""
    from django.utils import timezone

    answer = Answer.objects.create(
        entry=entry, **{"role": "Customer care", "position": "<p>You are right.</p>", **words}
    )
    entry.answered_at, entry.needs_answer = timezone.now(), False
    entry.save()
    return answer


def make_user(name: str = "moderator", *, permissions: tuple[str, ...] = (), superuser: bool = False) -> Any:
    """A user who may enter the admin; ``permissions`` are codenames such as ``moderate_entry``."""
    user = get_user_model().objects.create_user(
        name, f"{name}@example.org", "changeme", is_superuser=superuser
    )
    user.user_permissions.set(Permission.objects.filter(codename__in=("access_admin", *permissions)))
    return user
