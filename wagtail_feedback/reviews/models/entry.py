"""An entry: what a visitor wrote, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from wagtail_feedback.moderation.models import (
    AbstractNote,
    ModeratedMixin,
    moderation_permissions,
    queue_indexes,
)
from wagtail_feedback.moderation.states import Priority, Status
from wagtail_feedback.outbox.queue import NewMail
from wagtail_feedback.outbox.staff import staff_mails
from wagtail_feedback.reviews.models.book import ReviewBook
from wagtail_feedback.reviews.models.choices import PRIORITIES, STATE_MACHINE, Kind, ModerationPolicy
from wagtail_feedback.reviews.querysets import EntryQuerySet
from wagtail_feedback.submissions.choices import TECHNICAL_AREAS, Area, Source
from wagtail_feedback.submissions.models import AbstractHold, AbstractSubmission
from wagtail_feedback.utils import text
from wagtail_feedback.utils.business_days import BusinessCalendar, add_business_days
from wagtail_feedback.utils.choice_labels import get_choice_label
from wagtail_feedback.utils.reversing import reverse_alike


class Entry(ModeratedMixin, AbstractSubmission):
    """One entry of a review book. The words are the visitor's: no action of staff rewrites them."""

    state_machine = STATE_MACHINE
    action_mails = {
        "publish": "reviews.published",
        "withhold": "reviews.withheld",
        "answer": "reviews.answered",
    }
    text_fields = ("title", "text")
    searched_fields = ("name", "public_id")
    public_fields = ("title", "text", "name", "place", "about_label")
    private_fields = (*AbstractSubmission.private_fields, "order_number")
    erased_fields = ("title", "text", "name", "about_label", "order_number")
    erased_relations = ("answer", "answer_versions", "notes", "holds")

    # Found by the indexes below, which begin with it.
    book = models.ForeignKey(
        ReviewBook,
        on_delete=models.PROTECT,
        related_name="entries",
        verbose_name=_("book"),
        db_index=False,
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    rating = models.PositiveSmallIntegerField(_("rating"), null=True, blank=True)
    ratings = models.JSONField(_("ratings in detail"), default=dict, blank=True)
    title = models.CharField(_("title"), max_length=150, blank=True)
    text = models.TextField(_("text"), blank=True)
    name = models.CharField(_("name to show"), max_length=60, blank=True)
    area = models.CharField(_("topic"), max_length=12, choices=Area.choices, blank=True)
    order_number = models.CharField(_("order number"), max_length=40, blank=True)
    origin = models.CharField(
        max_length=80, blank=True, help_text="Label and key of the submission that this was made from."
    )
    solved = models.BooleanField(_("solved, says the author"), null=True, blank=True)
    solved_at = models.DateTimeField(null=True, blank=True)

    objects = EntryQuerySet.as_manager()

    search_fields: ClassVar = [
        *ModeratedMixin.search_fields,
        index.FilterField("book_id"),
        index.FilterField("kind"),
        index.FilterField("rating"),
        index.FilterField("area"),
        index.FilterField("solved"),
    ]

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        ordering = ["-created_at", "-pk"]
        permissions = [
            *moderation_permissions("entry"),
            ("answer_entry", _("Can publish answers")),
            ("import_entry", _("Can import")),
        ]
        indexes = [
            *queue_indexes("wf_entry"),
            models.Index(fields=["book", "is_listed", "published_at", "id"], name="wf_entry_feed"),
            models.Index(fields=["book", "is_listed", "kind", "published_at", "id"], name="wf_entry_kind"),
            models.Index(
                fields=["book", "is_listed", "language", "published_at", "id"], name="wf_entry_language"
            ),
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
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rating=None) | models.Q(rating__range=(1, 5)), name="wf_entry_rating_range"
            )
        ]

    def __str__(self) -> str:
        """Kind and number: history and log keep this, so it holds none of the visitor's words."""
        return f"{get_choice_label(Kind, self.kind)} {self.public_id}"

    def natural_key(self) -> tuple[str]:
        return (self.public_id,)

    @classmethod
    def get_indexed_objects(cls) -> models.QuerySet[Entry]:
        return super().get_indexed_objects().select_related("answer")

    @classmethod
    def get_unsettled(cls, moment: datetime) -> models.Q:
        later = models.Q(answer__edited_at__gte=moment) | models.Q(solved_at__gte=moment)
        return super().get_unsettled(moment) | later

    @classmethod
    def has_private(cls) -> models.Q:
        """A published name is a part of the public words; that of an entry out of sight is not needed."""
        return super().has_private() | models.Q(is_listed=False) & ~models.Q(name="")

    def forget_private(self) -> None:
        if not self.is_listed:
            self.name = ""
        super().forget_private()

    def get_searched_texts(self) -> list[str]:
        """The answer's words too."""
        answer = getattr(self, "answer", None)
        return [*super().get_searched_texts(), answer.plain() if answer else ""]

    @property
    def heading(self) -> str:
        """The title, or the beginning of the text, or the kind."""
        return self.shown.title or text.first_line(self.shown.text) or str(self.get_kind_display())

    @property
    def type_label(self) -> str:
        return str(self.get_kind_display())

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

    def get_public_url(self, language: str = "") -> str:
        """In the entry's own language, or with the words around it in the reader's."""
        around = [language] if language not in {"", self.language} else []
        return reverse_alike("wagtail_feedback_reviews:permalink", self.public_id, *around)

    def get_publication_mails(self) -> Iterable[NewMail]:
        """Thanks reach whom the site's settings name, once."""
        if self.kind != Kind.THANKS:
            return ()
        addresses = self.book.site_settings.thanks_addresses()
        key = f"reviews.thanks:{self.pk}"
        return staff_mails("reviews.thanks", addresses, self.site, key=key, params={"entry": self.pk})

    def get_calendar(self) -> BusinessCalendar:
        return self.book.calendar

    def get_priority(self) -> Priority:
        """See :data:`PRIORITIES`. Nobody waits for an answer to what an earlier system received."""
        is_complaint = self.kind == Kind.COMPLAINT and self.source != Source.IMPORT
        return PRIORITIES[is_complaint, self.area in TECHNICAL_AREAS]

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
