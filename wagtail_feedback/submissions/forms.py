"""What the forms of all features ask alike: who writes, and under which circumstances.

Everything wrong is said in one round: no rule waits until another field is right.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from wagtail_feedback.contacts.models import ConsentWording
from wagtail_feedback.site_settings import FeedbackSettings
from wagtail_feedback.submissions.checks.reserved_names import is_reserved
from wagtail_feedback.submissions.choices import AgeBand
from wagtail_feedback.submissions.fields import MultiLineField, SingleLineField
from wagtail_feedback.utils.addresses import validate_address

__all__ = [
    "CircumstanceFieldsMixin",
    "ContactFieldsMixin",
    "MultiLineField",
    "SingleLineField",
    "SubmissionForm",
]

#: Where the module writes the size of the window; outside of the form, because it is no answer.
WINDOW_FIELD = "wf_window"
WINDOW_SIZE = re.compile(r"[1-9]\d{0,4}x[1-9]\d{0,4}", re.ASCII)


class SubmissionForm(forms.Form):
    """Base of visitors' forms. ``prefix_id`` keeps the ids of several forms on one page apart."""

    #: Fields beside the words themselves whose content everyone sees.
    published_fields: ClassVar[tuple[str, ...]] = ()

    def __init__(
        self,
        site_settings: FeedbackSettings,
        language: str,
        *,
        data: QueryDict | None = None,
        prefix_id: str = "",
    ) -> None:
        super().__init__(data, auto_id=f"{prefix_id}-%s")
        self.site_settings = site_settings
        self.language = language

    def get_consents(self) -> dict[str, ConsentWording]:
        """What was agreed to, under the names of the fields that keep it."""
        return {}

    def first_id(self, name: str) -> str:
        """Where a link in the error summary leads."""
        return self[name].auto_id

    def listed_fields(self) -> list[forms.BoundField]:
        """What the plain template shows: everything but the boxes, which have templates of their own."""
        return [field for field in self if not isinstance(field.field, forms.BooleanField)]

    def typed(self, name: str) -> Any:
        """What was typed into a field, whether or not it is valid; empty where it holds nothing to see."""
        return self.fields[name].to_python(self[name].data)


class ContactFieldsMixin(SubmissionForm):
    """A name to show, an address to answer to, and the consent to publish the one and to keep the other."""

    #: Fields whose content needs the consent to an answer, and what is said without it.
    personal_fields: ClassVar[tuple[str, ...]] = ("email",)
    consent_needed = gettext_lazy("To leave an email address or an order number, tick the consent box")
    #: They need the consent to publication. The words themselves name nobody.
    published_fields: ClassVar[tuple[str, ...]] = ("name",)

    name = SingleLineField(
        max_length=60,
        label=gettext_lazy("Name to show"),
        help_text=gettext_lazy("Shown to everyone. Leave it empty to stay anonymous."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "nickname", "data-short": True}),
    )
    email = SingleLineField(
        max_length=254,
        label=pgettext_lazy("feedback", "Email address"),
        help_text=gettext_lazy(
            "Never published. We send the answer there, and a link to see or withdraw your entry."
        ),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Write an address that we can answer to")},
    )
    publication_consent = forms.BooleanField(
        help_text=gettext_lazy("Needed only with a name or a town, which everyone can see."), required=False
    )
    consent = forms.BooleanField(required=False)

    @property
    def wording(self) -> ConsentWording | None:
        """What there is to agree to; None where the shop asks for no consent."""
        return self.site_settings.get_text(self.language).consent

    @property
    def publication_wording(self) -> ConsentWording | None:
        """The same for what everyone sees."""
        return self.site_settings.get_text(self.language).publication_consent

    @property
    def privacy_link(self) -> str:
        return self.site_settings.get_text(self.language).privacy_link

    @property
    def claims_notice(self) -> str:
        """Where to send a legal claim, which nothing sent here replaces."""
        return self.site_settings.get_text(self.language).claims_notice

    @property
    def shop_name(self) -> str:
        return self.site_settings.shop_name(self.language)

    def get_consents(self) -> dict[str, ConsentWording]:
        asked = {"consent": self.wording, "publication_consent": self.publication_wording}
        return {name: wording for name, wording in asked.items() if wording and self.cleaned_data.get(name)}

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if name and is_reserved(name, self.site_settings.reserved_names()):
            raise ValidationError(_("This name belongs to the shop. Choose another, or leave it empty."))
        return name

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if email:
            try:
                validate_address(email)
            except ValidationError as error:
                advice = error.message if error.code == "local_part" else address_advice(email)
                raise ValidationError(advice) from None
        return email

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.wording and self._needs_tick("consent", self.personal_fields):
            self.add_error("consent", self.consent_needed)
        if self.publication_wording and self._needs_tick("publication_consent", self.published_fields):
            message = _("Tick the box, so that we may publish your name or town, or leave them empty")
            self.add_error("publication_consent", message)
        return data

    def _needs_tick(self, box: str, fields: tuple[str, ...]) -> bool:
        return not self.cleaned_data.get(box) and any(self.typed(name) for name in fields)


class CircumstanceFieldsMixin(SubmissionForm):
    """What the shop's settings ask about the visitor, and what the visitor tells about the device.

    ``cleaned_data`` always has ``age_band``, ``target_group``, ``share_device`` and ``window_size``
    (``1280x720``); they are empty where nothing was asked, answered or ticked.
    """

    age_band = forms.ChoiceField(
        label=gettext_lazy("Your age"),
        choices=[("", gettext_lazy("No answer")), *AgeBand.choices],
        required=False,
    )
    target_group = forms.ChoiceField(label=pgettext_lazy("feedback, target group", "You are"), required=False)
    share_device = forms.BooleanField(
        label=gettext_lazy("Tell the shop which browser and window size I use"),
        help_text=gettext_lazy("It helps to find trouble with the site. Nothing else is passed on."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = self.site_settings.all_target_groups
        if not self.site_settings.ask_age_band:
            del self.fields["age_band"]
        if groups:
            self.fields["target_group"].choices = [  # type: ignore[attr-defined]
                ("", _("No answer")),
                *((group.slug, group.get_label(self.language)) for group in groups),
            ]
        else:
            del self.fields["target_group"]

    def circumstance_fields(self) -> list[forms.BoundField]:
        """The questions about the visitor that the shop has switched on."""
        return [self[name] for name in ("age_band", "target_group") if name in self.fields]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in ("age_band", "target_group"):
            data.setdefault(name, "")
        size = self.data.get(WINDOW_FIELD, "") if data.get("share_device") else ""
        data["window_size"] = size if WINDOW_SIZE.fullmatch(size) else ""
        return data


def address_advice(email: str) -> str:
    """What is wrong with an address, and what was probably meant."""
    if "," in email:
        guess = email.replace(",", ".").replace(" ", "")
        if _is_address(guess):
            return _("Check the address: there is a comma instead of a dot. Did you mean %(guess)s?") % {
                "guess": guess
            }
    guess = email.replace(" ", "").rstrip(".,;")
    if guess != email and _is_address(guess):
        return _("Check the address. Did you mean %(guess)s?") % {"guess": guess}
    return _("Check the address: it should look like name@example.com")


def _is_address(value: str) -> bool:
    try:
        validate_address(value)
    except ValidationError:
        return False
    return True
