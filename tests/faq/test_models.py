from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils.timezone import now
from wagtail.models import Locale
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from tests.factories import make_locale, make_user
from tests.faq.entries import make_faq
from wagtail_feedback.faq.models import FAQEntry

pytestmark = [pytest.mark.django_db, pytest.mark.portable]


@pytest.mark.parametrize(
    ("question", "anchor"),
    [
        ("Сколько стоит доставка?", "сколько-стоит-доставка"),
        ("What does it cost to send a very heavy parcel abroad?", "what-does-it-cost-to-send"),
        ("¿¡…!? 📦📦", ""),
        ("送料はいくらですか", "送料はいくらですか"),
    ],
)
def test_anchor_is_readable_in_any_script_and_its_own(section, question, anchor):
    one, other = make_faq(section, question), make_faq(section, question)
    assert one.anchor == f"{anchor}-{one.pk}".lstrip("-")
    assert one.anchor != other.anchor


def test_anchor_lasts_through_new_words_and_old_revisions(section):
    entry = make_faq(section, "What does it cost?", live=False)
    assert entry.anchor == ""
    first = entry.save_revision()
    first.publish()
    anchor = FAQEntry.objects.get().anchor
    assert anchor == f"what-does-it-cost-{entry.pk}"
    entry = FAQEntry.objects.get()
    entry.question = "How much is a parcel?"
    entry.save_revision().publish()
    assert FAQEntry.objects.get().anchor == anchor
    first.publish()
    entry = FAQEntry.objects.get()
    assert (entry.question, entry.anchor) == ("What does it cost?", anchor)


def test_translation_begins_as_a_draft_with_the_published_words(section):
    entry = make_faq(section, "What does it cost?", wordings=["The price"])
    entry.save_revision().publish()
    entry.refresh_from_db()
    entry.question = "Nobody has published this"
    entry.save_revision()
    make_locale("ru")
    copy = FAQEntry.objects.get().copy_for_translation(Locale.objects.get(language_code="ru"))
    copy.save()
    copy = FAQEntry.objects.get(pk=copy.pk)
    assert (copy.question, copy.live, copy.anchor) == ("What does it cost?", False, "")
    assert copy.section == section  # until that is translated too
    assert [wording.text for wording in copy.wordings.all()] == ["The price"]
    assert copy.translation_key == entry.translation_key


def test_translation_of_a_draft_has_the_words_of_the_draft(section):
    entry = make_faq(section, "What does it cost?", live=False)
    entry.question = "What does a parcel cost?"
    entry.save_revision()
    make_locale("ru")
    translated_section = section.copy_for_translation(Locale.objects.get(language_code="ru"))
    translated_section.save()
    copy = FAQEntry.objects.get().copy_for_translation(translated_section.locale)
    assert (copy.question, copy.live, copy.section) == ("What does a parcel cost?", False, translated_section)


def test_translation_of_a_locked_or_expired_entry_is_free(section):
    user = make_user()
    entry = make_faq(
        section, "What does it cost?", live=False, expired=True, locked=True, locked_by=user, locked_at=now()
    )
    make_locale("ru")
    copy = entry.copy_for_translation(Locale.objects.get(language_code="ru"))
    assert (copy.expired, copy.locked, copy.locked_by, copy.locked_at) == (False, False, None, None)


def test_place_lasts_through_old_revisions(section):
    entry = make_faq(section, "What does it cost?", sort_order=1)
    entry.save_revision()
    FAQEntry.objects.update(sort_order=7)
    FAQEntry.objects.get().latest_revision.publish()
    assert FAQEntry.objects.get().sort_order == 7


def test_entry_is_public_from_its_hour_on_and_until_its_last(section):
    entry = make_faq(section, "What does it cost?", live=False)
    entry.go_live_at = now() + timedelta(hours=1)
    entry.save_revision().publish()
    entry = FAQEntry.objects.get()
    assert (entry.live, entry.anchor) == (False, "")
    entry.go_live_at = now() - timedelta(hours=1)
    entry.save_revision(approved_go_live_at=entry.go_live_at)
    call_command("publish_scheduled")
    entry = FAQEntry.objects.get()
    assert (entry.live, bool(entry.anchor)) == (True, True)
    FAQEntry.objects.update(expire_at=now() - timedelta(minutes=1))
    call_command("publish_scheduled")
    assert not FAQEntry.objects.get().live


@pytest.fixture
def editor(client):
    client.force_login(make_user(superuser=True))
    return client


def post(editor, **fields):
    data = {
        "question": "What does it cost?",
        "answer": rich_text("<p>Five.</p>"),
        "wordings": inline_formset([]),
    }
    url = reverse("wagtailsnippets_wagtail_feedback_faq_faqentry:add")
    return editor.post(url, nested_form_data({**data, **fields}))


def test_editor_publishes_an_entry(editor, section):
    wordings = inline_formset([{"text": "The price", "ORDER": 1}])
    response = post(editor, **{"section": section.pk, "wordings": wordings, "action-publish": "1"})
    assert response.status_code == 302
    entry = FAQEntry.objects.get()
    assert entry.live and entry.anchor and entry.wordings.get().text == "The price"
    listed = editor.get(reverse("wagtailsnippets_wagtail_feedback_faq_faqentry:list")).content.decode()
    assert "What does it cost?" in listed and "Delivery" in listed


def test_an_answer_may_be_missing_from_a_draft_only(editor, section):
    empty = {"answer": rich_text("")}
    response = post(editor, **empty, **{"action-publish": "1"})
    assert response.status_code == 200 and not FAQEntry.objects.exists()
    assert "answer" in response.context["form"].errors
    assert post(editor, **empty).status_code == 302
    assert not FAQEntry.objects.get().live


def test_entry_has_a_preview(editor, section):
    entry = make_faq(section, "What does it cost?", "<p>Five <b>coins</b>.</p>")
    html = entry.make_preview_request(original_request=None).content.decode()
    assert "What does it cost?" in html and "<b>coins</b>" in html and "<details" in html
