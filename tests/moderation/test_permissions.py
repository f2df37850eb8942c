from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.models import GroupSitePermission

from tests import factories
from tests.moderation.conftest import open_desk
from wagtail_feedback.moderation.permissions import visible_to
from wagtail_feedback.reviews.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
ENTRIES = "wagtailsnippets_wagtail_feedback_reviews_entry"
BOOKS = "wagtailsnippets_wagtail_feedback_reviews_reviewbook"


def on_site(site, *codenames, name="Olga"):
    """A user whose group may do this on one site only."""
    group = Group.objects.create(name=f"{name}'s")
    for permission in Permission.objects.filter(codename__in=codenames):
        GroupSitePermission.objects.create(group=group, site=site, permission=permission)
    user = factories.make_user(name)
    user.groups.add(group)
    return user


def missing(response) -> bool:
    """404, which the language middleware of the test site turns into a look under /en/."""
    return response.status_code == 404 or response.headers.get("Location", "").startswith("/en/")


@pytest.fixture
def elsewhere(other_site):
    """An entry of the other site."""
    book = factories.make_book(site=other_site)
    return factories.make_entry(book, status="pending", title="elsewhere", email="secret@example.org")


@pytest.fixture
def local(site):
    return open_desk(on_site(site, "moderate_entry", "answer_entry", "view_contacts_entry", "export_entry"))


def test_neither_a_namesake_nor_another_permission_shows_entries(site, book):
    factories.make_entry(book, status="pending")
    user = on_site(site, "export_entry")
    other_model = ContentType.objects.get_for_model(Group)
    namesake = Permission.objects.create(codename="moderate_entry", name="Other", content_type=other_model)
    GroupSitePermission.objects.create(group=user.groups.get(), site=site, permission=namesake)
    assert not visible_to(user, Entry).exists()


def test_a_moderator_of_one_site_sees_nothing_of_another(local, book, elsewhere):
    factories.make_entry(book, status="pending", title="here")
    response = local.inbox()

    assert [entry.heading for entry in response.context["object_list"]] == ["here"]
    assert response.context["tabs"][0][1] == 1
    assert missing(local.open(elsewhere))
    for name in ("history", "usage"):
        assert missing(local.client.get(reverse(f"{ENTRIES}:{name}", args=[elsewhere.pk])))
    assert "elsewhere" not in local.client.get("/admin/").content.decode()
    assert b"elsewhere" not in b"".join(local.inbox(export="csv").streaming_content)


@pytest.mark.parametrize(
    "act", ["approve", "withhold", "spam", "save_draft", "publish_answer", "note", "redact", "show_contact"]
)
def test_a_moderator_of_one_site_changes_nothing_of_another(local, elsewhere, act):
    response = local.act(elsewhere, act, reason="abuse", position="x", note="x", words="The")

    assert missing(response)
    assert Entry.objects.get(pk=elsewhere.pk).version == 0


def test_bulk_decisions_leave_other_sites_alone(local, book, elsewhere):
    mine = factories.make_entry(book, status="pending")
    question = local.bulk("feedback_approve", [mine.pk, elsewhere.pk])
    crafted = {"chosen": f"{mine.pk}:0 {elsewhere.pk}:0"}

    assert "1 entry has been deleted or is not available to you." in question.content.decode()
    assert "elsewhere" not in question.content.decode()
    assert local.bulk("feedback_approve", ["all"], post=crafted).status_code == 409
    local.bulk("feedback_approve", ["all"], post={})
    assert Entry.objects.get(pk=mine.pk).status == "published"
    assert Entry.objects.get(pk=elsewhere.pk).status == "pending"


def test_entering_the_admin_shows_nothing(site, book):
    desk = open_desk(factories.make_user("guest"))
    entry = factories.make_entry(book, status="pending", title="Not for you")

    assert desk.inbox().status_code == 302
    assert desk.open(entry).status_code == 302
    assert desk.act(entry, "approve").status_code == 302
    home = desk.client.get("/admin/").content.decode()
    assert "Not for you" not in home and "Feedback" not in home
    assert Entry.objects.get(pk=entry.pk).status == "pending"


