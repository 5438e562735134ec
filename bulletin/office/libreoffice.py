"""LibreOffice, run without a window: the only place that starts it.

Every run has a profile folder of its own, made for it and thrown away: runs do not disturb each
other, nor a LibreOffice that is open on the desktop. Documents from elsewhere are only converted:
their macros do not run, their links are not followed, the network is not asked; what RTF would
bring in from this machine is taken out of it (``rtf``).
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
"""Seconds that a run may take, however many files it is for."""

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
    },
    "/org.openoffice.Office.Jobs/Jobs/org.openoffice.Office.Jobs:Job['UpdateCheck']/Arguments": {
        "AutoCheckEnabled": "false",
    },
}
"""What the profile sets: macros never, links never updated (2), a dead proxy (2: by hand), and
that a bookmark of the document is a place in the PDF (``proof`` finds paragraphs by them).

Settings that an older LibreOffice does not know are passed over by it.
"""


@dataclass(frozen=True, slots=True)
class LineEdges:
    """Characters that may not stand at the edges of a Chinese line; empty: LibreOffice's own."""

    first: str = ""
    last: str = ""


_FILTERS = {"docx": "docx:MS Word 2007 XML", "doc": "doc:MS Word 97"}
"""Formats whose filter has to be named: from HTML the format alone gives no Word file."""


_HEADS = {".pdf": b"%PDF-", ".docx": b"PK"}
"""How files of these formats begin; a program that prints something else there has failed."""
_MOST_SAID = 10_000
_START_HINT = f"请看环境变量 {VARIABLE} 写得对不对，或重新安装 LibreOffice。"


class OfficeMissing(BulletinError):
    """LibreOffice is needed and is not there."""


def find() -> Path | None:
    """LibreOffice's program: as the variable names it, on the PATH, or at a usual place."""
    named = os.environ.get(VARIABLE)
    if named:
        found = shutil.which(named)
        return Path(found) if found else None
    on_path = shutil.which("soffice") or shutil.which("libreoffice")
    if on_path:
        return Path(on_path)
    return next((place for place in _usual_places() if place.is_file()), None)


def require(what: str) -> Path:
    """LibreOffice's program.

    Args:
        edges: the characters that may not stand at the edges of a line, for all the files.
        what: what it is for, in Chinese.

    Raises:
        OfficeMissing: it is not there; the hint says how to get it.
    """
    found = find()
    if found is None:
        hint = "".join(f"{system}：{advice}。" for system, advice in HOW_TO_GET)
        raise OfficeMissing(f"{what}要用 LibreOffice，这台机器上没有找到。", hint)
    return found


def version(program: Path) -> str:
    """What LibreOffice calls itself, e.g. ``7.4.7.2``; empty if it does not say."""
    with TemporaryFile() as said:  # a pipe would be waited for as long as a child holds it
        try:
            _end([str(program), "--version"], _environment(None), 30, said)
        except (OSError, subprocess.SubprocessError):
            return ""
        said.seek(0)
        words = said.read(_MOST_SAID).decode("utf-8", "replace").split()
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
    files: Sequence[Path],
    to: str,
    folder: Path,
    *,
    limit: float = LIMIT,
    fonts: Path | None = None,
    edges: LineEdges = LineEdges(),
    what: str = "转换文件",
) -> dict[Path, Path]:
    """Convert files with one LibreOffice, and put the results into a folder.

    A file on which LibreOffice falls over is left out, and the others are gone on with.

    Args:
        files: what to convert; two may have the same name.
        to: the format, as a file name ends: ``pdf``, ``docx``.
        folder: where the results go; made if need be. Each is named after its file; where two
            would have one name, the whole name of the file stays in it (a.doc.docx, a.wps.docx).
        limit: seconds for all of it; then LibreOffice is stopped with whatever it started.
        fonts: a fontconfig file that LibreOffice is to use (not on Windows and macOS).
        edges: the characters that may not stand at the edges of a line, for all the files.
        what: what it is for, in Chinese, for the message where LibreOffice is missing.

    Returns:
        Each file that was converted, with its result. Those that are missing failed.

    Raises:
        OfficeMissing: there is no LibreOffice.
        BulletinError: a file cannot be read, or a result not be written.
    """
    program = require(what)
    end = time.monotonic() + limit
    with TemporaryDirectory(prefix="bulletin-", ignore_cleanup_errors=True) as scratch:
        work = Path(scratch)
        # Copies under numbers: no clash of names, no name that reads like an option.
        staged = {path: _stage(path, work, number) for number, path in enumerate(files)}
        made: dict[Path, Path] = {}
        left = list(staged)
        while left and time.monotonic() < end:
            well = _run(program, [staged[path] for path in left], to, work, end, fonts, edges)
            results = {path: work / "out" / f"{staged[path].stem}.{to}" for path in left}
            made |= {path: result for path, result in results.items() if _complete(result)}
            if well:
                break
            left = [path for path in left if path not in made][1:]  # it fell over the first
        return _deliver(made, _names(list(staged), to), folder)


