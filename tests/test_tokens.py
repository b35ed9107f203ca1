"""Segmentation: the lexicon's words are whole, the cache may fail, and nothing is imported before it is needed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.language import tokens
from conformance.text import fold

WORDS = [
    ("落实安责险和双重预防机制。", ["落实", "安责险", "和", "双重预防机制", "。"]),
    ("员工遵守操作程", ["员工", "遵守", "操作", "程"]),
    ("安全生产责任保险覆盖所有企业", ["安全生产责任保险", "覆盖", "所有", "企业"]),
]


@pytest.fixture
def fresh() -> None:
    tokens.segmenter.cache_clear()
    tokens.common_words.cache_clear()
    tokens.trade_words.cache_clear()


def test_common_words_are_kept_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh: None) -> None:
    monkeypatch.setattr(tokens, "cache_folder", lambda: tmp_path)
    made = tokens.common_words()
    assert {"安全", "安责险", "操作规程"} <= made
    assert max(map(len, made)) == 4
    trade = tokens.trade_words()
    assert {"安责险", "操作规程", "规程"} <= trade
    tokens.common_words.cache_clear()
    tokens.trade_words.cache_clear()
    monkeypatch.setattr(tokens, "segmenter", lambda: pytest.fail("loaded"))
    assert (tokens.common_words(), tokens.trade_words()) == (made, trade)


@pytest.mark.parametrize(("text", "expected"), WORDS)
def test_words(text: str, expected: list[str]) -> None:
    assert tokens.words(text) == expected


@settings(deadline=None)
@given(st.text(alphabet="安全生产责任制隐患，。 Aa1\n不得", max_size=60))
def test_words_and_tokens_cover_the_text(text: str) -> None:
    assert "".join(tokens.words(text)) == text
    assert next(tokens.documents([text])).text == fold(text)
    assert tokens.boundaries(text)[-1] == len(text)


def test_sentences_of_the_pipeline() -> None:
    doc = next(tokens.documents(["建立制度；落实责任。每年演练"]))
    assert [s.text for s in doc.sents] == ["建立制度;", "落实责任。", "每年演练"]


def test_the_word_list_is_kept_and_used_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh: None) -> None:
    monkeypatch.setattr(tokens, "cache_folder", lambda: tmp_path / "new")
    tokens.segmenter()
    kept = list((tmp_path / "new").iterdir())
    assert [p.suffix for p in kept] == [".marshal"]
    tokens.segmenter.cache_clear()
    monkeypatch.setattr(tokens, "_weights", lambda *a: pytest.fail("made again"))
    assert tokens.words("安责险") == ["安责险"]


def test_a_damaged_word_list_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh: None) -> None:
    monkeypatch.setattr(tokens, "cache_folder", lambda: tmp_path)
    tokens.segmenter()
    kept = next(tmp_path.iterdir())
    kept.write_bytes(kept.read_bytes()[:1000])
    tokens.segmenter.cache_clear()
    assert tokens.words("安责险") == ["安责险"]
    assert kept.stat().st_size > 1000


def test_a_folder_that_cannot_be_written_is_done_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh: None
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    monkeypatch.setattr(tokens, "cache_folder", lambda: blocked / "below")
    assert tokens.words("安责险") == ["安责险"]


def modules_after(code: str) -> tuple[set[str], str]:
    """The top-level modules loaded after `code` ran in a process of its own, and what it wrote to standard error."""
    done = subprocess.run(
        [sys.executable, "-W", "default", "-c", f"{code}\nimport json, sys\nprint(json.dumps(sorted(m for m in sys.modules if '.' not in m)))"],
        capture_output=True, text=True, check=True, encoding="utf-8",
    )  # fmt: skip
    return set(json.loads(done.stdout.strip().splitlines()[-1])), done.stderr


NEED_NO_WORDS = {
    "help": "from typer.testing import CliRunner\nfrom conformance.commands import app\nassert CliRunner().invoke(app(), ['--help']).exit_code == 0",
    "rules list": "from typer.testing import CliRunner\nfrom conformance.commands import app\nassert CliRunner().invoke(app(), ['rules', 'list']).exit_code == 0",
    "reading a text": "from conformance.facts import extract\nfrom conformance.readers import read\nextract(read('方案\\n每年演练。'.encode(), path='a.txt'))",
}  # fmt: skip


@pytest.mark.parametrize("name", NEED_NO_WORDS)
def test_what_needs_no_words_loads_neither_jieba_nor_spacy(name: str) -> None:
    loaded, _ = modules_after(NEED_NO_WORDS[name])
    assert "conformance" in loaded
    assert not loaded & {"jieba", "spacy"}


def test_jieba_is_silent() -> None:
    loaded, said = modules_after("from conformance.language import tokens\ntokens.words('安全')")
    assert "jieba" in loaded
    assert said == ""
