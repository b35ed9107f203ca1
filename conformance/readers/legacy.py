"""Old Word files (.doc, .wps) and .rtf: turned into docx by LibreOffice, where it is installed, and read as that."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from conformance.errors import ReadError
from conformance.messages import Message, Said
from conformance.model.document import Reading
from conformance.options import Limits

SUFFIXES = (".doc", ".wps", ".dot", ".wpt", ".rtf")
NAME = Message("legacy", "旧版 Word 文档（doc/rtf）", "an old Word document (doc or rtf)")

CONVERTED = Message(
    "converted",
    "旧格式文件（{format}）由 LibreOffice 转换后读取，个别版式可能与原件不同。",
    "the old format ({format}) was converted by LibreOffice; details of layout may differ from the original",
)
NO_CONVERTER = Message(
    "no_converter",
    "这是旧版 Word 文件（{format}），本机没有 LibreOffice，无法读取；请在 Word 或 WPS 中另存为 docx 后再提交，"
    "或安装 LibreOffice。",
    "this is an old Word file ({format}) and LibreOffice is not installed; save it as docx in Word or WPS, or install "
    "LibreOffice",
)
NOT_CONVERTED = Message(
    "not_converted",
    "旧版 Word 文件（{format}）转换失败，可能已损坏；请在 Word 或 WPS 中另存为 docx 后再提交。",
    "the old Word file ({format}) could not be converted and may be damaged; save it as docx in Word or WPS",
)
TOO_SLOW = Message(
    "time_limit",
    "转换旧版 Word 文件用时超过上限（{most} 秒）；请在 Word 或 WPS 中另存为 docx 后再提交。",
    "converting the old Word file took longer than the limit of {most} seconds; save it as docx in Word or WPS",
)
LOCKED = Message(
    "password",
    "文件有打开密码，无法读取；请另存为不加密的文件后再提交。",
    "the file needs a password; save it without one and submit it again",
)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_SECTOR = 512
# Source: [MS-DOC] 2.5.2 FibBase: wIdent, then flags at offset 10, where bit 8 says encrypted.
_FIB = b"\xec\xa5"
_FLAGS = 10
_ENCRYPTED = 0x01
_PROGRAMS = ("soffice", "libreoffice")
_WINDOWS_FOLDERS = ("ProgramFiles", "ProgramFiles(x86)")


def sniff(data: bytes) -> bool:
    """Whether `data` is a binary Word file or rich text."""
    return data.lstrip()[:5] == _RTF if data[:1] != _OLE[:1] else data.startswith(_OLE) and _WORD_STREAM in data


def read(data: bytes, limits: Limits) -> Reading:
    """Convert and read the file `data`.

    ReadError where LibreOffice is missing, fails or takes too long, and where the file needs a password.
    """
    from conformance.readers import docx  # noqa: PLC0415

    format = "doc" if data.startswith(_OLE) else "rtf"
    if format == "doc" and locked(data):
        raise ReadError(LOCKED)
    program = converter()
    if program is None:
        raise ReadError(NO_CONVERTER, format=format)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        converted = _converted(data, Path(folder), format, program, limits)
    reading = docx.read(converted, limits)
    return replace(reading, format=format, notices=(Said.of(CONVERTED, format=format), *reading.notices))


def locked(packed: bytes) -> bool:
    """Whether the binary Word file `packed` is encrypted. Its main stream begins at the start of some sector."""
    at = packed.find(_FIB, _SECTOR)
    while at >= 0 and at % _SECTOR:
        at = packed.find(_FIB, at + 1)
    return at >= 0 and len(packed) > at + _FLAGS + 1 and bool(packed[at + _FLAGS + 1] & _ENCRYPTED)


def converter() -> str | None:
    """The path of LibreOffice's program; None where it is not installed."""
    found = next((p for name in _PROGRAMS if (p := shutil.which(name))), None)
    if found is not None or sys.platform != "win32":
        return found
    folders = (os.environ.get(name) for name in _WINDOWS_FOLDERS)
    usual = (Path(f) / "LibreOffice" / "program" / "soffice.exe" for f in folders if f)
    return next((str(p) for p in usual if p.is_file()), None)


def _converted(content: bytes, folder: Path, format: str, program: str, limits: Limits) -> bytes:
    """`content` as docx. Everything is written inside `folder`, LibreOffice's own profile included."""
    source = folder / f"document.{format}"
    source.write_bytes(content)
    # A profile of its own: a running office would else take the job, and none of its settings or macros apply.
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    options = ["--headless", "--norestore", "--nologo", "--convert-to", "docx", "--outdir", str(folder / "out")]
    _run([program, profile, *options, str(source)], limits.seconds)
    target = folder / "out" / "document.docx"
    if not target.is_file():
        raise ReadError(NOT_CONVERTED, format=format)
    if target.stat().st_size > limits.size:
        raise ReadError(NOT_CONVERTED, format=format)
    return target.read_bytes()


def _run(command: list[str], seconds: float) -> None:
    """Run `command` quietly; after `seconds` it and all it started are killed and ReadError is raised."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True) as running:
        try:
            running.wait(seconds)
        except subprocess.TimeoutExpired:
            raise ReadError(TOO_SLOW, most=round(seconds)) from None
        finally:
            _kill(running)


def _kill(running: subprocess.Popen[bytes]) -> None:
    """End `running` together with the programs it started; the launcher of LibreOffice starts another one."""
    if running.poll() is not None:
        return
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(running.pid)], capture_output=True, check=False)
    else:
        os.killpg(running.pid, signal.SIGKILL)
