"""The first and last lines of a document and its signature, in reading text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from conformance.facts.front.days import signed
from conformance.model.document import Block, Document

_HEAD, _FOOT, LONG, _TITLE = 24, 6, 60, 100
_NAME = 40
_BODY = re.compile(r"[一1][、.]|第[一1](?:[章条编篇]|部分)|-、|1 |1\.1|(?:总则|前言|引言)$")
# What titles and whole lines of the front end with.
ENDING = re.compile(
    r"(?:方案|计划|规划|要点|通知|通报|通告|意见|办法|规定|规范|规程|规则|导则|通则|预案|处置卡|制度|责任制|体系|要求|汇编|细则|条例|标准|准则|报告|措施|函|公告|"
    r"决定|批复|请示|纲要|任务书|责任书|承诺书|协议书?|指南|指引|手册|须知|纪要|总结|清单|台账|说明|简报|讲话|脚本|法)(?:\([^()]{1,24}\))*$"
)
_LABEL = re.compile(
    r"(?P<label>编制单位|编制部门|单位名称|企业名称|公司名称|生产经营单位(?:名称)?|承诺单位|填报单位|申报单位|责任单位|单位|企业|乙方)(?:\(盖?公?章\)|名称)?:(?P<value>.{4,40})$"
)
_FILE_NUMBER = re.compile(r"(?:文件)?编号:([A-Za-z0-9\u4e00-\u9fff/\-_.—()\[\]]{4,40})$")


@dataclass(frozen=True, slots=True)
class Front:
    """What stands before the running text and after it: the first lines (up to and with the first of the text) and which
    of them stand in a table, the last ones, the first words of the text, the signature nearest the front (name and day), and what labels say of the
    enterprise and of the file's number."""

    head: tuple[str, ...]
    in_cells: tuple[bool, ...]
    foot: tuple[str, ...]
    opening: str
    signature: tuple[str, str] | None = None
    enterprise: str | None = None
    file_number: str | None = None


def front(document: Document) -> Front:
    """The front of `document`."""
    blocks = [b for b in document.blocks if not b.contents and b.kind != "note"]
    near = [b for b in blocks[: 2 * _HEAD] if b.kind != "cell" or b.end - b.start <= LONG][:_HEAD]
    first = [words(document, b) for b in near]
    cut = next((i for i, line in enumerate(first) if starts_body(line)), len(first))
    head, foot = tuple(first[: cut + 1]), tuple(words(document, b) for b in blocks[-_FOOT:])
    return Front(
        head,
        tuple(b.kind == "cell" for b in near[: cut + 1]),
        foot,
        " ".join(first[cut : cut + 2]),
        _signature(document, blocks),
        _labelled((*head, *reversed(foot))),
        next((m[1] for line in head if (m := _FILE_NUMBER.match(line))), None),
    )


def words(document: Document, block: Block) -> str:
    """The reading text of `block`."""
    running = document.flow
    return running.text[running.position(block.start) : running.position(block.end)].strip()


def as_written(document: Document, name: str | None) -> str | None:
    """A name found in the reading text as `document` writes it: with its own brackets and commas, on one line."""
    running = document.flow
    found = re.search(r"\n?".join(map(re.escape, name or "")), running.text)
    if not found or not name:
        return name
    places = (i for i in range(*found.span()) if running.text[i] != "\n")
    return "".join(" " if running.text[i] == " " else document.text[running.origin[i]] for i in places)


def starts_body(line: str) -> bool:
    """Whether a line belongs to the running text: it is long, ends like a sentence, or bears a first number."""
    long = len(line) > (_TITLE if ENDING.search(line) and "。" not in line else LONG)
    return long or line.endswith(("。", ";")) or _BODY.match(line) is not None


def _signature(document: Document, blocks: Sequence[Block]) -> tuple[str, str] | None:
    """The first name that stands by itself right over a day, behind the front: what is attached comes after it."""
    body = False
    before = ""
    for block in blocks:
        if block.end - block.start > LONG:
            body, before = True, ""
            continue
        line = words(document, block)
        day = signed(line) if body and before and block.kind != "cell" else None
        if day and len(before) <= _NAME and not re.search(r"[。;,:]", before):
            return before, day
        before = re.sub(r"\((?:盖?公?章|印章|签章)\)$", "", line)
        body = body or line.endswith("。")
    return None


def _labelled(lines: Sequence[str]) -> str | None:
    """The enterprise that a label names (编制单位：…)."""
    found = (m["value"] for line in lines if (m := _LABEL.match(line)))
    return next((v for v in found if not re.search(r"部$|科$|室$|[。;]|_{2}|×{2}", v)), None)
