"""The rows beside a site's settings: the shop in each language, its hours, the groups of its customers."""

from __future__ import annotations

from datetime import time

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from wagtail_feedback.contacts.models import ConsentPurpose, ConsentWording
from wagtail_feedback.localised_rows import LabelledRow, LabelRow, LocaleRow
from wagtail_feedback.validators import validate_link


class FeedbackText(LocaleRow):
    """What the shop is called and says about personal data, in one language."""

    settings = ParentalKey(
        "wagtail_feedback.FeedbackSettings", on_delete=models.CASCADE, related_name="texts"
    )
    shop_name = models.CharField(
        _("name of the shop"), max_length=100, help_text=_("As emails and pages show it.")
    )
    signature = models.CharField(
        _("signature of answers"),
        max_length=60,
        blank=True,
        help_text=_("Such as “Customer care”, which an empty one means. Visitors cannot use it."),
    )
    consent = models.ForeignKey(
        ConsentWording,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("consent wording"),
        limit_choices_to={"purpose": ConsentPurpose.ANSWER},
        help_text=_("Agreed to by whoever leaves an address or an order number."),
    )
    publication_consent = models.ForeignKey(
        ConsentWording,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("consent to publication"),
        limit_choices_to={"purpose": ConsentPurpose.PUBLICATION},
        help_text=_("A box of its own for whoever gives a name or a town for everyone to see."),
    )
    asking_consent = models.ForeignKey(
        ConsentWording,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("consent to be asked"),
        limit_choices_to={"purpose": ConsentPurpose.ASKING},
        help_text=_(
            "A box of its own in forms about a product: other customers’ questions about it may be passed on "
            "by email."
        ),
    )
    # No foreign key to a page: the migration would depend on the page model, which a site may swap from
    # Wagtail 8.0 on and cannot on 7.4, and the page may as well be on another site.
    privacy_link = models.CharField(
        _("address of the privacy page"),
        max_length=255,
        blank=True,
        validators=[validate_link],
        help_text=_("A path such as /en/privacy/, or a whole address."),
    )
    claims_notice = models.TextField(
        _("line about legal claims"),
        blank=True,
        max_length=500,
        help_text=_(
            "Below forms that take complaints: that a complaint here does not replace a legal claim, and "
            "where to send one. Addresses in it become links."
        ),
    )

    panels = [
        FieldRowPanel([FieldPanel("locale"), FieldPanel("shop_name"), FieldPanel("signature")]),
        FieldPanel("consent"),
        FieldPanel("publication_consent"),
        FieldPanel("asking_consent"),
        FieldPanel("privacy_link"),
        FieldPanel("claims_notice"),
    ]

    class Meta(LocaleRow.Meta):
        verbose_name = _("the shop in one language")
        constraints = [models.UniqueConstraint(fields=["settings", "locale"], name="wf_feedbacktext_locale")]

    def __str__(self) -> str:
        return self.shop_name

    def clean(self) -> None:
        super().clean()
        names = ("consent", "publication_consent", "asking_consent")
        wordings = {name: getattr(self, name) for name in names}
        foreign = [name for name, wording in wordings.items() if wording and self._is_foreign(wording)]
        if foreign:
            raise ValidationError(dict.fromkeys(foreign, _("This wording is in another language.")))

    def _is_foreign(self, wording: ConsentWording) -> bool:
        return bool(self.locale_id) and wording.locale_id != self.locale_id


class OpeningHours(Orderable):
    """One weekday on which the shop works."""

    settings = ParentalKey(
        "wagtail_feedback.FeedbackSettings", on_delete=models.CASCADE, related_name="opening_hours"
    )
    weekday = models.PositiveSmallIntegerField(
        pgettext_lazy("feedback", "weekday"), choices=list(WEEKDAYS.items())
    )
    opens = models.TimeField(pgettext_lazy("feedback, hours", "from"), default=time(9))
    closes = models.TimeField(pgettext_lazy("feedback, hours", "until"), default=time(18))

    panels = [FieldRowPanel([FieldPanel("weekday"), FieldPanel("opens"), FieldPanel("closes")])]

    class Meta(Orderable.Meta):
        verbose_name = _("hours of a weekday")
        verbose_name_plural = _("weekly hours")
        constraints = [
            models.UniqueConstraint(fields=["settings", "weekday"], name="wf_openinghours_weekday")
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"

    def clean(self) -> None:
        super().clean()
        if self.opens and self.closes and self.closes <= self.opens:
            raise ValidationError({"closes": _("The shop cannot close before it opens.")})


class SpecialDay(Orderable):
    """A date that is a day off, or worked on, whatever weekday and calendar say."""

    settings = ParentalKey(
        "wagtail_feedback.FeedbackSettings", on_delete=models.CASCADE, related_name="special_days"
    )
    date = models.DateField(pgettext_lazy("feedback", "date"))
    is_working = models.BooleanField(_("the shop works"), default=False)
    note = models.CharField(_("note"), max_length=100, blank=True)

    panels = [FieldRowPanel([FieldPanel("date"), FieldPanel("is_working"), FieldPanel("note")])]

    class Meta(Orderable.Meta):
        verbose_name = _("special day")
        verbose_name_plural = _("special days")
        constraints = [models.UniqueConstraint(fields=["settings", "date"], name="wf_specialday_date")]

    def __str__(self) -> str:
        return f"{self.date} {self.note}".strip()


class TargetGroup(LabelledRow):
    """A group of customers that forms ask about, such as parents or wholesale buyers."""

    settings = ParentalKey(
        "wagtail_feedback.FeedbackSettings", on_delete=models.CASCADE, related_name="target_groups"
    )

    class Meta(LabelledRow.Meta):
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")
        constraints = [models.UniqueConstraint(fields=["settings", "slug"], name="wf_targetgroup_slug")]


class TargetGroupLabel(LabelRow):
    """What a target group is called in one language."""

    owner = ParentalKey(TargetGroup, on_delete=models.CASCADE, related_name="labels")

    class Meta(LabelRow.Meta):
        verbose_name = pgettext_lazy("feedback", "label")
        constraints = [models.UniqueConstraint(fields=["owner", "locale"], name="wf_targetgrouplabel_locale")]
