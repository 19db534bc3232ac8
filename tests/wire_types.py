"""`python -m tests.wire_types` writes the types of dashboard/render/wire.py for our scripts, in TypeScript."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from types import NoneType, UnionType
from typing import Literal, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

from dashboard.render import wire
from dashboard.render.assets import ASSETS

TARGET = ASSETS / "types" / "wire.d.ts"
HEAD = """/* Written by `python -m tests.wire_types` from dashboard/render/wire.py: change the types there. */

declare namespace Wire {
"""
PLAIN = {str: "string", int: "number", float: "number", bool: "boolean", object: "unknown", NoneType: "null"}


def declarations() -> str:
    """Return the file: one declaration for each type of the module, in its order."""
    return HEAD + "\n".join(_declarations()) + "}\n"


def _declarations() -> Iterator[str]:
    for name, value in vars(wire).items():
        if inspect.isclass(value) and value.__module__ == wire.__name__:
            yield _doc(value) + (_interface(value) if is_typeddict(value) else _tuple(value))
        elif get_origin(value) is not None:
            yield f"  type {name} = {_typescript(value)};\n"


def _doc(wire_type: type) -> str:
    """Return the docstring of a type as a comment."""
    lines = inspect.cleandoc(wire_type.__doc__ or "").splitlines()
    if len(lines) == 1:
        return f"  /** {lines[0]} */\n"
    return "".join(["  /**\n", *(f"   * {line}".rstrip() + "\n" for line in lines), "   */\n"])


def _interface(wire_type: type) -> str:
    fields = get_type_hints(wire_type, include_extras=True).items()
    body = "".join(f"    {_field(key, kind)};\n" for key, kind in fields)
    return f"  interface {wire_type.__name__} {{\n{body}  }}\n"


def _field(key: str, kind: object) -> str:
    if get_origin(kind) is NotRequired:
        return f"{key}?: {_typescript(get_args(kind)[0])}"
    return f"{key}: {_typescript(kind)}"


def _tuple(wire_type: type) -> str:
    """Return a NamedTuple as a tuple whose places are named."""
    body = "".join(f"    {key}: {_typescript(kind)},\n" for key, kind in get_type_hints(wire_type).items())
    return f"  type {wire_type.__name__} = [\n{body}  ];\n"


def _typescript(kind: object) -> str:
    """Return a Python type as TypeScript writes it.

    Raises
    ------
    TypeError
        When JSON has nothing like it.
    """
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Literal:
        return " | ".join(f'"{value}"' if isinstance(value, str) else str(value).lower() for value in inner)
    if origin in (Union, UnionType):
        return " | ".join(_typescript(part) for part in inner)
    if origin is list or inner[1:] == (...,):
        return f"{_element(inner[0])}[]"
    if origin is tuple:
        return f"[{', '.join(_typescript(part) for part in inner)}]"
    if origin is dict:
        return f"Record<{_typescript(inner[0])}, {_typescript(inner[1])}>"
    if isinstance(kind, type):
        return _name(kind)
    message = f"{kind} is no type of a JSON document"
    raise TypeError(message)


def _name(kind: type) -> str:
    if issubclass(kind, StrEnum):
        return " | ".join(f'"{member.value}"' for member in kind)
    if kind.__module__ == wire.__name__:
        return kind.__name__
    if kind in PLAIN:
        return PLAIN[kind]
    message = f"{kind} is no type of a JSON document"
    raise TypeError(message)


def _element(kind: object) -> str:
    text = _typescript(kind)
    return f"({text})" if " | " in text else text


def write(target: Path = TARGET) -> None:
    """Write the declarations."""
    target.parent.mkdir(exist_ok=True)
    target.write_text(declarations(), encoding="utf-8")


if __name__ == "__main__":
    write()
