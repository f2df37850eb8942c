"""The Markdown twin of a page of questions: the same words for programs that read."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from django.utils.translation import gettext as _

from wagtail_feedback.faq.listing import FAQOptions, expand_answers, get_entries, make_key
from wagtail_feedback.faq.models import FAQEntry
from wagtail_feedback.utils import fragments, markdown, rich_text

CONTENT_TYPE = "text/markdown; charset=utf-8"


def render_twin(options: FAQOptions, *, title: str, intro: str, url: str) -> str:
    """Title, introduction, sections, questions and answers; ``url`` is the page's."""
    entries = get_entries(options)
    key = f"{make_key(options, 1, entries)}:twin:{url}"
    questions = fragments.cached_fragment(key, lambda: "\n\n".join(make_lines(entries, url)))
    source = f"{markdown.escape(_('Source:'))} <{url}>"
    introduction = markdown.from_html(rich_text.expand(intro), url)
    parts = [f"# {markdown.escape(title)}", source, introduction, questions]
    return "\n\n".join(part for part in parts if part) + "\n"


def make_lines(entries: Sequence[FAQEntry], url: str) -> list[str]:
    answers = dict(zip(entries, expand_answers(entry.answer for entry in entries), strict=True))
    lines = []
    for section, members in groupby(entries, key=lambda entry: entry.section):
        lines += [f"## {markdown.escape(section.name)}"] if section else []
        for entry in members:
            question = markdown.escape(entry.question)
            lines += [f"### {question}", markdown.from_html(answers[entry], url)]
    return lines
