"""Counting a submission, of its visitor and of its form: one way on every cache, and a short one on Redis."""

from __future__ import annotations

from dataclasses import dataclass

from wagtail_feedback.utils import safe_cache

#: What :func:`count_one_by_one` does, in one round trip instead of five.
SCRIPT = """
local function count(key, seconds)
    local number = redis.call("INCR", key)
    if number == 1 then redis.call("EXPIRE", key, seconds) end
    return number
end
local seen, visitor, target = unpack(KEYS)
local seconds, most, target_seconds = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local sent
if redis.call("SET", seen, 1, "NX", "EX", seconds) then
    sent = count(visitor, seconds)
    if sent > most then redis.call("DEL", seen) end
else
    sent = tonumber(redis.call("GET", visitor) or 0)
end
if sent > most then return {sent, 0} end
return {sent, count(target, target_seconds)}
"""


@dataclass(frozen=True)
class Counter:
    """A count in the cache: ``most`` in ``seconds`` from its first use."""

    key: str
    most: int
    seconds: int


def count(seen: str, visitor: Counter, target: Counter) -> tuple[int, int]:
    """Count a submission once more, and tell how many there are of its visitor and for its target.

    The same one, which the key ``seen`` names, counts once for its visitor. What is too much of one visitor
    is not counted for the target.

    Raises:
        CacheUnavailable: nobody counts.
    """
    keys, values = [seen, visitor.key, target.key], [visitor.seconds, visitor.most, target.seconds]
    counted = safe_cache.run_on_redis(SCRIPT, keys, values)
    return count_one_by_one(seen, visitor, target) if counted is None else (counted[0], counted[1])


def count_one_by_one(seen: str, visitor: Counter, target: Counter) -> tuple[int, int]:
    """The same on any cache."""
    if safe_cache.add(seen, 1, visitor.seconds):
        sent = safe_cache.increment(visitor.key, visitor.seconds)
        if sent > visitor.most:
            safe_cache.delete(seen)  # so that trying again counts again
    else:
        sent = safe_cache.get(visitor.key) or 0
    return (sent, 0) if sent > visitor.most else (sent, safe_cache.increment(target.key, target.seconds))
