from __future__ import annotations

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import CreateModel

from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.reviews.models import Entry

OUR_APPS = sorted(
    app.label for app in apps.get_app_configs() if app.name.startswith(("wagtail_feedback", "tests."))
)

pytestmark = pytest.mark.portable


@pytest.mark.django_db
def test_models_have_no_change_without_a_migration(capsys):
    try:
        call_command("makemigrations", *OUR_APPS, check_changes=True, dry_run=True)
    except SystemExit:
        pytest.fail(capsys.readouterr().out)


@pytest.mark.parametrize("label", OUR_APPS)
def test_every_migration_can_be_undone(label):
    migrations = MigrationLoader(None).disk_migrations
    stuck = [
        f"{name}: {operation.describe()}"
        for (app, name), migration in migrations.items()
        if app == label
        for operation in migration.operations
        if not operation.reversible
    ]
    assert stuck == []


@pytest.mark.parametrize("label", ["wagtail_feedback", "wagtail_feedback_reviews"])
def test_first_migration_makes_whole_tables(label):
    """An operation for each index renders all models anew: of a site's first migrate, that was half."""
    operations = MigrationLoader(None).disk_migrations[label, "0001_initial"].operations
    assert [one.describe() for one in operations if not isinstance(one, CreateModel)] == []


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Entry, Contact, OutboxMail])
def test_no_index_is_only_for_like(model):
    """Nothing asks for the beginning of a key, and every submission would write the second index too."""
    with connection.cursor() as cursor:
        names = connection.introspection.get_constraints(cursor, model._meta.db_table)
    assert [name for name in names if name.endswith("_like")] == []
