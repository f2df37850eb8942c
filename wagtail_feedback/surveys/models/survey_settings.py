"""What holds for all surveys of a site."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

#: What pages that sell are called.
CHECKOUT = "checkout\ncart\nbasket"


@register_setting(icon="form")
class SurveySettings(BaseSiteSetting):
    """One row a site; a site without one has the defaults."""

    prompt_gap = models.PositiveSmallIntegerField(
        _("days between any two surveys"),
        default=7,
        validators=[MaxValueValidator(365)],
        help_text=_("So long nobody is offered another one."),
    )
    prompt_showings = models.PositiveSmallIntegerField(
        _("pages on which it may be ignored"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
        help_text=_("After so many a survey counts as closed."),
    )
    prompt_free = models.TextField(
        _("pages where no survey offers itself"),
        default=CHECKOUT,
        blank=True,
        max_length=1_000,
        help_text=_(
            "One a line: how their addresses begin, such as /en/order/, or a word between two slashes of"
            " them, such as checkout. Pages below are included."
        ),
    )
    delivery_days = models.PositiveSmallIntegerField(
        _("days until an order has arrived"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(365)],
        help_text=_("As a rule. The advice on surveys about orders goes by it."),
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel("prompt_gap"), FieldPanel("prompt_showings"), FieldPanel("prompt_free")],
            heading=_("Surveys that offer themselves"),
        ),
        FieldPanel("delivery_days"),
    ]

    class Meta:
        verbose_name = _("survey settings")
        verbose_name_plural = _("survey settings")

    @classmethod
    def read(cls, site: Site) -> SurveySettings:
        """The site's settings; defaults, not stored, where nobody has saved any: reading writes nothing."""
        return cls.objects.filter(site=site).first() or cls(site=site)

    @classmethod
    def get_delivery_days(cls) -> int:
        """The longest of all sites, because a survey belongs to none; 0 where nobody has said."""
        return cls.objects.aggregate(days=models.Max("delivery_days"))["days"] or 0
