"""Tags for templates: styles, module, and a twin of every block."""

from __future__ import annotations

from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def feedback_styles() -> SafeString:
    """The stylesheet of the public blocks, for ``<head>``."""
    return format_html('<link rel="stylesheet" href="{}">', static("wagtail_feedback/css/feedback.css"))


@register.simple_tag
def feedback_scripts() -> SafeString:
    """The module that spares visitors a reload; everything works without it."""
    return format_html('<script type="module" src="{}"></script>', static("wagtail_feedback/js/feedback.js"))


@register.inclusion_tag("wagtail_feedback/elements/sprite_once.html", takes_context=True)
def feedback_sprite(context: Any) -> dict[str, bool]:
    """Our icons, drawn before the first block of a page that needs them."""
    request = context.get("request")
    drawn = getattr(request, "wagtail_feedback_sprite", False)
    if request is not None:
        request.wagtail_feedback_sprite = True
    return {"draw": not drawn}


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
    return field.as_widget(attrs={name: value for name, value in attrs.items() if value})
