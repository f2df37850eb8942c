"""The shop's answer in three parts, and everything it said before."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from wagtail_feedback.reviews.models.entry import Entry
from wagtail_feedback.utils import text

PARTS = ("position", "done", "result")


class AnswerParts(models.Model):
    """Our position, what was done, the result: cleaned HTML (see ``text.clean_answer``)."""

    role = models.CharField(gettext_lazy("signature"), max_length=60)
    position = models.TextField(gettext_lazy("our position"))
    done = models.TextField(gettext_lazy("what was done"), blank=True)
    result = models.TextField(gettext_lazy("result"), blank=True)

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

    def get_parts(self, base: str = "") -> list[dict[str, str | SafeString]]:
        """The three parts with their labels in the active language; an empty one is to follow.

        ``base`` is the address that links start from where they are read elsewhere.
        """
        labels = (_("Our position"), _("What was done"), pgettext("feedback", "Result"))
        written = (getattr(self, name) for name in PARTS)
        return [
            {"label": label, "text": text.plain_with_links(html), "html": text.trusted_html(html)}
            for label, html in zip(labels, (text.with_whole_links(raw, base) for raw in written), strict=True)
        ]

    def plain(self) -> str:
        """All parts as plain text."""
        return "\n".join(text.plain(part) for part in (self.position, self.done, self.result) if part)


class Answer(AnswerParts):
    """The answer the public sees; exists from its publication on."""

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, related_name="answer")
    published_at = models.DateTimeField(gettext_lazy("published"), default=timezone.now)
    edited_at = models.DateTimeField(gettext_lazy("edited"), null=True, blank=True)

    class Meta:
        verbose_name = gettext_lazy("answer")
        verbose_name_plural = gettext_lazy("answers")

    def __str__(self) -> str:
        return f"{self.role} {self.pk}"


class AnswerVersion(AnswerParts):
    """Every answer ever saved, drafts included: the newest unpublished one is the draft."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="answer_versions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    is_published = models.BooleanField(default=False)

    class Meta:
        verbose_name = gettext_lazy("version of an answer")
        verbose_name_plural = gettext_lazy("versions of answers")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.role} {self.pk}"

    def get_data(self) -> dict[str, Any]:
        """For the person who was answered."""
        parts = {name: text.plain(getattr(self, name)) for name in PARTS}
        return {"at": self.created_at, "role": self.role, **parts}
