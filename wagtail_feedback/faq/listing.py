"""What an FAQ block shows: entries by section, or those that a search finds."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.rich_text import expand_db_html

from wagtail_feedback.faq.models import FAQEntry, FAQSection
from wagtail_feedback.questions.asking.search_beacon import make_beacon
from wagtail_feedback.questions.engine.encoders import make_matcher
from wagtail_feedback.submissions.form_rendering import is_preview, number_copy
from wagtail_feedback.submissions.languages import content_language
from wagtail_feedback.utils import fragments, json_ld, robots, stemming, text
from wagtail_feedback.utils.list_parameters import ListParameters, get_list_parameters

PARAMETERS = ("faq",)
#: So many are offered where none has all the words that were asked for.
NEAREST = 3
_BETWEEN = "\x1e"
_LINK = re.compile(r"<a\b[^>]*\blinktype=[^>]*>")
_WORDS = re.compile(r"([^\W_]+)")


@dataclass(frozen=True)
class FAQOptions:
    """What an editor chose for one block; ``sections`` and ``entries`` by their translation keys. With the
    address of a page, questions and answers are told to search engines as those of that page."""

    sections: tuple[UUID, ...] = ()
    entries: tuple[UUID, ...] = ()
    heading: str = ""
    heading_level: int = 2
    show_search: bool = True
    show_votes: bool = False
    markup_url: str = ""


@dataclass(frozen=True)
class Item:
    """An entry as it is shown; ``is_open`` where the search found it by its answer alone, ``wordings`` for
    the search while words are typed."""

    entry: FAQEntry
    question: str | SafeString
    is_open: bool = False
    wordings: Sequence[str] = ()


@dataclass(frozen=True)
class Group:
    """Entries below one heading; those that were chosen one by one have none."""

    heading: str
    items: Sequence[Item]
    anchor: str = ""


def render_faq(options: FAQOptions, request: HttpRequest | None, *, cache: bool = True) -> SafeString:
    """The block's content; without a search it is drawn once for each state of the entries."""
    if not cache:  # a preview takes no votes
        options = replace(options, show_votes=False)
    get = request.GET if request is not None else QueryDict()
    number = number_copy(request, "faq") if request is not None else 1
    parameters = ListParameters.read(get, PARAMETERS, number, "faq")
    if request is not None and get_list_parameters(get, PARAMETERS):
        robots.leave_out(request)
    asked = text.normalise_line(parameters.values.get("faq", ""))
    entries = get_entries(options)
    if request is not None:
        drop_used_anchors(entries, request)

    def draw() -> SafeString:
        if options.show_search or asked:
            prefetch_related_objects(entries, "wordings")
        context = get_context(options, entries, parameters, asked)
        return render_to_string("wagtail_feedback/faq/list.html", context)

    if asked or parameters.others or not cache:
        return draw()
    return fragments.cached_fragment(make_key(options, number, entries), draw)


def render_section(options: FAQOptions, request: HttpRequest) -> SafeString:
    """The same on a page that is nothing else."""
    html = render_faq(options, request, cache=not is_preview({"request": request}))
    context = {"wf_html": html, "wf_label": _("Frequently asked questions")}
    return render_to_string("wagtail_feedback/faq/blocks/faq.html", context)


def drop_used_anchors(entries: Iterable[FAQEntry], request: HttpRequest) -> None:
    """The page may show an entry or a section twice, and its anchor is where it comes first."""
    sections: dict[int, str] = {}
    for entry in entries:
        entry.anchor = entry.anchor if number_copy(request, entry.anchor) == 1 else ""
        if (section := entry.section) is not None:
            if section.pk not in sections:
                sections[section.pk] = section.anchor if number_copy(request, section.anchor) == 1 else ""
            section.anchor = sections[section.pk]


def make_key(options: FAQOptions, number: int, entries: Sequence[FAQEntry]) -> str:
    """Names everything that is drawn: links by where they lead today, wordings by their publication."""
    shown = [
        (
            entry.question,
            entry.answer,
            entry.anchor,
            entry.section and (entry.section.name, entry.section.anchor),
            entry.live_revision_id,
        )
        for entry in entries
    ]
    # Wagtail asks for the language once more for each.
    tags = dict.fromkeys(tag for entry in entries for tag in _LINK.findall(entry.answer))
    links = expand_db_html("".join(tags))
    digest = hashlib.sha256(repr((options, number, shown, links)).encode()).hexdigest()[:32]
    return f"faq:{get_language()}:{digest}"


