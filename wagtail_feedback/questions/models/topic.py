"""A topic: questions that ask the same, or suggestions or complaints that say the same, with what editors say
of it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Site

from wagtail_feedback.questions.engine.masking import mask
from wagtail_feedback.questions.querysets import TopicQuerySet
from wagtail_feedback.submissions.choices import TECHNICAL_AREAS, Area, TopicKind
from wagtail_feedback.utils.keys import KeyField, new_public_id
from wagtail_feedback.utils.redaction import show_redactions
from wagtail_feedback.utils.text import first_line

LABEL_WORDS = 80


class TopicState(TextChoices):
    OPEN = "open", pgettext_lazy("topic", "Open")
    ANSWERED = "answered", pgettext_lazy("topic", "Answered")
    DISMISSED = "dismissed", _("Dismissed")
    MERGED = "merged", _("Merged")


class Topic(models.Model):
    """Questions of one language on one site that ask the same; or suggestions; or complaints.

    ``key`` is its name for ever, in addresses and reports: numbers of the engine are never stored. What is
    merged stays as a sign to where it went.
    """

    key = KeyField(max_length=16, unique=True, default=new_public_id, editable=False)
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+", verbose_name=_("site"))
    language = models.CharField(_("language"), max_length=15)
    name = models.CharField(
        _("name"), max_length=150, blank=True, help_text=_("Empty for its most typical words.")
    )
    kind = models.CharField(
        _("kind"), max_length=10, choices=TopicKind.choices, default=TopicKind.QUESTION, editable=False
    )
    area = models.CharField(_("area"), max_length=12, choices=Area.choices, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=TopicState.choices, default=TopicState.OPEN)
    sample = models.ForeignKey(
        "wagtail_feedback_questions.Question",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The member that is nearest to all others.",
    )
    answer_key = models.CharField(
        max_length=40, blank=True, help_text="Names the answer in all its languages; see features.Answers."
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="merged", editable=False
    )
    created_at = models.DateTimeField(_("first seen"), default=timezone.now)
    version = models.PositiveIntegerField(default=0, editable=False)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        indexes = [
            models.Index(fields=["site", "language", "state"], name="wf_topic_site"),
            models.Index(fields=["answer_key"], name="wf_topic_answer"),
        ]

    def __str__(self) -> str:
        """The name or the key: history and log keep this, so it holds no words of a visitor."""
        return self.name or f"{self._meta.verbose_name} {self.key}"

    @property
    def title(self) -> str:
        """What editors read: its name, else the words of the typical question."""
        return self.name or self.sample_text or str(_("No wording left"))

    @property
    def sample_text(self) -> str:
        """The typical question in a line; empty where it is gone."""
        sample = self.sample
        usable = sample is not None and sample.is_published
        return first_line(mask(show_redactions(sample.text)), LABEL_WORDS) if usable and sample else ""

    @property
    def mailbox(self) -> tuple[int, str, str]:
        """Site, language and kind: only what has these in common is grouped."""
        return self.site_id, self.language, self.kind

    @property
    def can_be_answered(self) -> bool:
        """On a page for everybody: a wish is fulfilled, and a complaint is put right."""
        return self.kind == TopicKind.QUESTION

    @property
    def is_technical(self) -> bool:
        return self.area in TECHNICAL_AREAS

    def get_current(self) -> Topic:
        """Where its questions are: the topic itself, or what it was merged into in the end."""
        topic, seen = self, {self.pk}
        while topic.merged_into is not None and topic.merged_into_id not in seen:
            topic = topic.merged_into
            seen.add(topic.pk)
        return topic


class QuestionPair(models.Model):
    """What an editor decided about two questions: that they ask the same, or that they do not.

    Kept as pairs and not as numbers of groups, so that it holds after every regrouping.
    """

    one = models.ForeignKey("wagtail_feedback_questions.Question", on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(
        "wagtail_feedback_questions.Question", on_delete=models.CASCADE, related_name="+"
    )
    together = models.BooleanField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[Any] = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="wf_question_pair"),
            models.CheckConstraint(
                condition=models.Q(one__lt=models.F("other")), name="wf_question_pair_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} {'=' if self.together else '≠'} {self.other_id}"


class RegroupingLease(models.Model):
    """Who groups what there is of one kind in a language on a site has it until then."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=15)
    kind = models.CharField(max_length=10, default=TopicKind.QUESTION)
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "language", "kind"], name="wf_regrouping_lease")
        ]

    def __str__(self) -> str:
        return f"{self.site_id} {self.language} {self.kind}"
