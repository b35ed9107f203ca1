"""What is checked when a path names a folder, an archive, or standard input."""

from __future__ import annotations

import io
import os
import stat
import struct
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
import word_files as word

from conformance.errors import ReadError, UsageError
from conformance.options import DEFAULT_LIMITS, Limits
from conformance.submissions import submissions
from conformance.submissions.names import member_name

PLAN = "恒拓公司实施方案".encode()


def packed(members: Mapping[str, bytes], *, raw: str | None = None) -> bytes:
    """A zip of `members`; `raw` is the encoding of names written without the flag for utf-8."""
    target = io.BytesIO()
    names: dict[bytes, bytes] = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            stored = name
            if raw:
                stored = f"{len(names)}".rjust(len(name.encode(raw)), "~")
                names[stored.encode()] = name.encode(raw)
            archive.writestr(stored, content)
    content = target.getvalue()
    for stored_name, raw_name in names.items():
        content = content.replace(stored_name, raw_name)
    return content


def found(path: Path, limits: Limits = DEFAULT_LIMITS) -> dict[str, bytes | str]:
    """Name → content, or the key of the error."""
    result: dict[str, bytes | str] = {}
    for one in submissions([path], limits):
        try:
            result[one.name] = one.content()
        except ReadError as error:
            assert error.say("zh") and error.say("en")
            result[one.name] = error.message.key
    return result


def test_a_folder_with_everything_in_it(tmp_path: Path) -> None:
    (tmp_path / "甲 街道").mkdir()
    for name in ("甲 街道/方案.txt", ".DS_Store", "~$方案.docx", "Thumbs.db", "b.txt"):
        (tmp_path / name).write_bytes(PLAN)
    (tmp_path / "c.zip").write_bytes(packed({"d/e.txt": PLAN, "__MACOSX/d/._e.txt": b"", "~$e.docx": b""}))
    assert found(tmp_path) == {"b.txt": PLAN, "c.zip/d/e.txt": PLAN, "甲 街道/方案.txt": PLAN}


@pytest.mark.parametrize("raw", [None, "gbk", "utf-8"])
@pytest.mark.parametrize("name", ["街道/安全方案（终稿）.txt", "联通.txt", "plan.txt"])
def test_names_as_their_author_saw_them(tmp_path: Path, name: str, raw: str | None) -> None:
    (tmp_path / "a.zip").write_bytes(packed({name: PLAN}, raw=raw))
    assert found(tmp_path / "a.zip") == {f"a.zip/{name}": PLAN}


def test_a_name_in_the_extra_field_wins() -> None:
    row = zipfile.ZipInfo("?.txt")
    name = "方案.txt".encode()
    row.extra = struct.pack("<HH", 0x5455, 1) + b"x" + struct.pack("<HHBI", 0x7075, 5 + len(name), 1, 0) + name
    assert member_name(row) == "方案.txt"


def test_names_never_lead_out_of_the_archive(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed({"../../etc/x.txt": PLAN, "/b.txt": PLAN, "c\\d.txt": PLAN}))
    assert list(found(tmp_path / "a.zip")) == ["a.zip/b.txt", "a.zip/c/d.txt", "a.zip/etc/x.txt"]


def test_archives_in_archives(tmp_path: Path) -> None:
    inner = packed({"x.txt": PLAN})
    for name in ("l3.zip", "l2.dat", "l1.zip"):
        inner = packed({name: inner, "y.txt": PLAN})
    (tmp_path / "a.zip").write_bytes(inner)
    assert list(found(tmp_path / "a.zip")) == [
        "a.zip/l1.zip/l2.dat/l3.zip", "a.zip/l1.zip/l2.dat/y.txt", "a.zip/l1.zip/y.txt", "a.zip/y.txt",
    ]  # fmt: skip


def test_a_document_is_no_archive_whatever_its_name(tmp_path: Path) -> None:
    document = word.docx(word.paragraph("方案"))
    (tmp_path / "方案.zip").write_bytes(document)
    (tmp_path / "b.zip").write_bytes(packed({"方案": document, "c.docx": document}))
    assert found(tmp_path) == {"方案.zip": document, "b.zip/方案": document, "b.zip/c.docx": document}


def test_two_members_of_one_name_are_both_read(tmp_path: Path) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("a.txt", b"1")
        archive.writestr("a.txt", b"2")
    (tmp_path / "a.zip").write_bytes(target.getvalue())
    assert sorted(s.content() for s in submissions([tmp_path / "a.zip"])) == [b"1", b"2"]


def locked(content: bytes) -> bytes:
    changed = bytearray(content)
    changed[changed.index(b"PK\x01\x02") + 8] |= 1
    return bytes(changed)


