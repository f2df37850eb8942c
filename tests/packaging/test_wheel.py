"""What a stranger gets: the built wheel in an empty environment, a blank site, and the README."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tarfile
import time
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

import pytest

from tests.packaging import readme
from tests.project.paths import PACKAGE, README, ROOT

pytestmark = pytest.mark.packaging

CONTENT = Path(__file__).parent / "content.py"
BLOCKS = ["review_book", "form", "rating_summary", "latest_entries"]


def clean_environment() -> dict[str, str]:
    """The suite's own settings are no business of the blank site."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "PYTHON"))}


def run(*command: str | Path, cwd: Path) -> str:
    env = clean_environment()
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def dist(tmp_path_factory) -> Path:
    """The sdist, and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--outdir", folder, cwd=ROOT)
    return folder


@pytest.fixture(scope="module")
def wheel(dist) -> Path:
    return next(dist.glob("*.whl"))


@pytest.fixture(scope="module")
def python(tmp_path_factory) -> Path:
    """The interpreter of an empty environment."""
    folder = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", folder, cwd=folder)
    return folder / "bin" / "python"


@pytest.fixture(scope="module")
def site(tmp_path_factory, wheel, python) -> Path:
    """A blank Wagtail site, set up by following the README's installation section from top to bottom."""
    project = tmp_path_factory.mktemp("site") / "shop"
    for language, text in readme.installation(README):
        for name, lines in readme.files([(language, text)]):
            readme.put(project, name, lines)
        for line in readme.commands([(language, text)]):
            if line.startswith("pip wheel "):
                continue  # The fixture above has built it.
            if line == "pip install dist/wagtail_storefront_feedback-*.whl":
                run(python, "-m", "pip", "install", "--quiet", wheel, cwd=project.parent)
                run(python.parent / "wagtail", "start", "shop", cwd=project.parent)
            else:
                program, *arguments = line.split()
                assert program == "python", f"the README names a command that this test does not know: {line}"
                run(python, *arguments, cwd=project)
    return project


@pytest.fixture(scope="module")
def address(site, python):
    """The blank site's own server, with our blocks on the home page."""
    shutil.copy(CONTENT, site / "content.py")
    run(python, "content.py", cwd=site)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [python, "manage.py", "runserver", "--noreload", host]
    with subprocess.Popen(command, cwd=site, env=clean_environment(), stderr=subprocess.DEVNULL) as server:
        try:
            wait_for(f"http://{host}/admin/login/")
            yield f"http://{host}"
        finally:
            server.terminate()


def wait_for(url: str) -> None:
    for _try in range(60):
        try:
            urllib.request.urlopen(url, timeout=10).close()
        except urllib.error.URLError:
            time.sleep(0.5)
        else:
            return
    pytest.fail(f"{url} did not answer")


def fetch(url: str) -> str:
    with urllib.request.urlopen(url, timeout=30) as response:
        return response.read().decode()


def files_of_the_package() -> set[str]:
    found = {path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    return {path.relative_to(ROOT).as_posix() for path in found}


def test_wheel_holds_every_file_of_the_package_and_no_other(wheel):
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert names == files_of_the_package()


def test_package_brings_what_a_site_needs():
    endings = {Path(name).suffix for name in files_of_the_package()}
    assert {".html", ".txt", ".css", ".js", ".mo", ".po"} <= endings


def test_sdist_holds_the_package_and_its_tests(dist):
    with tarfile.open(next(dist.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert files_of_the_package() <= names
    assert {"LICENSE", "README.md", "pyproject.toml", "tests/settings.py"} <= names


def test_blank_site_passes_its_checks(site, python):
    assert "no issues" in run(python, "manage.py", "check", "--fail-level", "WARNING", cwd=site)


def test_blank_site_needs_no_further_migration(site, python):
    assert "No changes" in run(python, "manage.py", "makemigrations", "--check", "--dry-run", cwd=site)


@pytest.mark.parametrize("block", BLOCKS)
def test_home_page_shows_the_block(address, block):
    assert f'data-wf-block="{block}"' in fetch(f"{address}/")


@pytest.mark.parametrize("name", ["css/feedback.css", "js/feedback.js"])
def test_home_page_brings_style_and_script(address, name):
    path = f"/static/wagtail_feedback/{name}"
    assert path in fetch(f"{address}/")
    assert fetch(f"{address}{path}")
