"""Tags for templates: styles, module, icons, and a form of any feature."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.forms import Textarea, TextInput
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.models import Site

from wagtail_feedback import features
from wagtail_feedback.subjects import subject_key
from wagtail_feedback.submissions.form_rendering import FORM_BLOCK_TEMPLATE, form_context
from wagtail_feedback.utils import rich_text
from wagtail_feedback.utils.dates import format_day, format_day_and_time
from wagtail_feedback.utils.icons import icon_url
from wagtail_feedback.utils.shown_language import shown_language

register = template.Library()


@register.filter
def feedback_day_and_time(moment: datetime) -> str:
    """“17 November, 4:30 p.m.”"""
    return format_day_and_time(moment)


@register.filter
def feedback_rich_text(value: str) -> SafeString:
    """Rich text without links to what was deleted."""
    return rich_text.expand(value)


@register.simple_tag
def feedback_styles() -> SafeString:
    """The stylesheet of the public blocks, for ``<head>``."""
    return format_html('<link rel="stylesheet" href="{}">', static("wagtail_feedback/css/feedback.css"))


@register.simple_tag
def feedback_scripts() -> SafeString:
    """The module that spares visitors a reload; everything works without it."""
    return format_html('<script type="module" src="{}"></script>', static("wagtail_feedback/js/feedback.js"))


@register.simple_tag
def feedback_icon(name: str) -> str:
    """Address of an icon, for ``<use href="…">``."""
    return icon_url(name)


@register.filter
def feedback_day(moment: date | None, form: str = "") -> str:
    """``{{ entry.due_at|feedback_day }}`` is “17 November”; with ``:"year"``, its year every year."""
    return format_day(moment, with_year=form == "year") if moment else ""


@register.simple_tag
def feedback_language() -> str:
    """The language our own words come in, for ``lang``: ``{% feedback_language as ui %}``."""
    return shown_language()


@register.inclusion_tag(FORM_BLOCK_TEMPLATE, takes_context=True)
def feedback_form(
    context: Any, form: str, target: str, about: Any = None, heading_level: int = 2, slot: str = ""
) -> dict[str, Any]:
    """``{% feedback_form "wishes.entry" "site" about=page slot="footer" %}``: any form by the names of
    its handler and its target; nothing where this site has no such target."""
    handler = features.form_handlers.get(form)
    request = context.get("request")
    site = Site.find_for_request(request) if request else None
    found = handler.get_target(target, site) if site else None
    if found is None:
        return {}
    return form_context(
        handler, found, context, slot=slot, about=subject_key(about), heading_level=heading_level
    )


@register.simple_tag
def feedback_widget(field: Any) -> SafeString:
    """A form field's widget with our class and its descriptions wired for screen readers."""
    described = [f"{field.auto_id}-hint"] if field.help_text else []
    described += [f"{field.auto_id}-error"] if field.errors else []
    attrs: dict[str, Any] = {"class": "wf-input", "aria-describedby": " ".join(described) or None}
    if field.field.widget.attrs.get("data-short"):
        attrs["class"] = "wf-input wf-input--short"
    if field.errors:
        attrs["aria-invalid"] = "true"
    if isinstance(field.field.widget, TextInput | Textarea):
        attrs["dir"] = "auto"
    return field.as_widget(attrs={name: value for name, value in attrs.items() if value})
