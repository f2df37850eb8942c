"""The body of each page, block by block; the words come in the language of the page."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from example_project.shop.content.feedback import FeedbackBlocks
from example_project.shop.content.words import Words

Body = list[tuple[str, Any]]
Fact = tuple[str, "str | bool | tuple[Decimal, str]"]


def row(fact: Fact) -> tuple[str, dict[str, Any]]:
    label, value = fact
    if isinstance(value, bool):
        return "yes_no", {"label": label, "value": value}
    if isinstance(value, str):
        return "words", {"label": label, "value": value}
    amount, unit = value
    if unit in "₽€":
        return "price", {"label": label, "value": amount, "currency": unit}
    return "measure", {"label": label, "value": amount, "unit": unit}


def facts(title: str, rows: list[Fact]) -> tuple[str, Any]:
    return "facts", {"title": title, "rows": [row(fact) for fact in rows]}


def columns(widths: str, first: Body, second: Body) -> tuple[str, Any]:
    return "columns", {"widths": widths, "first": first, "second": second}


def home(words: Words, blocks: FeedbackBlocks) -> Body:
    steps = [{"title": title, "note": note, "text": text} for title, note, text in words.try_it.steps]
    first = [("heading", words.workshop_title), ("paragraph", words.workshop), *rules(words)]
    second = [("rating_summary", blocks.rating()), ("latest_entries", blocks.latest())]
    return [
        ("steps", {"title": words.try_it.title, "intro": words.try_it.intro, "steps": steps}),
        ("products", {"title": words.what_we_make}),
        columns("aside", first, second),
    ]


def goods(words: Words, blocks: FeedbackBlocks) -> Body:
    return [("products", {"title": ""})]


def product(key: str) -> Callable[[Words, FeedbackBlocks], Body]:
    def body(words: Words, blocks: FeedbackBlocks) -> Body:
        own = words.goods[key]
        first = [("lead", own.about), ("paragraph", own.care)]
        return [
            columns("halves", first, [facts(words.measures, own.facts)]),
            ("heading", words.buyers),
            ("review_book", blocks.book_about(words.pages[key].title)),
            ("heading", words.write),
            ("entry_form", blocks.form_about()),
            *survey(words, blocks, key),
        ]

    return body


def survey(words: Words, blocks: FeedbackBlocks, key: str) -> Body:
    """Below one product only: nobody is asked everywhere."""
    return [("heading", words.asked), ("survey", blocks.survey())] if key == "kettle" else []


def delivery(words: Words, blocks: FeedbackBlocks) -> Body:
    first = [("paragraph", words.delivery), facts(words.delivery_table, words.delivery_facts)]
    picture = ("picture", {"picture": "parcel", "alt": words.parcel, "caption": ""})
    return [columns("halves", first, [picture]), ("faq", blocks.faq("delivery"))]


def questions(words: Words, blocks: FeedbackBlocks) -> Body:
    return [
        ("faq", blocks.faq(*words.faq)),
        ("heading", words.ask),
        ("question_form", blocks.question_form()),
    ]


def rules(words: Words) -> Body:
    return [("heading", words.rules_title), ("paragraph", words.rules)]


def reviews(words: Words, blocks: FeedbackBlocks) -> Body:
    first = [("review_book", blocks.book()), ("heading", words.write), ("entry_form", blocks.form())]
    badges = [("rating_summary", blocks.rating()), ("latest_entries", blocks.latest())]
    return [columns("aside", first, [*badges, *rules(words)])]


def told(words: Words, blocks: FeedbackBlocks) -> Body:
    return [("survey_results", blocks.survey_results())]


def privacy(words: Words, blocks: FeedbackBlocks) -> Body:
    return [("paragraph", words.privacy)]


def plain(words: Words, blocks: FeedbackBlocks) -> Body:
    """The reviews page without our blocks: what is left is the same."""
    return rules(words)


def imported(words: Words, blocks: FeedbackBlocks) -> Body:
    return [("review_book", blocks.imported_book())]


BODIES: dict[str, Callable[[Words, FeedbackBlocks], Body]] = {
    "home": home,
    "goods": goods,
    "pan": product("pan"),
    "kettle": product("kettle"),
    "board": product("board"),
    "delivery": delivery,
    "questions": questions,
    "reviews": reviews,
    "told": told,
    "privacy": privacy,
    "plain": plain,
    "imported": imported,
}
