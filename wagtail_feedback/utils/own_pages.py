"""Our own pages (forms, receipts, single entries, authors' pages) in the frame of the site."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import Context, Engine, Template, TemplateDoesNotExist
from django.template.base import FilterExpression
from django.template.loader_tags import BlockNode, ExtendsNode

from wagtail_feedback.conf import conf

OWN_FRAME = "wagtail_feedback/page.html"
SITE_FRAME = "base.html"
#: Where the page's words go, in the site's templates as in ours and in Wagtail's.
BLOCK = "content"


def render_own_page(
    request: HttpRequest, template_name: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page of ours, which extends ``wagtail_feedback/base.html``."""
    return render(request, template_name, {**context, "base_template": find_base_template()}, status=status)


def find_base_template() -> str:
    """The template that the setting names; else the site's own where our words have a place in it."""
    return conf.BASE_TEMPLATE or (SITE_FRAME if has_content_block(SITE_FRAME) else OWN_FRAME)


def has_content_block(name: str) -> bool:
    """Whether there is a Django template of this name that shows what a child puts into ``content``."""
    try:
        template = Engine.get_default().get_template(name)
        return any(_defines_block(each) for each in _with_parents(template))
    except TemplateDoesNotExist:
        return False


def _with_parents(template: Template) -> Iterator[Template]:
    """A template and those it extends, as far as their names are written in it."""
    yield template
    for node in template.nodelist:
        if isinstance(node, ExtendsNode) and isinstance(node.parent_name, FilterExpression):
            name = node.parent_name.resolve(Context(), ignore_failures=True)
            if isinstance(name, str):
                yield from _with_parents(template.engine.get_template(name))


def _defines_block(template: Template) -> bool:
    nodes = template.nodelist.get_nodes_by_type(BlockNode)
    return any(isinstance(node, BlockNode) and node.name == BLOCK for node in nodes)
