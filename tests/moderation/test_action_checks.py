"""Whom actions refuse, and that a refused one leaves everything as it was."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from wagtail.models import GroupSitePermission

from tests.factories import make_book, make_entry, make_user
from tests.moderation.test_actions import FROM, make_row, make_rows
from tests.moderation.test_state_machine import MAKERS
from tests.tables import package_rows
from wagtail_feedback.exceptions import ActionNotAllowed, VersionConflict
from wagtail_feedback.moderation.actions import MarkSpamAction, PublishAction, execute_all
from wagtail_feedback.moderation.permissions import user_can
from wagtail_feedback.reviews.actions import PublishAnswerAction
from wagtail_feedback.reviews.models import Entry

pytestmark = pytest.mark.django_db
NEEDED = {
    "view_contact": {"view_contacts_entry"},
    "answer": {"answer_entry", "moderate_entry"},
    "erase": {"erase_entry"},
}
ALL = {"moderate_entry", "answer_entry", "view_contacts_entry", "export_entry", "erase_entry"}


def needed_for(name):
    return NEEDED.get(name, {"moderate_entry"})


def act_as(user, name, row, **options):
    action = MAKERS[name](row)
    action.user = user
    for option, value in options.items():
        setattr(action, option, value)
    return action


@pytest.mark.parametrize("name", MAKERS)
def test_the_permissions_an_action_needs_are_enough(name):
    user = make_user(permissions=tuple(needed_for(name)))
    assert act_as(user, name, make_row(name)).execute().pk


@pytest.mark.parametrize(("name", "missing"), [(n, code) for n in MAKERS for code in sorted(needed_for(n))])
def test_a_missing_permission_changes_nothing(name, missing):
    row, user = make_row(name), make_user(permissions=tuple(ALL - {missing}))
    before = package_rows()
    with pytest.raises(PermissionDenied):
        act_as(user, name, row).execute()
    assert package_rows() == before


@pytest.mark.parametrize("name", MAKERS)
def test_a_permission_for_another_site_is_none(name, site, other_site):
    user, row = make_user(), make_row(name)
    give_on_site(user, other_site, needed_for(name))
    before = package_rows()
    with pytest.raises(PermissionDenied):
        act_as(user, name, row).execute()
    assert package_rows() == before
    give_on_site(user, site, needed_for(name))
    assert act_as(type(user).objects.get(pk=user.pk), name, row).execute().pk


def give_on_site(user, site, codenames):
    group = Group.objects.create(name=f"Locals of {site.pk}")
    for permission in Permission.objects.filter(codename__in=codenames):
        GroupSitePermission.objects.create(group=group, site=site, permission=permission)
    user.groups.add(group)


def test_user_can_asks_for_this_site_only(site, other_site):
    user = make_user()
    give_on_site(user, other_site, {"moderate_entry"})
    here, there = make_entry(make_book(site=site)), make_entry(make_book(site=other_site))
    assert not user_can(user, "moderate", here) and user_can(user, "moderate", there)
    assert not user_can(user, "answer", there)


@pytest.mark.parametrize("name", MAKERS)
def test_whoever_asks_for_it_skips_the_permission(name):
    row, user = make_row(name), make_user()
    assert act_as(user, name, row).execute(skip_permission_checks=True).pk == row.pk


@pytest.mark.parametrize("name", MAKERS)
def test_a_stale_screen_changes_nothing(name):
    row = make_row(name)
    Entry.objects.filter(pk=row.pk).update(version=7)
    before = package_rows()
    with pytest.raises(VersionConflict) as conflict:
        act_as(None, name, row, seen_version=6).execute()
    assert package_rows() == before
    assert (conflict.value.instance.pk, conflict.value.instance.version) == (row.pk, 7)


@pytest.mark.parametrize("name", MAKERS)
def test_a_fresh_screen_decides(name):
    row = make_row(name)
    assert act_as(None, name, row, seen_version=row.version).execute().pk == row.pk


def test_version_zero_is_a_version():
    row = make_row("publish")
    Entry.objects.filter(pk=row.pk).update(version=1)
    with pytest.raises(VersionConflict):
        act_as(None, "publish", row, seen_version=0).execute()


@pytest.mark.portable
def test_the_row_is_read_anew_before_it_is_judged():
    row = make_row("publish")
    MarkSpamAction(row).execute()
    row.status = "pending"  # what a caller believes counts for nothing
    with pytest.raises(ActionNotAllowed):
        PublishAction(row).execute()


@pytest.mark.portable
@pytest.mark.parametrize("name", MAKERS)
def test_a_row_that_is_gone_meanwhile(name):
    row = make_row(name)
    Entry.objects.filter(pk=row.pk).delete()
    with pytest.raises(Entry.DoesNotExist):
        act_as(None, name, row).execute()


def refuse_all(actions, error):
    before = package_rows()
    with pytest.raises(error):
        execute_all(actions)
    assert package_rows() == before


@pytest.mark.portable
def test_one_missing_row_stops_all():
    rows = make_rows(3)
    rows[1].delete()
    rows[1].pk = 10**6
    refuse_all([PublishAction(row) for row in rows], Entry.DoesNotExist)


def test_one_row_in_another_state_stops_all():
    rows = make_rows(3)
    MarkSpamAction(rows[2]).execute()
    refuse_all([PublishAction(row) for row in rows], ActionNotAllowed)


def test_one_row_of_a_foreign_site_stops_all(site, other_site):
    user = make_user()
    give_on_site(user, site, {"moderate_entry"})
    rows = [*make_rows(2), make_entry(make_book(site=other_site), status="pending")]
    refuse_all([PublishAction(row, user=user) for row in rows], PermissionDenied)


def test_one_stale_row_stops_all():
    rows = make_rows(2)
    refuse_all([PublishAction(row, seen_version=number) for number, row in enumerate(rows)], VersionConflict)


def test_the_same_row_twice_is_refused():
    (row,) = make_rows(1)
    refuse_all([PublishAction(row), PublishAction(row)], Entry.DoesNotExist)


def test_an_answer_to_one_of_two_needs_both_permissions():
    user = make_user(permissions=("answer_entry",))
    rows = [make_entry(), make_entry(status="pending")]
    actions = [PublishAnswerAction(row, position="Yes.", role="Care", user=user) for row in rows]
    refuse_all(actions, PermissionDenied)


def test_every_action_has_a_state_to_be_tried_in():
    assert FROM.keys() <= MAKERS.keys()
