"""Everything that changes a moderated row: lock, check, change, save, count, mail, log; signals after commit.

The actions work on every model with :class:`ModeratedMixin`; none of them looks at a rating.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction

from wagtail_feedback.exceptions import ActionNotAllowed, VersionConflict
from wagtail_feedback.features import counters_of
from wagtail_feedback.moderation.audit import log_many
from wagtail_feedback.moderation.permissions import user_can
from wagtail_feedback.outbox.queue import NewMail, queue_mails
from wagtail_feedback.signals import moderation_changed

MAX_BULK = 500
Change = tuple[Any, str]  # the row as it stands, its status before
ActionT = TypeVar("ActionT", bound="ModerationAction")


class ModerationAction:
    """One change to one moderated row.

    Args:
        instance: the row; read anew and locked before anything is checked.
        user: who decides; None for the author or the system, who need no permission.
        seen_version: the ``version`` on the screen the decision was made on; None skips that check.

    ``execute`` raises:
        PermissionDenied: the user lacks ``permission`` for the row's site.
        VersionConflict: the row has changed since ``seen_version``.
        ActionNotAllowed: its state does not allow this.
        DoesNotExist: there is no such row any more.
    """

    #: Names the act in the history and among the model's ``action_mails``.
    action_name: ClassVar[str]
    permission: ClassVar[str] = "moderate"
    #: The state this action leads to; empty for changes within a state.
    target_status: ClassVar[str] = ""
    #: Whether the row itself changes. Notes and the like leave it, and colleagues' screens, as they are.
    changes_row: ClassVar[bool] = True

    def __init__(self, instance: Any, *, user: Any = None, seen_version: int | None = None) -> None:
        self.instance = instance
        self.user = user
        self.seen_version = seen_version
        self.old_status: str = instance.status

    def check(self, skip_permission_checks: bool = False) -> None:
        """Refuse what may not be done to the row as it stands."""
        row = self.instance
        if self.user is not None and not skip_permission_checks:
            for permission in self.get_permissions():
                if not user_can(self.user, permission, row):
                    raise PermissionDenied
        if self.seen_version is not None and row.version != self.seen_version:
            raise VersionConflict(row)
        if not self.is_allowed():
            raise ActionNotAllowed(self.action_name, row.status)

    def get_permissions(self) -> Sequence[str]:
        """What the user needs, all of it."""
        return (self.permission,)

    def is_allowed(self) -> bool:
        """Whether the row's state allows it: a move that exists, or else a row that is not gone."""
        if self.target_status:
            return self.instance.state_machine.can_move(self.instance.status, self.target_status)
        return not self.instance.is_gone

    def execute(self, skip_permission_checks: bool = False) -> Any:
        """Do it and return the row as it stands."""
        return execute_all([self], skip_permission_checks)[0]

    def apply(self) -> None:
        """Set the fields of ``self.instance``; it is saved afterwards."""

    def after_save(self) -> None:
        """Write other rows of the same transaction."""

    def get_log_data(self) -> dict[str, Any]:
        """What the history needs to tell this act; never words or names of visitors."""
        return {}


def execute_all(actions: Sequence[ModerationAction], skip_permission_checks: bool = False) -> list[Any]:
    """Run actions of one kind on up to 500 different rows of one model: all of them or none.

    Returns the rows as they stand, in the order of their keys.

    Raises:
        ValueError: more than 500.
    """
    if len(actions) > MAX_BULK:
        raise ValueError(f"{MAX_BULK} at most, not {len(actions)}.")
    if not actions:
        return []
    with transaction.atomic():
        actions = _lock(actions)
        for action in actions:
            action.check(skip_permission_checks)
            _apply(action)
        changes = [(action.instance, action.old_status) for action in actions if action.changes_row]
        if changes:
            _save([row for row, _old in changes])
        for action in actions:
            action.after_save()
        _follow_up(actions, changes)
    return [action.instance for action in actions]


def _lock(actions: Sequence[ActionT]) -> list[ActionT]:
    """The actions with their rows read anew and locked until the end of the transaction (SQLite locks whole
    transactions instead); in the order of their keys, so that two decisions never wait crosswise."""
    by_key = {action.instance.pk: action for action in actions}
    model = type(actions[0].instance)
    rows = list(model._default_manager.select_for_update().filter(pk__in=by_key).order_by("pk"))
    if len(rows) != len(actions):
        raise model.DoesNotExist
    for row in rows:
        by_key[row.pk].instance = row
    return [by_key[row.pk] for row in rows]


def _apply(action: ModerationAction) -> None:
    row = action.instance
    action.old_status = row.status
    if action.target_status:
        row.status = action.target_status
    if action.changes_row:
        row.version += 1
    action.apply()
    if action.changes_row:
        row.sync_derived_fields()


def _save(rows: Sequence[Any]) -> None:
    if len(rows) == 1:
        rows[0].save()
        return
    model = type(rows[0])
    fields = [field.name for field in model._meta.concrete_fields if not field.primary_key]
    model._default_manager.bulk_update(rows, fields, batch_size=50)


def _follow_up(actions: Sequence[ModerationAction], changes: Sequence[Change]) -> None:
    """Counts, mails and history belong to the transaction; whoever listens is told once it is committed."""
    model, first = type(actions[0].instance), actions[0]
    counters = counters_of(model)
    if changes and counters is not None:
        counters.apply(changes)
    queue_mails(mail for action in actions if (mail := _author_mail(action)) is not None)
    log_many(
        [(action.instance, {"old": action.old_status, **action.get_log_data()}) for action in actions],
        f"wagtail_feedback.{first.action_name}",
        user=first.user,
        content_changed=first.changes_row,
    )
    if changes:
        transaction.on_commit(
            lambda: moderation_changed.send_robust(sender=model, changes=list(changes), user=first.user)
        )


def _author_mail(action: ModerationAction) -> NewMail | None:
    row, mails = action.instance, action.instance.action_mails
    if not row.contact_id or action.action_name not in mails:
        return None
    mail_type = mails[action.action_name]
    return NewMail(mail_type, contact_id=row.contact_id, key=f"{mail_type}:{row.pk}:{row.version}")
