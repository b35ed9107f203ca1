"""The lexicon's file: what is said of an entry that is not right."""

from __future__ import annotations

from pathlib import Path

import pytest

from conformance.errors import PackError
from conformance.language import lexicon

FAULTS = {
    "without terms": ("- concept: 隐患\n  terms: []\n", "词表 own.yaml 第 1 条不完整：concept, terms"),
    "repeated": (
        "- {concept: 隐患, terms: [隐患]}\n- {concept: 隐患, terms: [缺陷]}\n",
        "词表 own.yaml 第 2 条重复：概念“隐患”前面已有。合并两条，或者另取名称。",
    ),
}


@pytest.mark.parametrize(("content", "said"), FAULTS.values(), ids=FAULTS.keys())
def test_a_faulty_entry_is_refused(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(PackError) as error:
        lexicon.load(path)
    assert error.value.say("zh") == said
