"""The admin's form of an entry."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from wagtail.admin.forms.models import WagtailAdminModelForm

from wagtail_feedback.utils import text

_PICTURE = re.compile(r"<(?:embed|img)\b")


class FAQEntryForm(WagtailAdminModelForm):
    """An empty answer may be kept as a draft; the editor makes an empty paragraph of it, which is not nothing
    to Django."""

    def clean_answer(self) -> str:
        answer: str = self.cleaned_data["answer"] or ""
        if text.plain(answer) or _PICTURE.search(answer):
            return answer
        if not self.is_deferred_validation:
            raise ValidationError(self.fields["answer"].error_messages["required"], code="required")
        return ""
