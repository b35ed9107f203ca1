"""Files our own readers cannot take (Word 95 and older, damaged ones): turned into docx by LibreOffice, where it is
installed, and read as that."""

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

CONVERTED = Message(
    "converted",
    "旧格式文件由 LibreOffice 转换后读取，个别版式可能与原件不同。",
    "the old format was converted by LibreOffice; details of layout may differ from the original",
)
NOT_CONVERTED = Message(
    "not_converted",
    "旧版 Word 文件转换失败，可能已损坏；请在 Word 或 WPS 中另存为 docx 后再提交。",
    "the old Word file could not be converted and may be damaged; save it as docx in Word or WPS",
)
TOO_SLOW = Message(
    "time_limit",
    "转换旧版 Word 文件用时超过上限（{most} 秒）；请在 Word 或 WPS 中另存为 docx 后再提交。",
    "converting the old Word file took longer than the limit of {most} seconds; save it as docx in Word or WPS",
)
_PROGRAMS = ("soffice", "libreoffice")
_WINDOWS_FOLDERS = ("ProgramFiles", "ProgramFiles(x86)")


def converted(packed: bytes, program: str, limits: Limits) -> Reading:
    """Convert the old Word file `packed` with the LibreOffice `program` and read it.

    ReadError where that fails or takes too long.
    """
    from conformance.readers import docx  # noqa: PLC0415

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        content = _converted(packed, Path(folder), program, limits)
    reading = docx.read(content, limits)
    return replace(reading, format="doc", notices=(Said.of(CONVERTED), *reading.notices))


def converter() -> str | None:
    """The path of LibreOffice's program; None where it is not installed."""
    found = next((p for name in _PROGRAMS if (p := shutil.which(name))), None)
    if found is not None or sys.platform != "win32":
        return found
    folders = (os.environ.get(name) for name in _WINDOWS_FOLDERS)
    usual = (Path(f) / "LibreOffice" / "program" / "soffice.exe" for f in folders if f)
    return next((str(p) for p in usual if p.is_file()), None)


def _converted(content: bytes, folder: Path, program: str, limits: Limits) -> bytes:
    """`content` as docx. Everything is written inside `folder`, LibreOffice's own profile included."""
    source = folder / "document.doc"
    source.write_bytes(content)
    # A profile of its own: a running office would else take the job, and none of its settings or macros apply.
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    options = ["--headless", "--norestore", "--nologo", "--convert-to", "docx", "--outdir", str(folder / "out")]
    _run([program, profile, *options, str(source)], limits.seconds)
    target = folder / "out" / "document.docx"
    if not target.is_file() or target.stat().st_size > limits.size:
        raise ReadError(NOT_CONVERTED)
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
