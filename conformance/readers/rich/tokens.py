"""Rich text as tokens, and as trees where a whole group is wanted.

Source: Rich Text Format Specification 1.9.1, "RTF syntax".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

_TOKEN = re.compile(
    rb"\\([A-Za-z]{1,40})(-?\d{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\(.)|([{}])|([^\\{}\r\n\0]+)|[\r\n\0]+|\\", re.DOTALL
)
_LINE_ENDS = b"\r\n"

Kind = Literal["open", "close", "word", "sign", "byte", "text"]


@dataclass(frozen=True, slots=True)
class Token:
    """One token. `name` is that of a control word or the character of a control sign, `number` its parameter; `content`
    the bytes of text, in the code page of the font."""

    kind: Kind
    name: str = ""
    number: int | None = None
    content: bytes = b""


Tree: TypeAlias = "list[Token | Tree]"

_OPEN, _CLOSE = Token("open"), Token("close")
_BYTES = tuple(Token("byte", content=bytes((n,))) for n in range(256))


def tokens(packed: bytes) -> Iterator[Token]:
    """The tokens of `packed`. Binary data is left out."""
    at = 0
    while match := _TOKEN.match(packed, at):
        at = match.end()
        word, number, code, sign, brace, text = match.groups()
        if text is not None:
            yield Token("text", content=text)
        elif code is not None:
            yield _BYTES[int(code, 16)]
        elif word is not None:
            value = int(number) if number else None
            if word == b"bin":
                at += max(0, value or 0)
            else:
                yield Token("word", word.decode("ascii"), value)
        elif brace is not None:
            yield _OPEN if brace == b"{" else _CLOSE
        elif sign is not None:
            # A line end behind a backslash is a paragraph's end.
            yield Token("word", "par") if sign in _LINE_ENDS else Token("sign", sign.decode("latin-1"))


def tree(source: Iterator[Token], most: int) -> Tree:
    """The group whose opening brace has just been read, up to its closing one; what lies deeper than `most` is dropped."""
    root: Tree = []
    path = [root]
    for token in source:
        if token.kind == "open":
            inner: Tree = []
            if len(path) <= most:
                path[-1].append(inner)
            path.append(inner)
        elif token.kind == "close":
            path.pop()
            if not path:
                break
        else:
            path[-1].append(token)
    return root


def groups(parent: Tree) -> Iterator[Tree]:
    """The groups directly in `parent`."""
    return (item for item in parent if isinstance(item, list))


def words(parent: Tree) -> dict[str, int | None]:
    """The control words directly in `parent`, the last of each name."""
    return {item.name: item.number for item in parent if isinstance(item, Token) and item.kind == "word"}


def number(parent: Tree, name: str, default: int = 0) -> int:
    """The parameter of the control word `name` directly in `parent`."""
    found = words(parent).get(name)
    return default if found is None else found


def child(parent: Tree, name: str) -> Tree | None:
    """The first group in `parent` that is about `name`."""
    return next((group for group in groups(parent) if name in words(group)), None)
