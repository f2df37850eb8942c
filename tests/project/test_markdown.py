from __future__ import annotations

import pytest

from tests.project import markdown

TEXT = """
# Page

## Things

| name | meaning |
|---|---|
| `ONE` | `a`, b |
| `TWO` | c |

### Part

| `THREE` | d |

## Others

| `FOUR` | e |
"""


@pytest.fixture
def page(tmp_path):
    (tmp_path / "other.md").write_text("# Как дела?\n```\n# no heading\n```\n", encoding="utf-8")
    path = tmp_path / "page.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_rows_belong_to_their_section():
    assert markdown.rows(TEXT, "Things") == {"ONE", "TWO", "THREE"}
    assert markdown.rows(TEXT, "Part") == {"THREE"}


@pytest.mark.parametrize(
    ("link", "is_dead"),
    [
        ("other.md", False),
        ("other.md#как-дела", False),
        ("other.md#no-heading", True),
        ("#things", False),
        ("#thing", True),
        ("missing.md", True),
        ("https://example.org/missing", False),
    ],
)
def test_dead_links_are_found(page, link, is_dead):
    page.write_text(f"{TEXT}\n[see]({link})\n", encoding="utf-8")
    assert markdown.dead_links(page) == [link] * is_dead
