"""What a feature brings to core: one :class:`Feature`, registered in its ``AppConfig.ready()``.

Core and other features reach a feature only through here, so that none of them imports it. What belongs to
a model (its states, what erasing removes, which mails its decisions send) is declared on the model itself,
and what the desk shows of it on its viewset.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from wagtail.models import Site

    from wagtail_feedback.imports.importer import FeatureImporter
    from wagtail_feedback.outbox.mail_types import MailType
    from wagtail_feedback.privacy.author_page import AuthorPage
    from wagtail_feedback.subjects import SubjectType
    from wagtail_feedback.submissions.handlers import FormHandler

T = TypeVar("T")

#: The groups that ``migrate`` makes; a feature says which of its permissions they get.
MODERATORS = "Feedback moderators"
EDITORS = "Feedback editors"


class Counters(Protocol):
    """Stored counts of published rows of one model."""

    @property
    def model(self) -> type[Model]:
        """What is counted."""

    def apply(self, changes: Sequence[tuple[Any, str]]) -> None:
        """Move the counts with rows, given with their status before; in the transaction that changes them."""

    def targets(self) -> Iterable[Any]:
        """What is counted for, such as review books."""

    def count_wrong(self, target: Any) -> int:
        """How many counts differ from the rows; nothing is changed."""

    def recount(self, target: Any) -> int:
        """Put the counts right; returns how many were wrong."""


@dataclass(frozen=True)
class Answer:
    """A published answer as it is offered. ``key`` names it in all its languages."""

    key: str
    question: str
    url: str


class QuestionSource(Protocol):
    """Questions, suggestions and complaints in what visitors sent for another purpose, such as entries of a
    review book."""

    @property
    def model(self) -> type[Model]:
        """A moderated model: what is published of it counts, and nothing else."""

    def get_candidates(self) -> QuerySet[Any]:
        """Published rows that may hold any of these."""

    def get_texts(self, row: Any) -> Mapping[str, str]:
        """What a row holds, in its author's words: ``question``, ``suggestion``, ``complaint``, or several. A
        complaint may ask something too."""

    def get_answer(self, row: Any) -> str:
        """What the shop has answered there in public, as plain text; empty for nothing."""


class QuestionIntake(Protocol):
    """Takes in words that staff pass on from elsewhere, such as what somebody wrote in a survey."""

    def can_take(self, user: Any, site: Site) -> bool:
        """Whether the user may pass something on there."""

    def take(self, text: str, *, key: str, site: Site, language: str, asker: str, user: Any) -> str:
        """Make a question of it, once for each key; returns where staff find it. ``asker`` tells people apart
        and is kept as a hash.

        Raises:
            PermissionDenied: the user may not.
        """

    def find_taken(self, keys: Sequence[str]) -> dict[str, str]:
        """Which of the keys have been taken: the address of each for staff."""


class Answers(Protocol):
    """Answers that a feature publishes, such as entries of an FAQ, for features that know who asks."""

    def get_subject_key(self, key: str) -> str:
        """What a question is about that was sent after reading this answer: the sign that it fails."""

    def get_version(self) -> str:
        """Another one whenever there may be other wordings or places: one short query."""

    def get_wordings(self, site: Site, language: str) -> Iterable[tuple[str, str]]:
        """``(key, one way to ask)`` of all that everybody can read on the site in this language."""

    def find(self, keys: Sequence[str], site: Site, language: str) -> list[Answer]:
        """Those of these that everybody can read there now, in the order given."""

    def get_html(self, key: str, language: str) -> str:
        """What is published under a key, as simple HTML for a mail; empty for nothing."""

    def get_choices(self, language: str) -> list[tuple[str, str]]:
        """``(key, question)`` of all that an editor may link to, drafts too."""

    def create_draft(
        self, *, question: str, wordings: Mapping[str, str], answer: str, language: str, user: Any
    ) -> str:
        """A draft with an answer in HTML; returns its key. Nothing is published. ``wordings`` says of each
        other way to ask whose words it is; empty for nobody's."""

    def forget_wordings(self, origins: Collection[str], keys: Collection[str]) -> None:
        """Take out the ways to ask that were these people's words, and have editors look at the answers they
        stood with, and at those under ``keys``."""

    def get_edit_url(self, key: str, language: str) -> str:
        """Where an editor goes on with it; empty where it is gone."""

    def find_to_review(self, user: Any) -> tuple[int, str] | None:
        """How many need another look, such as those past their day, and where they are listed; None to
        whoever may change none."""

    def can_create_page(self, parent: Any) -> bool:
        """Whether a page of answers may stand below this one."""

    def create_page(
        self,
        *,
        title: str,
        parent: Any,
        language: str,
        chapters: Sequence[tuple[str, Sequence[str]]],
        user: Any,
    ) -> str:
        """A draft of a page below ``parent``: chapters by name with the keys of their answers. Returns where
        an editor goes on with it."""


