"""Drawing a form: in a block, by a template tag, or on its own page."""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail.models import Site

from wagtail_feedback import features
from wagtail_feedback.conf import conf
from wagtail_feedback.submissions.bound import Bound, take_bound, unique_uid
from wagtail_feedback.submissions.checks import honeypot
from wagtail_feedback.submissions.handlers import FormHandler
from wagtail_feedback.submissions.placement import UNSTORED, Placement, stand_alone_url
from wagtail_feedback.utils.fragments import cached_fragment

FORM_TEMPLATE = "wagtail_feedback/submissions/form.html"


def place(
    request: HttpRequest, kind: FormHandler, target: str, *, page: Any, uid: str, about: str
) -> Placement | None:
    """The placement of a form on the page being served; None where the site is unknown."""
    site = Site.find_for_request(request)
    if site is None:
        return None
    return Placement(
        form=kind.name,
        target=target,
        site=site.pk,
        language=get_language() or "",
        page=getattr(page, "pk", None),
        path=request.path,
        uid=unique_uid(request, uid or f"{UNSTORED}{target}"),
        about=about,
    )


def render_form(
    request: HttpRequest,
    kind: FormHandler,
    target: Any,
    placement: Placement,
    *,
    heading_level: int = 2,
    disabled: bool = False,
) -> SafeString:
    """The form as HTML: from the cache when empty, made anew when it came back with errors.

    ``disabled`` shows it without letting anybody send it.
    """
    bound = take_bound(request, placement.uid)
    if bound is None and not disabled:
        return _empty_form(kind, target, placement, heading_level)
    return _draw(kind, target, placement, heading_level, bound, disabled)


def _empty_form(kind: FormHandler, target: Any, placement: Placement, heading_level: int) -> SafeString:
    place_ = hashlib.sha256(f"{placement.token}:{heading_level}".encode()).hexdigest()[:32]
    key = f"wf:form:{kind.fragment_key(target)}:{place_}:{conf.PROOF_OF_WORK:d}"
    return cached_fragment(key, lambda: _draw(kind, target, placement, heading_level, None))


def _draw(
    kind: FormHandler,
    target: Any,
    placement: Placement,
    heading_level: int,
    bound: Bound | None,
    disabled: bool = False,
) -> SafeString:
    form = bound.form if bound else kind.make_form(target, placement)
    context = {
        "form": form,
        "kind": kind,
        "target": target,
        "placement": placement,
        "fields_template": kind.fields_template,
        "is_open": kind.is_open(target),
        "closed_message": kind.closed_message(target),
        "message": bound.message if bound else "",
        "errors": error_list(form),
        "heading": f"h{heading_level}",
        "trap": honeypot.field_name(placement.token),
        "start_url": reverse("wagtail_feedback:start"),
        "disabled": disabled,
    }
    return render_to_string(FORM_TEMPLATE, context)


def error_list(form: Any) -> list[tuple[str, str]]:
    """``(id of the field, message)`` in the order of the fields, for the summary above the form."""
    if not form.is_bound:
        return []
    return [
        (form.first_id(name) if hasattr(form, "first_id") else form[name].id_for_label, message)
        for name in form.fields
        for message in form.errors.get(name, [])
    ]


def form_by_name(name: str) -> FormHandler | None:
    try:
        return features.forms.get(name)
    except LookupError:
        return None


def link_to_form(kind: FormHandler, target: str, site: int, about: str = "") -> str:
    """Address of the stand-alone form in the active language."""
    return stand_alone_url(
        Placement(form=kind.name, target=target, site=site, language=get_language() or "", about=about)
    )
