"""Servers of our own on free ports of the loopback address, and what their workers weigh."""

from __future__ import annotations

import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.client import Client

ROOT = Path(__file__).resolve().parent.parent
WORK_DIR = ROOT / "benchmarks" / ".work"
WORKERS, THREADS = 2, 4
STARTS_WITHIN = 90
SECRET_KEY = secrets.token_hex(25)


def environment(database_url: str, settings: str) -> dict[str, str]:
    """What a process on that database with these settings needs to know."""
    WORK_DIR.mkdir(exist_ok=True)
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": f"benchmarks.settings.{settings}",
        "DATABASE_URL": database_url,
        "SECRET_KEY": SECRET_KEY,
        "ALLOWED_HOSTS": "127.0.0.1",
        "BASE_URL": "http://127.0.0.1",
        "INSECURE": "1",
        "LOG_LEVEL": "WARNING",
        "BENCH_PURGES": str(purge_log(database_url)),
        "PYTHONPATH": str(ROOT),
    }


def purge_log(database_url: str) -> Path:
    """The addresses that processes on that database have purged."""
    return WORK_DIR / f"purged-{urlsplit(database_url).path.strip('/')}"


class Server:
    """A gunicorn that serves one database."""

    def __init__(self, database_url: str, settings: str, workers: int) -> None:
        self.settings, self.port = settings, free_port()
        self.log = WORK_DIR / f"{settings}-{self.port}.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                self.command(workers),
                env=environment(database_url, settings),
                cwd=ROOT,
                stdout=log,
                stderr=log,
                # A group of its own: Ctrl-C reaches us only, and we end the group.
                start_new_session=True,
            )

    def command(self, workers: int) -> list[str]:
        options = {
            "--bind": f"127.0.0.1:{self.port}",
            "--workers": str(workers),
            "--threads": str(THREADS),
            "--keep-alive": "30",
            "--timeout": "300",
            "--graceful-timeout": "5",
        }
        words = [word for option in options.items() for word in option]
        return [sys.executable, "-m", "gunicorn", *words, "example_project.wsgi:application"]

    def client(self) -> Client:
        return Client(self.port)

    def wait(self, path: str) -> None:
        """Until it answers.

        Raises:
            RuntimeError: it does not.
        """
        until = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < until and self.process.poll() is None:
            try:
                if self.client().get(path).status == 200:
                    return
            except OSError:
                time.sleep(0.2)
        raise RuntimeError(f"The server does not start:\n{self.log.read_text()[-3000:]}")

    def workers(self) -> list[int]:
        """The processes that serve, by their ids."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in children.read_text().split()] if children.exists() else []

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@contextmanager
def served(
    database_url: str, settings: str = "shop", *, ready: str = "/en/plain/", workers: int = WORKERS
) -> Iterator[Server]:
    """A running server, ended whatever happens."""
    server = Server(database_url, settings, workers)
    try:
        server.wait(ready)
        yield server
    finally:
        server.end()


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def resident(pid: int, field: str = "VmRSS") -> float:
    """Megabytes of a process: now (VmRSS) or at most since ``forget_peak`` (VmHWM)."""
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(rf"{field}:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


def forget_peak(pid: int) -> None:
    Path(f"/proc/{pid}/clear_refs").write_text("5")
