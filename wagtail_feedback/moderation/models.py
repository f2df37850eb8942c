"""What every moderated row has: its state, its deadline, and what is derived from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from wagtail_feedback.moderation.search_periods import get_period
from wagtail_feedback.moderation.states import GONE, OPEN, Priority, StateMachine, Status
from wagtail_feedback.outbox.queue import NewMail
from wagtail_feedback.submissions.choices import BROUGHT_IN
from wagtail_feedback.utils import stemming
from wagtail_feedback.utils.business_days import BusinessCalendar, business_days_between


class ModeratedMixin(index.Indexed, models.Model):
    """A submission that people decide about. Only actions change it.

    ``version`` counts changes: a decision carries the version its screen showed, so a second moderator on a
    stale screen is told instead of overruling the first.
    """

    state_machine: ClassVar[StateMachine] = StateMachine()
    #: Name of an action → type of the mail that tells the author of it.
    action_mails: ClassVar[Mapping[str, str]] = {}
    #: What the public reads; personal data can be taken out of it. Field names.
    public_fields: ClassVar[tuple[str, ...]] = ("text",)
    #: What goes when the author withdraws it or has it erased: fields, and related rows by accessor.
    erased_fields: ClassVar[tuple[str, ...]] = ("text",)
    erased_relations: ClassVar[tuple[str, ...]] = ("notes", "holds")
    private_relations: ClassVar[tuple[str, ...]] = ("notes", "holds")

    status = models.CharField(_("status"), max_length=12, default=Status.PENDING)
    version = models.PositiveIntegerField(default=0, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    withheld_reason = models.CharField(_("reason"), max_length=12, blank=True)
    withheld_note = models.TextField(_("note to the author"), blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    redacted_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(_("answer promised by"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    # Derived, for indexes; see sync_derived_fields().
    is_listed = models.BooleanField(
        default=False, help_text="Has a place in public (a tombstone has one too)."
    )
    needs_answer = models.BooleanField(
        default=False, help_text="An answer was promised and is not there yet."
    )
    priority = models.PositiveSmallIntegerField(
        default=Priority.NORMAL, help_text="The least comes first in the queue."
    )

    # Rows enter the search index once stored or decided (see the package's receivers), not on every save().
    search_auto_update = False
    search_fields: ClassVar[list[Any]] = [
        # Autocomplete, because each backend keeps it in one column with one index of its own and leaves its
        # words alone; the marks that ``stemming.stem_text`` adds make it match whole words.
        index.AutocompleteField("search_words"),
        index.FilterField("id"),
        index.FilterField("site_id"),
        index.FilterField("status"),
        index.FilterField("is_listed"),
        index.FilterField("language"),
        index.FilterField("about"),
        index.FilterField("published_at"),
        index.FilterField("answered_at"),
        index.FilterField("needs_answer"),
    ]

    class Meta:
        abstract = True

    @classmethod
    def get_indexed_objects(cls) -> models.QuerySet[Any]:
        """What the search index holds: every state, so that moderators find whatever there is."""
        rows: models.QuerySet[Any] = cls._default_manager.exclude(status__in=sorted(GONE))
        return rows

    def search_words(self) -> str:
        """What the search finds the row by: word stems of the visitor's words and of ``searched_fields``, and
        the month it was published in."""
        words = stemming.stem_text(" ".join(self.get_searched_texts()))
        return f"{words} {get_period(self.published_at)}" if self.published_at else words

    def get_searched_texts(self) -> list[str]:
        """The texts themselves."""
        names: tuple[str, ...] = (*self.text_fields, *self.searched_fields)
        return [getattr(self, name) for name in names]

    @property
    def is_published(self) -> bool:
        return self.status == Status.PUBLISHED

    @property
    def is_gone(self) -> bool:
        """Withdrawn or erased: only its place in public remains."""
        return self.status in GONE

    @property
    def is_overdue(self) -> bool:
        return bool(self.needs_answer and self.due_at and self.due_at < timezone.now())

    def get_days_late(self, calendar: BusinessCalendar | None = None) -> int:
        """Working days from the promise to the answer, or until now while there is none; 0 for in time or
        without a promise. The one figure that visitors, moderators and mails are told.

        A listing hands in the shop's calendar, which is read from the site's settings otherwise.
        """
        if self.due_at is None:
            return 0
        shop = calendar or self.get_calendar()
        return business_days_between(self.due_at, self.answered_at or timezone.now(), shop)

    def get_priority(self) -> Priority:
        """The place in the queue. A rating takes no part in it."""
        return Priority.NORMAL

    @property
    def publishes_directly(self) -> bool:
        """Whether it appears at once unless a spam check holds it."""
        return False

    @property
    def is_being_published(self) -> bool:
        """Whether it was stored a moment ago and, unless a spam check holds it, appears any second."""
        is_new = self.version == 0 and self.created_at > timezone.now() - timedelta(minutes=1)
        return is_new and self.status == Status.PENDING and self.publishes_directly

    @classmethod
    def get_unsettled(cls, moment: datetime) -> models.Q:
        """An answer is still owed, or somebody did something to the row since ``moment``."""
        touched = models.Q(needs_answer=True)
        for name in ("decided_at", "published_at", "answered_at"):
            touched |= models.Q(**{f"{name}__gte": moment})
        return touched

    def get_status_display(self) -> str:
        return self.state_machine.get_state_label(self.status)

    def get_withheld_reason_display(self) -> str:
        return self.state_machine.get_reason_label(self.withheld_reason)

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Its own page, as Wagtail's pages name theirs."""
        location = f"{self.site.root_url}{self.get_public_url()}"
        return [{"location": location, "lastmod": self.answered_at or self.published_at}]

    def prepare(self) -> None:
        super().prepare()
        self.sync_derived_fields()

    def get_personal_data(self) -> dict[str, Any]:
        """What staff noted about the author belongs to the author's data too."""
        notes = [{"at": note.created_at, "text": note.text} for note in self.notes.all()]
        return {**super().get_personal_data(), "notes": notes}

    def get_publication_mails(self) -> Iterable[NewMail]:
        """Mails to staff that belong to its becoming public; queued in the same transaction."""
        return ()

    def get_publication_moment(self) -> datetime:
        """What readers are shown and lists are sorted by: for what was brought in from elsewhere, the day it
        was written, however much later somebody lets it in. Many that are decided together get one moment, so
        that one statement writes them."""
        return self.created_at if self.source in BROUGHT_IN else self.decided_at or timezone.now()

    @classmethod
    def get_event_name(cls, status: str) -> str:
        """What webhooks call it that a row comes into a state, such as ``entry.published``."""
        return f"{cls._meta.model_name}.{status}"

    def get_event_data(self, *, with_contact: bool) -> dict[str, Any]:
        """What webhooks say of the row: no words of its author, and what leads to a person only where the
        webhook may have it."""
        path = self.get_public_url() if self.is_published else ""
        data = {
            "number": self.public_id,
            "status": self.status,
            "site": self.site.root_url,
            "language": self.language,
            "source": self.source,
            "received": self.created_at,
            "url": f"{self.site.root_url}{path}" if path else None,
        }
        if with_contact and self.contact is not None:
            data["contact"] = {"email": self.contact.email, "confirmed": self.is_confirmed}
        return data

    def sync_derived_fields(self) -> None:
        """Bring the derived fields in line with the state. A tombstone keeps the place of what was public."""
        if self.is_published:
            self.published_at = self.published_at or self.get_publication_moment()
        self.is_listed = self.is_published or (self.is_gone and self.is_listed)
        self.needs_answer = self.status in OPEN and self.due_at is not None and self.answered_at is None
        self.priority = self.get_priority()


