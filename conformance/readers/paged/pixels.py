"""What is done to the picture of a page before and after its words are read: seals, direction, rules, strips of it.

Needs OpenCV, which comes with the extra `ocr`.
"""

from __future__ import annotations

import math
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from conformance.readers.paged.layout import Edge
from conformance.readers.paged.recognition import Image, Quads

# A seal is red by this much more than it is green or blue, and this large, in points.
_RED, _SEAL, _LARGEST = 48, 50.0, 260.0
# However dark a seal, its ink is at least so light in the red light, of 255.
_DARKEST_INK = 120.0
# Rules are at least this long, in points: longer than the strokes of letters.
_LEVEL_RULE, _UPRIGHT_RULE = 36.0, 24.0
# Above and below a rule the paper is clear so far, in points: less ink than this, of 255.
_CLEAR, _INK = 1.5, 60.0
# A slant below this is left as it is; one beyond is none of a page's, in degrees.
_SLIGHT, _STEEP = 0.15, 20.0


def without_seals(image: Image, scale: float) -> Image:
    """`image` with the ink of red seals made nearly white; `scale` is how many pixels a point has.

    What is red but no seal (a red heading) is left. Words below a seal stay: they are dark in the red light, in which
    the ink of the seal is taken for white.
    """
    red = image[:, :, 0].astype(np.int16)
    reddish = (red - np.maximum(image[:, :, 1], image[:, :, 2]) > _RED).astype(np.uint8)
    if not reddish.any():
        return image
    reach = max(3, round(5 * scale)) | 1
    joined = cv2.dilate(reddish, np.ones((reach, reach), np.uint8))
    cleaned = image.copy()
    for left, top, width, height, _ in cv2.connectedComponentsWithStats(joined)[2][1:]:
        if _is_seal(width / scale, height / scale, left <= 0 or left + width >= image.shape[1]):
            here = np.s_[top : top + height, left : left + width]
            light = cleaned[here][:, :, 0].astype(np.float32)
            ink = max(_DARKEST_INK, float(np.percentile(light[reddish[here] > 0], 10)))
            cleaned[here] = np.minimum(255, light * (255 / ink)).astype(np.uint8)[:, :, None]
    return cleaned


def _is_seal(width: float, height: float, cut: bool) -> bool:
    """Whether something red of this size, in points, is a seal; `cut` at the edge of the page it may be narrow."""
    round_enough = 0.5 < width / height < 2 or (cut and width < height)
    return _SEAL < height < _LARGEST and width < _LARGEST and round_enough


def strip(image: Image, corners: NDArray[np.float32]) -> Image:
    """The part of `image` between `corners` (clockwise from the upper left), made level; a tall one laid on its side."""
    width = max(1, round(max(math.dist(corners[0], corners[1]), math.dist(corners[3], corners[2]))))
    height = max(1, round(max(math.dist(corners[0], corners[3]), math.dist(corners[1], corners[2]))))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    moved = cv2.getPerspectiveTransform(corners, target)
    cut = cast(
        Image,
        cv2.warpPerspective(image, moved, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE),
    )
    return np.rot90(cut) if height > 1.5 * width else cut


def is_on_its_side(quads: Quads) -> bool:
    """Whether most lines of words run up or down the page."""
    wide = np.linalg.norm(quads[:, 1] - quads[:, 0], axis=1)
    high = np.linalg.norm(quads[:, 3] - quads[:, 0], axis=1)
    return bool(len(quads)) and bool((high > 1.5 * wide).sum() > 0.6 * len(quads))


def slant(quads: Quads) -> float:
    """By how many degrees lines of words fall to the right; 0 where that is nothing, or cannot be told."""
    across = quads[:, 1] - quads[:, 0]
    high = np.linalg.norm(quads[:, 3] - quads[:, 0], axis=1)
    long = across[np.linalg.norm(across, axis=1) > 6 * high]
    angle = float(np.median(np.degrees(np.arctan2(long[:, 1], long[:, 0])))) if len(long) else 0.0
    return angle if _SLIGHT < abs(angle) < _STEEP else 0.0


def levelled(image: Image, quads: Quads, angle: float) -> tuple[Image, Quads]:
    """`image` and `quads` turned back by `angle` degrees around the middle of the page."""
    height, width = image.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    level = cv2.warpAffine(image, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=(255, 255, 255))
    moved = quads @ turn[:, :2].T.astype(np.float32) + turn[:, 2].astype(np.float32)
    return cast(Image, level), moved.astype(np.float32)


def rules(image: Image, scale: float) -> list[Edge]:
    """The level and upright rules in `image`, in points; `scale` is how many pixels a point has."""
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    dark = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 12)
    return _strokes(dark, scale, _LEVEL_RULE, False) + _strokes(dark.T.copy(), scale, _UPRIGHT_RULE, True)


def _strokes(dark: Image, scale: float, least: float, upright: bool) -> list[Edge]:
    """The long level strokes in `dark`, which is turned over its diagonal where they are really `upright`.

    What has much ink right above and below is a row of words.
    """
    reach, beside = max(8, round(least * scale)), max(2, round(_CLEAR * scale))
    thick = cv2.dilate(dark, np.ones((3, 1), np.uint8))
    closed = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, np.ones((1, 5), np.uint8))
    found = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, reach), np.uint8))
    edges = []
    for left, top, width, height, _ in cv2.connectedComponentsWithStats(found)[2][1:].tolist():
        around = [
            dark[max(0, top - beside) : top, left : left + width],
            dark[top + height :][:beside, left : left + width],
        ]
        if height <= 5 * scale and all(not part.size or part.mean() < _INK for part in around):
            start, end, at = left / scale, (left + width) / scale, (top + height / 2) / scale
            edges.append(Edge(at, start, at, end) if upright else Edge(start, at, end, at))
    return edges
