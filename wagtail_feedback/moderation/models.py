"""What every moderated row has: its state, its deadline, and what is derived from them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wagtail_feedback.moderation.states import GONE, OPEN, StateMachine, Status


class ModeratedMixin(models.Model):
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
    priority = models.PositiveSmallIntegerField(default=1, help_text="0 comes first in the queue, then 1.")

    class Meta:
        abstract = True

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

    @property
    def publishes_directly(self) -> bool:
        """Whether it appears at once unless a spam check holds it."""
        return False

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

    def prepare(self) -> None:
        super().prepare()  # type: ignore[misc] # of AbstractSubmission
        self.sync_derived_fields()

    def get_personal_data(self) -> dict[str, Any]:
        """What staff noted about the author belongs to the author's data too."""
        notes = [{"at": note.created_at, "text": note.text} for note in self.notes.all()]  # type: ignore[attr-defined]
        return {**super().get_personal_data(), "notes": notes}  # type: ignore[misc] # of AbstractSubmission

    def sync_derived_fields(self) -> None:
        """Bring the derived fields in line with the state. A tombstone keeps the place of what was public."""
        if self.is_published:
            self.published_at = self.published_at or timezone.now()
        self.is_listed = self.is_published or (self.is_gone and self.is_listed)
        self.needs_answer = self.status in OPEN and self.due_at is not None and self.answered_at is None


def queue_indexes(prefix: str) -> list[models.Index]:
    """What the desk walks along, for ``Meta.indexes``; ``prefix`` makes the names of the indexes unique."""
    return [
        models.Index(fields=["status", "priority", "created_at", "id"], name=f"{prefix}_queue"),
        models.Index(fields=["status", "created_at", "id"], name=f"{prefix}_status"),
        models.Index(
            fields=["needs_answer", "status", "priority", "created_at", "id"], name=f"{prefix}_needs_answer"
        ),
    ]


def moderation_permissions(model_name: str) -> list[tuple[str, str]]:
    """The permissions of the desk, for ``Meta.permissions``."""
    return [
        (f"moderate_{model_name}", _("Can approve, withhold and mark as spam")),  # type: ignore[list-item]
        (f"view_contacts_{model_name}", _("Can see e-mail addresses and order numbers")),  # type: ignore[list-item]
        (f"export_{model_name}", _("Can export")),  # type: ignore[list-item]
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
