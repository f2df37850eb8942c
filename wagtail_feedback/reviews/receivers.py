"""Reactions of the review book."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from wagtail_feedback.contacts.models import ConsentWording
from wagtail_feedback.moderation.actions import Change
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.reviews import purge, tasks
from wagtail_feedback.reviews.models import BookKind, BookText, Criterion, Entry, ReviewBook
from wagtail_feedback.reviews.models.book import new_key
from wagtail_feedback.signals import moderation_changed


@receiver(moderation_changed, sender=Entry, dispatch_uid="wagtail_feedback_reviews.follow")
def follow_public_change(changes: Sequence[Change], **kwargs: Any) -> None:
    """What the public saw or sees now: the search index and the caches follow. Sent after commit."""
    ids = [row.pk for row, old in changes if Status.PUBLISHED in {old, row.status} or row.listed]
    if not ids:
        return
    tasks.update_search.enqueue(ids)
    if purge.is_cached():
        tasks.purge_entries.enqueue(ids)


@receiver(post_save, sender=ReviewBook, dispatch_uid="wagtail_feedback_reviews.book_saved")
def purge_saved_book(instance: ReviewBook, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """A book's title, words or policy changed: after commit, because its languages are saved after it."""
    if created or raw or not purge.is_cached():
        return
    transaction.on_commit(lambda: tasks.purge_books.enqueue([instance.pk]))


def renew_book(instance: Any, **kwargs: Any) -> None:
    """A part of a book changed: what was drawn or remembered with the old one is out of date."""
    books = ReviewBook.objects.all()
    if not isinstance(instance, ConsentWording):
        books = books.filter(pk=instance.book_id)
    books.update(settings_key=new_key(), fragment_key=new_key())


for part in (BookKind, BookText, Criterion, ConsentWording):
    for signal in (post_save, post_delete):
        signal.connect(
            renew_book, sender=part, dispatch_uid=f"wagtail_feedback_reviews.renew.{part.__name__}"
        )
