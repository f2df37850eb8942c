"""Questions from a file, by the command of their own."""

from __future__ import annotations

import json

import pytest
from django.core.management import CommandError, call_command

from tests.factories import make_settings, make_site
from wagtail_feedback.questions.models import Question

pytestmark = [pytest.mark.portable, pytest.mark.django_db]
ROWS = [
    {"text": "How long does delivery take?", "email": "ann@example.org", "area": "delivery"},
    {"text": "Can I return the pan?", "email": "", "area": ""},
]
MAP = [f"{field}={field}" for field in ROWS[0]]


@pytest.fixture(autouse=True)
def site():
    site = make_site()
    make_settings(site)
    return site


def write(tmp_path, name):
    path = tmp_path / name
    lines = [",".join(ROWS[0]), *(",".join(row.values()) for row in ROWS)]
    path.write_text(json.dumps(ROWS) if name.endswith("json") else "\n".join(lines), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("name", ["mailbox.csv", "mailbox.json"])
def test_a_file_is_brought_in_once_by_either_name_of_the_command(tmp_path, name):
    path = write(tmp_path, name)
    call_command("feedback_import_questions", path, site="testserver", map=MAP, verbosity=0)
    call_command("feedback_import", "questions", path, site="testserver", map=MAP, verbosity=0)
    texts = Question.objects.order_by("pk").values_list("text", "area", "source")
    assert list(texts) == [(row["text"], row["area"], "import") for row in ROWS]


def test_a_dry_run_changes_nothing(tmp_path, capsys):
    path = write(tmp_path, "mailbox.csv")
    call_command("feedback_import_questions", path, site="testserver", map=MAP, dry_run=True)
    assert "Dry run: nothing was changed." in capsys.readouterr().out
    assert not Question.objects.exists()


def test_a_site_that_is_not_there_is_told_with_those_that_are(tmp_path):
    with pytest.raises(CommandError, match="there are: testserver"):
        call_command("feedback_import_questions", write(tmp_path, "mailbox.csv"), site="nowhere.example")
