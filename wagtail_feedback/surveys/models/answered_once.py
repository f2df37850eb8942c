"""Who has answered a survey that takes one response a person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from wagtail_feedback.utils.keys import KEY_LENGTH, KeyField

SALT = "wagtail_feedback.surveys.once"


class AnsweredOnce(models.Model):
    """A sign that somebody has answered: a keyed hash of who it was and which survey. Nothing leads from here
    to the response, no moment either, so that nobody learns from an account what it answered."""

    key = KeyField(max_length=KEY_LENGTH, unique=True)
    survey_key = models.UUIDField()

    class Meta:
        verbose_name = _("sign of having answered")
        verbose_name_plural = _("signs of having answered")
        default_permissions = ()
        indexes: ClassVar = [models.Index(fields=["survey_key"], name="wf_answered_once_survey")]

    def __str__(self) -> str:
        return str(self.survey_key)


def make_once_keys(survey_key: object, who: str) -> Iterator[str]:
    """The key of one person in one survey, then those made with secrets that were in use before."""
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        digest = salted_hmac(SALT, f"{survey_key}|{who}", secret=secret, algorithm="sha256")
        yield digest.hexdigest()[:KEY_LENGTH]
