"""A gap report on a file made in a test, with places at given words, as `check` would give it."""

from __future__ import annotations

from datetime import date

from conformance.facts import extract, inspection
from conformance.model.report import Finding, GapReport, Place, Report
from conformance.readers import read
from tests.sample_report import gap_report, summary

Span = tuple[int, int]


def marked(source: bytes, *places: str | Span, path: str = "方案.docx", language: str = "zh") -> GapReport:
    """The report on `source`: a wrong citation at each of `places` (words, or spans of the text read), one demand that
    is stated nowhere and one that is met."""
    document = read(source, path=path)
    facts = inspection(extract(document, as_of=date(2024, 11, 20)))
    packs = gap_report().packs
    spans = [_span(document.text, place) for place in places]
    found = (
        Finding("street", "A1-02", "fail", "absent", "全文没有写明带班安排。", missing=("带班",), fingerprint="f1"),
        Finding("street", "A1-01", "pass", "met", "已写明。", fingerprint="f2"),
        Finding("basics", "CIT-01", "partial", "wrong", "有几处引用要改正。", places=tuple(
            Place("superseded", f"第{n}处已被代替", f"p{n}", start, end, document.text[start:end], replacement="新版")
            for n, (start, end) in enumerate(spans, 1)
        ), fingerprint="f3"),
    )  # fmt: skip
    one = Report(path, "checked", facts=facts, findings=found, summary=summary(found, packs))
    return gap_report(one, language=language)


def _span(text: str, place: str | Span) -> Span:
    if isinstance(place, str):
        start = text.index(place)
        return start, start + len(place)
    return place
