"""Everything that changes a moderated row: lock, check, change, save, count, mail, log; signals after commit.

The actions work on every model with :class:`ModeratedMixin`; none of them looks at a rating.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from copy import deepcopy
from typing import Any, ClassVar, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from wagtail_feedback.exceptions import ActionNotAllowed, VersionConflict
from wagtail_feedback.features import counters_of
from wagtail_feedback.moderation.audit import log_many
from wagtail_feedback.moderation.permissions import user_can
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.outbox.queue import NewMail, queue_mails
from wagtail_feedback.outbox.webhooks.events import Event, queue_events
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
        #: When it happens: one moment for all that are executed together.
        self.now = timezone.now()

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
        """Set fields of ``self.instance``. What differs afterwards is written, and no other column."""

    def after_save(self) -> None:
        """Write other rows of the same transaction."""

    def tells_author(self) -> bool:
        """Whether the mail of this action, where the model has one, is wanted."""
        return True

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
    now = timezone.now()
    with transaction.atomic():
        actions = _lock(actions)
        stored = [_get_values(action.instance) for action in actions]
        for action in actions:
            action.check(skip_permission_checks)
            action.now = now
            _apply(action)
        changes = [(action.instance, action.old_status) for action in actions if action.changes_row]
        if changes:
            _save([action.instance for action in actions], stored)
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


def _get_values(row: Any) -> dict[str, Any]:
    """What a row holds, by name; columns that were not read are left out. JSON may be changed where it
    stands."""
    values = row.__dict__.copy()
    for field in row._meta.concrete_fields:
        if isinstance(value := values.get(field.attname), (dict, list)):
            values[field.attname] = deepcopy(value)
    return values


def _get_changed(row: Any, old: dict[str, Any]) -> dict[str, Any]:
    """The values of columns that differ from ``old``."""
    new, names = row.__dict__, (field.attname for field in row._meta.concrete_fields)
    return {name: new[name] for name in names if name in new and (name not in old or old[name] != new[name])}


def _save(rows: Sequence[Any], stored: Sequence[dict[str, Any]]) -> None:
    """Write what differs from ``stored``: one statement for all rows that get the same values.

    ``bulk_update`` would write every column of every row by CASE and WHEN: seconds for 500 rows.
    """
    same: defaultdict[Hashable, list[Any]] = defaultdict(list)
    for row, old in zip(rows, stored, strict=True):
        changed = _get_changed(row, old)
        same[repr(changed)].append((row.pk, changed))
    manager = type(rows[0])._default_manager
    for group in same.values():
        if changed := group[0][1]:
            manager.filter(pk__in=[pk for pk, _changed in group]).update(**changed)


def _follow_up(actions: Sequence[ModerationAction], changes: Sequence[Change]) -> None:
    """Counts, mails and history belong to the transaction; whoever listens is told once it is committed."""
    model, first = type(actions[0].instance), actions[0]
    counters = counters_of(model)
    if changes and counters is not None:
        counters.apply(changes)
    queue_mails(mail for action in actions for mail in _mails(action))
    queue_events(_make_event(row) for row, old_status in changes if row.status != old_status)
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


def _make_event(row: Any) -> Event:
    label = row._meta.label_lower
    key = f"{label}:{row.pk}:{row.version}"
    return Event(row.get_event_name(row.status), row.site_id, label, row.pk, key)


def _mails(action: ModerationAction) -> Iterator[NewMail]:
    """What the author is told, and what the staff is where a row has just become public."""
    row, mail_type = action.instance, action.instance.action_mails.get(action.action_name)
    if row.gets_mail and mail_type and action.tells_author():
        yield NewMail(mail_type, contact_id=row.contact_id, key=f"{mail_type}:{row.pk}:{row.version}")
    if row.status == Status.PUBLISHED != action.old_status:
        yield from row.get_publication_mails()
