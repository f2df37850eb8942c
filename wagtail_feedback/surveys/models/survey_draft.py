"""Answers that somebody wants to finish later."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from wagtail_feedback.contacts.models import ConsentWording, Contact
from wagtail_feedback.utils.keys import KeyField, new_contact_key


class SurveyDraft(models.Model):
    """What stood in a form when its author asked for a link to it. No colleague reads it; the link carries
    ``key`` under a signature. Once the answers are sent, only the fact remains, until the link ends."""

    # Read where a page to go on to is looked for; a draft is about nothing.
    about = page_key = ""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    key = KeyField(max_length=32, unique=True, default=new_contact_key, editable=False)
    survey_key = models.UUIDField()
    language = models.CharField(max_length=15)
    placement = models.TextField(help_text="Token of the form that it was typed into.")
    posted = models.JSONField(default=dict, blank=True)
    is_finished = models.BooleanField(default=False)
    expires_at = models.DateTimeField(db_index=True)
    contact = models.OneToOneField(
        Contact, null=True, blank=True, on_delete=models.SET_NULL, related_name="survey_draft"
    )
    # No index: only whoever changes a wording asks for them.
    consent = models.ForeignKey(
        ConsentWording, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    consented_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("draft of a response")
        verbose_name_plural = _("drafts of responses")
        default_permissions: ClassVar = ()

    def __str__(self) -> str:
        return f"Draft {self.pk}"

    @property
    def is_over(self) -> bool:
        """Whether there is nothing to go on with."""
        return self.is_finished or self.expires_at <= timezone.now()

    @property
    def data(self) -> QueryDict:
        """What was posted."""
        data = QueryDict(mutable=True)
        for name, values in self.posted.items():
            data.setlist(name, values)
        return data

    @classmethod
    def get_unsettled(cls, moment: datetime) -> models.Q:
        """Those whose address is still needed."""
        return models.Q(is_finished=False, expires_at__gt=timezone.now())

    def get_personal_data(self) -> dict[str, Any]:
        """For the person who left an address with it."""
        return {
            "typed": self.posted,
            "language": self.language,
            "kept_until": self.expires_at,
            "consent": str(self.consent) if self.consent else None,
            "consented": self.consented_at,
        }


def forget_drafts() -> int:
    """Those whose links have ended, with the addresses they were mailed to."""
    drafts = SurveyDraft.objects.filter(expires_at__lte=timezone.now())
    Contact.objects.filter(survey_draft__in=drafts).delete()
    count, _by_model = drafts.delete()
    return count
