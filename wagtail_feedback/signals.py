"""Signals for sites and features.

Sent after the transaction has committed, where nothing else is said; then a receiver that fails is logged by
Django, and neither the visitor nor the other receivers notice.
"""

from __future__ import annotations

from django.dispatch import Signal

# A visitor's submission is stored. Sender: its model.
# provides args: instance, flags (list of Flag: what spam checks found)
submission_received = Signal()

# Moderated rows changed: their state, their public text, or what is answered to them. Sender: their model.
# provides args: changes (list of (row, status before)), user (None: the author or the system)
moderation_changed = Signal()

# Something that a site's FeedbackSettings say has changed: what was drawn with it is out of date.
# Sent within the transaction, so that keys of caches change together with what they stand for.
# provides args: site_ids
site_settings_changed = Signal()

# An answer to questions is public: published, or published anew. Sender: its model.
# provides args: key, language (see features.Answers)
answer_published = Signal()

# A page or another subject has a new name, and rows of the sender say so now.
# Sent within the transaction, once for each model that has such rows.
# provides args: key
subject_renamed = Signal()

# What visitors can name in forms has changed: there is another subject, one fewer, or one with a new name.
# Send it for objects that a site registers; for pages it is sent already.
# provides args: site_ids
subjects_changed = Signal()
