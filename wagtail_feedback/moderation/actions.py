"""The shape of every decision: lock, permission, check, change, log; the rest after commit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from wagtail_feedback.exceptions import DecidedMeanwhile
from wagtail_feedback.moderation.audit import log_many
from wagtail_feedback.moderation.models import ModeratedMixin
from wagtail_feedback.moderation.permissions import may
from wagtail_feedback.moderation.states import check_move
from wagtail_feedback.signals import moderation_changed

MOST_AT_ONCE = 500
Change = tuple[Any, str]  # the row as it stands, its status before


class ModerationAction:
    """One kind of change to one moderated row, or to many: all of them or none.

    Args:
        user: who decides; None for the author or the system, who need no permission.

    ``execute`` and ``execute_many`` raise:
        PermissionDenied: the user lacks ``permission`` for a row's site.
        DecidedMeanwhile: the row has changed since ``seen_version``.
        MoveNotAllowed: no road from its present state.
    """

    model: ClassVar[type[ModeratedMixin]]
    permission: ClassVar[str] = "moderate"
    log_action: ClassVar[str]
    #: The state this action leads to; empty for changes within a state.
    to: ClassVar[str] = ""

    def __init__(self, *, user: Any = None) -> None:
        self.user = user

    def execute(self, instance: ModeratedMixin, *, seen_version: int | None = None) -> Any:
        """Change one row and return it as it stands.

        ``seen_version`` is the ``version`` on the screen the decision was made on; None skips that check.
        """
        return self._execute([instance.pk], seen_version)[0]

    def execute_many(self, ids: Sequence[int]) -> list[Any]:
        """Change up to 500 rows in one transaction; returns them as they stand.

        Raises:
            ValueError: more than 500.
        """
        if len(ids) > MOST_AT_ONCE:
            raise ValueError(f"{MOST_AT_ONCE} at most, not {len(ids)}.")
        return self._execute(ids, None)

    def _execute(self, ids: Sequence[int], seen_version: int | None) -> list[Any]:
        with transaction.atomic():
            changes = [(row, self._move(row, seen_version)) for row in self.lock(ids)]
            self.save(changes)
            self.after_save(changes)
            log_many(
                [(row, {"old": old, **self.log_data(row)}) for row, old in changes],
                self.log_action,
                user=self.user,
            )
            transaction.on_commit(lambda: self.tell(changes))
        return [row for row, _old in changes]

    def lock(self, ids: Sequence[int]) -> list[Any]:
        """The rows, locked until the end of the transaction (SQLite locks whole transactions instead).

        In the order of their keys, so that two decisions never wait for each other crosswise.
        """
        rows = list(self.model._default_manager.select_for_update().filter(pk__in=ids).order_by("pk"))
        if len(rows) != len(set(ids)):
            raise self.model.DoesNotExist
        return rows

    def _move(self, row: Any, seen_version: int | None) -> str:
        """Check and change one locked row in memory; returns its status before."""
        if self.user is not None and not may(self.user, self.permission, row):
            raise PermissionDenied
        if seen_version is not None and row.version != seen_version:
            raise DecidedMeanwhile(row)
        old: str = row.status
        if self.to:
            check_move(old, self.to)
            row.status = self.to
        row.version += 1
        self.change(row, old)
        return old

    def change(self, row: Any, old: str) -> None:
        """Set the row's fields; it is saved afterwards."""

    def save(self, changes: Sequence[Change]) -> None:
        """Write the changed rows."""
        if len(changes) == 1:
            changes[0][0].save()
            return
        fields = [field.name for field in self.model._meta.concrete_fields if not field.primary_key]
        self.model._default_manager.bulk_update([row for row, _old in changes], fields, batch_size=50)

    def after_save(self, changes: Sequence[Change]) -> None:
        """Write other rows of the same transaction: counts, mail."""

    def log_data(self, row: Any) -> dict[str, Any]:
        """What the history needs to tell this act; never words or names of visitors."""
        return {}

    def tell(self, changes: Sequence[Change]) -> None:
        moderation_changed.send(sender=self.model, changes=list(changes), user=self.user)


def stamp(row: Any, user: Any) -> None:
    """Note who decided and when."""
    row.decided_at = timezone.now()
    row.decided_by = user
