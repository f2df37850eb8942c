"""Tags of the desk's own templates."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from wagtail_feedback.moderation.admin.tabs import MAX_SHORTCUT, format_count
from wagtail_feedback.utils.fragments import cached_fragment

register = template.Library()
#: Stand for the tab and the words searched for in a panel that is kept for all of them.
ANY_TAB, ANY_QUERY = "any-tab", "any-query"


@register.filter
def count(number: int) -> str:
    """``{{ number|count }}``: a count as the desk writes it, up to a limit."""
    return format_count(number)


@register.filter
def count_shortcut(number: int) -> str:
    """The same behind a shortcut, which counts less far."""
    return format_count(number, MAX_SHORTCUT)


class KeptNode(template.Node):
    def __init__(self, name: FilterExpression, nodelist: NodeList) -> None:
        self.name, self.nodelist = name, nodelist

    def render(self, context: Any) -> SafeString:
        key = f"desk:{self.name.resolve(context)}:{get_language()}"
        return cached_fragment(key, lambda: self.nodelist.render(context))


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """``{% kept "name" %}…{% endkept %}``: drawn once for each language, because nothing else changes it."""
    return KeptNode(*_parse(parser, token))


class SearchPanelNode(template.Node):
    def __init__(self, inbox: FilterExpression, nodelist: NodeList) -> None:
        self.inbox, self.nodelist = inbox, nodelist

    def render(self, context: Any) -> SafeString:
        inbox = self.inbox.resolve(context)
        if inbox.has_filters:
            with context.push(filters=inbox.filters, tab=inbox.tab.slug):
                return self.nodelist.render(context)
        html: str = cached_fragment(inbox.panel_key, lambda: self.draw_for_any(context, inbox))
        # What somebody typed comes last: nothing is looked for in it.
        html = html.replace(ANY_TAB, inbox.tab.slug).replace(ANY_QUERY, escape(inbox.query))
        return mark_safe(html)  # noqa: S308 - a slug that is in the code, and what was escaped

    def draw_for_any(self, context: Any, inbox: Any) -> SafeString:
        form = type(context["search_form"])({"q": ANY_QUERY})
        with context.push(filters=inbox.filters, tab=ANY_TAB, search_form=form):
            return self.nodelist.render(context)


@register.tag
def search_panel(parser: Parser, token: Token) -> SearchPanelNode:
    """``{% search_panel inbox %}…{% endsearch_panel %}``: what is inside is drawn with the inbox's filters.
    Where none is set, once for each state of their choices: fifteen fields in some hundred templates take as
    long as all rows."""
    return SearchPanelNode(*_parse(parser, token))


def _parse(parser: Parser, token: Token) -> tuple[FilterExpression, NodeList]:
    """The one argument of a block tag, and what stands in the block."""
    tag, argument = token.split_contents()
    nodelist = parser.parse((f"end{tag}",))
    parser.delete_first_token()
    return parser.compile_filter(argument), nodelist
