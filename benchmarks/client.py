"""A small browser: one kept connection, cookies, forms."""

from __future__ import annotations

import re
import socket
import time
from dataclasses import dataclass
from html import unescape
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import urlencode

STALE = (ConnectionError, HTTPException)
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True)
class Reply:
    """``seconds`` is what the client waited; ``cpu`` the milliseconds that the worker's thread computed, and
    ``database`` those that it waited for the database."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def queries(self) -> int:
        return int(self.headers.get("x-bench-queries", -1))

    @property
    def cpu(self) -> float:
        return float(self.headers.get("x-bench-cpu", "nan"))

    @property
    def database(self) -> float:
        return float(self.headers.get("x-bench-database", "nan"))

    @property
    def worker(self) -> int:
        return int(self.headers.get("x-bench-worker", 0))


class Client:
    """Talks to one port of this machine and to no other."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}
        self.connection: HTTPConnection | None = None

    def send(self, method: str, path: str, body: str | None = None) -> HTTPResponse:
        """One request on the kept connection. Raises what broke it."""
        if self.connection is None:
            self.connection = HTTPConnection("127.0.0.1", self.port, timeout=300)
            self.connection.connect()
            self.connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if not self.cookies:
            headers = {}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Origin"] = f"http://127.0.0.1:{self.port}"
        try:
            self.connection.request(method, path, body=body, headers=headers)
            response = self.connection.getresponse()
        except STALE:
            self.close()
            raise
        for cookie in response.headers.get_all("Set-Cookie", []):
            name, _equals, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return response

    def ask(self, method: str, path: str, body: str | None = None) -> Reply:
        start = time.perf_counter()
        response = self.send(method, path, body)
        try:
            content = response.read()
        except STALE:
            self.close()
            raise
        headers = {name.lower(): value for name, value in response.getheaders()}
        return Reply(response.status, headers, content, time.perf_counter() - start)

    def get(self, path: str) -> Reply:
        """A server may close a kept connection at any time: asked twice then."""
        try:
            return self.ask("GET", path)
        except STALE:
            return self.ask("GET", path)

    def post(self, path: str, fields: dict[str, str]) -> Reply:
        return self.ask("POST", path, urlencode(fields))

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def log_in(self, login: str, password: str) -> Client:
        token = csrf_token(self.get("/admin/login/").text)
        fields = {"username": login, "password": password, "csrfmiddlewaretoken": token}
        reply = self.post("/admin/login/", fields)
        if reply.status != 302:
            raise RuntimeError(f"{login} cannot log in: {reply.status}")
        return self


def csrf_token(html: str) -> str:
    found = _TOKEN.search(html)
    if found is None:
        raise RuntimeError("No CSRF token in the page.")
    return unescape(found[1])