@dataclass(frozen=True, kw_only=True)
class Feature:
    """One feature app.

    Attributes:
        name: short and unique, such as ``"wishes"``; names of forms and mails start with it.
        forms: handlers of the forms that visitors send, by the name that stands in addresses.
        mail_types: by the name that is stored with a queued mail.
        urls: dotted name of a URLconf with public addresses; empty for none.
        counters: stored counts that ``feedback_recount`` proves.
        importer: takes part in ``feedback_import`` and on the screen for imports.
        answers: what it publishes that answers questions.
        question_source: questions among what it collects.
        question_intake: where staff pass questions on to.
        author_pages: what the authors of its submissions find behind the link in their mails, by model.
        forget: what ``feedback_prune`` calls to forget what the feature keeps beside submissions; returns how
            many rows that were.
        group_permissions: codenames of the app's permissions for the groups that ``migrate`` makes.
    """

    name: str
    app_label: str
    forms: Mapping[str, FormHandler[Any, Any]] = field(default_factory=dict)
    mail_types: Mapping[str, MailType] = field(default_factory=dict)
    urls: str = ""
    counters: Counters | None = None
    importer: FeatureImporter | None = None
    answers: Answers | None = None
    question_source: QuestionSource | None = None
    question_intake: QuestionIntake | None = None
    author_pages: Mapping[type[Model], type[AuthorPage]] = field(default_factory=dict)
    forget: Callable[[], int] | None = None
    group_permissions: Mapping[str, Sequence[str]] = field(default_factory=dict)


class Registry(Generic[T]):
    """Things by name; a name is taken once.

    Raises:
        ValueError: the name is taken.
        LookupError: nothing goes by that name; the message lists the names there are.
    """

    def __init__(self, what: str) -> None:
        self.what = what
        self._things: dict[str, T] = {}

    def register(self, name: str, thing: T) -> T:
        if name in self._things:
            raise ValueError(f"There is a {self.what} called {name!r} already.")
        self._things[name] = thing
        return thing

    def get(self, name: str) -> T:
        try:
            return self._things[name]
        except KeyError:
            known = ", ".join(sorted(self._things)) or "none"
            raise LookupError(f"No {self.what} called {name!r}; known: {known}.") from None

    def items(self) -> Iterable[tuple[str, T]]:
        return self._things.items()

    def __iter__(self) -> Iterator[T]:
        return iter(self._things.values())


_features: Registry[Feature] = Registry("feature")
form_handlers: Registry[FormHandler[Any, Any]] = Registry("form")
mail_types: Registry[MailType] = Registry("mail type")
subjects: Registry[SubjectType] = Registry("subject type")


def register(feature: Feature) -> Feature:
    """Make a feature known; its forms and mail types are found by their names from now on."""
    _features.register(feature.name, feature)
    for name, handler in feature.forms.items():
        form_handlers.register(name, handler)
    for name, mail_type in feature.mail_types.items():
        mail_types.register(name, mail_type)
    return feature


def all_features() -> Iterator[Feature]:
    """Every feature, in the order of ``INSTALLED_APPS``."""
    return iter(_features)


def get_feature(name: str) -> Feature:
    """Raises:
    LookupError: no such feature is installed; the message lists those that are.
    """
    return _features.get(name)


def get_question_sources() -> list[QuestionSource]:
    return [feature.question_source for feature in _features if feature.question_source is not None]


def get_question_intake() -> QuestionIntake | None:
    """Where questions are passed on to; None where nothing takes them."""
    found = (feature.question_intake for feature in _features if feature.question_intake is not None)
    return next(found, None)


def get_answers() -> Answers | None:
    """The answers of the first feature that has any."""
    return next((feature.answers for feature in _features if feature.answers is not None), None)


def counters_of(model: type[Model]) -> Counters | None:
    """The stored counts of a model, if it has any."""
    found = (feature.counters for feature in _features if feature.counters is not None)
    return next((counters for counters in found if counters.model is model), None)
