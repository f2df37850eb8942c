from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_feedback.moderation.states import Reason, Status


class ModeratedMixin(models.Model):
    """A row that people decide about. Only actions change ``status``.

    ``version`` counts changes: a decision carries the version its screen showed, so a second
    moderator on a stale screen is told instead of overruling the first.
    """

    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.PENDING)
    version = models.PositiveIntegerField(default=0, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    withheld_reason = models.CharField(_("reason"), max_length=12, choices=Reason.choices, blank=True)
    withheld_note = models.TextField(_("note to the author"), blank=True)

    class Meta:
        abstract = True