def get_entries(options: FAQOptions) -> list[FAQEntry]:
    """The live entries in the reader's language, in the order they are shown; in the site's first language
    where it has none that is near to the reader's, as pages are."""
    language = content_language() or get_supported_content_language_variant(settings.LANGUAGE_CODE)
    rows = FAQEntry.objects.live().in_language(language).chosen(options.sections, options.entries)
    places = {key: place for place, key in enumerate((*options.entries, *options.sections))}

    def get_place(entry: FAQEntry) -> tuple[int, int, int]:
        keys = [entry.translation_key, *([entry.section.translation_key] if entry.section else [])]
        place = next(places[key] for key in keys if key in places)
        return (place, entry.sort_order or 0, entry.pk)

    return translate_sections(sorted(rows.select_related("section"), key=get_place))


def translate_sections(entries: list[FAQEntry]) -> list[FAQEntry]:
    """An editor may have chosen a section of another language, or translated it after its entries."""
    foreign = [each for each in entries if each.section and each.section.locale_id != each.locale_id]
    if foreign:
        keys = {entry.section.translation_key for entry in foreign if entry.section}
        own = FAQSection.objects.filter(translation_key__in=keys, locale=foreign[0].locale_id)
        by_key = {section.translation_key: section for section in own}
        for entry in foreign:
            entry.section = entry.section and by_key.get(entry.section.translation_key, entry.section)
    return entries


def get_context(
    options: FAQOptions, entries: Sequence[FAQEntry], parameters: ListParameters, asked: str
) -> dict[str, Any]:
    """What ``faq/list.html`` needs."""
    items = search(entries, asked) if asked else [make_item(entry, options) for entry in entries]
    nearest = find_nearest(entries, asked) if asked and not items else []
    return {
        "options": options,
        "groups": group(items or nearest, options),
        "parameters": parameters,
        "asked": asked,
        "found": len(items) if asked else None,
        "is_nearest": bool(nearest),
        "beacon": make_beacon() if options.show_search and not (items and asked) and not nearest else None,
        "markup": get_markup(options, entries) if options.markup_url and not asked else "",
        "all_url": parameters.get_url({}),
        "heading": f"h{options.heading_level}",
        "section_heading": f"h{options.heading_level + bool(options.heading)}",
    }


def make_item(entry: FAQEntry, options: FAQOptions) -> Item:
    return Item(entry, entry.question, wordings=entry.get_wordings()[1:] if options.show_search else ())


def group(items: Iterable[Item], options: FAQOptions) -> list[Group]:
    """Chosen entries first, without a heading; then those of each section."""
    groups: dict[tuple[str, str], list[Item]] = {}
    for item in items:
        section = item.entry.section
        is_chosen = item.entry.translation_key in options.entries
        key = ("", "") if is_chosen or section is None else (section.name, section.anchor)
        groups.setdefault(key, []).append(item)
    return [Group(heading, each, anchor) for (heading, anchor), each in groups.items()]


def get_markup(options: FAQOptions, entries: Sequence[FAQEntry]) -> SafeString:
    """Questions and answers as structured data."""
    answers, url = expand_answers(entry.answer for entry in entries), options.markup_url
    return json_ld.faq_page(
        (f"{url}#{entry.anchor}", entry.question, text.with_whole_links(answer, url))
        for entry, answer in zip(entries, answers, strict=True)
    )


def expand_answers(answers: Iterable[str]) -> list[str]:
    """Rich text as HTML, with the links of all looked up at once."""
    joined = "".join(f"{answer.replace(_BETWEEN, '')}{_BETWEEN}" for answer in answers)
    return expand_db_html(joined).split(_BETWEEN)[:-1]


def search(entries: Iterable[FAQEntry], asked: str) -> list[Item]:
    """The entries with all words of the question in any of their forms, those asked for by their question
    marked."""
    wanted = set(stemming.stem_text(asked).split())
    found = []
    for entry in entries:
        if wanted and wanted <= entry.get_stems():
            own = set(stemming.stem_text(entry.question).split())
            found.append(Item(entry, mark_words(entry.question, wanted), is_open=not wanted <= own))
    return found


def find_nearest(entries: Sequence[FAQEntry], asked: str) -> list[Item]:
    """The entries that ask the same in other words; none without the ``faq`` extra."""
    if find_spec("scipy") is None:
        return []
    wordings = [(place, words) for place, entry in enumerate(entries) for words in entry.get_wordings()]
    offers = make_matcher(wordings).suggest(asked, NEAREST)
    return [Item(entries[place], entries[place].question) for place, _score in offers]


def mark_words(value: str, stems: set[str]) -> SafeString:
    """The text with the words of these stems in ``<mark>``."""
    parts = ((part, stemming.stem_text(part)) for part in _WORDS.split(value))
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", part) if stem in stems else part,) for part, stem in parts)
    )
