"""Segmentation: a private jieba whose dictionary knows the lexicon's words, inside a spaCy `zh` pipeline.

Imported only where words are needed: jieba and spaCy cost a second each to load. Literal terms are matched on
characters; words give evidence of boundaries, tell damage from wording, and carry the token patterns of rules.
"""

from __future__ import annotations

import hashlib
import logging
import marshal
import os
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from importlib.metadata import version
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conformance.language import lexicon
from conformance.text import fold

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_SENTENCE_ENDS = ["。", "!", "?", ";", "！", "？", "；", "\n"]
# Weight of a lexicon word where jieba's own dictionary has none: enough to win over its parts.
_LEXICON_WEIGHT = 2000
_COMMON_WEIGHT, _LONGEST = 3, 4


def cache_folder() -> Path:
    """Where this user's programs keep what can be made again; it need not exist nor be writable."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "conformance" / "cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "conformance"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "conformance"


def _key() -> str:
    """What the kept lists are made from, as a short hash: jieba, Python and the lexicon."""
    parts = [version("jieba"), str(sys.version_info[:2]), *_lexicon_words()]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _lexicon_words() -> list[str]:
    return sorted({w for c in lexicon.load().values() for w in c.terms if len(w) > 1})


@lru_cache(maxsize=1)
def segmenter() -> Any:
    """The tokenizer of this process; its word list is kept in the user's cache folder where that can be written."""
    tokenizer = _jieba().Tokenizer()
    kept = cache_folder() / f"words-{_key()}.marshal"
    found = _kept(kept)
    tokenizer.FREQ, tokenizer.total = found or _weights(tokenizer, _lexicon_words())
    tokenizer.initialized = True
    if found is None:
        _keep(kept, marshal.dumps((tokenizer.FREQ, tokenizer.total)))
    return tokenizer


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """The words of two to four characters that are met often enough to tell sound text from damaged."""
    return _list("common", _common_words)


@lru_cache(maxsize=1)
def trade_words() -> frozenset[str]:
    """The words that the terms of the lexicon are, or are made of."""
    return _list("trade", _trade_words)


def _common_words() -> Iterator[str]:
    return (w for w, weight in segmenter().FREQ.items() if weight >= _COMMON_WEIGHT and 2 <= len(w) <= _LONGEST)


def _trade_words() -> Iterator[str]:
    for concept in lexicon.load().values():
        for term in concept.terms:
            yield from (term, *words(term))


def _list(name: str, make: Callable[[], Iterable[str]]) -> frozenset[str]:
    """The list called `name`, kept in a file of its own: a twentieth of the time, and of the memory, that the whole
    dictionary takes."""
    kept = cache_folder() / f"{name}-{_key()}.txt"
    try:
        return frozenset(kept.read_text(encoding="utf-8").split("\n"))
    except (OSError, UnicodeDecodeError):
        found = sorted(set(make()))
        _keep(kept, "\n".join(found).encode())
        return frozenset(found)


def _jieba() -> Any:
    """Import jieba without its warnings and without its talk on standard error."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba  # noqa: PLC0415  (costs a quarter of a second: only where words are needed)
    jieba.setLogLevel(logging.ERROR)
    return jieba


def _weights(tokenizer: Any, words: Iterable[str]) -> tuple[dict[str, int], int]:
    """jieba's own word frequencies and prefixes, with the lexicon's words added."""
    weights, total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    for word in words:
        if not weights.get(word):
            weights[word] = _LEXICON_WEIGHT
            total += _LEXICON_WEIGHT
        for length in range(1, len(word)):
            weights.setdefault(word[:length], 0)
    return weights, total


def _kept(path: Path) -> tuple[dict[str, int], int] | None:
    """What an earlier run kept; None where there is nothing or it is damaged."""
    try:
        weights, total = marshal.loads(path.read_bytes())
    except (OSError, ValueError, EOFError, TypeError):
        return None
    return (weights, total) if isinstance(weights, dict) and isinstance(total, int) else None


def _keep(path: Path, content: bytes) -> None:
    """Write through a temporary file, so that two processes cannot spoil it, and drop the lists of other lexicons.

    Silently not where nothing can be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
        for old in path.parent.glob(f"{path.name.partition('-')[0]}-*{path.suffix}"):
            if old != path:
                old.unlink(missing_ok=True)
    except OSError:
        return


def words(text: str) -> list[str]:
    """The words of `text` by the dictionary alone; together they are `text`."""
    return list(segmenter().cut(text, HMM=False))


def boundaries(text: str) -> list[int]:
    """The offsets in `text` where a word begins, and its end."""
    return [0, *accumulate(map(len, words(text)))]


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """spaCy's blank `zh` pipeline over the private tokenizer, with sentence boundaries."""
    import spacy  # noqa: PLC0415  (costs seconds: only where a rule has token patterns)

    nlp = spacy.blank("zh")
    nlp.tokenizer = _Words(nlp.vocab)
    nlp.add_pipe("sentencizer", config={"punct_chars": _SENTENCE_ENDS})
    return nlp


class _Words:
    """The tokenizer of the pipeline: text in, a Doc of jieba's words out; a blank is no word."""

    def __init__(self, vocab: Any) -> None:
        self._vocab = vocab

    def __call__(self, text: str) -> Doc:
        from spacy.tokens import Doc  # noqa: PLC0415

        found: list[str] = []
        spaces: list[bool] = []
        for word in words(fold(text)):
            if word == " " and found and not spaces[-1]:
                spaces[-1] = True
            else:
                found.append(word)
                spaces.append(False)
        return Doc(self._vocab, words=found, spaces=spaces)


def documents(texts: Iterable[str]) -> Iterator[Doc]:
    """The parsed `texts`, one after the other."""
    nlp = pipeline()
    return (nlp(text) for text in texts)


def matches(patterns: list[list[dict[str, Any]]], text: str) -> list[tuple[int, int]]:
    """The ranges of `text` that match one of the token patterns: the longest of those that overlap, in text order."""
    from spacy.matcher import Matcher  # noqa: PLC0415
    from spacy.util import filter_spans  # noqa: PLC0415

    matcher = Matcher(pipeline().vocab)
    matcher.add("pattern", patterns)
    found = filter_spans(matcher(_parsed(text), as_spans=True))
    return [(span.start_char, span.end_char) for span in sorted(found, key=lambda s: s.start_char)]


@lru_cache(maxsize=512)
def _parsed(text: str) -> Doc:
    return next(documents([text]))
