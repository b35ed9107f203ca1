"""What `conformance inspect` prints of one document."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.model.facts import Inspection
from conformance.reporters.json import dump
from conformance.reporters.view.quality import quality_words, unread_parts


def as_json(facts: Inspection) -> bytes:
    """The inspection as UTF-8 JSON, the contract of other programs."""
    return dump(facts)


def as_text(facts: Inspection) -> str:
    """The inspection for a person: what the document is, its outline, citations, time limits and blanks."""
    return "\n".join(_lines(facts)) + "\n"


def _lines(facts: Inspection) -> Iterator[str]:
    document = facts.document
    yield f"{document.path}  [{document.format}]  {document.type}"
    for label, value in (
        ("标题", document.title), ("单位", document.enterprise), ("发文机关", document.issuer), ("文号", document.number),
        ("主送", document.addressee), ("日期", document.date),
    ):  # fmt: skip
        if value:
            yield f"  {label}：{value}"
    yield f"  {quality_words(facts, 'zh')}"
    yield from (f"  · {line}" for line in unread_parts(facts, "zh"))
    yield from (f"  · {n.message}" for n in document.notices)
    yield f"\n提纲（{len(facts.outline)}）"
    yield from (f"{'  ' * row.level}{row.number} {row.title}".rstrip() for row in facts.outline)
    yield f"\n引用（{len(facts.citations)}）"
    for one in facts.citations:
        yield f"  {' '.join(one.quote.split())}  →  {one.resolution.status}" + (
            f"，应为 {one.resolution.right}" if one.resolution.right else ""
        )
    yield f"\n时限（{len(facts.deadlines)}）"
    for limit in facts.deadlines:
        until = f"（至 {limit.until}）" if limit.until else ""
        yield f"  {' '.join(limit.quote.split())}  {limit.kind} {limit.value or '-'}{until}  {limit.task or ''}".rstrip()
    yield f"\n待填（{len(facts.blanks)}）"
    yield from (f"  {' '.join(b.quote.split())}  {b.label or ''}".rstrip() for b in facts.blanks)
