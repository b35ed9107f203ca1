"""Reading what somebody sent: in a worker process, held to the limits of pages, time and memory, for every caller.

Only tests, the packs' own examples and what already runs in a worker call `conformance.readers.read` itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from conformance import workers
from conformance.errors import ConformanceError
from conformance.messages import Language
from conformance.model.document import Document
from conformance.options import DEFAULT_LIMITS, Limits
from conformance.submissions import Submission

Made = TypeVar("Made")
_File = tuple[str, bytes]


def whole(document: Document) -> Document:
    """What to make of a document for those who want it as it is."""
    return document


def text(document: Document) -> str:
    """What to make of a document for those who want its words only."""
    return document.text


def made(
    file: Submission, make: Callable[[Document], Made], language: Language = "zh", limits: Limits = DEFAULT_LIMITS
) -> Made:
    """What `make`, a function of a module or `partial` of one, gives for the document in `file`; made in the worker too.

    ReadError where it cannot be opened or read, or is over a limit.
    """
    return workers.one(partial(_had, file), _work(make, language, limits))


def each(
    files: Sequence[Submission],
    make: Callable[[Document], Made],
    language: Language = "zh",
    limits: Limits = DEFAULT_LIMITS,
) -> list[Made | ConformanceError]:
    """The same of many files, in their order, several at once; the error stands in place of what could not be made."""
    results = dict(
        workers.each([partial(_had, f) for f in files], _work(make, language, limits), workers.default_jobs())
    )
    return [results[i] for i in range(len(files))]


def _work(make: Callable[[Document], Made], language: Language, limits: Limits) -> workers.Work[_File, Made]:
    return workers.Work(partial(_read, make, language), limits=limits)


def _had(file: Submission) -> _File:
    return file.name, file.content()


def _read(make: Callable[[Document], Made], language: Language, file: _File, limits: Limits) -> Made:
    from conformance.readers import read  # noqa: PLC0415  (the process that asks needs no reader)

    name, content = file
    return make(read(content, path=name, limits=limits, language=language))
