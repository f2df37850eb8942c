"""What the pages say, one module for each language."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True)
class Steps:
    title: str
    intro: str
    steps: list[tuple[str, str, str]]


@dataclass(frozen=True)
class Page:
    title: str
    intro: str = ""
    tagline: str = ""
    description: str = ""


@dataclass(frozen=True)
class Goods:
    """A product's own words; a fact is a label and a text, a measure or a yes or no."""

    about: str
    care: str
    facts: list[tuple[str, str | bool | tuple[Decimal, str]]]


@dataclass(frozen=True)
class FAQ:
    """A section: its entries are a key, a question, an answer, and other ways to ask it."""

    name: str
    entries: list[tuple[str, str, str, list[str]]]


@dataclass(frozen=True)
class SurveyWords:
    """The survey about an order: six questions on three steps."""

    title: str
    goal: str
    intro: str
    steps: tuple[str, str, str]
    nps: str
    never: str
    always: str
    wrong: str
    helped: str
    helpers: dict[str, str]
    agree: str
    statements: dict[str, str]
    degrees: dict[str, str]
    matters: str
    values: dict[str, str]
    first: str
    sorry: tuple[str, str]
    thanks: tuple[str, str]
    #: What customers write into the two open questions.
    troubles: tuple[str, ...]
    wishes: tuple[str, ...]


@dataclass(frozen=True)
class Words:
    pages: dict[str, Page]
    goods: dict[str, Goods]
    try_it: Steps
    what_we_make: str
    workshop_title: str
    workshop: str
    rules_title: str
    rules: str
    buyers: str
    write: str
    ask: str
    measures: str
    delivery: str
    privacy: str
    delivery_table: str
    parcel: str
    asked: str
    survey: SurveyWords
    delivery_facts: list[tuple[str, str | bool | tuple[Decimal, str]]] = field(default_factory=list)
    faq: dict[str, FAQ] = field(default_factory=dict)