LIMITED = {
    "a member that unpacks a thousandfold": (packed({"a.txt": b" " * (2 << 20)}), {}, {"a.zip/a.txt": "archive_limit"}),
    "a member over the size": (packed({"a.txt": bytes(range(256)) * 9}), {"size": 1000}, {"a.zip/a.txt": "archive_limit"}),
    "too many members": (packed({f"{i}.txt": b"" for i in range(9)}), {"members": 8}, {"a.zip": "archive_members"}),
    "a list of members too long to be read": (
        packed({f"{i:0>400}.txt": b"" for i in range(9)}), {"members": 2}, {"a.zip": "archive_members"},
    ),
    "a member with a password": (locked(packed({"a.txt": PLAN})), {}, {"a.zip/a.txt": "archive_locked"}),
    "an archive within that unpacks a thousandfold": (
        packed({"b.zip": packed({"c.txt": b" " * (2 << 20)})}), {}, {"a.zip/b.zip/c.txt": "archive_limit"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LIMITED)
def test_limits(tmp_path: Path, name: str) -> None:
    content, limits, expected = LIMITED[name]
    (tmp_path / "a.zip").write_bytes(content)
    assert found(tmp_path / "a.zip", replace(DEFAULT_LIMITS, **limits)) == expected  # type: ignore[arg-type]


def test_damaged_archives_are_left_to_the_readers(tmp_path: Path) -> None:
    whole = packed({"a.txt": PLAN})
    (tmp_path / "a.zip").write_bytes(whole[:-30])
    assert found(tmp_path / "a.zip") == {"a.zip": whole[:-30]}


def test_a_file_over_the_limit_is_not_read_whole(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * 5000)
    assert found(tmp_path / "a.txt", replace(DEFAULT_LIMITS, size=1000)) == {"a.txt": b"x" * 1001}


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    for content, expected in (
        (PLAN, {"-": PLAN}),
        (packed({"方案.txt": PLAN}), {"-/方案.txt": PLAN}),
        (b"x" * 2000, {"-": b"x" * 1001}),
    ):
        stream = io.TextIOWrapper(io.BytesIO(content))
        monkeypatch.setattr(sys, "stdin", stream)
        assert found(Path("-"), replace(DEFAULT_LIMITS, size=1000)) == expected


def test_a_missing_path_is_a_mistake_in_the_call(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="找不到文件"):
        submissions([tmp_path / "x"])


posix = pytest.mark.skipif(sys.platform == "win32", reason="pipes, links and bytes in names are those of POSIX")


@posix
def test_what_is_no_file_is_named_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.docx")
    (tmp_path / "b.docx").symlink_to("b.docx")
    (tmp_path / "c.docx").symlink_to("nothing")
    (tmp_path / "d.docx").symlink_to("/dev/zero")
    assert found(tmp_path) == {
        "a.docx": "not_a_file", "b.docx": "not_a_file", "c.docx": "not_a_file", "d.docx": "link_out",
    }  # fmt: skip
    assert found(tmp_path / "a.docx") == {"a.docx": "not_a_file"}
    assert found(Path("/dev/zero")) == {"zero": "not_a_file"}


@posix
def test_links_are_followed_inside_a_folder_only(tmp_path: Path) -> None:
    (tmp_path / "in" / "below").mkdir(parents=True)
    (tmp_path / "secret.txt").write_bytes(b"secret")
    (tmp_path / "in" / "a.txt").write_bytes(PLAN)
    for name, target in (("b.txt", "a.txt"), ("c.txt", "../secret.txt"), ("round", "."), ("up", "..")):
        (tmp_path / "in" / "below" / name).symlink_to(tmp_path / "in" / target)
    assert found(tmp_path / "in") == {
        "a.txt": PLAN, "below/b.txt": PLAN, "below/c.txt": "link_out", "below/round": "link_out",
        "below/up": "link_out",
    }  # fmt: skip
    assert found(tmp_path / "in" / "below" / "c.txt") == {"c.txt": b"secret"}  # named by the caller himself


@posix
def test_names_in_gbk_on_a_system_in_utf_8(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "方案.txt".encode("gbk"))).write_bytes(PLAN)
    assert found(tmp_path) == {"方案.txt": PLAN}


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="nothing is closed to root")
def test_closed_files_and_folders_are_named(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.txt").write_bytes(PLAN)
    (tmp_path / "a").chmod(0)
    (tmp_path / "b" / "x.txt").chmod(0)
    try:
        closed = {one.name: one for one in submissions([tmp_path])}
        assert list(closed) == ["a", "b/x.txt"]
        with pytest.raises(ReadError, match="不能打开文件夹 a"):
            closed["a"].content()
        with pytest.raises(PermissionError):
            closed["b/x.txt"].content()
        with pytest.raises(UsageError, match="找不到文件"):
            submissions([tmp_path / "a" / "x.txt"])
    finally:
        (tmp_path / "a").chmod(0o700)


def test_links_in_archives_are_not_read_as_text(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("方案.docx")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert found(tmp_path / "a.zip") == {"a.zip/方案.docx": "link_out"}


def test_archives_in_archives_are_limited_in_all(tmp_path: Path) -> None:
    inner = packed({f"{i}.txt": b"" for i in range(3)})
    (tmp_path / "a.zip").write_bytes(packed({f"{i}.zip": inner for i in range(3)}))
    limits = replace(DEFAULT_LIMITS, members=8)
    assert [k for k, v in found(tmp_path / "a.zip", limits).items() if v == "archive_members"] == [
        "a.zip/1.zip",
        "a.zip/2.zip",
    ]
    limits = replace(DEFAULT_LIMITS, archives=2 * len(inner))
    assert [k for k, v in found(tmp_path / "a.zip", limits).items() if v == "archives_in_archive"] == ["a.zip/2.zip"]


def test_members_that_lie_over_one_another_are_refused(tmp_path: Path) -> None:
    """As archives do that unpack to the size of a disk without any member over the ratio."""
    content = bytearray(packed({"a.txt": bytes(range(256)) * 20, "b.txt": bytes(range(256)) * 20}))
    second = content.rindex(b"PK\x01\x02")
    content[second + 42 : second + 46] = bytes(4)  # where its member begins: at the first
    content[second + 20 : second + 24] = len(content).to_bytes(4, "little")
    (tmp_path / "a.zip").write_bytes(bytes(content))
    assert found(tmp_path / "a.zip") == {"a.zip": "bad_archive"}
