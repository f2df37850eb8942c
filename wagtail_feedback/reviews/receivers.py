"""Reactions of the review book."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from wagtail_feedback.moderation.actions import Change
from wagtail_feedback.moderation.public_changes import follow_public_changes
from wagtail_feedback.reviews.models import BookKind, BookText, Criterion, CriterionLabel, Entry, ReviewBook
from wagtail_feedback.signals import moderation_changed, site_settings_changed, subject_renamed
from wagtail_feedback.site_settings import FeedbackSettings
from wagtail_feedback.utils import frontend_cache


@receiver(moderation_changed, sender=Entry, dispatch_uid="wagtail_feedback_reviews.follow")
def follow_public_change(changes: Sequence[Change], **kwargs: Any) -> None:
    follow_public_changes(changes, ReviewBook, "book_id")


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
    ReviewBook.renew(ReviewBook.objects.filter(site__in=site_ids).values_list("pk", flat=True))


@receiver(subject_renamed, sender=Entry, dispatch_uid="wagtail_feedback_reviews.subject_renamed")
def renew_books_about(key: str, **kwargs: Any) -> None:
    ids = list(Entry.objects.filter(about=key).order_by().values_list("book", flat=True).distinct())
    ReviewBook.renew(ids)
    frontend_cache.purge_pages(ReviewBook, ids)


def renew_part(instance: Any, **kwargs: Any) -> None:
    """A part of a book changed: what was drawn or kept with the old one is out of date."""
    owner = instance.owner if isinstance(instance, CriterionLabel) else instance
    ReviewBook.renew([owner.book_id])


for part in (BookKind, BookText, Criterion, CriterionLabel):
    for signal in (post_save, post_delete):
        signal.connect(
            renew_part, sender=part, dispatch_uid=f"wagtail_feedback_reviews.renew.{part.__name__}"
        )
