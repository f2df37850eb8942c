"""Signals that cross rooms. All are sent after the transaction has committed."""

from __future__ import annotations

from django.dispatch import Signal

# A visitor's submission is stored.
# provides args: instance
submission_received = Signal()

# ModeratedMixin rows changed: their state, their public words, or what is answered to them.
# provides args: changes (list of (row, status before)), user (None: the author or the system)
moderation_changed = Signal()
