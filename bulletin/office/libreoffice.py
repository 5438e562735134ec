"""Conversion by LibreOffice, run without a window; nothing else starts it.

Each run has a temporary profile folder, so that it disturbs no other run and no LibreOffice that is
open on the desktop. Macros of the documents do not run, their links are not followed, the network is
not asked, and RTF brings in no file of this machine (``rtf``).
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO
from xml.sax.saxutils import escape

from bulletin.findings.errors import BulletinError
from bulletin.office import rtf
from bulletin.workspace import files as disk
from bulletin.workspace import system_errors, writing

VARIABLE = "BULLETIN_SOFFICE"
"""Environment variable: the path of the program, where it is not found by itself."""

LIMIT = 180.0
"""Seconds that a conversion may take, however many documents it is for."""

HOW_TO_GET = (
    ("Windows", "从 zh-cn.libreoffice.org 下载安装"),
    ("麒麟、统信 UOS", "在软件商店里装 LibreOffice；WPS 代替不了它"),
    ("Debian", "apt install libreoffice-writer"),
    ("装在别处的", f"把 soffice 的路径写进环境变量 {VARIABLE}"),
)
"""The system, and what to do there."""

_PLACES = (
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)

_PROFILE = {
    "/org.openoffice.Office.Common/Security/Scripting": {
        "MacroSecurityLevel": "3",
        "DisableMacrosExecution": "true",
        "DisablePythonRuntime": "true",
        "DisableOLEAutomation": "true",
        "DisableActiveContent": "true",
        "BlockUntrustedRefererLinks": "true",
    },
    "/org.openoffice.Office.Writer/Content/Update": {"Link": "2"},
    "/org.openoffice.Office.Calc/Content/Update": {"Link": "2"},
    # A proxy at a port where nobody listens: whatever wants the network gets nothing.
    "/org.openoffice.Inet/Settings": {
        "ooInetProxyType": "2",
        "ooInetHTTPProxyName": "127.0.0.1",
        "ooInetHTTPProxyPort": "9",
        "ooInetHTTPSProxyName": "127.0.0.1",
        "ooInetHTTPSProxyPort": "9",
        "ooInetNoProxy": "",
    },
    "/org.openoffice.Office.Common/Filter/PDF/Export": {
        "ExportBookmarksToPDFDestination": "true",
        "ExportBookmarks": "true",
        "UseTaggedPDF": "true",
    },
    "/org.openoffice.Office.Jobs/Jobs/org.openoffice.Office.Jobs:Job['UpdateCheck']/Arguments": {
        "AutoCheckEnabled": "false",
    },
}
"""What the profile sets: macros never run, links are never updated (2), the proxy is set by hand (2)
and dead, bookmarks of a document become named places of the PDF, its headings an outline, and all of it
has tags for screen readers.

An older LibreOffice passes over settings that it does not know.
"""


@dataclass(frozen=True, slots=True)
class LineEdges:
    """Characters that may not stand at the edges of a Chinese line; empty: LibreOffice's own."""

    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class PdfForm:
    """What a PDF is to be, beside what it shows."""

    language: str = ""
    """The language that its catalogue names (zh-CN), ISO 32000-1, 14.9.2; empty: as the machine has it."""
    archive: bool = False
    """Whether it is for an archive: PDF/A-2b (ISO 19005-2)."""


_FILTERS = {"docx": "docx:MS Word 2007 XML", "doc": "doc:MS Word 97"}
"""Formats whose filter has to be named: from HTML the format alone gives no Word file."""
_HEADS = {".pdf": b"%PDF-", ".docx": b"PK"}
"""How files of these formats begin; where a result begins otherwise, the conversion has failed."""
_LONGEST_OUTPUT = 10_000
"""Bytes of the answer to ``--version`` that are read."""
_START_HINT = f"请看环境变量 {VARIABLE} 写得对不对，或重新安装 LibreOffice。"


