"""The filters of the inbox are drawn once where none is set, and never show what is no longer so."""

from __future__ import annotations

import django_filters
import pytest
from django import forms
from django.urls import reverse
from wagtail.users.models import UserProfile

from tests import factories
from tests.moderation.conftest import open_desk
from tests.moderation.test_permissions import on_site
from wagtail_feedback.moderation.admin.filters import ModerationFilterSet
from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.reviews.viewsets.entry_filters import EntryFilterSet
from wagtail_feedback.utils.fragments import clear_local_cache

pytestmark = pytest.mark.django_db


def panel(desk, **query) -> str:
    html = desk.inbox(**query).content.decode()
    return html[html.index("data-search-form") : html.index("</form>")]


def refuse(*args, **kwargs):
    raise AssertionError("The filters were made again")


def test_the_panel_is_drawn_once(desk, book, monkeypatch):
    first = panel(desk)
    monkeypatch.setattr(EntryFilterSet, "__init__", refuse)

    assert 'name="kind"' in first
    assert panel(desk) == first


def test_another_worker_takes_it_from_the_cache(desk, book, monkeypatch):
    first = panel(desk)
    clear_local_cache()
    monkeypatch.setattr(EntryFilterSet, "__init__", refuse)

    assert panel(desk) == first


def test_each_tab_keeps_itself_while_one_searches(desk, book):
    for tab in ("read", "published", "spam"):
        assert f'name="tab" value="{tab}"' in panel(desk, tab=tab)


def test_what_is_searched_for_stays_in_its_field(desk, book):
    panel(desk)

    assert 'value="teapot"' in panel(desk, q="teapot")
    assert 'value="teapot"' not in panel(desk)


def test_a_filter_that_is_set_is_shown_and_not_kept(desk, book):
    chosen = panel(desk, kind="complaint").count("checked")

    assert panel(desk).count("checked") == chosen - 1


def test_a_new_book_and_a_new_name_are_offered_at_once(desk, book):
    assert 'name="book"' not in panel(desk)
    second = factories.make_book(slug="second")
    assert "Second" in panel(desk)
    second.name = "Other words"
    second.save()
    assert "Other words" in panel(desk)
    second.delete()
    assert 'name="book"' not in panel(desk)


def test_a_new_site_is_offered_at_once(desk, book):
    assert 'name="site"' not in panel(desk)
    factories.make_site("second.example")
    assert "second.example" in panel(desk)


def test_nobody_sees_the_choices_of_others(desk, book, site, other_site):
    limited = open_desk(on_site(site, "moderate_entry"))
    assert "other.example" in panel(desk)
    assert 'name="site"' not in panel(limited)
    assert "other.example" in panel(desk)


def test_everybody_reads_it_in_their_own_language(desk, book):
    assert "Kind" in panel(desk)
    UserProfile.objects.update_or_create(user=desk.user, defaults={"preferred_language": "ru"})

    assert "Вид" in panel(desk)
    assert "Kind" not in panel(desk)


def test_the_last_filter_taken_away_empties_the_panel(desk, book):
    url = reverse("wagtailsnippets_wagtail_feedback_reviews_entry:list_results")
    html = desk.client.get(url, {"tab": "read", "_w_filter_fragment": "1"}).content.decode()

    assert "#filters-drilldown" in html
    assert 'name="kind"' in html


class PickerWidget(forms.TextInput):
    class Media:
        js = ("picker.js",)


class PickerFilterSet(ModerationFilterSet):
    town = django_filters.CharFilter(widget=PickerWidget)


def test_what_widgets_need_is_on_the_page(desk, book, monkeypatch):
    monkeypatch.setattr(Entry.snippet_viewset, "filterset_class", PickerFilterSet)

    assert "picker.js" in desk.inbox().content.decode()


def test_counts_are_of_ones_own_sites_whoever_looked_before(desk, book, site, other_site):
    other_book = factories.make_book(site=other_site, slug="other")
    factories.make_entry(book, status="pending")
    factories.make_entry(other_book, status="pending")
    limited = open_desk(on_site(site, "moderate_entry"))

    assert waiting(desk) == 2
    assert waiting(limited) == 1
    factories.make_entry(book, status="pending")
    assert (waiting(desk), waiting(limited)) == (3, 2)


def waiting(desk) -> int:
    return desk.inbox().context["tabs"][0][1]
