"""Drawing a form: in a block, by a template tag, or on its own page."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.models import Site

from wagtail_feedback import features
from wagtail_feedback.conf import conf
from wagtail_feedback.subjects import find_subject, page_key
from wagtail_feedback.submissions.carried import ORDER_PARAM
from wagtail_feedback.submissions.checks.behaviour import honeypot_name
from wagtail_feedback.submissions.handlers import FormHandler
from wagtail_feedback.submissions.languages import active_language, is_configured
from wagtail_feedback.submissions.placement import Placement, make_uid
from wagtail_feedback.utils.fragments import cached_fragment

FORM_TEMPLATE = "wagtail_feedback/submissions/form.html"
FORM_BLOCK_TEMPLATE = "wagtail_feedback/submissions/blocks/form.html"
Handler = FormHandler[Any, Any]


@dataclass(frozen=True)
class BoundForm:
    """A form for one visitor: with errors, with a message above it, to be confirmed, or for an order. It is
    never drawn into a page while that page is rendered, where a cache might keep it.

    Attributes:
        message: why it was refused; instead of an empty form, which nothing was typed into.
        carried: hidden fields by their names, see ``submissions.carried``.
    """

    form: Any
    message: str = ""
    login_url: str = ""
    carried: Mapping[str, str] = field(default_factory=dict)
    confirmation: Any = None


def form_context(
    handler: Handler,
    target: Any,
    context: Mapping[str, Any],
    *,
    slot: str = "",
    about: str = "",
    heading_level: int = 2,
) -> dict[str, Any]:
    """What ``submissions/blocks/form.html`` shows: the form; or a link to its own page where it was
    rendered without a request, or on a site that does not take it."""
    request = context.get("request")
    site = Site.find_for_request(request) if request else None
    home = handler.get_site_id(target)
    if request is None or site is None:
        return {"form_link": link_to_form(handler, target, about)}
    if home not in {None, site.pk}:
        link = link_to_form(handler, target, about)
        return {"form_link": link and f"{_host_of(home)}{link}"}
    reference = handler.get_reference(target)
    page = context.get("page")
    placement = Placement(
        form=handler.name,
        target=reference,
        site=site.pk,
        language=active_language(),
        about=about,
        uid=_number_uid(request, make_uid(handler.name, reference, about, slot)),
        heading_level=heading_level,
        page=getattr(page, "pk", None),
        path=request.path_info,
        page_key=page_key(page) if page is not None else "",
    )
    draw = render_preview if is_preview(context) else render_form
    return {"form_html": draw(handler, target, placement), "form_title": handler.get_title(target)}


def is_preview(context: Mapping[str, Any]) -> bool:
    """Whether this is drawn for an editor: the preview of a page, or that of a block in the picker. It takes
    no submissions, and nothing of it is kept."""
    return bool(getattr(context.get("request"), "is_preview", False) or "block_class" in context)


def number_copy(request: HttpRequest, name: str) -> int:
    """How often this page has shown such a thing, with this time."""
    seen: dict[str, int] = request.__dict__.setdefault("wagtail_feedback_uids", {})
    seen[name] = seen.get(name, 0) + 1
    return seen[name]


def _number_uid(request: HttpRequest, uid: str) -> str:
    """The identifier with a number behind it where the page shows the same form again: a courtesy to
    labels and anchors, on which nothing relies."""
    number = number_copy(request, uid)
    return uid if number == 1 else f"{uid}.{number}"


def render_form(
    handler: Handler, target: Any, placement: Placement, bound: BoundForm | None = None
) -> SafeString:
    """The form in its ``<wf-form>`` element, by which it is found and replaced in a rendered page.

    The empty form comes from the cache.
    """
    if bound is None:
        parts = f"{placement.token}:{conf.PROOF_OF_WORK:d}"
        digest = hashlib.sha256(parts.encode()).hexdigest()[:32]
        key = f"form:{handler.get_cache_key(target)}:{digest}"
        html = cached_fragment(key, lambda: _draw(handler, target, placement))
    else:
        html = _draw(handler, target, placement, bound)
    return format_html('<wf-form id="{0}" data-uid="{0}">{1}</wf-form>', placement.uid, html)


def render_preview(handler: Handler, target: Any, placement: Placement) -> SafeString:
    """The form for editors: nobody can send it."""
    return _draw(handler, target, placement, is_disabled=True)


def _draw(
    handler: Handler,
    target: Any,
    placement: Placement,
    bound: BoundForm | None = None,
    is_disabled: bool = False,
) -> SafeString:
    form = bound.form if bound else handler.get_form(target, placement)
    refusal = bound.message if bound and not form.is_bound else ""
    context = {
        "form": form,
        "target": target,
        "placement": placement,
        "subject": find_subject(placement.about),
        "fields_template": handler.fields_template,
        "confirmation_template": handler.confirmation_template,
        "below_template": handler.below_template,
        "is_open": handler.is_open(target) and not refusal,
        "closed_message": refusal or handler.get_closed_message(target),
        "message": bound.message if bound else "",
        "login_url": bound.login_url if bound else "",
        "carried": bound.carried if bound else {},
        "confirmation": bound.confirmation if bound else None,
        # What refuses the whole form is not hidden behind what is wrong in it.
        "errors": [] if bound and bound.message else error_list(form),
        "heading": f"h{placement.heading_level}",
        "honeypot": honeypot_name(placement.token),
        "start_url": reverse("wagtail_feedback:start"),
        "disabled": is_disabled,
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


def form_by_name(name: str) -> Handler | None:
    try:
        return features.form_handlers.get(name)
    except LookupError:
        return None


def link_to_form(handler: Handler, target: Any, about: str = "") -> str:
    """Address of the stand-alone form in the active language, for QR codes, mails and pages that cannot
    show the form itself. Empty for members' forms, which have none."""
    if handler.members_only:
        return ""
    return stand_alone_url(handler.name, handler.get_reference(target), active_language(), about)


def stand_alone_url(form: str, target: str, language: str, about: str = "", order: str = "") -> str:
    """Address of the stand-alone form in a language, or in the site's first where it has not got that.
    ``order`` is a token of :mod:`wagtail_feedback.contacts.order_links`."""
    code = language if is_configured(language) else settings.LANGUAGE_CODE
    url = reverse("wagtail_feedback:form", args=[code, form, target])
    query = {name: value for name, value in (("about", about), (ORDER_PARAM, order)) if value}
    return f"{url}?{urlencode(query)}" if query else url


def _host_of(site_id: int | None) -> str:
    """Scheme and host of a site."""
    return next((path.root_url for path in Site.get_site_root_paths() if path.site_id == site_id), "")
