from __future__ import annotations

from tests.packaging import readme

TEXT = """
# Title

## Installation

```sh
pip install something
```

```python
# settings/base.py
INSTALLED_APPS += ["something"]
```

```html
<!-- base.html -->
{% something %}
```

```sh
python manage.py migrate
```

## Use

```sh
rm everything
```
"""


def blocks(tmp_path):
    path = tmp_path / "README.md"
    path.write_text(TEXT)
    return readme.installation(path)


def test_commands_of_other_sections_are_not_run(tmp_path):
    assert readme.commands(blocks(tmp_path)) == ["pip install something", "python manage.py migrate"]


def test_blocks_name_their_files(tmp_path):
    assert [name for name, _text in readme.files(blocks(tmp_path))] == ["settings/base.py", "base.html"]


def test_settings_are_added_and_tags_go_into_the_head(tmp_path):
    project = tmp_path / "site"
    (project / "settings").mkdir(parents=True)
    (project / "settings" / "base.py").write_text("INSTALLED_APPS = []\n")
    (project / "base.html").write_text("<head></head>")
    for name, text in readme.files(blocks(tmp_path)):
        readme.put(project, name, text)
    assert (project / "settings" / "base.py").read_text().startswith("INSTALLED_APPS = []\n")
    assert (project / "base.html").read_text() == "<head>{% something %}\n</head>"
