"""When a survey offers itself, and how often it comes again: what its editor decides."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import TextChoices
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

#: The first moment of a wave lies this far after the last answer of the same person, at least.
LONGEST_MONTH = 31


class Moment(TextChoices):
    """What a survey waits for before it offers itself."""

    NONE = "", _("Never")
    VISIT = "visit", _("During a visit")
    ORDER = "order", _("After an order")
    FIRST_ORDER = "first_order", _("After somebody’s first order")
    SUPPORT = "support", _("After support has helped")


#: What happened before a survey of this moment is due, as pages of the site tell it.
OCCASIONS = {Moment.ORDER: "order", Moment.FIRST_ORDER: "order", Moment.SUPPORT: "support"}
#: Rules that are numbers, by what follows ``prompt_``.
PROMPT_NUMBERS = ("days", "page", "seconds", "scroll", "share", "pause")


def _number(
    words: object, lowest: int, highest: int, help_text: object = ""
) -> models.PositiveSmallIntegerField[int | None, int | None]:
    """A rule that may be left out."""
    return models.PositiveSmallIntegerField(
        words,  # type: ignore[arg-type]
        null=True,
        blank=True,
        validators=[MinValueValidator(lowest), MaxValueValidator(highest)],
        help_text=help_text,  # type: ignore[arg-type]
    )


class PromptRules(models.Model):
    """Fields of a survey. All rules that are given have to hold; none depends on who somebody is."""

    prompt_moment = models.CharField(
        _("it offers itself"),
        max_length=12,
        choices=Moment.choices,
        blank=True,
        help_text=_("In any case it is asked where it stands on a page, and by links."),
    )
    prompt_days = _number(
        _("days after that"),
        0,
        365,
        _("Of an order or of support. It is offered for thirty days from then on."),
    )
    prompt_page = _number(_("from this page of a visit on"), 1, 50)
    prompt_seconds = _number(_("seconds on the page"), 0, 600)
    prompt_scroll = _number(_("so much of the page seen, per cent"), 0, 100)
    prompt_on_exit = models.BooleanField(
        _("only when somebody is about to leave"),
        default=False,
        help_text=_("The pointer leaves the window at the top; on a phone, somebody comes back to the page."),
    )
    prompt_share = _number(_("to so many visitors, per cent"), 1, 100, _("Empty for all."))
    prompt_pause = _number(
        _("days after “Not now”"), 1, 365, _("It is offered again then, twice at most. Empty for thirty.")
    )
    prompt_addresses = models.TextField(
        _("only on these pages"),
        blank=True,
        max_length=1_000,
        help_text=_(
            "How their addresses begin, one a line: /catalogue/, or with the host: shop.example.org/blog/."
            " Pages below are included. Empty for all pages."
        ),
    )
    wave_months = _number(
        _("again every so many months"),
        1,
        60,
        _(
            "Each time is a wave, counted from the first day. Nobody is asked again sooner. Empty for one"
            " time only."
        ),
    )

    class Meta:
        abstract = True

    opens_on: date | None

    def clean(self) -> None:
        super().clean()
        if self.wave_months and not self.opens_on:
            raise ValidationError({"opens_on": _t("Waves are counted from the first day: name it.")})

    def get_wave(self, day: date) -> int:
        """The number of the wave that a day belongs to, from 1; 0 without waves."""
        if not self.wave_months or not self.opens_on:
            return 0
        months = (day.year - self.opens_on.year) * 12 + day.month - self.opens_on.month
        return max(months - (day.day < self.opens_on.day), 0) // self.wave_months + 1

    @property
    def wave_days(self) -> int:
        """So long nobody who has answered is asked again; 0 for ever."""
        return (self.wave_months or 0) * LONGEST_MONTH
