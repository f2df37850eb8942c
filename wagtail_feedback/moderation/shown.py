"""The states of what the public sees of a thing that collects submissions, such as a review book.

Each state has a name that is a part of cache keys, so that what is kept there never needs deleting.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, ClassVar, Self

from django.db import models

from wagtail_feedback.utils.kept_rows import KeptRows, select_row
from wagtail_feedback.utils.keys import new_key
from wagtail_feedback.utils.request_cache import per_request
from wagtail_feedback.utils.upserts import upsert


class ShownMixin(models.Model):
    """A model whose rows are shown with what was submitted to them."""

    #: What pages need with a row; whatever changes it renews the row's keys.
    shown_relations: ClassVar[tuple[str, ...]] = ()

    # One is new after every public change of a submission, the other after every change of the row itself.
    fragment_key = models.CharField(max_length=16, default=new_key, editable=False)
    settings_key = models.CharField(max_length=16, default=new_key, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fragment_key, self.settings_key = new_key(), new_key()
        if kwargs.get("update_fields"):
            kwargs["update_fields"] = {*kwargs["update_fields"], "fragment_key", "settings_key"}
        super().save(*args, **kwargs)

    @classmethod
    def get_shown(cls, **by: Any) -> Self | None:
        """The row with this value of a unique field (``id=…``, ``slug=…``), for a page: one short query."""
        return _kept_rows(cls).get(**by)

    def get_state(self, about: str) -> str:
        """Names what the public sees of it, or of one subject in it: new after every change of that.

        One query for a subject, once a request, and none for all of it."""
        if not about:
            return self.fragment_key
        key = per_request(("shown", type(self), self.pk, about), lambda: SubjectState.get_key(self, about))
        return f"{self.settings_key}:{key}"

    @classmethod
    def renew(cls, ids: Iterable[int]) -> None:
        """The rows themselves changed: each gets keys of its own, by which alone what is kept is found."""
        for pk in sorted(set(ids)):
            rows = cls._default_manager.filter(pk=pk)
            rows.update(settings_key=new_key(), fragment_key=new_key())

    @classmethod
    def renew_subjects(cls, subjects: Mapping[int, Iterable[str]]) -> None:
        """What the public sees of these rows changed, and of these subjects in them."""
        for pk, abouts in sorted(subjects.items()):
            # Whoever holds the row is the only one at its subjects.
            cls._default_manager.filter(pk=pk).update(fragment_key=new_key())
            SubjectState.renew(cls, pk, {*abouts} - {""})


@cache
def _kept_rows(model: Any) -> KeptRows[Any]:
    return KeptRows(model, "settings_key", ("fragment_key",), model.shown_relations)


class SubjectState(models.Model):
    """Names the state of what is shown about one subject; there is none before the first submission."""

    owner = models.CharField(max_length=80, help_text="Label of the model of what shows it.")
    owner_id = models.BigIntegerField()
    about = models.CharField(max_length=100)
    fragment_key = models.CharField(max_length=16, default=new_key)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "owner_id", "about"], name="wf_subjectstate_about")
        ]

    def __str__(self) -> str:
        return self.about

    @classmethod
    def get_key(cls, owner: models.Model, about: str) -> str:
        by = {"owner": owner._meta.label_lower, "owner_id": owner.pk, "about": about}
        row = select_row(cls, ("fragment_key",), **by)
        return row[0] if row else ""

    @classmethod
    def renew(cls, owner: type[models.Model], owner_id: int, subjects: Iterable[str]) -> None:
        """Each its own new key, in one statement."""
        label = owner._meta.label_lower
        rows = [cls(owner=label, owner_id=owner_id, about=about) for about in sorted(subjects)]
        upsert(cls, rows, unique=("owner", "owner_id", "about"), changed=("fragment_key",))
