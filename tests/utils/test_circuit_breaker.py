from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from wagtail_feedback.utils import circuit_breaker
from wagtail_feedback.utils.circuit_breaker import CircuitBreaker, CircuitOpen


class Clock:
    now = 1000.0

    def __call__(self):
        return self.now


class Service:
    """Counts its calls; takes ``seconds``, then fails when it ``is_down``."""

    def __init__(self, clock):
        self.clock, self.calls, self.seconds, self.is_down = clock, 0, 0.0, False

    def __call__(self):
        self.calls += 1
        self.clock.now += self.seconds
        if self.is_down:
            raise ConnectionError
        return "answer"


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(circuit_breaker, "monotonic", clock)
    return clock


@pytest.fixture
def service(clock):
    return Service(clock)


@pytest.fixture
def breaker():
    return CircuitBreaker("The service", slow=1, recovery=10)


@pytest.fixture
def failed(breaker, service):
    service.is_down = True
    with pytest.raises(ConnectionError):
        breaker.call(service)
    return breaker


def test_a_service_that_answers_is_asked(breaker, service):
    assert [breaker.call(service) for _number in range(3)] == ["answer"] * 3
    assert not breaker.is_open


def test_after_a_failure_nobody_asks(failed, service, clock):
    clock.now += 9.9
    for _number in range(3):
        with pytest.raises(CircuitOpen):
            failed.call(service)
    assert service.calls == 1


def test_a_slow_answer_is_given_and_counts_as_a_failure(breaker, service):
    service.seconds = 1.1
    assert breaker.call(service) == "answer"
    assert breaker.is_open


def test_one_caller_tries_again_and_closes(failed, service, clock):
    clock.now += 10
    service.is_down = False
    assert [failed.call(service), failed.call(service)] == ["answer", "answer"]
    assert not failed.is_open


def test_a_trial_that_fails_leaves_it_open(failed, service, clock):
    clock.now += 10
    with pytest.raises(ConnectionError):
        failed.call(service)
    with pytest.raises(CircuitOpen):
        failed.call(service)


def test_a_trial_that_never_comes_back_is_followed_by_another(failed, clock):
    clock.now += 10
    with pytest.raises(KeyboardInterrupt):
        failed.call(lambda: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(CircuitOpen):
        failed.call(lambda: "too early")
    clock.now += 10
    assert failed.call(lambda: "answer") == "answer"


def test_harmless_exceptions_are_no_failures(breaker):
    with pytest.raises(ValueError):
        breaker.call(lambda: int("x"), harmless=(ValueError,))
    assert not breaker.is_open


def test_a_late_answer_of_an_early_call_does_not_close(breaker, service):
    """It was under way when another call failed."""

    def answer():
        service.is_down = True
        with pytest.raises(ConnectionError):
            breaker.call(service)
        return "answer"

    assert breaker.call(answer) == "answer"
    assert breaker.is_open


def test_of_many_threads_one_tries(failed, service, clock):
    clock.now += 10
    barrier = Barrier(8)

    def ask(_number):
        barrier.wait()
        try:
            failed.call(service)
        except ConnectionError:
            return True
        except CircuitOpen:
            return False

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(ask, range(8))) == 1
    assert service.calls == 2


def test_it_is_told_once_why(failed, service, caplog):
    with pytest.raises(CircuitOpen):
        failed.call(service)
    told = [record.getMessage() for record in (*caplog.get_records("setup"), *caplog.records)]
    assert told == ["The service is left alone for 10 seconds: ConnectionError: "]
