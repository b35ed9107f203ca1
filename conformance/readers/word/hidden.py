"""Which runs are hidden: found once for a whole part, since looking at every run would cost more than reading it.

Source: ISO/IEC 29500-1, 17.3.2.41 (vanish).
"""

from __future__ import annotations

from collections.abc import Iterator

from conformance.readers.word.styles import Styles
from conformance.readers.word.tags import R_PR, R_STYLE, VAL, VANISH, Element, R, on


class Hidden:
    """The hidden runs of the parts it was shown. Runs not named by themselves are as hidden as their paragraph's style."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._runs: dict[Element, bool] = {}

    def look(self, root: Element) -> Iterator[Element]:
        """Learn the hidden runs of the part `root`, and name them."""
        if self._styles.hides:
            for style in root.iter(R_STYLE):
                if self._styles.of(style.get(VAL)).hidden:
                    yield from self._note(style, hidden=True)
        for vanish in root.iter(VANISH):
            yield from self._note(vanish, hidden=on(vanish))

    def _note(self, stated: Element, *, hidden: bool) -> Iterator[Element]:
        properties = stated.getparent()
        run = properties.getparent() if properties is not None and properties.tag == R_PR else None
        if run is not None and run.tag == R:
            self._runs[run] = hidden
            yield run

    def hides(self, run: Element, by_style: bool) -> bool:
        """Whether `run` is hidden; `by_style` is what its paragraph's style says."""
        return self._runs.get(run, by_style)
