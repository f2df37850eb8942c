"""A question that somebody asked, whichever way it came."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import TextChoices
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from wagtail_feedback.moderation.models import (
    AbstractNote,
    ModeratedMixin,
    moderation_permissions,
    queue_indexes,
)
from wagtail_feedback.moderation.states import DecisionWords, Priority, StateMachine, Status
from wagtail_feedback.questions.engine.masking import mask
from wagtail_feedback.questions.models.topic import Topic
from wagtail_feedback.questions.querysets import QuestionQuerySet
from wagtail_feedback.submissions.choices import TECHNICAL_AREAS, Area, TopicKind
from wagtail_feedback.submissions.models import AbstractHold, AbstractSubmission
from wagtail_feedback.utils.addresses import address_key
from wagtail_feedback.utils.keys import KEY_LENGTH
from wagtail_feedback.utils.redaction import ShownWords, show_redactions


class QuestionStatus(TextChoices):
    """Those of everything that is moderated; a question is taken up and never published."""

    UNCONFIRMED = Status.UNCONFIRMED.value, Status.UNCONFIRMED.label
    PENDING = Status.PENDING.value, Status.PENDING.label
    PUBLISHED = Status.PUBLISHED.value, _("Taken up")
    WITHHELD = Status.WITHHELD.value, _("Left out")
    SPAM = Status.SPAM.value, Status.SPAM.label
    WITHDRAWN = Status.WITHDRAWN.value, Status.WITHDRAWN.label
    ERASED = Status.ERASED.value, Status.ERASED.label


STATE_MACHINE = StateMachine(
    states=QuestionStatus,
    words=DecisionWords(
        publish=_("Take up"),
        question=ngettext_lazy("Take up this question?", "Take up these questions?"),
        done=ngettext_lazy("%(count)s question taken up.", "%(count)s questions taken up.", "count"),
        refuse=_("Leave out"),
    ),
)


class QuestionKind(TextChoices):
    """What is grouped, and what customers of a product say to a question about it, which is not."""

    QUESTION = TopicKind.QUESTION.value, TopicKind.QUESTION.label
    SUGGESTION = TopicKind.SUGGESTION.value, TopicKind.SUGGESTION.label
    COMPLAINT = TopicKind.COMPLAINT.value, TopicKind.COMPLAINT.label
    ANSWER = "answer", _("Answer of a customer")


class Question(ModeratedMixin, AbstractSubmission):
    """A question as it was typed, or a suggestion or complaint that was sent elsewhere. Nobody but the shop
    reads it; what becomes public is an answer.

    ``asker`` tells people apart without telling who they are: a keyed hash of the address, or of the day's
    visitor. One person asks once, however often the question came. None where nobody asked: the words of a
    search count no person.
    """

    state_machine = STATE_MACHINE
    action_mails: ClassVar = {"answer_question": "questions.answered"}
    erased_fields = ("text", "asker", "topic")
    erased_relations = (*ModeratedMixin.erased_relations, "answer_requests")

    text = models.TextField(_("question"), blank=True)
    kind = models.CharField(
        _("kind"), max_length=10, choices=QuestionKind.choices, default=QuestionKind.QUESTION, editable=False
    )
    area = models.CharField(_("area"), max_length=12, choices=Area.choices, blank=True)
    asker = models.CharField(  # noqa: DJ001 (null is nobody, and counts as none)
        max_length=KEY_LENGTH, null=True, blank=True, default="", editable=False
    )
    topic = models.ForeignKey(
        Topic,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="questions",
        verbose_name=_("topic"),
        db_index=False,
    )
    origin = models.CharField(
        max_length=80,
        blank=True,
        help_text="What it was found in (label:key); empty where it was asked here.",
    )
    answers_to = models.ForeignKey(
        "self",
        null=True,
        on_delete=models.SET_NULL,
        related_name="customer_answers",
        editable=False,
        help_text="The question that a customer was asked.",
    )
    grouped_at = models.DateTimeField(
        null=True, editable=False, help_text="When the engine judged it: what it left alone then stays alone."
    )

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["-created_at", "-pk"]
        permissions = [*moderation_permissions("question"), ("import_question", _("Can import"))]
        indexes = [
            *queue_indexes("wf_question"),
            models.Index(fields=["topic", "created_at"], name="wf_question_topic"),
            models.Index(fields=["site", "language", "kind", "status", "id"], name="wf_question_group"),
            models.Index(fields=["kind", "status", "created_at", "id"], name="wf_question_kind"),
            models.Index(fields=["text_digest", "created_at"], name="wf_question_digest"),
            models.Index(fields=["origin"], name="wf_question_origin"),
        ]

    def __str__(self) -> str:
        """The number: history and log keep this, so it holds none of the visitor's words."""
        return f"{self._meta.verbose_name} {self.public_id}"

    @property
    def mailbox(self) -> tuple[int, str, str]:
        """See :attr:`Topic.mailbox`."""
        return self.site_id, self.language, self.kind

    @property
    def publishes_directly(self) -> bool:
        """What no spam check holds is counted at once: nothing of it appears in public. An answer may become
        a part of the shop's, so somebody reads it first."""
        return self.kind != QuestionKind.ANSWER

    @property
    def shown(self) -> ShownWords:
        """Masked: whoever may see contacts asks for :meth:`unmask`."""
        return ShownWords(self) if self.__dict__.get("is_unmasked") else MaskedWords(self)

    def get_shown_text(self) -> str:
        return str(self.shown.text)

    def unmask(self) -> None:
        """From now on this object shows what was typed."""
        self.__dict__["is_unmasked"] = True

    @property
    def can_be_passed_on(self) -> bool:
        """To customers of the product that it is about."""
        return self.is_published and self.kind == QuestionKind.QUESTION and bool(self.about)

    def get_public_text(self) -> str:
        """The words without anything personal, for people who are not of the shop."""
        return mask(show_redactions(self.text))

    def get_priority(self) -> Priority:
        return Priority.RAISED if self.area in TECHNICAL_AREAS else Priority.NORMAL

    def prepare(self) -> None:
        if self.asker == "":
            self.asker = make_asker(self.public_id)
        super().prepare()


class QuestionHold(AbstractHold):
    submission = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="holds")


class QuestionNote(AbstractNote):
    submission = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="notes")


class MaskedWords(ShownWords):
    """Words without what names or reaches anybody. Order numbers stay: the desk needs them."""

    def __getattr__(self, name: str) -> str:
        return mask(super().__getattr__(name), orders=False)


def get_origin(row: Any) -> str:
    """How that is named which something was taken from."""
    return f"{row._meta.label_lower}:{row.pk}"


def make_asker(who: str) -> str:
    """The stored sign of a person, from an address or another name of theirs; it leads back to neither."""
    digest = salted_hmac("wagtail_feedback.asker", address_key(who), algorithm="sha256").hexdigest()
    return digest[:KEY_LENGTH]
