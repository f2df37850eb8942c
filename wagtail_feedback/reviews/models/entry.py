"""An entry: what a visitor wrote, and where it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from django.db import models
from django.db.models.functions import Cast
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from wagtail_feedback.moderation.models import ModeratedMixin
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.reviews.models.book import ReviewBook
from wagtail_feedback.reviews.models.choices import Area, Kind
from wagtail_feedback.reviews.querysets import EntryQuerySet
from wagtail_feedback.submissions.models import AbstractSubmission
from wagtail_feedback.utils import stemming, text


class Entry(index.Indexed, ModeratedMixin, AbstractSubmission):
    """One entry of a review book. The words are the visitor's: no action of staff rewrites them."""

    book = models.ForeignKey(
        ReviewBook, on_delete=models.PROTECT, related_name="entries", verbose_name=_("book")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    rating = models.PositiveSmallIntegerField(_("rating"), null=True, blank=True)
    ratings = models.JSONField(_("ratings in detail"), default=dict, blank=True)
    title = models.CharField(_("title"), max_length=150, blank=True)
    text = models.TextField(_("text"), blank=True)
    name = models.CharField(_("name to show"), max_length=60, blank=True)
    about = models.CharField(max_length=100, blank=True, help_text="Subject key; empty for the whole shop.")
    about_label = models.CharField(_("about"), max_length=150, blank=True)
    area = models.CharField(_("area"), max_length=12, choices=Area.choices, blank=True)
    order_number = models.CharField(_("order number"), max_length=40, blank=True)
    region = models.CharField(_("place"), max_length=60, blank=True)

    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    due_at = models.DateTimeField(_("answer promised by"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    solved = models.BooleanField(_("solved, says the author"), null=True, blank=True)
    solved_at = models.DateTimeField(null=True, blank=True)
    redacted_at = models.DateTimeField(null=True, blank=True)
    # Facts kept for the indexes below; actions set them together with the status.
    listed = models.BooleanField(
        default=False, help_text="Has a place in the public book (a tombstone has one too)."
    )
    needs_answer = models.BooleanField(
        default=False, help_text="An answer was promised and is not there yet."
    )
    priority = models.PositiveSmallIntegerField(default=1, help_text="0 for complaints, which come first.")
    search_text = models.TextField(blank=True, editable=False)
    text_digest = models.CharField(max_length=32, blank=True, editable=False)

    objects = EntryQuerySet.as_manager()

    # An entry enters the search index when it is published (see receivers), not when it is saved.
    search_auto_update = False
    search_fields: ClassVar = [
        # Autocomplete, because each backend keeps it in one column with one index of its own and leaves its
        # words alone; the marks that ``stemming.stems`` adds make it match whole words.
        index.AutocompleteField("search_words"),
        index.FilterField("book_id"),
        index.FilterField("status"),
        index.FilterField("listed"),
        index.FilterField("kind"),
        index.FilterField("rating"),
        index.FilterField("area"),
        index.FilterField("language"),
        index.FilterField("about"),
        index.FilterField("answered_at"),
        index.FilterField("needs_answer"),
        index.FilterField("solved"),
        index.FilterField("published_at"),
        index.FilterField("id"),
    ]

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        ordering = ["-created_at", "-pk"]
        permissions = [
            ("moderate_entry", _("Can approve, withhold and mark entries as spam")),
            ("answer_entry", _("Can publish answers")),
            ("view_contacts_entry", _("Can see e-mail addresses and order numbers")),
            ("export_entry", _("Can export entries")),
        ]
        indexes = [
            models.Index(fields=["status", "priority", "created_at", "id"], name="wf_entry_queue"),
            models.Index(fields=["status", "created_at", "id"], name="wf_entry_status"),
            models.Index(
                fields=["needs_answer", "status", "priority", "created_at", "id"],
                name="wf_entry_needs_answer",
            ),
            models.Index(fields=["book", "listed", "published_at", "id"], name="wf_entry_feed"),
            models.Index(fields=["book", "listed", "kind", "published_at", "id"], name="wf_entry_kind"),
            models.Index(fields=["book", "listed", "rating", "published_at", "id"], name="wf_entry_rating"),
            models.Index(
                fields=["book", "listed", "rating", "-published_at", "-id"], name="wf_entry_rating_new"
            ),
            models.Index(fields=["book", "about", "listed", "published_at", "id"], name="wf_entry_about"),
            # Few say so, and all entries would be read to find them. (MariaDB says W037 and reads them all.)
            models.Index(
                fields=["book", "published_at", "id"], condition=models.Q(solved=True), name="wf_entry_solved"
            ),
            models.Index(fields=["text_digest", "created_at"], name="wf_entry_digest"),
            # Search backends on a database know entries by their ids as text; without this, PostgreSQL reads
            # all entries to find a rare word's. (MariaDB has no such indexes and says W043.)
            models.Index(Cast("id", models.CharField(max_length=50)), name="wf_entry_id_text"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rating=None) | models.Q(rating__range=(1, 5)), name="wf_entry_rating_range"
            )
        ]

    def __str__(self) -> str:
        """Kind and number: history and log keep this, so it holds none of the visitor's words."""
        return f"{self.get_kind_display()} {self.public_id}"

    @classmethod
    def get_indexed_objects(cls) -> models.QuerySet[Entry]:
        return cls.objects.published().select_related("answer")

    def search_words(self) -> str:
        """What the public search finds the entry by: word stems of its words and of the answer's."""
        answer = getattr(self, "answer", None)
        return stemming.stems(" ".join([self.title, self.text, self.name, answer.plain() if answer else ""]))

    @property
    def heading(self) -> str:
        """The title, or the beginning of the text, or the kind."""
        return self.title or text.first_line(self.text) or str(self.get_kind_display())

    @property
    def is_published(self) -> bool:
        return self.status == Status.PUBLISHED

    @property
    def is_gone(self) -> bool:
        """Withdrawn or erased: only its place in the book remains."""
        return self.status in {Status.WITHDRAWN, Status.ERASED}

    @property
    def is_overdue(self) -> bool:
        return bool(self.needs_answer and self.due_at and self.due_at < timezone.now())

    @property
    def anchor(self) -> str:
        return f"entry-{self.public_id}"

    def in_own_language(self, make: Callable[[], str]) -> str:
        """Run ``make`` with the entry's language active (mails, labels beside the words)."""
        with translation.override(self.language):
            return make()

    def update_search_text(self) -> None:
        """Bring search text and digest in line with the words; actions that change words call it."""
        self.search_text = text.fold(f"{self.name} {self.title} {self.text} {self.public_id}")
        self.text_digest = stemming.digest(f"{self.title} {self.text}")


class Hold(models.Model):
    """Why a spam check sent an entry to a person, and what it matched."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="holds")
    spam_check = models.CharField(max_length=20)
    detail = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("hold")
        verbose_name_plural = _("holds")
        indexes = [models.Index(fields=["spam_check", "entry"], name="wf_hold_check")]

    def __str__(self) -> str:
        return self.spam_check