def _stage(path: Path, work: Path, number: int) -> Path:
    target = work / "in" / f"{number}{path.suffix.lower()}"
    writing.write(target, rtf.without_inclusions(disk.read(path, path.name)))
    return target


def _names(paths: Sequence[Path], to: str) -> dict[Path, str]:
    """A name for the result of each file, no two alike (also where case does not count)."""
    stems = [path.stem.casefold() for path in paths]
    names: dict[Path, str] = {}
    taken: set[str] = set()
    for path in paths:
        alone = stems.count(path.stem.casefold()) == 1
        name, number = (path.stem if alone else path.name), 2
        while name.casefold() in taken:
            name, number = f"{path.name}.{number}", number + 1
        taken.add(name.casefold())
        names[path] = f"{name}.{to}"
    return names


def _complete(result: Path) -> bool:
    """Whether there is a result, which begins as its format does."""
    if not result.is_file():
        return False
    with result.open("rb") as file:
        head = file.read(8)
    return bool(head) and head.startswith(_HEADS.get(result.suffix, b""))


def _deliver(
    made: Mapping[Path, Path], names: Mapping[Path, str], folder: Path
) -> dict[Path, Path]:
    for path, result in made.items():
        writing.write(folder / names[path], disk.read(result, names[path]))
    return {path: folder / names[path] for path in made}


def _run(
    program: Path,
    inputs: Sequence[Path],
    to: str,
    work: Path,
    end: float,
    fonts: Path | None,
    edges: LineEdges,
) -> bool:
    """Convert with one LibreOffice until a point of the monotonic clock; whether it ended well."""
    profile = work / "profile"
    shutil.rmtree(profile, ignore_errors=True)  # one that LibreOffice fell over in may be damaged
    writing.write(profile / "user" / "registrymodifications.xcu", _registry(edges))
    line = [
        str(program), f"-env:UserInstallation={profile.as_uri()}",
        "--headless", "--norestore", "--nodefault", "--nolockcheck", "--nologo",
        "--convert-to", _FILTERS.get(to, to), "--outdir", str(work / "out"),
        *map(str, inputs),
    ]  # fmt: skip
    try:
        return _end(line, _environment(fonts), max(0.0, end - time.monotonic())) == 0
    except subprocess.TimeoutExpired:
        return False
    except OSError as error:
        reason = system_errors.reason(error)
        raise BulletinError(
            f"LibreOffice 启动不了（{program}）：{reason}。", _START_HINT
        ) from error


def _end(
    line: Sequence[str], env: Mapping[str, str], seconds: float, said: IO[bytes] | None = None
) -> int:
    """Run a program to its end, which its children do not outlive; its exit code.

    Raises:
        OSError: it cannot be started.
        subprocess.TimeoutExpired: it took longer than ``seconds``; it was stopped.
    """
    process = subprocess.Popen(
        line, env=env, stdin=subprocess.DEVNULL,
        stdout=said or subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=sys.platform != "win32",
    )  # fmt: skip
    try:
        return process.wait(seconds)
    finally:  # Ctrl-C too
        _stop(process)


def _environment(fonts: Path | None) -> dict[str, str]:
    """Ours without what would lead another Python, or a desktop, into LibreOffice."""
    unwanted = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "DISPLAY", "WAYLAND_DISPLAY"}
    env = {name: value for name, value in os.environ.items() if name not in unwanted}
    env["TZ"] = "UTC"
    if fonts is not None:
        env["FONTCONFIG_FILE"] = str(fonts.resolve())
    return env


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End LibreOffice and all it started; what it left running too."""
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


def _registry(edges: LineEdges) -> bytes:
    items = "\n".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, values in _PROFILE.items()
        for name, value in values.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n'
        f"{items}\n{_line_edges(edges)}</oor:items>\n"
    ).encode()


def _line_edges(edges: LineEdges) -> str:
    if not (edges.first and edges.last):
        return ""
    values = (("StartCharacters", edges.first), ("EndCharacters", edges.last))
    props = "".join(
        f'<prop oor:name="{name}" oor:op="fuse"><value>{escape(value)}</value></prop>'
        for name, value in values
    )
    path = "/org.openoffice.Office.Common/AsianLayout/StartEndCharacters"
    return (
        f'<item oor:path="{path}"><node oor:name="zh-CN" oor:op="replace">{props}</node></item>\n'
    )
