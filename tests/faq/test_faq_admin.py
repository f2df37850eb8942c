"""What editors of the FAQ may do, and that every screen of it opens."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Locale, Workflow, WorkflowTask

from tests.factories import make_locale, make_user
from tests.faq.entries import make_faq
from tests.faq.test_models import post
from wagtail_feedback.faq.models import FAQEntry

pytestmark = [pytest.mark.django_db, pytest.mark.portable]


def address(name, *args, model="faqentry", query=""):
    return reverse(f"wagtailsnippets_wagtail_feedback_faq_{model}:{name}", args=args) + query


@pytest.fixture
def editor(client):
    user = make_user()
    user.groups.add(Group.objects.get(name="Feedback editors"))
    client.force_login(user)
    return client


@pytest.fixture
def entry(section):
    make_faq(section, "How long does it take?", sort_order=2)
    entry = make_faq(section, "What does it cost?", sort_order=1)
    entry.save_revision().publish()
    entry = FAQEntry.objects.get(pk=entry.pk)
    entry.question = "What does a parcel cost?"
    entry.save_revision()
    return FAQEntry.objects.get(pk=entry.pk)


def test_editor_adds_and_publishes(editor, section):
    response = post(editor, section=section.pk, **{"action-publish": "1"})
    assert response.status_code == 302
    assert FAQEntry.objects.get().live


def test_workflow_publishes_what_was_approved(editor, entry):
    group = Group.objects.get(name="Feedback editors")
    task = GroupApprovalTask.objects.create(name="Second look")
    task.groups.add(group)
    workflow = Workflow.objects.create(name="Two people")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    workflow.start(entry, make_user("author"))
    state = entry.current_workflow_task_state
    url = address("workflow_action", entry.pk, "approve", state.pk)
    assert editor.post(url).status_code == 302
    changed = FAQEntry.objects.get(pk=entry.pk)
    assert (changed.question, changed.anchor) == ("What does a parcel cost?", entry.anchor)


@pytest.mark.parametrize(
    "name", ["edit", "copy", "history", "usage", "delete", "unpublish", "preview_on_edit", "workflow_history"]
)
def test_editor_opens_every_screen_of_an_entry(editor, entry, name):
    assert editor.get(address(name, entry.pk)).status_code == 200


def test_editor_opens_older_revisions(editor, entry):
    first, last = entry.revisions.order_by("pk").values_list("pk", flat=True)
    for url in (
        address("revisions_revert", entry.pk, first),
        address("revisions_view", entry.pk, first),
        address("revisions_compare", entry.pk, first, last),
    ):
        assert editor.get(url).status_code == 200


@pytest.mark.parametrize("name", ["edit", "history", "usage", "delete"])
def test_editor_opens_every_screen_of_a_section(editor, section, name):
    assert editor.get(address(name, section.pk, model="faqsection")).status_code == 200
    assert editor.get(address("list", model="faqsection", query="?q=deli")).status_code == 200


def test_list_is_searched(editor, entry):
    """What is found is Wagtail's; MariaDB finds what is committed."""
    assert editor.get(address("list", query="?q=cost")).status_code == 200


@pytest.mark.parametrize("query", ["?live=true", "?section={pk}", "?ordering=-_updated_at"])
def test_list_is_filtered_and_ordered(editor, entry, query):
    html = editor.get(address("list", query=query.format(pk=entry.section_id))).content.decode()
    assert "What does it cost?" in html


def test_nobody_else_gets_in(client, entry):
    client.force_login(make_user("nobody"))
    for name in ("edit", "history", "delete", "unpublish"):
        assert client.get(address(name, entry.pk)).status_code == 302
    client.post(address("reorder", entry.pk, query="?position=1"))
    assert FAQEntry.objects.get(pk=entry.pk).sort_order == 1


def test_entries_with_the_same_number_can_be_parted(editor, section, entry):
    """A translation begins with the number of its source."""
    make_locale("ru")
    copy = entry.copy_for_translation(Locale.objects.get(language_code="ru"))
    copy.save()
    assert copy.sort_order == entry.sort_order
    assert editor.post(address("reorder", copy.pk, query="?position=0")).status_code == 200
    assert FAQEntry.objects.order_by("sort_order").first() == copy
    assert len(set(FAQEntry.objects.values_list("sort_order", flat=True))) == 3


def test_translation_is_begun_on_wagtails_screen(client, entry):
    make_locale("ru")
    client.force_login(make_user(superuser=True))
    names = ("wagtail_feedback_faq", "faqentry", entry.pk)
    url = reverse("simple_translation:submit_snippet_translation", args=names)
    response = client.post(url, {"locales": [make_locale("ru").pk]})
    assert client.get(response.url).status_code == 200
    assert not FAQEntry.objects.get(locale__language_code="ru").live