class OfficeMissing(BulletinError):
    """LibreOffice is needed and is not there."""


def find() -> Path | None:
    """LibreOffice's program: as the variable names it, on the PATH, or at a usual place."""
    named = os.environ.get(VARIABLE)
    if named:
        path = shutil.which(named)
        return Path(path) if path else None
    on_path = shutil.which("soffice") or shutil.which("libreoffice")
    if on_path:
        return Path(on_path)
    return next((place for place in _usual_places() if place.is_file()), None)


def require(what: str) -> Path:
    """LibreOffice's program.

    Raises:
        OfficeMissing: it is not there; the message says, in Chinese, ``what`` it is for.
    """
    program = find()
    if program is None:
        hint = "".join(f"{system}：{advice}。" for system, advice in HOW_TO_GET)
        raise OfficeMissing(f"{what}要用 LibreOffice，这台机器上没有找到。", hint)
    return program


def version(program: Path) -> str:
    """The version of a LibreOffice, e.g. ``7.4.7.2``; empty if it does not tell."""
    with TemporaryFile() as output:  # a pipe would be waited for as long as a child holds it
        try:
            _run_to_end([str(program), "--version"], _environment(None), 30, output)
        except (OSError, subprocess.SubprocessError):
            return ""
        output.seek(0)
        words = output.read(_LONGEST_OUTPUT).decode("utf-8", "replace").split()
    return next((word for word in words if word[0].isdigit()), "")


def _usual_places() -> Iterator[Path]:
    for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "PROGRAMW6432"):
        if name in os.environ:
            # soffice.com waits for the end and has an exit code; soffice.exe need not.
            yield Path(os.environ[name], "LibreOffice", "program", "soffice.com")
            yield Path(os.environ[name], "LibreOffice", "program", "soffice.exe")
    yield from map(Path, _PLACES)
    yield from sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True)


def convert(
    documents: Sequence[tuple[str, bytes]],
    to: str,
    *,
    limit: float = LIMIT,
    fonts: Path | None = None,
    edges: LineEdges = LineEdges(),
    pdf: PdfForm = PdfForm(),
    what: str = "转换文件",
) -> list[bytes | None]:
    """Convert documents with one LibreOffice; ``None`` stands for one that could not be converted.

    Args:
        documents: of each, how its file name ends (doc), and its bytes.
        to: the format of the results, as a file name ends: ``pdf``, ``docx``.
        limit: seconds for all of it; then LibreOffice is stopped with whatever it started.
        fonts: a fontconfig file that LibreOffice is to use (not on Windows and macOS).
        edges: the characters that may not stand at the edges of a line, for all documents.
        pdf: what results in PDF are to be.
        what: what it is for, in Chinese, for the message where LibreOffice is missing.

    Raises:
        OfficeMissing: there is no LibreOffice.
        BulletinError: it cannot be started, or a temporary file not be written.
    """
    program = require(what)
    deadline = time.monotonic() + limit
    with TemporaryDirectory(prefix="bulletin-", ignore_cleanup_errors=True) as scratch:
        work = Path(scratch)
        waiting = [work / "in" / f"{at}.{ending}" for at, (ending, _) in enumerate(documents)]
        results = [work / "out" / f"{at}.{to}" for at in range(len(documents))]
        for path, (_, data) in zip(waiting, documents, strict=True):
            writing.write(path, rtf.without_inclusions(data))
        while waiting and time.monotonic() < deadline:
            if _run(program, waiting, to, work, deadline, fonts, _registry(edges, pdf)):
                break
            # LibreOffice fell over the first of those without a result: the others are tried again.
            done = {path.stem for path in results if _is_complete(path)}
            waiting = [path for path in waiting if path.stem not in done][1:]
        return [disk.read(path, path.name) if _is_complete(path) else None for path in results]


def _is_complete(result: Path) -> bool:
    """Whether there is a result, and begins as its format does."""
    if not result.is_file():
        return False
    with result.open("rb") as file:
        head = file.read(8)
    return bool(head) and head.startswith(_HEADS.get(result.suffix, b""))


