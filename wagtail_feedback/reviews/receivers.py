"""Reactions of the review book."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from wagtail_feedback.moderation.actions import Change
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.reviews import tasks
from wagtail_feedback.reviews.models import BookKind, BookText, Criterion, CriterionLabel, Entry, ReviewBook
from wagtail_feedback.signals import moderation_changed, site_settings_changed
from wagtail_feedback.site_settings import FeedbackSettings
from wagtail_feedback.utils import frontend_cache
from wagtail_feedback.utils.keys import new_key


@receiver(moderation_changed, sender=Entry, dispatch_uid="wagtail_feedback_reviews.follow")
def follow_public_change(changes: Sequence[Change], **kwargs: Any) -> None:
    """What the public saw or sees now: the search index and the caches follow. Sent after commit."""
    entries = [row for row, old in changes if Status.PUBLISHED in {old, row.status} or row.is_listed]
    if not entries:
        return
    tasks.update_search.enqueue([entry.pk for entry in entries])
    if frontend_cache.is_configured():
        urls = [f"{entry.site.root_url}{entry.get_public_url()}" for entry in entries]
        frontend_cache.purge_pages(ReviewBook, {entry.book_id for entry in entries}, urls)


@receiver(post_save, sender=ReviewBook, dispatch_uid="wagtail_feedback_reviews.book_saved")
def purge_saved_book(instance: ReviewBook, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """A book's title, words or policy changed: after commit, because its languages are saved after it."""
    if not created and not raw:
        transaction.on_commit(lambda: frontend_cache.purge_pages(ReviewBook, [instance.pk]))


@receiver(post_save, sender=FeedbackSettings, dispatch_uid="wagtail_feedback_reviews.settings_saved")
def purge_books_of_site(instance: FeedbackSettings, raw: bool = False, **kwargs: Any) -> None:
    """The forms of all books name the shop: after commit, because its languages are saved after it."""
    if raw or not frontend_cache.is_configured():
        return
    ids = list(ReviewBook.objects.filter(site=instance.site_id).values_list("pk", flat=True))
    transaction.on_commit(lambda: frontend_cache.purge_pages(ReviewBook, ids))


@receiver(site_settings_changed, dispatch_uid="wagtail_feedback_reviews.settings_changed")
def renew_books_of_sites(site_ids: Sequence[int], **kwargs: Any) -> None:
    renew_books(ReviewBook.objects.filter(site__in=site_ids).values_list("pk", flat=True))


def renew_part(instance: Any, **kwargs: Any) -> None:
    """A part of a book changed: what was drawn or kept with the old one is out of date."""
    owner = instance.owner if isinstance(instance, CriterionLabel) else instance
    renew_books([owner.book_id])


def renew_books(ids: Iterable[int]) -> None:
    """Each its own keys: what is kept under a book's key is found by that key alone."""
    for pk in ids:
        ReviewBook.objects.filter(pk=pk).update(settings_key=new_key(), fragment_key=new_key())


for part in (BookKind, BookText, Criterion, CriterionLabel):
    for signal in (post_save, post_delete):
        signal.connect(
            renew_part, sender=part, dispatch_uid=f"wagtail_feedback_reviews.renew.{part.__name__}"
        )
