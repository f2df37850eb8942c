from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db.migrations import Migration
from wagtail.models import GroupSitePermission

from tests import factories
from tests.moderation.conftest import open_desk
from wagtail_feedback.groups import give_permissions

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
NAMES = ("Feedback editors", "Feedback moderators")


def codenames(name):
    return set(Group.objects.get(name=name).permissions.values_list("codename", flat=True))


def run_with_plan(*names):
    for config in apps.get_app_configs():
        plan = [(Migration(name, config.label), False) for name in names]
        give_permissions(config, plan=plan)


def test_the_groups_are_there_with_their_permissions():
    assert {"access_admin", "moderate_entry", "answer_entry", "view_contacts_entry"} <= codenames(NAMES[1])
    assert {"access_admin", "add_reviewbook", "change_reviewbook", "change_wordrule"} <= codenames(NAMES[0])
    assert "moderate_entry" not in codenames(NAMES[0])
    assert "export_entry" not in codenames(NAMES[1])


def test_making_them_twice_changes_nothing():
    before = [codenames(name) for name in NAMES]
    run_with_plan("0001_initial")

    assert [codenames(name) for name in NAMES] == before
    assert Group.objects.filter(name__in=NAMES).count() == 2


def test_what_an_administrator_changed_stays(capsys):
    Group.objects.get(name=NAMES[0]).permissions.clear()
    Group.objects.get(name=NAMES[1]).delete()
    run_with_plan("0002_more")
    call_command("migrate", verbosity=0)

    assert codenames(NAMES[0]) == set()
    assert not Group.objects.filter(name=NAMES[1]).exists()


def test_the_group_screen_gives_permissions_site_by_site(site, other_site):
    desk = open_desk(factories.make_user("root", superuser=True))
    group = Group.objects.create(name="Locals")
    url = f"/admin/groups/edit/{group.pk}/"
    page = desk.client.get(url)
    assert "Review book, site by site" in page.content.decode()

    form = {
        "name": "Locals",
        "permissions": [],
        "wagtail_feedback_reviews_sites-moderate_entry": [other_site.pk],
    }
    for formset in page.context["permission_panels"]:
        if hasattr(formset, "management_form"):
            form |= {f"{formset.prefix}-{key}": "0" for key in ("TOTAL_FORMS", "INITIAL_FORMS")}
    for _ in range(2):
        assert desk.client.post(url, form).status_code == 302
        row = GroupSitePermission.objects.get()
        assert (row.permission.codename, row.site) == ("moderate_entry", other_site)
    del form["wagtail_feedback_reviews_sites-moderate_entry"]
    desk.client.post(url, form)
    assert not GroupSitePermission.objects.exists()
