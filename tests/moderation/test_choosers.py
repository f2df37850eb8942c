"""Choosers show what belongs to sites where a person may do something."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import GroupPagePermission, Site

from tests import factories
from tests.moderation.conftest import open_desk
from tests.moderation.test_permissions import missing, on_site
from wagtail_feedback.contacts.models import ConsentWording
from wagtail_feedback.reviews.models import Entry, ReviewBook
from wagtail_feedback.submissions.models import WordRule
from wagtail_feedback.utils.pages import page_model

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
MODELS = (Entry, ReviewBook, WordRule, ConsentWording)


def page_permission(action):
    """Of Wagtail's own page model, or of the one that the site has in its place."""
    meta = page_model()._meta
    return Permission.objects.get(
        codename=f"{action}_{meta.model_name}", content_type__app_label=meta.app_label
    )


@pytest.fixture
def here(site):
    factories.make_home(site)
    return factories.make_book(site=site)


@pytest.fixture
def there(other_site):
    factories.make_home(other_site)
    return factories.make_book(site=other_site)


@pytest.fixture
def one_of_each(here):
    entry = factories.make_entry(here, status="pending")
    rule = WordRule.objects.create(pattern="casino")
    return {Entry: entry, ReviewBook: here, WordRule: rule, ConsentWording: factories.make_wording()}


def chooser(user, model, name="choose", *args, **query):
    meta = model._meta
    namespace = f"wagtailsnippetchoosers_{meta.app_label}_{meta.model_name}"
    return open_desk(user).client.get(reverse(f"{namespace}:{name}", args=args), query)


def offered(user, model) -> list:
    """What the list shows, whole and on its own."""
    lists = [
        chooser(user, model, name).context["results"].object_list for name in ("choose", "choose_results")
    ]
    assert list(lists[0]) == list(lists[1])
    return list(lists[0])


def editor_of(site, name="Olga"):
    """Edits the pages of one site, and has no permission of ours."""
    group = Group.objects.create(name=name)
    permission = page_permission("change")
    GroupPagePermission.objects.create(group=group, page=site.root_page, permission=permission)
    user = factories.make_user(name)
    user.groups.add(group)
    return user


@pytest.mark.parametrize("model", MODELS)
def test_a_login_without_permissions_sees_nothing(one_of_each, model):
    guest, pk = factories.make_user("guest"), one_of_each[model].pk

    assert offered(guest, model) == []
    assert missing(chooser(guest, model, "chosen", pk))
    assert chooser(guest, model, "chosen_multiple", id=[pk]).json()["result"] == []


@pytest.mark.parametrize("model", MODELS)
def test_a_superuser_sees_everything(one_of_each, model):
    root, row = factories.make_user("root", superuser=True), one_of_each[model]

    assert row in offered(root, model)
    assert chooser(root, model, "chosen", row.pk).json()["result"]["id"] == str(row.pk)


def test_an_editor_of_a_site_sees_its_books(here, there):
    editor = editor_of(there.site)

    assert offered(editor, ReviewBook) == [there]
    assert missing(chooser(editor, ReviewBook, "chosen", here.pk))
    assert chooser(editor, ReviewBook, "chosen", there.pk).status_code == 200


def test_an_editor_of_a_part_of_a_site_sees_its_books_too(here, there):
    user = factories.make_user("Olga")
    group = Group.objects.create(name="Shelves")
    page = factories.make_page(there.site.root_page, title="Pans")
    permission = page_permission("add")
    GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    user.groups.add(group)

    assert offered(user, ReviewBook) == [there]


def test_an_editor_of_another_language_sees_the_sites_books(here, there, settings):
    settings.WAGTAIL_I18N_ENABLED = True
    Site.clear_site_root_paths_cache()
    russian = there.site.root_page.copy_for_translation(factories.make_locale("ru"))
    user = factories.make_user("Olga")
    group = Group.objects.create(name="Russian")
    permission = page_permission("change")
    GroupPagePermission.objects.create(group=group, page=russian, permission=permission)
    user.groups.add(group)

    assert offered(user, ReviewBook) == [there]


def test_an_editor_of_all_pages_sees_all_books(here, there):
    editor = factories.make_user("Olga")
    editor.groups.add(Group.objects.get(name="Editors"))

    assert set(offered(editor, ReviewBook)) == {here, there}


def test_who_manages_books_of_a_site_sees_them(here, there):
    assert offered(on_site(there.site, "change_reviewbook"), ReviewBook) == [there]


def test_a_moderator_sees_entries_of_the_own_site(here, there):
    mine = factories.make_entry(there, status="pending")
    factories.make_entry(here, status="pending")

    assert offered(on_site(there.site, "moderate_entry"), Entry) == [mine]


def test_who_changes_a_shops_settings_chooses_its_wording(one_of_each):
    keeper = factories.make_user("keeper", permissions=("change_feedbacksettings",))

    assert offered(keeper, ConsentWording) == [one_of_each[ConsentWording]]
    assert offered(keeper, WordRule) == []
