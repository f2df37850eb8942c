"""Reactions of the FAQ: a cache in front of the site forgets the pages that show what changed."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from wagtail.signals import published

from wagtail_feedback.faq.models import FAQEntry, FAQSection
from wagtail_feedback.signals import answer_published
from wagtail_feedback.utils import frontend_cache

#: What is written when a draft is saved.
DRAFT_FIELDS = frozenset({"latest_revision", "draft_title", "has_unpublished_changes"})


@receiver(
    [pre_save, post_save, post_delete], sender=FAQEntry, dispatch_uid="wagtail_feedback_faq.entry_changed"
)
def purge_entry(
    instance: FAQEntry, signal: Any, raw: bool = False, update_fields: Any = None, **kwargs: Any
) -> None:
    """Pages show an entry themselves, or its section, and may name either in any language."""
    if raw or (update_fields and DRAFT_FIELDS.issuperset(update_fields)):
        return
    if signal is pre_save:
        purge_section_left(instance)
        return
    if instance.section:
        purge(instance.section)
    purge(instance, is_deleted=signal is post_delete)


def purge_section_left(instance: FAQEntry) -> None:
    if frontend_cache.is_configured():
        before = FAQEntry.objects.filter(pk=instance.pk).values("section")
        for section in FAQSection.objects.filter(pk__in=before).exclude(pk=instance.section_id):
            purge(section)


@receiver([post_save, post_delete], sender=FAQSection, dispatch_uid="wagtail_feedback_faq.section_changed")
def purge_section(instance: FAQSection, signal: Any, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        purge(instance, is_deleted=signal is post_delete)


@receiver(published, sender=FAQEntry, dispatch_uid="wagtail_feedback_faq.published")
def tell_of_published(instance: FAQEntry, **kwargs: Any) -> None:
    """Wagtail says “published” of what is only scheduled, too."""
    if instance.live:
        key, language = str(instance.translation_key), instance.locale.language_code
        transaction.on_commit(
            lambda: answer_published.send_robust(sender=FAQEntry, key=key, language=language)
        )


def purge(instance: FAQEntry | FAQSection, *, is_deleted: bool = False) -> None:
    """What is deleted is gone when the purge comes, so its pages are named now."""
    if frontend_cache.is_configured():
        pages = frontend_cache.get_pages_showing(instance) if is_deleted else ()
        urls = [url for page in pages if (url := page.full_url)]
        model = type(instance)
        same = model._default_manager.filter(translation_key=instance.translation_key)
        ids = {instance.pk, *same.values_list("pk", flat=True)}
        transaction.on_commit(lambda: frontend_cache.purge_pages(model, ids, urls))