@pytest.mark.parametrize("codename", ["change_entry", "delete_entry", "view_entry", "export_entry"])
def test_only_moderating_opens_the_desk(site, book, codename):
    desk = open_desk(factories.make_user("guest", permissions=(codename,)))

    assert desk.inbox().status_code == 302
    assert desk.open(factories.make_entry(book)).status_code == 302


def test_nobody_deletes_an_entry_superusers_included(site, book):
    desk = open_desk(factories.make_user("root", superuser=True))
    entry = factories.make_entry(book)

    assert desk.client.post(reverse(f"{ENTRIES}:delete", args=[entry.pk])).status_code == 302
    assert desk.client.post(reverse(f"{ENTRIES}:add"), {"text": "mine"}).status_code == 302
    for post in (None, {}):
        assert desk.bulk("delete", [entry.pk], post=post).status_code == 302
    assert list(Entry.objects.all()) == [entry]
    assert "/bulk/wagtail_feedback_reviews/entry/delete/" not in desk.inbox().content.decode()


def test_the_menu_shows_what_one_may_open(site, moderator):
    def menu(user):
        page = open_desk(user).client.get("/admin/").content.decode()
        return {name for name in ("Inbox", "Review books", "Word list", "Consent wordings") if name in page}

    editor = factories.make_user("editor")
    editor.groups.add(Group.objects.get(name="Feedback editors"))
    assert menu(moderator) == {"Inbox"}
    assert menu(editor) == {"Review books", "Word list", "Consent wordings"}
    assert menu(factories.make_user("root", superuser=True)) == {
        "Inbox",
        "Review books",
        "Word list",
        "Consent wordings",
    }


def test_books_are_managed_site_by_site(site, other_site, book):
    desk = open_desk(on_site(site, "change_reviewbook", "add_reviewbook"))
    foreign = factories.make_book(site=other_site, slug="foreign")
    listing = desk.client.get(reverse(f"{BOOKS}:list")).content.decode()

    assert book.name in listing and foreign.name not in listing
    assert desk.client.get(reverse(f"{BOOKS}:edit", args=[book.pk])).status_code == 200
    for name in ("edit", "history", "usage", "delete"):
        assert desk.client.get(reverse(f"{BOOKS}:{name}", args=[foreign.pk])).status_code == 302
    form = desk.client.get(reverse(f"{BOOKS}:edit", args=[book.pk])).context["form"]
    assert list(form.fields["site"].queryset) == [site]


def test_a_book_with_entries_cannot_be_deleted(site, book):
    desk = open_desk(factories.make_user("root", superuser=True))
    factories.make_entry(book)
    empty = factories.make_book(slug="empty")
    delete = reverse("wagtail_bulk_action", args=["wagtail_feedback_reviews", "reviewbook", "delete"])

    desk.client.post(reverse(f"{BOOKS}:delete", args=[book.pk]))
    desk.client.post(f"{delete}?id={book.pk}")
    desk.client.post(reverse(f"{BOOKS}:delete", args=[empty.pk]))
    assert list(type(book).objects.all()) == [book]


def test_the_word_list_and_wordings_open(site):
    desk = open_desk(factories.make_user("root", superuser=True))

    for path in ("wagtail_feedback/wordrule/", "wagtail_feedback/consentwording/"):
        for screen in ("", "add/"):
            assert desk.client.get(f"/admin/snippets/{path}{screen}").status_code == 200


def test_the_mail_is_in_the_menu_for_moderators(site):
    moderator = factories.make_user("moderator2")
    moderator.groups.add(Group.objects.get(name="Feedback moderators"))

    assert "Outbox" in open_desk(moderator).client.get("/admin/").content.decode()
