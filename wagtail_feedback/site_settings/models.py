"""What belongs to the shop and not to one feature: its names, its mail, its hours, what its forms ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, TypeVar

from django.db import models
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Locale, Site

from wagtail_feedback.conf import conf
from wagtail_feedback.localised_rows import in_language, with_labels
from wagtail_feedback.site_settings.edit_handler import EDIT_HANDLER
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
    languages: list[str]
    texts: list[FeedbackText]
    target_groups: list[TargetGroup]


@register_setting(icon="comment")
class FeedbackSettings(BaseSiteSetting, ClusterableModel):
    """One row a site; a site without one has the defaults."""

    mail_from = models.CharField(
        _("sender of emails"),
        max_length=254,
        blank=True,
        validators=[validate_sender],
        help_text=_(
            "An address, such as shop@example.org; emails show the shop’s name with it. Leave it empty "
            "for the sender that the project sets."
        ),
    )
    notify = models.TextField(
        _("notify moderators"),
        blank=True,
        validators=[validate_address_lines],
        help_text=_(
            "Addresses that get a daily digest of entries without a decision or an answer, one per line."
        ),
    )
    thanks_to = models.TextField(
        _("who gets the thanks"),
        blank=True,
        validators=[validate_address_lines],
        help_text=_(
            "Addresses, one per line, that published thanks are sent to: of whoever passes them on to the "
            "people who earned them. Without any, forms do not promise that."
        ),
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

    edit_handler = EDIT_HANDLER

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

    @classmethod
    def get_calendars(cls, site_ids: Iterable[int]) -> dict[int, BusinessCalendar]:
        """When the shops of these sites work: one query for all, and what :meth:`business_calendar` needs."""
        wanted = set(site_ids)
        stored = {row.site_id: row for row in cls.objects.filter(site__in=wanted)}
        return {pk: stored.get(pk, cls()).business_calendar() for pk in wanted}

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
        """What every form needs of the rows: up to four queries, or none from the cache."""
        if self.pk is None:
            return SettingsParts([], [], [])
        return self._kept("parts", self._read_parts)

    def _read_parts(self) -> SettingsParts:
        texts = FeedbackText.objects.filter(settings=self.pk).select_related(
            "locale", "consent", "publication_consent", "asking_consent"
        )
        groups = list(TargetGroup.objects.filter(settings=self.pk))
        return SettingsParts(
            _read_languages(), list(texts), with_labels(groups, TargetGroupLabel.objects.all())
        )

    def _kept(self, name: str, read: Callable[[], T]) -> T:
        """What was read from the rows, until the settings change."""
        return safe_cache.get_state(f"site-settings:{self.pk}:{self.settings_key}:{name}", read)

    @property
    def languages(self) -> list[str]:
        """Codes of all locales, sorted: one query, or none beside those of stored settings."""
        return _read_languages() if self.pk is None else self.parts.languages

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

    def languages_without_consent(self) -> list[str]:
        """Codes of the languages in which forms take an address without asking for consent."""
        return [code for code in self.languages if self.get_text(code).consent is None]

    def notify_addresses(self) -> list[str]:
        return address_lines(self.notify)

    def thanks_addresses(self) -> list[str]:
        return address_lines(self.thanks_to)

    def sender(self) -> str:
        """The address that mails of this site come from; a name with it counts where the shop has none."""
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


def _read_languages() -> list[str]:
    return sorted(Locale.objects.values_list("language_code", flat=True))


def default_signature(language: str | None = None) -> str:
    with translation.override(language or get_language()):
        return gettext("Customer care")