def queue_indexes(prefix: str) -> list[models.Index]:
    """What the desk walks along, for ``Meta.indexes``; ``prefix`` makes the names of the indexes unique."""
    return [
        models.Index(fields=["status", "priority", "created_at", "id"], name=f"{prefix}_queue"),
        models.Index(fields=["status", "created_at", "id"], name=f"{prefix}_status"),
        models.Index(
            fields=["needs_answer", "status", "priority", "created_at", "id"], name=f"{prefix}_needs_answer"
        ),
        # What is overdue is counted along it. Not a partial one, which MariaDB does not have.
        models.Index(fields=["needs_answer", "status", "due_at"], name=f"{prefix}_due"),
        # Search backends on a database know rows by their ids as text; without this, PostgreSQL reads all
        # rows to find a rare word's. (MariaDB has no such indexes and says W043.)
        models.Index(Cast("id", models.CharField(max_length=50)), name=f"{prefix}_id_text"),
    ]


def moderation_permissions(model_name: str) -> list[tuple[str, str]]:
    """The permissions of the desk, for ``Meta.permissions``."""
    return [
        (f"moderate_{model_name}", _("Can publish, withhold and mark as spam")),  # type: ignore[list-item]
        (f"view_contacts_{model_name}", _("Can see email addresses and order numbers")),  # type: ignore[list-item]
        (f"export_{model_name}", _("Can export")),  # type: ignore[list-item]
        (f"erase_{model_name}", _("Can erase at their author’s request")),  # type: ignore[list-item]
    ]


class AbstractNote(models.Model):
    """A remark among staff; never public, never in a mail.

    A feature's model adds ``submission``, a foreign key with ``related_name="notes"``.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField(_("note"))
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True
        verbose_name = _("internal note")
        verbose_name_plural = _("internal notes")
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return f"Note {self.pk}"


def get_moderated_models() -> list[Any]:
    """Every installed model that has a desk."""
    return [model for model in apps.get_models() if issubclass(model, ModeratedMixin)]
