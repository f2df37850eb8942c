"""The demo's logins. They exist in this example only."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission

from example_project.shop.models import HomePage

PASSWORD = "changeme"
LOGINS = {
    "admin": [],
    "moderator": ["Feedback moderators"],
    "editor": ["Feedback editors", "Editors"],
}


def build_people() -> None:
    """Who is there already keeps the password and the groups they have."""
    users = get_user_model()
    for login, groups in LOGINS.items():
        user, is_new = users.objects.get_or_create(
            username=login,
            defaults={
                "email": f"{login}@iron-linden.example",
                "first_name": login.capitalize(),
                "is_superuser": login == "admin",
                "is_staff": login == "admin",
            },
        )
        if is_new:
            user.set_password(PASSWORD)
            user.save()
            user.groups.add(*Group.objects.filter(name__in=groups))


def let_editors_publish() -> None:
    """In a shop of eleven the editor publishes: no second signature on a page."""
    editors = Group.objects.get(name="Editors")
    publish = Permission.objects.get(content_type__app_label="wagtailcore", codename="publish_page")
    for home in HomePage.objects.all():
        GroupPagePermission.objects.get_or_create(group=editors, page=home, permission=publish)
