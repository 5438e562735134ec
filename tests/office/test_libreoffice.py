"""LibreOffice without a window: real conversions, and what happens when something goes wrong."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import threading
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PIL import Image

from bulletin.findings.errors import BulletinError
from bulletin.office import libreoffice as office
from bulletin.office import rtf
from tests.harness.programs import need

pytestmark = pytest.mark.needs_rendering

_convert = office.convert  # before the tests keep its results
DATA = Path(__file__).parents[1] / "data"
PAGE = '<html><head><meta charset="utf-8"></head><body><p>一段话。</p>{}</body></html>'


@pytest.fixture(autouse=True)
def _as_on_a_machine_without_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable names LibreOffice, and each call runs it."""
    monkeypatch.delenv(office.VARIABLE, raising=False)
    monkeypatch.setattr(office, "convert", _convert)


@pytest.fixture
def libreoffice() -> Path:
    found = office.find()
    need(found is not None, "LibreOffice")
    assert found is not None
    return found


def page(folder: Path, name: str, extra: str = "") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(PAGE.format(extra), "utf-8")
    return path


def script(folder: Path, text: str) -> Path:
    """A program that stands in for LibreOffice where it is to misbehave."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def convert(files: list[Path], to: str, folder: Path, limit: float = 180) -> dict[Path, Path]:
    """The result of each file that was converted, in a folder."""
    documents = [(path.suffix[1:], path.read_bytes()) for path in files]
    results = office.convert(documents, to, limit=limit)
    made = {path: data for path, data in zip(files, results, strict=True) if data is not None}
    folder.mkdir(exist_ok=True)
    named = {path: folder / f"{path.name}.{to}" for path in made}
    for path, data in made.items():
        named[path].write_bytes(data)
    return named


def words(docx: Path) -> bytes:
    with zipfile.ZipFile(docx) as archive:
        return archive.read("word/document.xml")


@pytest.mark.usefixtures("libreoffice")
def test_results_come_in_the_order_of_the_documents() -> None:
    documents = [("html", PAGE.format(f"<p>{number}</p>").encode()) for number in range(12)]
    made = office.convert(documents, "docx")
    for number, docx in enumerate(made):
        with zipfile.ZipFile(io.BytesIO(docx or b"")) as archive:
            assert f">{number}<".encode() in archive.read("word/document.xml")


@pytest.mark.usefixtures("libreoffice")
def test_wps_files_that_are_word_files() -> None:
    """What Kingsoft's programs write under .wps is a .doc or a .docx."""
    files = [(DATA / name).read_bytes() for name in ("writer.doc", "writer.docx")]
    for made in office.convert([("wps", data) for data in files], "docx"):
        with zipfile.ZipFile(io.BytesIO(made or b"")) as archive:
            assert "人大".encode() in archive.read("word/document.xml")


@pytest.mark.usefixtures("libreoffice")
def test_two_at_once(tmp_path: Path) -> None:
    given = [page(tmp_path, f"{number}.html") for number in range(2)]
    with ThreadPoolExecutor(2) as pool:
        runs = list(pool.map(lambda one: convert([one], "pdf", tmp_path / "out"), given))
    assert [list(run) for run in runs] == [[one] for one in given]


def test_beside_a_libreoffice_that_is_open_on_the_desktop(
    tmp_path: Path, libreoffice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One with the user's own profile, which would take a second one's files over and keep them."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home" / ".config"))
    desktop = subprocess.Popen(
        [libreoffice, "--headless", "--norestore", "--accept=pipe,name=bulletin-test;urp"],
        start_new_session=True,
    )
    try:
        lock = tmp_path / "home" / ".config" / "libreoffice" / "4" / "user"
        for _ in range(200):
            if lock.is_dir():
                break
            time.sleep(0.1)
        assert lock.is_dir()
        given = page(tmp_path, "a.html")
        assert list(convert([given], "pdf", tmp_path / "out")) == [given]
        assert desktop.poll() is None
    finally:
        os.killpg(desktop.pid, signal.SIGKILL)
        desktop.wait()


@pytest.fixture
def requests() -> Iterator[tuple[str, list[str]]]:
    """The address of a web server, and what was asked of it."""
    asked: list[str] = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


