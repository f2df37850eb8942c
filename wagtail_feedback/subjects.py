"""What an entry can be about: the whole shop (an empty key), a page, or any object a site registers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.apps import apps
from django.db import transaction
from django.utils.translation import get_language
from wagtail.models import Site

from wagtail_feedback import features
from wagtail_feedback.signals import subject_renamed, subjects_changed
from wagtail_feedback.utils import safe_cache
from wagtail_feedback.utils.pages import (
    find_pages_about,
    find_pages_by_name,
    live_translation,
    live_translations,
)

LABEL_LENGTH = 150
#: A form lists no more names than this; what it does not list can be typed.
MOST_LISTED = 300


@dataclass(frozen=True)
class Subject:
    """One thing entries are about. ``key`` is ``"<type>:<reference>"`` and at most 100 characters."""

    key: str
    label: str
    url: str = ""


class SubjectType(Protocol):
    """How a site names its own objects: ``features.subjects.register("product", ProductSubjects())``.

    Three methods are optional. ``find_many(references)``: the same for many at once, by reference.
    ``match(names, site)``: the subjects, by name, that names mean in an imported
    file or typed into a form. ``get_choices(target, site)``: those that a form for the target lists.
    """

    def find(self, reference: str) -> Subject | None:
        """The public object behind a reference; None where there is none to show."""


class PageSubjects:
    """Pages, by translation key: one product page in two languages is one subject."""

    def find(self, reference: str) -> Subject | None:
        page = live_translation(reference)
        if page is None:
            return None
        return Subject(page_key(page), page.title[:LABEL_LENGTH], page.get_url() or "")

    def find_many(self, references: Collection[str]) -> dict[str, Subject]:
        pages = live_translations(references)
        return {key: Subject(page_key(page), page.title[:LABEL_LENGTH]) for key, page in pages.items()}

    def match(self, names: Collection[str], site: Any) -> dict[str, Subject]:
        pages = find_pages_by_name(names, site)
        return {name: Subject(page_key(page), page.title[:LABEL_LENGTH]) for name, page in pages.items()}

    def get_choices(self, target: Any, site: Any) -> list[Subject]:
        """Pages with a block for the target that is “only about this page”."""
        pages = find_pages_about(target, site, MOST_LISTED)
        return [Subject(page_key(page), page.title[:LABEL_LENGTH]) for page in pages]


def get_subject_choices(target: Any, site: Any, version: str) -> list[Subject]:
    """What visitors can name in a form for the target, by name in the active language.

    ``version`` is what the form itself is kept under: it changes with ``subjects_changed``.
    """
    if target.pk is None:
        return []
    key = f"subjects:{site.pk}:{target._meta.label}:{target.pk}:{get_language()}:{version}"

    def read() -> list[Subject]:
        types = (getattr(subject_type, "get_choices", None) for subject_type in features.subjects)
        choices = {each.key: each for choose in types if choose for each in choose(target, site)}
        return sorted(choices.values(), key=lambda subject: subject.label.casefold())[:MOST_LISTED]

    return safe_cache.get_state(key, read)


def find_named_subject(name: str, choices: Sequence[Subject], site: Any) -> Subject | None:
    """The one subject that goes by a typed name: one on offer, or else whatever an import would take it for.
    None for a name that several go by, and for a part of an address: visitors type names."""
    wanted = name.casefold()
    if not wanted:
        return None
    listed = [subject for subject in choices if subject.label.casefold() == wanted]
    if listed:
        return listed[0] if len(listed) == 1 else None
    subject = match_subjects([name], site).get(name)
    return subject if subject is not None and subject.label.casefold() == wanted else None


def match_subjects(names: Collection[str], site: Any) -> dict[str, Subject]:
    """The subjects that names in a file mean, by name: what means nothing here, or several things, is left
    out. The number of queries does not depend on the number of names."""
    found: dict[str, Subject] = {}
    for subject_type in features.subjects:
        match = getattr(subject_type, "match", None)
        if match is not None:
            found = match(names, site) | found
    return found


def page_key(page: object) -> str:
    """The subject key of a page, the same for all its translations."""
    return f"page:{page.translation_key}"  # type: ignore[attr-defined]


def subject_key(about: object) -> str:
    """The key of what a template names: a page, a key, or nothing for the whole shop."""
    if not about:
        return ""
    return about if isinstance(about, str) else page_key(about)


def find_subject(key: str) -> Subject | None:
    """The subject behind a key; None for the whole shop, an unknown type or a vanished object."""
    kind, _, reference = key.partition(":")
    if not reference:
        return None
    try:
        return features.subjects.get(kind).find(reference)
    except LookupError:
        return None


def find_subjects(keys: Iterable[str]) -> dict[str, Subject]:
    """What is behind many keys, without addresses; pages in one go."""
    types, by_kind = dict(features.subjects.items()), dict[str, set[str]]()
    for key in keys:
        kind, _colon, reference = key.partition(":")
        by_kind.setdefault(kind, set()).add(reference)
    found: dict[str, Subject] = {}
    for kind, references in by_kind.items():
        if find_many := getattr(types.get(kind), "find_many", None):
            found |= {f"{kind}:{reference}": each for reference, each in find_many(references).items()}
            continue
        for reference in references:
            if subject := find_subject(f"{kind}:{reference}"):
                found[f"{kind}:{reference}"] = subject
    return found


def rename_subject(
    key: str, label: str, *, except_in: Iterable[str] = (), site_ids: Iterable[int] | None = None
) -> None:
    """Bring what submissions say they are about in line with the subject's new name.

    ``except_in``: languages in which it goes by a name of its own. ``site_ids``: the sites whose forms may
    name it, besides those with submissions about it; all by default.
    """
    label = label[:LABEL_LENGTH]
    sites = set(Site.objects.values_list("pk", flat=True) if site_ids is None else site_ids)
    for model in _models_with_subjects():
        rows = model._default_manager.filter(about=key).exclude(language__in=except_in)
        renamed = rows.exclude(about_label=label)
        with transaction.atomic():
            sites.update(renamed.order_by().values_list("site", flat=True).distinct())
            if renamed.update(about_label=label):
                subject_renamed.send(sender=model, key=key)
    if sites:
        subjects_changed.send(sender=None, site_ids=sorted(sites))


def rename_page(page: Any) -> None:
    """The same for a page; submissions in the language of another translation keep that one's title."""
    others = page.get_translations().live().values_list("locale__language_code", flat=True)
    site = page.get_site()
    rename_subject(
        page_key(page), page.title, except_in=list(others), site_ids=[site.pk] if site is not None else []
    )


def _models_with_subjects() -> Iterator[Any]:
    for model in apps.get_models():
        if {"about", "about_label"} <= {field.name for field in model._meta.get_fields()}:
            yield model
