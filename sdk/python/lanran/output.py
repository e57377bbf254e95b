"""What ``python -m lanran`` writes: one JSON document on stdout with ``--json``, complaints on stderr."""

from __future__ import annotations

import dataclasses
import json
import sys
from typing import Any

from .answers import Money
from .errors import LanranError, RefusedError


def print_json(value: object) -> int:
    print(json.dumps(_plain(value), ensure_ascii=False, indent=2))
    return 0


def _plain(value: Any) -> Any:
    """Money as text, members in camelCase, as `npx lanran … --json` writes them."""
    if isinstance(value, Money):
        return str(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        members: dict[str, Any] = {
            _camel(each.name): _plain(getattr(value, each.name)) for each in dataclasses.fields(value)
        }
        return members
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        listed: list[Any] = [_plain(each) for each in value]
        return listed
    return value


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(each.capitalize() for each in others)


def complain(error: LanranError, as_json: bool) -> None:
    print(f"lanran: {error.message} ({error.code})", file=sys.stderr)
    if not as_json:
        return
    reasons = error.reasons if isinstance(error, RefusedError) else ()
    print_json({"error": {"code": error.code, "message": error.message, "reasons": reasons}})
