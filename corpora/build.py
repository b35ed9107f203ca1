"""Make a Word and a pdf file of every sample: `python corpora/build.py [NAME …]`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import layout
import sheet
import word

HERE = Path(__file__).parent
# Word counts the numbers of these; in the others they are typed.
AUTOMATIC = {"tower-builders", "coach-transport", "frost-storage", "riverside-street", "alloy-casting", "machine-works"}
# These have no styles at all: a reader has only the words to go by.
PLAIN = {"gear-works", "garden-property", "noodle-house", "timber-furniture", "canteen-hospital", "willow-street"}


def docx(name: str) -> bytes:
    """The Word file of the sample called `name`."""
    return word.docx(_parts(name), automatic=name in AUTOMATIC, styled=name not in PLAIN)


def pdf(name: str) -> bytes:
    """The pdf file of the sample called `name`."""
    return sheet.pdf(_parts(name))


def names() -> list[str]:
    return sorted(path.stem for path in (HERE / "samples").glob("*.txt"))


def _parts(name: str) -> tuple[layout.Part, ...]:
    return layout.parts((HERE / "samples" / f"{name}.txt").read_text(encoding="utf-8"))


def main(chosen: Sequence[str]) -> None:
    for suffix, make in (("docx", docx), ("pdf", pdf)):
        folder = HERE / suffix
        folder.mkdir(exist_ok=True)
        for name in chosen or names():
            (folder / f"{name}.{suffix}").write_bytes(make(name))


if __name__ == "__main__":
    main(sys.argv[1:])
