from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.test.utils.form_data import nested_form_data, streamfield

from tests.factories import make_page, make_user
from tests.faq.entries import make_faq
from tests.site.models import Notice
from wagtail_feedback.faq.blocks import FAQBlock

pytestmark = [pytest.mark.django_db, pytest.mark.portable]


def test_something_is_chosen(section):
    block = FAQBlock()
    with pytest.raises(StructBlockValidationError) as error:
        block.clean(block.to_python({"sections": [], "entries": []}))
    assert isinstance(error.value.block_errors["sections"], ValidationError)
    block.clean(block.to_python({"sections": [section.pk], "entries": []}))


def test_what_was_deleted_since_leaves_no_trace(client, page, section):
    entry = make_faq(section, "What does it cost?")
    assert entry.question in client.get(page.url).content.decode()
    section.delete()
    assert client.get(page.url).status_code == 200
    assert entry.question not in client.get(page.url).content.decode()


def test_block_stands_in_a_snippet(client, home, section):
    make_faq(section, "What does it cost?")
    notice = Notice.objects.create(title="Foot", body=[("faq", {"sections": [section]})])
    page = make_page(home, body=[("notice", notice)])
    assert "What does it cost?" in client.get(page.url).content.decode()


def test_block_presents_itself_in_the_picker(rf, section):
    make_faq(section, "What does it cost?")
    block = FAQBlock()
    block.set_name("faq")
    request = rf.get("/admin/block-preview/")
    bound = block.bind(block.get_preview_value())
    context = {"request": request, "block_def": block, "block_class": FAQBlock, "bound_block": bound}
    html = render_to_string(block.get_preview_template(None), context, request)
    assert "What does it cost?" in html and block.get_description()


def test_editor_drops_it_on_a_page(client, home, section):
    make_faq(section, "What does it cost?")
    client.force_login(make_user(superuser=True))
    value = {
        "heading": "Questions",
        "heading_level": "2",
        "sections": {"count": "1", "0": {"deleted": "", "order": "0", "value": section.pk}},
        "entries": {"count": "0"},
        "show_search": "on",
    }
    data = {"title": "New", "slug": "new", "body": streamfield([("faq", value)]), "action-publish": "1"}
    response = client.post(f"/admin/pages/add/testsite/testpage/{home.pk}/", nested_form_data(data))
    assert response.status_code == 302
    html = client.get("/en/new/").content.decode()
    assert "What does it cost?" in html and "Questions" in html
