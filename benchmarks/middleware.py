"""What a response cost, written on it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse


class Meter:
    """Adds to a response: the number of queries and the milliseconds spent waiting for them, the milliseconds
    of this thread's CPU, and the worker."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        queries, waited = 0, 0.0

        def count(execute: Callable[..., Any], *args: Any) -> Any:
            nonlocal queries, waited
            queries += 1
            asked = time.perf_counter()
            try:
                return execute(*args)
            finally:
                waited += time.perf_counter() - asked

        start = time.thread_time()
        with connection.execute_wrapper(count):
            response = self.get_response(request)
        response["X-Bench-Queries"] = str(queries)
        response["X-Bench-Database"] = f"{1000 * waited:.3f}"
        response["X-Bench-Cpu"] = f"{1000 * (time.thread_time() - start):.3f}"
        response["X-Bench-Worker"] = str(os.getpid())
        return response
