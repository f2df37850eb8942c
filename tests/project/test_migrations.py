from __future__ import annotations

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

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
