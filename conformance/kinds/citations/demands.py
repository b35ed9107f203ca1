"""The demand that an instrument be cited."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pydantic import BaseModel, ConfigDict

from conformance.facts import register
from conformance.facts.registering.edition import identity
from conformance.messages import Message, Said
from conformance.model.document import Span
from conformance.model.facts import Citation
from conformance.model.rules import Proof, Verdict

CITED = Message("cited", "已引用{name}。", "{name} is cited.")
NOT_CITED = Message("not_cited", "未见引用{name}。", "{name} is not cited.")
OTHER_EDITION = Message(
    "other_edition", "引用了{name}，但不是要求的版本。", "{name} is cited, but not in the edition asked for."
)
_MANY = 8


class Required(BaseModel):
    """The instruments of which at least one must be cited, and in which edition."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    any_of: list[str]
    edition: Literal["any", "in_force", "this"] = "any"


def demanded(citations: Iterable[Citation], wanted: Required) -> Verdict:
    """Pass where one of the instruments is cited in the edition wanted, partial in another, else fail."""
    known = register.load()
    instruments = {e.instrument for name in wanted.any_of for e in known.exact(name)}
    names = set(wanted.any_of)
    cited = [c for c in citations if _meant(c, known) & instruments or {c.canonical, c.code} & names]
    fitting = [c for c in cited if _fits(c, wanted)]
    name = "、".join(wanted.any_of)
    proof = tuple(Proof(Span(c.start, c.end)) for c in (fitting or cited)[:_MANY])
    if fitting:
        return Verdict("pass", Said.of(CITED, name=name), proof)
    if cited:
        return Verdict("partial", Said.of(OTHER_EDITION, name=name), proof, missing=(name,))
    return Verdict("fail", Said.of(NOT_CITED, name=name), missing=(name,))


def _fits(citation: Citation, wanted: Required) -> bool:
    found = citation.resolution
    if wanted.edition == "in_force":
        return "current" in (found.status, found.on_document_date)
    return wanted.edition == "any" or found.record in wanted.any_of


def _meant(citation: Citation, known: register.Register) -> set[str]:
    """The instruments a citation stands for, whichever edition and however wrongly dated."""
    edition = known.by_id.get(citation.resolution.record or "")
    siblings = known.by_code.get(identity(citation.code), ()) if citation.code else ()
    return {e.instrument for e in (edition, *siblings) if e}
