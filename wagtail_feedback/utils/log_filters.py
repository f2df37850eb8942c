"""Addresses in logs, without the keys that they hold."""

from __future__ import annotations

import logging
import re

#: What django.core.signing appends.
_SIGNATURE = re.compile(r"[.:][\w-]{43}")


class HideSignedValues(logging.Filter):
    """The links in our mails are keys. Django writes the path of whatever it refuses into a warning, of a
    good link on the wrong host too; so parts with a signature are left out."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(_hide(value) if isinstance(value, str) else value for value in record.args)
        return True


def _hide(path: str) -> str:
    return "/".join("…" if _SIGNATURE.search(part) else part for part in path.split("/"))
