"""The shop's answer in three parts, and everything it said before."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from wagtail_feedback.reviews.models.entry import Entry
from wagtail_feedback.utils import text


class AnswerParts(models.Model):
    """Our position, what was done, the result: cleaned HTML (see ``text.clean_answer``)."""

    role = models.CharField(_("signature"), max_length=60)
    position = models.TextField(_("our position"))
    done = models.TextField(_("what was done"), blank=True)
    result = models.TextField(_("result"), blank=True)

    class Meta:
        abstract = True

    @property
    def position_html(self) -> SafeString:
        return text.trusted_html(self.position)

    @property
    def done_html(self) -> SafeString:
        return text.trusted_html(self.done)

    @property
    def result_html(self) -> SafeString:
        return text.trusted_html(self.result)

    @property
    def is_whole(self) -> bool:
        """All three parts are there; until then the missing ones read “to follow”."""
        return bool(self.position and self.done and self.result)

    def plain(self) -> str:
        """All parts as plain text."""
        return "\n".join(text.plain(part) for part in (self.position, self.done, self.result) if part)


class Answer(AnswerParts):
    """The answer the public sees; exists from its publication on."""

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, related_name="answer")
    published_at = models.DateTimeField(_("published"), default=timezone.now)
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")

    def __str__(self) -> str:
        return f"{self.role} {self.pk}"


class AnswerVersion(AnswerParts):
    """Every answer ever saved, drafts included: the newest unpublished one is the draft."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="answer_versions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    is_published = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("version of an answer")
        verbose_name_plural = _("versions of answers")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.role} {self.pk}"


class Note(models.Model):
    """A remark among staff; never public, never in a mail."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="notes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField(_("note"))
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("internal note")
        verbose_name_plural = _("internal notes")
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return f"Note {self.pk}"
