"""An entry: what a visitor wrote, and where it stands."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from wagtail_feedback.moderation.models import (
    AbstractNote,
    ModeratedMixin,
    moderation_permissions,
    queue_indexes,
)
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.reviews.models.book import ReviewBook
from wagtail_feedback.reviews.models.choices import STATE_MACHINE, Area, Kind, ModerationPolicy
from wagtail_feedback.reviews.querysets import EntryQuerySet
from wagtail_feedback.submissions.models import AbstractHold, AbstractSubmission
from wagtail_feedback.utils import stemming, text
from wagtail_feedback.utils.business_days import add_business_days


class Entry(index.Indexed, ModeratedMixin, AbstractSubmission):
    """One entry of a review book. The words are the visitor's: no action of staff rewrites them."""

    state_machine = STATE_MACHINE
    action_mails = {
        "publish": "reviews.published",
        "withhold": "reviews.withheld",
        "answer": "reviews.answered",
    }
    text_fields = ("title", "text")
    searched_fields = ("name", "public_id")
    public_fields = ("title", "text", "name", "place")
    erased_fields = ("title", "text", "name", "order_number")
    erased_relations = ("answer", "answer_versions", "notes", "holds")

    book = models.ForeignKey(
        ReviewBook, on_delete=models.PROTECT, related_name="entries", verbose_name=_("book")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    rating = models.PositiveSmallIntegerField(_("rating"), null=True, blank=True)
    ratings = models.JSONField(_("ratings in detail"), default=dict, blank=True)
    title = models.CharField(_("title"), max_length=150, blank=True)
    text = models.TextField(_("text"), blank=True)
    name = models.CharField(_("name to show"), max_length=60, blank=True)
    area = models.CharField(_("area"), max_length=12, choices=Area.choices, blank=True)
    order_number = models.CharField(_("order number"), max_length=40, blank=True)
    solved = models.BooleanField(_("solved, says the author"), null=True, blank=True)
    solved_at = models.DateTimeField(null=True, blank=True)

    objects = EntryQuerySet.as_manager()

    # An entry enters the search index when it is published (see receivers), not when it is saved.
    search_auto_update = False
    search_fields: ClassVar = [
        # Autocomplete, because each backend keeps it in one column with one index of its own and leaves its
        # words alone; the marks that ``stemming.stem_text`` adds make it match whole words.
        index.AutocompleteField("search_words"),
        index.FilterField("book_id"),
        index.FilterField("status"),
        index.FilterField("is_listed"),
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
        permissions = [*moderation_permissions("entry"), ("answer_entry", _("Can publish answers"))]
        indexes = [
            *queue_indexes("wf_entry"),
            models.Index(fields=["book", "is_listed", "published_at", "id"], name="wf_entry_feed"),
            models.Index(fields=["book", "is_listed", "kind", "published_at", "id"], name="wf_entry_kind"),
            models.Index(
                fields=["book", "is_listed", "rating", "published_at", "id"], name="wf_entry_rating"
            ),
            models.Index(
                fields=["book", "is_listed", "rating", "-published_at", "-id"], name="wf_entry_rating_new"
            ),
            models.Index(fields=["book", "about", "is_listed", "published_at", "id"], name="wf_entry_about"),
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

    @classmethod
    def get_unsettled(cls, moment: datetime) -> models.Q:
        later = models.Q(answer__edited_at__gte=moment) | models.Q(solved_at__gte=moment)
        return super().get_unsettled(moment) | later

    def search_words(self) -> str:
        """What the public search finds the entry by: word stems of its words and of the answer's."""
        answer = getattr(self, "answer", None)
        words = [self.title, self.text, self.name, answer.plain() if answer else ""]
        return stemming.stem_text(" ".join(words))

    @property
    def heading(self) -> str:
        """The title, or the beginning of the text, or the kind."""
        return self.title or text.first_line(self.text) or str(self.get_kind_display())

    @property
    def anchor(self) -> str:
        return f"entry-{self.public_id}"

    @property
    def publishes_directly(self) -> bool:
        return self.book.policy == ModerationPolicy.POST

    @property
    def asks_solved(self) -> bool:
        """Complaints, and whatever else the shop promised to answer, can be solved; thanks cannot."""
        return self.kind == Kind.COMPLAINT or self.due_at is not None

    def get_public_url(self) -> str:
        return reverse("wagtail_feedback_reviews:permalink", args=[self.public_id])

    def sync_derived_fields(self) -> None:
        super().sync_derived_fields()
        self.priority = 0 if self.kind == Kind.COMPLAINT else 1

    def prepare(self) -> None:
        """Everything about a new entry that no visitor decides."""
        self.site_id = self.book.site_id
        days = self.book.answer_days(self.kind)
        if days is not None:
            self.due_at = add_business_days(self.created_at, days, self.book.calendar)
        self.status = Status.UNCONFIRMED if self.book.confirm_first else Status.PENDING
        super().prepare()

    def get_personal_data(self) -> dict[str, Any]:
        versions = self.answer_versions.filter(is_published=True)
        return {
            **super().get_personal_data(),
            "book": self.book.slug,
            "answers": [version.get_data() for version in versions],
        }


class Hold(AbstractHold):
    submission = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="holds")

    class Meta(AbstractHold.Meta):
        indexes = [models.Index(fields=["spam_check", "submission"], name="wf_hold_check")]


class Note(AbstractNote):
    submission = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="notes")