def _run(
    program: Path,
    inputs: Sequence[Path],
    to: str,
    work: Path,
    deadline: float,
    fonts: Path | None,
    registry: bytes,
) -> bool:
    """Convert files with one LibreOffice until the deadline (monotonic); whether it ended well."""
    profile = work / "profile"
    shutil.rmtree(profile, ignore_errors=True)  # one that LibreOffice fell over in may be damaged
    writing.write(profile / "user" / "registrymodifications.xcu", registry)
    command = [
        str(program), f"-env:UserInstallation={profile.as_uri()}",
        "--headless", "--norestore", "--nodefault", "--nolockcheck", "--nologo",
        "--convert-to", _FILTERS.get(to, to), "--outdir", str(work / "out"),
        *map(str, inputs),
    ]  # fmt: skip
    try:
        return _run_to_end(command, _environment(fonts), deadline - time.monotonic()) == 0
    except subprocess.TimeoutExpired:
        return False
    except OSError as error:
        reason = system_errors.reason(error)
        raise BulletinError(
            f"LibreOffice 启动不了（{program}）：{reason}。", _START_HINT
        ) from error


def _run_to_end(
    command: Sequence[str],
    environment: Mapping[str, str],
    seconds: float,
    output: IO[bytes] | None = None,
) -> int:
    """Run a program until it ends, then end what it started too; its exit code.

    Raises:
        OSError: it cannot be started.
        subprocess.TimeoutExpired: it took longer than ``seconds``; it was stopped.
    """
    process = subprocess.Popen(
        command, env=environment, stdin=subprocess.DEVNULL,
        stdout=output or subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=sys.platform != "win32",
    )  # fmt: skip
    try:
        return process.wait(max(0.0, seconds))
    finally:  # Ctrl-C too
        _stop(process)


def _environment(fonts: Path | None) -> dict[str, str]:
    """This program's environment without variables that would disturb LibreOffice's own Python."""
    unwanted = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "DISPLAY", "WAYLAND_DISPLAY"}
    own = {name: value for name, value in os.environ.items() if name not in unwanted}
    return {**own, "TZ": "UTC", **({"FONTCONFIG_FILE": str(fonts.resolve())} if fonts else {})}


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End LibreOffice and every process that it started."""
    if sys.platform == "win32":
        if process.poll() is None:
            subprocess.run(
                ["taskkill", "/T", "/F", "/PID", str(process.pid)],
                capture_output=True, check=False,
            )  # fmt: skip
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


_PDF_A_2B = "2"
"""Of the setting SelectPdfVersion."""


def _registry(edges: LineEdges, pdf: PdfForm) -> bytes:
    """The file of the profile that holds its settings.

    LibreOffice names in a PDF the language of its own locale, not the document's.
    """
    settings = list(_PROFILE.items())
    if pdf.archive:
        version = {"SelectPdfVersion": _PDF_A_2B}
        settings.append(("/org.openoffice.Office.Common/Filter/PDF/Export", version))
    if pdf.language:
        settings.append(("/org.openoffice.Setup/L10N", {"ooSetupSystemLocale": pdf.language}))
    items = [f'<item oor:path="{path}">{_props(values)}</item>' for path, values in settings]
    if edges.first and edges.last:
        props = _props({"StartCharacters": edges.first, "EndCharacters": edges.last})
        path = "/org.openoffice.Office.Common/AsianLayout/StartEndCharacters"
        items.append(
            f'<item oor:path="{path}"><node oor:name="zh-CN" oor:op="replace">{props}</node></item>'
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{''.join(items)}</oor:items>\n"
    ).encode()


def _props(values: Mapping[str, str]) -> str:
    return "".join(
        f'<prop oor:name="{name}" oor:op="fuse"><value>{escape(value)}</value></prop>'
        for name, value in values.items()
    )
