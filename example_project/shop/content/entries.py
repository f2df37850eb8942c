"""Puts the stories into the shop's book through the package's own actions."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page

from example_project.shop.content.feedback import translation_key
from example_project.shop.content.stories import Reply, Story, english, russian
from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.moderation.actions import PublishAction, WithdrawAction, WithholdAction
from wagtail_feedback.reviews.actions import MarkSolvedAction, PublishAnswerAction
from wagtail_feedback.reviews.models import Answer, Entry, ReviewBook
from wagtail_feedback.subjects import page_key
from wagtail_feedback.submissions.actions import CreateSubmissionAction
from wagtail_feedback.submissions.checks.context import Flag

READ_WITHIN = timedelta(hours=4)


def all_stories() -> list[tuple[str, Story]]:
    """Every story with its language, the oldest first."""
    told: list[tuple[str, Story]] = []
    for language, module in (("en", english), ("ru", russian)):
        waiting = [replace(story, status="pending") for story in module.PENDING]
        told += [(language, story) for story in module.PUBLISHED + waiting]
    return sorted(told, key=lambda pair: -pair[1].days)


def build_entries(book: ReviewBook) -> None:
    """Tell every story once: a book that holds entries is left alone."""
    if book.entries.exists():
        return
    moderator = get_user_model().objects.get(username="moderator")
    for language, story in all_stories():
        entry = receive(story, book, language)
        decide(entry, story, moderator)
        date_history(entry)
    ReviewBook.renew([book.pk])


def ago(days: float) -> datetime:
    return timezone.now() - timedelta(days=days)


def receive(story: Story, book: ReviewBook, language: str) -> Entry:
    page = Page.objects.filter(
        translation_key=translation_key(story.about), locale__language_code=language
    ).first()
    entry = Entry(
        book=book,
        language=language,
        kind=story.kind,
        rating=story.rating,
        ratings=story.ratings,
        title=story.title,
        text=story.text,
        name=story.name,
        place=story.place,
        area=story.area,
        order_number=story.order,
        about=page_key(page) if page else "",
        about_label=page.title if page else "",
        created_at=ago(story.days),
        published_at=ago(story.days) + READ_WITHIN if story.status in {"published", "withdrawn"} else None,
        answered_at=ago(story.reply.days) if story.reply else None,
    )
    flags = [Flag(check, detail) for check, detail in story.held]
    entry = CreateSubmissionAction(entry, flags=flags).execute()
    if story.email:
        remember_author(entry, story.email)
    return entry


def remember_author(entry: Entry, email: str) -> None:
    """An address that was confirmed long ago: the demo's mailbox starts empty."""
    entry.contact = Contact.objects.create(
        site_id=entry.site_id,
        owner=Entry._meta.label_lower,
        email=email,
        language=entry.language,
        created_at=entry.created_at,
        confirmed_at=entry.created_at,
    )
    entry.save(update_fields=["contact"])


def decide(entry: Entry, story: Story, moderator: AbstractBaseUser) -> None:
    if story.status == "withheld":
        WithholdAction(entry, user=moderator, reason=story.reason, note=story.note).execute()
    if story.status in {"published", "withdrawn"}:
        PublishAction(entry, user=moderator).execute()
    if story.reply:
        PublishAnswerAction(entry, user=moderator, **parts_of(story.reply, entry)).execute()
    if story.solved is not None:
        MarkSolvedAction(entry, solved=story.solved).execute()
    if story.status == "withdrawn":
        WithdrawAction(entry).execute()


def parts_of(reply: Reply, entry: Entry) -> dict[str, Any]:
    return {
        "role": reply.role or entry.book.site_settings.signature(entry.language),
        "position": reply.position,
        "done": reply.done,
        "result": reply.result,
    }


def date_history(entry: Entry) -> None:
    """Actions happen now: give what they wrote the days of the story."""
    entry.refresh_from_db()
    if entry.decided_at:
        entry.decided_at = entry.published_at or entry.created_at + READ_WITHIN
    if entry.solved_at:
        entry.solved_at = entry.answered_at + READ_WITHIN
    entry.save(update_fields=["decided_at", "solved_at"])
    if entry.answered_at:
        Answer.objects.filter(entry=entry).update(published_at=entry.answered_at)
        entry.answer_versions.update(created_at=entry.answered_at)
    history = ModelLogEntry.objects.for_instance(entry)
    for action, day in (("publish", entry.decided_at), ("answer", entry.answered_at)):
        if day:
            history.filter(action=f"wagtail_feedback.{action}").update(timestamp=day)