@pytest.mark.usefixtures("libreoffice")
def test_links_are_not_followed(
    tmp_path: Path, requests: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, asked = requests
    given = page(tmp_path, "a.html", f'<img src="{address}/a.png" width="50" height="50">')
    assert convert([given], "docx", tmp_path / "out")
    assert asked == []
    monkeypatch.setattr(office, "_PROFILE", {})  # without our settings it would have been asked
    assert convert([given], "docx", tmp_path / "out")
    assert "/a.png" in asked


FIELD = r"{{\rtf1\ansi {{\field{{{} {} }}{{\fldrslt 结果}}}}\par}}"
SPELT = (
    (r"\*\fldinst", 'INCLUDEPICTURE "{}"'),
    (r"\*\fldinst", r'{{\b includepicture}} "{}" \\d'),
    (r"\*\fldinst", r"\'49NCLUDEPICTURE " + '"{}"'),
    (r"\*\fldinst", r'{{\*\none PAGE }}{{INCLUDE}}PICTURE "{}"'),
    (r"\*\fldinst", r'\bPAGE INCLUDEPICTURE "{}"'),
    (r"\*\fldinst7", 'INCLUDEPICTURE "{}"'),
    (r"\fldinst", 'INCLUDEPICTURE "{}"'),
    (r"\*\fldinst", 'INCLUDETEXT "{}"'),
)
ODF = (
    '<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    ' xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
    ' xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"'
    ' office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>'
    '<text:p><draw:frame text:anchor-type="as-char" svg:width="3cm" svg:height="2cm">'
    '<draw:image xlink:href="{picture}"/></draw:frame></text:p>'
    '<text:section text:name="s"><text:section-source xlink:href="{text}"/><text:p>结果</text:p>'
    "</text:section></office:text></office:body></office:document>"
)


@pytest.fixture
def secrets(tmp_path: Path) -> tuple[Path, Path]:
    """A picture and a text of this machine, which no file from elsewhere has to bring along."""
    picture, text = tmp_path / "secret.png", tmp_path / "secret.html"
    Image.frombytes("RGB", (40, 30), os.urandom(3600)).save(picture)
    text.write_text("<p>TOP SECRET</p>")
    return picture, text


def leaks(docx: Path) -> list[str]:
    """The parts of a Word file that have pictures, or the secret text."""
    with zipfile.ZipFile(docx) as archive:
        names = archive.namelist()
        return [
            name for name in names if "media/" in name or b"TOP SECRET" in archive.read(name)
        ]  # fmt: skip


@pytest.mark.usefixtures("libreoffice")
def test_rtf_brings_no_file_of_this_machine(
    tmp_path: Path, secrets: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    given = []
    for number, (begin, code) in enumerate(SPELT):
        path = tmp_path / f"{number}.{'doc' if number == 1 else 'rtf'}"
        target = str(secrets["TEXT" in code])
        path.write_bytes(FIELD.format(begin, code.format(target)).encode("gb18030"))
        given.append(path)
    made = convert(given, "docx", tmp_path / "out")
    assert [leaks(made[path]) for path in given] == [[]] * len(given)
    monkeypatch.setattr(rtf, "without_inclusions", lambda data: data)
    made = convert(given, "docx", tmp_path / "out")
    assert leaks(made[given[0]])  # it would have come in


@pytest.mark.usefixtures("libreoffice")
def test_harmless_fields_of_rtf_stay(tmp_path: Path) -> None:
    given = tmp_path / "a.rtf"
    link = r'{{\*\fldinst {{\rtlch\fcs1 \af0 \ltrch\fcs0 HYPERLINK "http://localhost/"}}}}'
    given.write_text(
        r"{\rtf1\ansi {\field" + link.format() + r"{\fldrslt here}}{\field{\*\fldinst SYMBOL 183 "
        r'\\f "Symbol"}{\fldrslt }} {\field{\*\fldinst QUOTE}{\fldrslt kept}}\par}'
    )
    document = words(convert([given], "docx", tmp_path / "out")[given])
    assert b"<w:hyperlink" in document
    for text in ("here", "\xb7", "kept"):
        assert text.encode() in document


@pytest.mark.usefixtures("libreoffice")
def test_no_other_kind_brings_a_file_of_this_machine(
    tmp_path: Path, secrets: tuple[Path, Path]
) -> None:
    picture, text = (path.as_uri() for path in secrets)
    web = page(tmp_path, "a.html", f'<img src="{picture}"><iframe src="{text}"></iframe>')
    odf = tmp_path / "a.fodt"
    odf.write_text(ODF.format(picture=picture, text=text), "utf-8")
    odt = convert([odf], "odt", tmp_path)[odf]
    word = convert([odf], "doc", tmp_path)[odf].rename(tmp_path / "b.doc")
    old = word.read_bytes()
    assert "INCLUDEPICTURE".encode("utf-16-le") in old
    assert b"\x13\x43" in old  # the beginning of a field of kind 67; 68 is INCLUDETEXT
    other = tmp_path / "c.doc"
    other.write_bytes(old.replace(b"\x13\x43", b"\x13\x44"))
    given = [web, odf, odt, word, other]
    made = convert(given, "docx", tmp_path / "out")
    assert {path.name: leaks(made[path]) for path in given} == {path.name: [] for path in given}


@pytest.mark.usefixtures("libreoffice")
def test_a_file_that_is_none_is_left_out(tmp_path: Path) -> None:
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK\x03\x04 no more")
    well = page(tmp_path, "a.html")
    assert list(convert([broken, well], "pdf", tmp_path / "out")) == [well]


def test_it_falls_over_one_file_and_goes_on(
    tmp_path: Path, libreoffice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f'case "$*" in *in/1.html*) exit 77;; esac; exec "{libreoffice}" "$@"'
    given = [page(tmp_path, f"{name}.html") for name in "abc"]
    # The stand-in falls over before it made anything: the first counts as the culprit, then 1.
    monkeypatch.setenv(office.VARIABLE, str(script(tmp_path, text)))
    assert list(convert(given, "pdf", tmp_path / "out")) == given[2:]


GARBAGE = (
    'for one; do test "$last" = --outdir && out=$one; last=$one; done; test "$out" || exit 0; mkdir -p "$out"; '
    'for kind in pdf docx; do echo garbage > "$out/0.$kind"; done'
)


def test_the_time_limit_ends_it_and_what_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pid = tmp_path / "pid"
    program = script(tmp_path, f'sleep 60 & echo $! > "{pid}"; wait')
    monkeypatch.setenv(office.VARIABLE, str(program))
    start = time.monotonic()
    assert convert([page(tmp_path, "a.html")], "pdf", tmp_path / "out", limit=1) == {}
    assert time.monotonic() - start < 20
    child = int(pid.read_text())
    for _ in range(100):
        if not is_running(child):
            return
        time.sleep(0.05)
    pytest.fail("its child is still there")


@pytest.mark.parametrize(
    "body", ["kill -9 $$", "head -c 999 /dev/urandom", "exit 0", "sleep 60 &", GARBAGE]
)
def test_one_that_makes_no_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str
) -> None:
    program = script(tmp_path, body)
    monkeypatch.setenv(office.VARIABLE, str(program))
    start = time.monotonic()
    for kind in ("pdf", "docx"):
        assert convert([page(tmp_path, "a.html")], kind, tmp_path / "out") == {}
    assert not list((tmp_path / "out").glob("*"))
    office.version(program)  # a child holds its output
    assert time.monotonic() - start < 20


def test_one_that_cannot_be_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = script(tmp_path, "")
    program.write_bytes(b"\0no program")
    monkeypatch.setenv(office.VARIABLE, str(program))
    with pytest.raises(BulletinError, match=r"LibreOffice 启动不了.*：[^A-Za-z]*$"):
        convert([page(tmp_path, "a.html")], "pdf", tmp_path / "out")
    assert not office.version(program)


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(office.VARIABLE, str(tmp_path / "none"))
    assert office.find() is None
    with pytest.raises(office.OfficeMissing) as caught:
        office.convert([("html", b"<p>")], "docx", what="做 PDF")
    assert caught.value.message == "做 PDF要用 LibreOffice，这台机器上没有找到。"
    for place in ("apt install libreoffice-writer", "麒麟", "UOS", "Windows"):
        assert place in caught.value.hint


def test_the_variable_wins(libreoffice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.pathsep.join([]))
    monkeypatch.setenv(office.VARIABLE, str(libreoffice))
    assert office.find() == libreoffice
    assert shutil.which("soffice") is None
