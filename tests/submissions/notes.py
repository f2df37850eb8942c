"""The smallest feature there can be: a text about a notice, kept in a list."""

from __future__ import annotations

from django import forms

from tests.site.models import Notice
from wagtail_feedback.submissions.handlers import FormHandler


class NoteForm(forms.Form):
    text = forms.CharField(widget=forms.Textarea)
    name = forms.CharField(required=False)


class NoteHandler(FormHandler[Notice, NoteForm]):
    name = "tests.note"
    fields_template = "testsite/note_fields.html"
    receipt_template = "testsite/note_receipt.html"

    def __init__(self, *, members_only=False):
        self.members_only = members_only
        self.saved = []

    def get_target(self, reference, site):
        return Notice.objects.filter(pk=reference).first()

    def get_reference(self, target):
        return str(target.pk)

    def get_form(self, target, placement, data=None):
        return NoteForm(data, auto_id=f"{placement.uid}-%s")

    def get_text(self, form):
        return form.cleaned_data["text"]

    def is_repeat(self, form, target):
        return False

    def find_sent(self, form, key, resend_window):
        return ""

    def save(self, submission):
        self.saved.append(submission)
        return str(len(self.saved) - 1)

    def get_receipt_context(self, reference, request):
        return {"text": self.saved[int(reference)].form.cleaned_data["text"]}
