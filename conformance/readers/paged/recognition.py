"""Words in pictures, by rapidocr with the models inside its package. Present only with the extra `ocr`.

The models are named by their paths, so that nothing is ever fetched; one thread, one line at a time, so that the same
picture gives the same words. Takes about half a gibibyte and is loaded at the first picture.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
Quads = NDArray[np.float32]

# Words are looked for in a picture of this size at most, in pixels a side; more finds no more on an A4 page.
_SIDE, _LONGEST = 1280, 2432
_A4 = 842.0
# Words less certain than this are specks.
LEAST = 0.5


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one line: how sure they are (0 to 1), and their corners in pixels, clockwise from the upper left."""

    text: str
    confidence: float
    corners: Quads


@cache
def models() -> dict[str, Path] | None:
    """The model of each step (finding lines, their direction, reading them); None where the extra is not installed."""
    package = find_spec("rapidocr")
    if package is None or package.origin is None or find_spec("onnxruntime") is None:
        return None
    folder = Path(package.origin).parent / "models"
    found = {step: sorted(folder.glob(f"*_{step}_*.onnx")) for step in ("det", "cls", "rec")}
    return {step: paths[-1] for step, paths in found.items()} if all(found.values()) else None


def available() -> bool:
    """Whether pictures can be read on this machine."""
    return models() is not None


@cache
def _engine() -> Any:
    import cv2  # noqa: PLC0415  (only with the extra)
    from rapidocr import RapidOCR  # noqa: PLC0415

    known = models()
    assert known is not None
    cv2.setNumThreads(1)
    logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.max_side_len": 100_000,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "Det.limit_type": "max",
            "Det.limit_side_len": _LONGEST,
            "Rec.rec_batch_num": 1,
            **{f"{step.capitalize()}.model_path": str(path) for step, path in known.items()},
        }
    )


def lines(image: Image, height: float) -> Quads:
    """The corners of each line of words in `image`, whose longer side is `height` points long."""
    import cv2  # noqa: PLC0415

    longer = max(image.shape[:2])
    shrunk = min(1.0, min(_LONGEST, _SIDE * max(1.0, height / _A4)) / longer)
    small = cv2.resize(image, None, fx=shrunk, fy=shrunk, interpolation=cv2.INTER_AREA) if shrunk < 1 else image
    found = _engine()(small, use_det=True, use_cls=False, use_rec=False)
    boxes = found.boxes if found.boxes is not None else []
    return np.array(boxes, dtype=np.float32).reshape(-1, 4, 2) / np.float32(shrunk)


def upside_down(strips: list[Image]) -> bool:
    """Whether most of `strips`, lines of words each, stand on their heads."""
    found = [_engine()(strip, use_det=False, use_cls=True, use_rec=False).cls_res[0] for strip in strips]
    turned: int = sum(label == "180" and score > 0.9 for label, score in found)
    return turned > len(found) / 2


def words(strip: Image) -> tuple[str, float]:
    """What one line of words says, and how sure that is (0 to 1)."""
    found = _engine()(strip, use_det=False, use_cls=False, use_rec=True)
    return (str(found.txts[0]), float(found.scores[0])) if found.txts else ("", 0.0)
