"""A page of questions that an editor did not make by hand: a draft, with its sections."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.text import slugify
from wagtail.coreutils import find_available_slug
from wagtail.log_actions import log
from wagtail.models import Locale, get_page_models

from wagtail_feedback.faq.models import FAQEntry, FAQSection
from wagtail_feedback.faq.pages import FAQPageMixin

Chapters = Sequence[tuple[str, Sequence[str]]]


def find_page_class(parent: Any) -> Any | None:
    """The class of pages of questions that may stand below this one: the site's own before ours."""
    found = [model for model in get_page_models() if issubclass(model, FAQPageMixin)]
    found.sort(key=lambda model: model._meta.app_label == FAQEntry._meta.app_label)
    return next((model for model in found if model.can_create_at(parent.specific)), None)


@transaction.atomic
def create_page_draft(title: str, parent: Any, locale: Locale, chapters: Chapters, user: Any) -> str:
    """Nothing is published. Entries that stand in a section already stay there, and the page shows it.

    Raises:
        LookupError: no page of questions may stand there.
    """
    page_class = find_page_class(parent)
    if page_class is None:
        raise LookupError("No page of questions may stand there.")
    sections = list(
        dict.fromkeys(each for name, keys in chapters for each in fill_section(name, keys, locale))
    )
    page = page_class(
        title=title,
        slug=find_available_slug(parent, slugify(title, allow_unicode=True) or "faq"),
        locale=locale,
        live=False,
        has_unpublished_changes=True,
        sections=[("section", section) for section in sections],
    )
    parent.add_child(instance=page)
    revision = page.save_revision(user=user)
    log(page, "wagtail.create", user=user, revision=revision, content_changed=True)
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def fill_section(name: str, keys: Sequence[str], locale: Locale) -> list[FAQSection]:
    """The sections that these entries stand in, after those without one have got this one."""
    entries = FAQEntry.objects.with_keys(keys).filter(locale=locale).select_related("section")
    homeless = [entry for entry in entries if entry.section is None]
    if homeless:
        section = FAQSection.objects.filter(name=name, locale=locale).first()
        if section is None:
            last = FAQSection.objects.aggregate(last=Max("sort_order"))["last"] or 0
            section = FAQSection.objects.create(name=name, locale=locale, sort_order=last + 1)
        for entry in homeless:
            put_into(entry, section)
    return [entry.section for entry in entries if entry.section is not None]


def put_into(entry: FAQEntry, section: FAQSection) -> None:
    """The row and the draft; what of the draft is not published stays unpublished."""
    FAQEntry.objects.filter(pk=entry.pk).update(section=section)
    entry.section = section
    draft = entry.get_latest_revision_as_object()
    draft.section = section
    draft.save_revision(clean=False, changed=draft.has_unpublished_changes)
