"""What tests start from: a shop's site with a page, a book, entries."""

from __future__ import annotations

import itertools
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.utils import timezone
from wagtail.models import Locale, Site

from wagtail_feedback.contacts.models import ConsentWording, Contact
from wagtail_feedback.moderation.actions import (
    EraseAction,
    MarkSpamAction,
    ModerationAction,
    PublishAction,
    WithdrawAction,
    WithholdAction,
)
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.reviews.actions import PublishAnswerAction
from wagtail_feedback.reviews.models import Answer, BookKind, BookText, Entry, ReviewBook
from wagtail_feedback.site_settings import FeedbackSettings, FeedbackText
from wagtail_feedback.submissions.actions import CreateSubmissionAction
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
    *,
    slug: str | None = None,
    site: Site | None = None,
    consent: bool = False,
    publication: bool = False,
    notify: str | None = None,
    **fields: Any,
) -> ReviewBook:
    """A book that takes all kinds, with the usual promises, in English and Russian; and its shop."""
    slug = slug or f"book-{next(_numbers)}"
    site = site or make_site()
    make_settings(
        site, consent=consent, publication=publication, **({} if notify is None else {"notify": notify})
    )
    book = ReviewBook.objects.create(name=slug.title(), slug=slug, site=site, **fields)
    for order, (kind, days) in enumerate(PROMISES.items()):
        BookKind.objects.create(book=book, kind=kind, answer_days=days, sort_order=order)
    for language, title in (("en", "Review book"), ("ru", "Книга отзывов")):
        BookText.objects.create(book=book, locale=make_locale(language), title=title)
    return ReviewBook.objects.get(pk=book.pk)


def make_settings(
    site: Site | None = None,
    *,
    consent: bool = False,
    publication: bool = False,
    asking: bool = False,
    **fields: Any,
) -> FeedbackSettings:
    """The site's settings, made or changed: a shop in English and Russian."""
    settings, _created = FeedbackSettings.objects.update_or_create(site=site or make_site(), defaults=fields)
    for language, shop, signature in (
        ("en", "Iron & Linden", "Customer care"),
        ("ru", "Чугун и Липа", "Служба заботы"),
    ):
        texts = FeedbackText.objects.filter(settings=settings, locale__language_code=language)
        text = texts.first() or FeedbackText(settings=settings, locale=make_locale(language))
        text.shop_name, text.signature = shop, signature
        if consent:
            text.consent = make_wording(language)
        if publication:
            text.publication_consent = make_wording(language, purpose="publication")
        if asking:
            text.asking_consent = make_wording(language, purpose="asking")
        text.save()
    return FeedbackSettings.objects.get(pk=settings.pk)


def make_locale(language: str) -> Locale:
    return Locale.objects.get_or_create(language_code=language)[0]


def make_wording(language: str = "en", *, purpose: str = "answer") -> ConsentWording:
    return ConsentWording.objects.get_or_create(
        title={"answer": "Answering", "publication": "Publishing", "asking": "Asking"}[purpose],
        locale=make_locale(language),
        version=1,
        defaults={"purpose": purpose, "label": "You may use my details", "text": "All of it."},
    )[0]


#: How an entry comes into a state: the actions, and what they need to be told.
WAYS: dict[str, list[tuple[type[ModerationAction], dict[str, Any]]]] = {
    Status.PENDING: [],
    Status.PUBLISHED: [(PublishAction, {})],
    Status.WITHHELD: [(WithholdAction, {"reason": "abuse"})],
    Status.SPAM: [(MarkSpamAction, {})],
    Status.WITHDRAWN: [(PublishAction, {}), (WithdrawAction, {})],
    Status.ERASED: [(PublishAction, {}), (EraseAction, {})],
}
#: What actions set; a test that names one wants exactly that.
SET_BY_ACTIONS = frozenset(
    {
        "due_at",
        "published_at",
        "answered_at",
        "solved",
        "solved_at",
        "decided_at",
        "is_listed",
        "needs_answer",
    }
)


def make_entry(
    book: ReviewBook | None = None, *, status: str = Status.PUBLISHED, email: str = "", **fields: Any
) -> Entry:
    """An entry in any state, brought there by the actions that bring entries there. No mail is queued."""
    book = book or make_book()
    preset = {name: fields.pop(name) for name in SET_BY_ACTIONS & fields.keys()}
    reason = fields.pop("withheld_reason", "")
    defaults = {"kind": "review", "text": f"The pan number {next(_numbers)} is good.", "language": "en"}
    entry = Entry(book=book, site=book.site, **{**defaults, **fields})
    if entry.kind in {"review", "complaint"} and "rating" not in fields:
        entry.rating = 4
    if email:
        entry.contact = make_contact(email, book=book, language=entry.language)
    entry = CreateSubmissionAction(entry).execute()
    for action, options in WAYS.get(status, []):
        entry = action(entry, **{**options, **({"reason": reason} if reason and options else {})}).execute()
    OutboxMail.objects.filter(contact=entry.contact_id, contact__isnull=False).delete()
    if preset or entry.status != status:
        entry.status = status
        for name, value in preset.items():
            setattr(entry, name, value)
        if preset.keys().isdisjoint({"is_listed", "needs_answer"}):
            entry.sync_derived_fields()
        entry.save()
    return Entry.objects.select_related("book__site", "contact").get(pk=entry.pk)


def make_contact(
    email: str = "anna@example.org", *, book: ReviewBook | None = None, confirmed: bool = False, **fields: Any
) -> Contact:
    return Contact.objects.create(
        site=book.site if book else make_site(),
        owner=Entry._meta.label_lower,
        email=email,
        confirmed_at=timezone.now() if confirmed else None,
        **{"language": "en", **fields},
    )


def make_answer(entry: Entry, **parts: Any) -> Answer:
    """A published answer. No mail is queued."""
    PublishAnswerAction(entry, **{"role": "Customer care", "position": "You are right.", **parts}).execute()
    OutboxMail.objects.filter(contact=entry.contact_id, contact__isnull=False).delete()
    entry.refresh_from_db()
    return Answer.objects.get(entry=entry)


def make_user(name: str = "moderator", *, permissions: tuple[str, ...] = (), superuser: bool = False) -> Any:
    """A user who may enter the admin; ``permissions`` are codenames such as ``moderate_entry``."""
    user = get_user_model().objects.create_user(
        name, f"{name}@example.org", "changeme", is_superuser=superuser
    )
    user.user_permissions.set(Permission.objects.filter(codename__in=("access_admin", *permissions)))
    return user


def make_group(user: Any) -> Group:
    """A group that may enter the admin, with this user in it."""
    group = Group.objects.create(name=f"group-{next(_numbers)}")
    group.permissions.set(Permission.objects.filter(codename="access_admin"))
    user.groups.add(group)
    return group
