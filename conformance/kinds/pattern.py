"""`pattern`: token patterns of spaCy's Matcher, for what words and conditions cannot say.

`patterns` is a list of patterns, each a list of tokens: `{TEXT: 每}`, `{LENGTH: 2}`, `{LIKE_NUM: true, OP: "?"}`,
`{TEXT: {IN: [日, 周]}}`, `{TEXT: {REGEX: 隐患$}}`. Words are those of jieba with the lexicon's own. `require: true` (the
default) asks that a sentence of the body holds one of them; `require: false` that none does: each match is a place
`pattern`. `about` are words of which a sentence must hold one to be looked at: with them hardly a sentence needs to be
cut into words. `guards` are those of a `clause`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from conformance.kinds.clauses.conditions import Condition, Guards, Item, Kept
from conformance.kinds.clauses.search import Search
from conformance.language.standing import indices
from conformance.messages import Message, Said
from conformance.model.document import Span
from conformance.model.facts import Facts
from conformance.model.rules import Evidence, Mark, Proof, Sentence, Verdict

FOUND = Message("pattern_found", "已写明。", "stated.")
ABSENT = Message("pattern_absent", "未见符合句式的写法。", "no sentence has the pattern.")
CLEAN = Message("pattern_clean", "未见此类写法。", "no sentence has the pattern.")
FAULTY = Message("pattern_faulty", "有 {count} 处此类写法。", "{count} places have the pattern.")
PLACE = Message("pattern", "“{quote}”应当修改。", "“{quote}” should be changed.")
CUT = Message("pattern_cut", "  切分为：{words}", "  cut into: {words}")
MATCHED = Message("pattern_matched", "  符合句式：{quote}", "  has the pattern: {quote}")
SEARCHED = Message("searched_sentences", "已查正文 {count} 句", "{count} sentences of the body were searched")
_SHOWN = 3

Text = str | dict[Literal["IN", "NOT_IN", "REGEX"], Any]


class Token(BaseModel):
    """One token of a pattern: the attributes a blank pipeline knows. Parts of speech and lemmas need a model."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    TEXT: Text | None = None
    LENGTH: int | dict[Literal["==", ">=", "<=", ">", "<"], int] | None = None
    IS_DIGIT: bool | None = None
    IS_PUNCT: bool | None = None
    LIKE_NUM: bool | None = None
    OP: Literal["!", "?", "+", "*"] | None = None


class Check(Kept):
    """The parameters of a `pattern` requirement."""

    patterns: tuple[tuple[Token, ...], ...] = Field(min_length=1)
    about: tuple[Item, ...] = ()
    require: bool = True
    guards: Guards = Guards()

    def terms(self) -> frozenset[str]:
        """The words of which a sentence must hold one to be looked at."""
        return frozenset(Condition(any=self.about).words())

    def judge(self, facts: Facts, evidence: Evidence) -> Verdict:
        """Pass or fail by whether a sentence has one of the patterns."""
        found = list(self._matches(facts, evidence))
        if not self.require:
            marks = tuple(Mark("pattern", Said.of(PLACE, quote=facts.document.quote(s)), s) for s in found)
            said = Said.of(FAULTY, count=len(marks)) if marks else Said.of(CLEAN)
            return Verdict("fail" if marks else "pass", said, marks=marks)
        if found:
            return Verdict("pass", Said.of(FOUND), tuple(map(Proof, found[:8])))
        count = Search.of(facts, evidence, self.guards, "sentence").counted.bit_count()
        return Verdict("fail", Said.of(ABSENT), missing=("句式",), searched=Said.of(SEARCHED, count=count))

    def explain(self, facts: Facts, evidence: Evidence) -> tuple[Said, ...]:
        """The matches; else how the sentences that hold a word of a pattern are cut into words, which patterns go by."""
        found = [Said.of(MATCHED, quote=facts.document.quote(span)) for span in self._matches(facts, evidence)]
        if found:
            return tuple(found)
        from conformance.language.tokens import words  # noqa: PLC0415  (spaCy only for rules that need it)

        literals = {t.TEXT for pattern in self.patterns for t in pattern if isinstance(t.TEXT, str)}
        near = (s.text for s in self._asked(facts, evidence) if any(one in s.text for one in literals))
        return tuple(Said.of(CUT, words="／".join(words(text))) for text in islice(near, _SHOWN))

    def _matches(self, facts: Facts, evidence: Evidence) -> Iterator[Span]:
        """The places of the longest matches, in text order."""
        from conformance.language.tokens import matches  # noqa: PLC0415  (spaCy only for rules that need it)

        rows = [[t.model_dump(exclude_none=True) for t in pattern] for pattern in self.patterns]
        for sentence in self._asked(facts, evidence):
            for start, end in matches(rows, sentence.text):
                yield Span(*facts.document.flow.source(sentence.flow_start + start, sentence.flow_start + end))

    def _asked(self, facts: Facts, evidence: Evidence) -> Iterator[Sentence]:
        search = Search.of(facts, evidence, self.guards, "sentence")
        units = search.units(Condition(any=self.about).wanted.any_of, False)
        for index in indices(search.counted):
            if not self.about or units >> index & 1:
                yield search.sentences[index]
