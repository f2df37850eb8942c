"""Fields of the questions that are answered in a box: words, numbers, dates, addresses."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import get_format, number_format
from django.utils.translation import gettext as _

from wagtail_feedback.submissions.fields import too_long
from wagtail_feedback.submissions.forms import address_advice
from wagtail_feedback.surveys.asking.answer_fields import AnswerField, Posted
from wagtail_feedback.utils.addresses import validate_address
from wagtail_feedback.utils.text import normalise

MAX_TYPED = 254
# A sign, digits that spaces may group by three, and one comma or dot.
NUMBER = re.compile(r"[-−]?(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d{1,15})(?:[.,]\d{1,9})?", re.ASCII)
PHONE = re.compile(r"\+?[\d\s().–-]+", re.ASCII)
PHONE_DIGITS = range(5, 16)


class TypedField(AnswerField):
    """Base of what is typed: what cannot be taken stays in the box."""

    is_group = False
    attrs: ClassVar[dict[str, str]] = {"type": "text"}

    def read(self, posted: Posted) -> Any:
        typed = self.to_python(posted)
        limit = self.question.max_length or MAX_TYPED
        if len(typed) > limit:
            raise ValidationError(too_long(limit, len(typed)))
        return self.judge(typed) if typed else None

    def judge(self, typed: str) -> Any:
        """What is kept of it.

        Raises:
            ValidationError: it cannot be an answer.
        """
        return typed

    def get_context(self, posted: Posted, auto_id: str, order: list[str]) -> dict[str, Any]:
        return {"typed": (posted.get(self.name) or [""])[-1], "attrs": self.attrs}


class TextField(TypedField):
    pass


class LongTextField(TypedField):
    control_template = "wagtail_feedback/surveys/elements/long_text.html"

    def to_python(self, value: Any) -> str:
        return normalise((value.get(self.name) or [""])[-1])


class NumberField(TypedField):
    #: No ``type="number"``: browsers drop what they do not take for one, such as a comma.
    attrs = {"type": "text", "inputmode": "decimal"}

    def judge(self, typed: str) -> float | int:
        if not NUMBER.fullmatch(typed):
            raise ValidationError(_("Write a number, such as 12 or 1.5"))
        digits = re.sub(r"\s", "", typed).replace(",", ".").replace("−", "-")
        number = float(digits) if "." in digits else int(digits)
        self._check_limits(number)
        return int(number) if number == int(number) else number

    def _check_limits(self, number: float) -> None:
        least, most = self.question.minimum, self.question.maximum
        if least is not None and number < least:
            raise ValidationError(_("Write a number that is not below %(least)s") % {"least": _format(least)})
        if most is not None and number > most:
            raise ValidationError(_("Write a number that is not above %(most)s") % {"most": _format(most)})


class DateField(TypedField):
    """A day, which has no zone."""

    attrs = {"type": "date"}

    def judge(self, typed: str) -> str:
        formats = ["%Y-%m-%d", *get_format("DATE_INPUT_FORMATS")]
        try:
            day = forms.DateField(input_formats=formats).to_python(typed)
        except ValidationError:
            raise ValidationError(_("Write a day that there is, such as 2026-11-28")) from None
        return day.isoformat() if day else ""


class EmailField(TypedField):
    attrs = {"type": "email", "autocomplete": "email"}

    def judge(self, typed: str) -> str:
        try:
            validate_address(typed)
        except ValidationError as error:
            advice = error.message if error.code == "local_part" else address_advice(typed)
            raise ValidationError(advice) from None
        return typed


class PhoneField(TypedField):
    attrs = {"type": "tel", "autocomplete": "tel"}

    def judge(self, typed: str) -> str:
        digits = sum(char.isdecimal() for char in typed)
        if not PHONE.fullmatch(typed) or digits not in PHONE_DIGITS:
            raise ValidationError(_("Write a telephone number, such as +7 912 345-67-89"))
        return typed


def _format(number: float) -> str:
    return number_format(int(number) if number == int(number) else number)
