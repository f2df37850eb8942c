"""What a survey does with its responses besides counting them: whom it tells, and how long it keeps them."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_feedback.surveys.schema import Type
from wagtail_feedback.validators import address_lines, validate_address_lines


class SurveyNotices(models.Model):
    """The part of :class:`Survey` that no visitor is asked."""

    notify = models.TextField(
        _("responsible"),
        blank=True,
        validators=[validate_address_lines],
        help_text=_(
            "Addresses, one per line, that the daily digest tells of responses and low scores. Without any: "
            "those in the feedback settings."
        ),
    )
    low_nps = models.PositiveSmallIntegerField(
        _("low recommendation"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(10)],
        help_text=_("Up to this answer from 0 to 10, such as 6. Empty: none is low."),
    )
    low_stars = models.PositiveSmallIntegerField(
        _("low satisfaction"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
        help_text=_("Up to this answer from 1 to 5, of satisfaction and of stars, such as 2."),
    )
    low_ces = models.PositiveSmallIntegerField(
        _("low ease"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(7)],
        help_text=_("Up to this answer from 1 to 7, such as 3."),
    )
    offers_complaint = models.BooleanField(
        _("offer a complaint after a low score"),
        default=False,
        help_text=_(
            "Beside the question for an email address: who gave a low score can have what they wrote taken "
            "into the review book as a complaint, which a person reads first."
        ),
    )
    offers_copy = models.BooleanField(
        _("offer a copy of the answers by email"),
        default=False,
        help_text=_("On the last step. The address is used for this one email, and then forgotten."),
    )

    keep_months = models.PositiveSmallIntegerField(
        _("keep responses for so many months"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=_("At most: they are erased by whole months, and the figures stay. Empty: for good."),
    )

    class Meta:
        abstract = True

    @property
    def notices_key(self) -> str:
        """Changes with all of it that visitors see."""
        limits = "-".join(f"{type!s}.{limit}" for type, limit in self.low_limits.items())
        return f"{limits}:{self.offers_complaint:d}{self.offers_copy:d}"

    @property
    def low_limits(self) -> dict[str, int]:
        """Up to which answer a score of a type is a low one; types without a limit are left out."""
        limits = {
            Type.NPS: self.low_nps,
            Type.CSAT: self.low_stars,
            Type.STARS: self.low_stars,
            Type.CES: self.low_ces,
        }
        return {type: limit for type, limit in limits.items() if limit is not None}

    def notify_addresses(self) -> list[str]:
        return address_lines(self.notify)
