"""Where rooms announce what they bring, so that core and other rooms need not import them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from wagtail_feedback.outbox.mail_types import MailType
    from wagtail_feedback.privacy.owners import SubmissionOwner
    from wagtail_feedback.subjects import SubjectType
    from wagtail_feedback.submissions.handlers import FormHandler

T = TypeVar("T")


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

    def __iter__(self) -> Iterator[T]:
        return iter(self._things.values())


forms: Registry[FormHandler] = Registry("form kind")
mails: Registry[MailType] = Registry("mail kind")
people: Registry[SubmissionOwner] = Registry("person room")
subjects: Registry[SubjectType] = Registry("subject type")
