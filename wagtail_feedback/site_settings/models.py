"""What belongs to the shop and not to one feature: its names, its mail, its hours, what its forms ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from django.db import models
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList, TabbedInterface
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

from wagtail_feedback.conf import conf
from wagtail_feedback.localised_rows import in_language, with_labels
from wagtail_feedback.site_settings.rows import (
    FeedbackText,
    OpeningHours,
    SpecialDay,
    TargetGroup,
    TargetGroupLabel,
)
from wagtail_feedback.utils import safe_cache
from wagtail_feedback.utils.business_days import MONDAY_TO_FRIDAY, BusinessCalendar
from wagtail_feedback.utils.keys import new_key
from wagtail_feedback.validators import (
    address_lines,
    validate_address_lines,
    validate_region,
    validate_sender,
)

T = TypeVar("T")


class SettingsParts(NamedTuple):
    texts: list[FeedbackText]
    target_groups: list[TargetGroup]


@register_setting(icon="comment")
class FeedbackSettings(BaseSiteSetting, ClusterableModel):
    """One row a site; a site without one has the defaults."""

    mail_from = models.CharField(
        _("sender of mails"),
        max_length=254,
        blank=True,
        validators=[validate_sender],
        help_text=_(
            "An address, or a name with it: Iron & Linden <shop@example.org>. "
            "Leave it empty for the sender that the project sets."
        ),
    )
    notify = models.TextField(
        _("tell moderators"),
        blank=True,
        validators=[validate_address_lines],
        help_text=_("Addresses that get a digest of what waits, one a line."),
    )
    country = models.CharField(
        pgettext_lazy("feedback", "country"),
        max_length=3,
        blank=True,
        help_text=_("Code such as RU or DE: its public holidays are days off. Empty for none."),
    )
    subdivision = models.CharField(
        _("part of the country"),
        max_length=10,
        blank=True,
        help_text=_("Code of a region with holidays of its own, such as BY for Bavaria."),
    )
    ask_age_band = models.BooleanField(_("ask for an age group"), default=False)
    # Part of cache keys: new after every change, so that what is kept under it never needs deleting.
    settings_key = models.CharField(max_length=16, default=new_key, editable=False)

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [InlinePanel("texts", heading=_("The shop in each language"), label=_("Language"))],
                heading=pgettext_lazy("feedback", "Shop"),
            ),
            ObjectList(
                [FieldPanel("mail_from"), FieldPanel("notify")], heading=pgettext_lazy("feedback", "Mail")
            ),
            ObjectList(
                [
                    InlinePanel(
                        "opening_hours",
                        heading=_("Weekly hours"),
                        label=pgettext_lazy("feedback", "Weekday"),
                        help_text=_("Without any: Monday to Friday, 9:00 to 18:00."),
                    ),
                    FieldRowPanel([FieldPanel("country"), FieldPanel("subdivision")]),
                    InlinePanel(
                        "special_days",
                        heading=_("Days off and extra days"),
                        label=pgettext_lazy("feedback", "Date"),
                    ),
                ],
                heading=_("Working days"),
            ),
            ObjectList(
                [
                    FieldPanel("ask_age_band"),
                    InlinePanel("target_groups", heading=_("Target groups"), label=_("Target group")),
                ],
                heading=_("What forms ask"),
            ),
        ]
    )

    class Meta:
        verbose_name = _("feedback settings")
        verbose_name_plural = _("feedback settings")

    @classmethod
    def for_site(cls, site: Site | None) -> FeedbackSettings:
        """The site's settings; defaults, not stored, where nobody has saved any: reading writes nothing.

        No query for a site that was fetched with ``select_related("…__feedbacksettings")``, else one.

        Raises:
            FeedbackSettings.DoesNotExist: there is no site.
        """
        if site is None:
            raise cls.DoesNotExist("There are no feedback settings without a site.")
        try:
            found: FeedbackSettings = site.feedbacksettings
        except cls.DoesNotExist:
            return cls(site=site)
        return found

    def clean(self) -> None:
        super().clean()
        self.country, self.subdivision = self.country.strip().upper(), self.subdivision.strip().upper()
        validate_region(self.country, self.subdivision)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.settings_key = new_key()
        if kwargs.get("update_fields"):
            kwargs["update_fields"] = {*kwargs["update_fields"], "settings_key"}
        super().save(*args, **kwargs)

    @cached_property
    def parts(self) -> SettingsParts:
        """What every form needs of the rows: two or three queries, or none from the cache."""
        if self.pk is None:
            return SettingsParts([], [])
        return self._kept("parts", self._read_parts)

    def _read_parts(self) -> SettingsParts:
        texts = FeedbackText.objects.filter(settings=self.pk).select_related("locale", "consent")
        groups = list(TargetGroup.objects.filter(settings=self.pk))
        return SettingsParts(list(texts), with_labels(groups, TargetGroupLabel.objects.all()))

    def _kept(self, name: str, read: Callable[[], T]) -> T:
        """From the cache, or read from the rows and kept there until the settings change."""
        key = f"site-settings:{self.pk}:{self.settings_key}:{name}"
        kept: T | None = safe_cache.get(key)
        if kept is None:
            kept = read()
            safe_cache.set(key, kept, conf.FRAGMENT_SECONDS)
        return kept

    @property
    def all_target_groups(self) -> list[TargetGroup]:
        return self.parts.target_groups

    def get_text(self, language: str | None = None) -> FeedbackText:
        """What the shop says in a language (the active one by default), else in the nearest there is."""
        return in_language(self.parts.texts, language) or FeedbackText()

    def shop_name(self, language: str | None = None) -> str:
        """The shop's name; Wagtail's name of the site, or its host, where nobody has given one."""
        return self.get_text(language).shop_name or self.site.site_name or self.site.hostname

    def signature(self, language: str | None = None) -> str:
        """What answers are signed with."""
        return self.get_text(language).signature or default_signature(language)

    def signatures(self) -> list[str]:
        """Every name the shop answers under: nobody else may sign so."""
        return [self.signature(text.language_code) for text in self.parts.texts] or [self.signature()]

    def reserved_names(self) -> list[str]:
        """Names that no visitor may sign with."""
        shops = [text.shop_name for text in self.parts.texts] or [self.shop_name()]
        return [*conf.RESERVED_NAMES, *self.signatures(), *shops]

    def notify_addresses(self) -> list[str]:
        return address_lines(self.notify)

    def sender(self) -> str:
        """``From`` of every mail of this site."""
        return self.mail_from or conf.MAIL_FROM

    def business_calendar(self) -> BusinessCalendar:
        """When the shop works, for promises: two queries, or none from the cache."""
        return self._calendar

    @cached_property
    def _calendar(self) -> BusinessCalendar:
        return BusinessCalendar() if self.pk is None else self._kept("calendar", self._read_calendar)

    def _read_calendar(self) -> BusinessCalendar:
        hours = {
            row.weekday: (row.opens, row.closes) for row in OpeningHours.objects.filter(settings=self.pk)
        }
        days = list(SpecialDay.objects.filter(settings=self.pk))
        return BusinessCalendar(
            hours=tuple(map(hours.get, range(7))) if hours else MONDAY_TO_FRIDAY,
            country=self.country,
            subdivision=self.subdivision,
            closed=frozenset(day.date for day in days if not day.is_working),
            working=frozenset(day.date for day in days if day.is_working),
        )


def default_signature(language: str | None = None) -> str:
    with translation.override(language or get_language()):
        return gettext("Customer care")
