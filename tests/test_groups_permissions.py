"""The groups that ``migrate`` makes, and permissions that come with later migrations."""

from __future__ import annotations

import dataclasses

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command

from wagtail_feedback import features, groups
from wagtail_feedback.features import EDITORS, MODERATORS
from wagtail_feedback.groups import give_permissions, remember_permissions
from wagtail_feedback.reviews.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
REVIEWS = apps.get_app_config("wagtail_feedback_reviews")
CORE = apps.get_app_config("wagtail_feedback")


def codenames(name):
    return set(Group.objects.get(name=name).permissions.values_list("codename", flat=True))


@pytest.fixture
def wanted(monkeypatch):
    """Let a feature want more: ``wanted({"Feedback moderators": ("new_entry",)})``."""

    def want(more, label="wagtail_feedback_reviews"):
        changed = []
        for feature in features.all_features():
            if feature.app_label == label:
                names = {*feature.group_permissions, *more}
                permissions = {
                    name: (*feature.group_permissions.get(name, ()), *more.get(name, ())) for name in names
                }
                feature = dataclasses.replace(feature, group_permissions=permissions)
            changed.append(feature)
        monkeypatch.setattr(features, "all_features", lambda: iter(changed))

    return want


def migrate_with(*codenames_made, app=REVIEWS):
    """A run of ``migrate`` in which these permissions come into being."""
    remember_permissions(app)
    for codename in codenames_made:
        Permission.objects.create(
            codename=codename, name=codename, content_type=ContentType.objects.get_for_model(Entry)
        )
    give_permissions(app)


def forget_everything(app=REVIEWS):
    """As before the app's first migration."""
    Permission.objects.filter(content_type__app_label=app.label).delete()
    Group.objects.filter(name__in=[EDITORS, MODERATORS]).delete()


def test_a_new_site_has_both_groups():
    reviews = {"moderate_entry", "answer_entry", "view_contacts_entry"}
    questions = {"moderate_question", "view_contacts_question"}
    responses = {"moderate_response", "view_contacts_response", "view_survey"}
    assert codenames(MODERATORS) == {
        *("access_admin", "view_outboxmail", "change_outboxmail"),
        *reviews,
        *questions,
        *responses,
    }
    words = {f"{verb}_wordrule" for verb in ("add", "change", "delete")}
    books = {f"{verb}_reviewbook" for verb in ("add", "change", "delete")}
    others = {"access_admin", "add_consentwording", "change_consentwording", "change_feedbacksettings"}
    entries = {f"{verb}_faqentry" for verb in ("add", "change", "delete", "publish")}
    sections = {f"{verb}_faqsection" for verb in ("add", "change", "delete")}
    topics = {"moderate_question", "view_topic", "change_topic"}
    surveys = {"moderate_response", *(f"{verb}_survey" for verb in ("add", "change", "publish", "view"))}
    surveys |= {"change_surveysettings"}
    assert codenames(EDITORS) == words | books | others | entries | sections | topics | surveys


def test_the_first_run_of_an_app_makes_the_groups():
    forget_everything()
    migrate_with()
    assert codenames(MODERATORS) == {"access_admin", "moderate_entry", "answer_entry", "view_contacts_entry"}
    assert "access_admin" in codenames(EDITORS)


def test_a_permission_of_a_later_migration_reaches_its_group(wanted):
    wanted({MODERATORS: ("shelve_entry",)})
    before = codenames(MODERATORS)
    migrate_with("shelve_entry")
    assert codenames(MODERATORS) == {*before, "shelve_entry"}
    assert "shelve_entry" not in codenames(EDITORS)


def test_a_permission_that_no_feature_gives_reaches_nobody():
    migrate_with("shelve_entry")
    assert not Group.objects.filter(permissions__codename="shelve_entry").exists()


def test_an_emptied_group_gets_what_is_new_and_nothing_else(wanted):
    wanted({MODERATORS: ("shelve_entry",)})
    Group.objects.get(name=MODERATORS).permissions.clear()
    migrate_with()
    assert codenames(MODERATORS) == set()
    migrate_with("shelve_entry")
    assert codenames(MODERATORS) == {"shelve_entry"}


@pytest.mark.parametrize("change", ["rename", "delete"])
def test_a_renamed_or_deleted_group_does_not_come_back(wanted, change):
    wanted({MODERATORS: ("shelve_entry",)})
    if change == "rename":
        Group.objects.filter(name=MODERATORS).update(name="Desk")
    else:
        Group.objects.filter(name=MODERATORS).delete()
    migrate_with("shelve_entry")
    assert not Group.objects.filter(name=MODERATORS).exists()
    assert not Group.objects.filter(permissions__codename="shelve_entry").exists()


def test_a_permission_taken_away_stays_away():
    group = Group.objects.get(name=MODERATORS)
    group.permissions.remove(*group.permissions.filter(codename="answer_entry"))
    migrate_with()
    assert "answer_entry" not in codenames(MODERATORS)


def test_a_permission_added_by_hand_stays():
    group = Group.objects.get(name=MODERATORS)
    group.permissions.add(Permission.objects.get(codename="export_entry"))
    migrate_with()
    assert "export_entry" in codenames(MODERATORS)


def test_one_app_after_another_fills_the_same_groups():
    forget_everything(CORE)
    forget_everything(REVIEWS)
    migrate_with(app=CORE)
    migrate_with(app=REVIEWS)
    assert {"change_outboxmail", "moderate_entry"} <= codenames(MODERATORS)


def test_an_app_of_somebody_else_is_left_alone():
    before = Group.objects.count()
    migrate_with(app=apps.get_app_config("wagtailusers"))
    assert Group.objects.count() == before


def test_without_a_snapshot_nothing_is_given():
    Group.objects.all().delete()
    groups._known.clear()
    give_permissions(REVIEWS)
    assert not Group.objects.exists()


def test_the_command_itself_changes_nothing_twice():
    before = [codenames(name) for name in (EDITORS, MODERATORS)]
    call_command("migrate", verbosity=0)
    assert [codenames(name) for name in (EDITORS, MODERATORS)] == before
