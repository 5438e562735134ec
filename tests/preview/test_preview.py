"""The preview follows the files, keeps to itself, and ends when it is told to."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest

from bulletin.text.numerals import hanzi
from tests.conftest import CONTRIBUTION, ROOT, SERIES, MakeWorkspace, Run
from tests.harness.browser import Browser
from tests.harness.programs import html_errors
from tests.preview.conftest import Preview, free_port, previewing
from tests.writers.word.test_docx_writer import png

pytestmark = pytest.mark.needs_rendering


def test_every_kind_of_change_is_shown(preview: Preview) -> None:
    home, folder = preview.home, preview.home / "issues" / "1"
    assert "导语一段" in preview.get()[1]
    preview.article.write_text(CONTRIBUTION.replace("导语一段", "导语二段"), "utf-8")
    preview.wait_for("导语二段")
    saved = folder / "01.tmp"  # as many editors save
    saved.write_text(CONTRIBUTION.replace("导语一段", "导语三段"), "utf-8")
    saved.replace(preview.article)
    preview.wait_for("导语三段")
    (folder / "02.md").write_text(CONTRIBUTION.replace("温县：", "孟州："), "utf-8")
    preview.wait_for("孟州：")
    (folder / "02.md").unlink()
    preview.wait_until(lambda page: "孟州：" not in page and "导语三段" in page)
    (home / "issues" / "bulletin.yaml").write_text(
        SERIES.replace("人大工作简报", "人大要情"), "utf-8"
    )
    preview.wait_for("人大要情")
    (folder / "issue.yaml").write_text("number: 1\ndate: 2024-12-20\n", "utf-8")
    preview.wait_for("月")
    (home / "templates").mkdir()
    time.sleep(0.3)  # the folder is new, and then so is its watch
    template = (ROOT / "templates" / "issue.j2").read_text("utf-8").replace("＊{{", "◆{{")
    (home / "templates" / "issue.j2").write_text(template, "utf-8")
    preview.wait_for("◆")
    (folder / "图").mkdir()
    (folder / "图" / "a.png").write_bytes(png())
    preview.article.write_text(CONTRIBUTION + "\n![会场](图/a.png)\n", "utf-8")
    first = preview.wait_for("data:image/png", 'alt="会场"')
    (folder / "图" / "a.png").write_bytes(png(50, 50))
    assert preview.wait_for("aspect-ratio:50/50") != first


def test_a_folder_that_went_and_came_back(preview: Preview) -> None:
    away = preview.home / "1.away"
    (preview.home / "issues" / "1").rename(away)
    preview.wait_for("没有第 1 期")
    away.rename(preview.home / "issues" / "1")
    preview.wait_for("导语一段")
    preview.article.write_text(CONTRIBUTION.replace("导语一段", "导语二段"), "utf-8")
    preview.wait_for("导语二段")


def test_a_broken_contribution_shows_its_findings_and_not_a_stale_page(preview: Preview) -> None:
    preview.article.write_text(CONTRIBUTION.replace("title:", "titel:"), "utf-8")
    page = preview.wait_for("YA008", "不认识的键“titel”", "01-温县.md 第 2 行第 1 字")
    assert "导语一段" not in page
    preview.article.write_bytes(b"\xff\xfe\x00\xff")
    assert "导语一段" not in preview.wait_for("现在排不出来")
    preview.article.write_text(CONTRIBUTION, "utf-8")
    assert "现在排不出来" not in preview.wait_for("导语一段")


def test_findings_of_proofreading_stand_beside_the_pages(preview: Preview) -> None:
    preview.article.write_text(CONTRIBUTION.replace("一段。", "一段,温县人大一同开会。"), "utf-8")
    page = preview.wait_for("PU001", "<mark")
    assert '<mark data-findings="0">' in page
    assert "01-温县.md 第 6 行第 5 字" in page
    assert "强基固本" in page
    # errors of rules stop a build; a preview shows what they complain of
    preview.article.write_text(CONTRIBUTION.replace("一段。", "一\ue000段。"), "utf-8")
    page = preview.wait_for("错误 TX002")
    assert "紧扣能力提升" in page


def test_html_validate_finds_nothing(preview: Preview, tmp_path: Path) -> None:
    pages = []
    for number, text in enumerate((CONTRIBUTION.replace("一段。", "一段,"), "没有题头")):
        preview.article.write_text(text, "utf-8")
        pages.append(tmp_path / f"{number}.html")
        pages[-1].write_text(preview.wait_for(("<mark", "现在排不出来")[number]), "utf-8")
    assert html_errors(pages) == ""


def test_the_stream_tells_the_version_at_once_and_after_a_change(preview: Preview) -> None:
    with preview.stream() as following:
        first = following()
        assert f'data-version="{first}"' in preview.get()[1]
        preview.article.write_text(CONTRIBUTION.replace("导语一段", "导语二段"), "utf-8")
        second = following()
        assert second != first
        assert f'data-version="{second}"' in preview.get()[1]
    preview.article.write_text(CONTRIBUTION, "utf-8")
    preview.wait_for(f'data-version="{first}"')  # the same content is the same version


@pytest.mark.parametrize(
    "path",
    [
        "/../issues/bulletin.yaml", "/%2e%2e/issues/bulletin.yaml", "/issues/1/01-x.md", "//etc/passwd",
        "/etc/passwd", "/events/../../etc/passwd", "/.\\..\\x", "/build/1.docx", "/x",
        "http://evil.example/", "file:///etc/passwd", "/%00",
    ],
)  # fmt: skip
def test_nothing_but_the_page_is_handed_out(preview: Preview, path: str) -> None:
    status, body = preview.get(path)
    assert status in (403, 404)
    assert "导语" not in body
    assert "root:" not in body


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"}, {"Host": "evil.example:{port}"}, {"Host": "127.0.0.1"},
        {"Host": "127.0.0.1.evil.example:{port}"}, {"Host": "0.0.0.0:{port}"}, {"Host": ""},
        {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": "http://127.0.0.1:1"},
        {"Origin": "https://localhost:{port}"},
        {"Sec_Fetch_Site": "cross-site"}, {"Sec_Fetch_Site": "same-site"},
    ],
)  # fmt: skip
def test_other_hosts_and_origins_are_refused(preview: Preview, headers: dict[str, str]) -> None:
    given = {name: value.replace("{port}", str(preview.port)) for name, value in headers.items()}
    for path in ("/", "/events", "/x"):
        status, body = preview.get(path, **given)
        assert status == 403
        assert "导语" not in body


def ask(preview: Preview, request: str) -> bytes:
    with socket.create_connection(("127.0.0.1", preview.port), timeout=10) as one:
        one.sendall(request.encode())
        return one.recv(65536)


def test_requests_that_no_browser_sends(preview: Preview) -> None:
    ours = f"Host: 127.0.0.1:{preview.port}\r\n"
    assert b" 403 " in ask(preview, "GET / HTTP/1.0\r\n\r\n")
    assert b" 403 " in ask(preview, f"GET / HTTP/1.1\r\n{ours}Host: evil.example\r\n\r\n")
    assert b" 501 " in ask(preview, f"POST / HTTP/1.1\r\n{ours}\r\n")
    assert b" 501 " in ask(preview, f"PUT / HTTP/1.1\r\n{ours}\r\n")
    assert b" 400 " in ask(preview, "GET\x00 / x\r\n\r\n")
    assert b" 414 " in ask(preview, f"GET /{'x' * 70000} HTTP/1.1\r\n{ours}\r\n")
    assert preview.get("/", Host=f"localhost:{preview.port}")[0] == 200
    assert preview.process.poll() is None


def test_it_listens_on_this_machine_only(preview: Preview) -> None:
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.2", preview.port), timeout=2)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_cleanly(workspace: MakeWorkspace, number: signal.Signals) -> None:
    home, port = workspace({}), free_port()
    with previewing(home, port=port) as preview, preview.stream() as following:
        following()
        start = time.monotonic()
        preview.process.send_signal(number)
        out, error = preview.process.communicate(timeout=10)
        assert (preview.process.returncode, error) == (0, "")
        assert "预览结束。" in out
        assert time.monotonic() - start < 5
    with previewing(home, port=port) as preview:  # the port is free again at once
        assert preview.get()[0] == 200


def test_a_port_in_use(preview: Preview, run: Run) -> None:
    done = run("preview", "1", "--port", preview.port, cwd=preview.home)
    assert done.returncode == 2
    assert f"端口 {preview.port} 用不了" in done.stderr
    assert f"--port {preview.port + 1}" in done.stderr


@pytest.mark.parametrize("port", [0, 80, 1023, 65536])
def test_ports_that_are_not_for_programs_of_users(
    workspace: MakeWorkspace, run: Run, port: int
) -> None:
    """Browsers leave ``:80`` out of the host, and what lies below 1024 is for services."""
    done = run("preview", "1", "--port", port, cwd=workspace({}))
    assert done.returncode == 2
    assert "1024" in done.stderr


def test_no_such_issue(workspace: MakeWorkspace, run: Run) -> None:
    done = run("preview", "7", cwd=workspace({}))
    assert done.returncode == 2
    assert "没有第 7 期" in done.stderr


def memory(process: subprocess.Popen[str]) -> float:
    """Resident megabytes."""
    status = Path(f"/proc/{process.pid}/status").read_text("utf-8")
    return int(next(line.split()[1] for line in status.splitlines() if "VmRSS" in line)) / 1024


def threads(process: subprocess.Popen[str]) -> int:
    return len(os.listdir(f"/proc/{process.pid}/task"))


def test_a_thousand_changes_leave_no_growing_memory_and_no_stale_page(preview: Preview) -> None:
    early = 0.0
    with preview.stream() as following:
        for number in range(1, 1001):
            text = CONTRIBUTION.replace("导语一段", f"导语第{hanzi(number)}段")
            preview.article.write_text(text, "utf-8")
            time.sleep(0.004)
            if number % 50 == 0:
                page = preview.wait_for(f"导语第{hanzi(number)}段")
                while f'data-version="{following()}"' not in page:
                    pass
            if number == 250:
                early = memory(preview.process)
    preview.wait_for(f"导语第{hanzi(1000)}段")
    time.sleep(0.3)
    assert f"导语第{hanzi(1000)}段" in preview.get()[1]
    assert memory(preview.process) < early + 8
    assert threads(preview.process) < 12


def test_in_the_browser(preview: Preview, chromium: Browser) -> None:
    text = CONTRIBUTION + "\n" + "温县人大常委会引导代表走进站点。\n\n" * 60
    preview.article.write_text(text, "utf-8")
    preview.wait_for("走进站点")
    chromium.open(preview.address)
    assert chromium.seen()["errors"] == []
    chromium.evaluate("scrollTo(0, 1500)")
    preview.article.write_text(
        text.replace("一段。", "一段,新的。") + "\n最后，截止目前。\n", "utf-8"
    )
    chromium.wait('document.body.textContent.includes("截止目前")')
    chromium.wait("scrollY === 1500")
    for number in range(2):
        chromium.evaluate(f'document.querySelectorAll("#findings li")[{number}].click()')
        gap = chromium.evaluate(
            f"""document.querySelectorAll("#findings li")[{number}].getBoundingClientRect().top
            - document.querySelector('mark[data-findings~="{number}"]').getBoundingClientRect().top"""
        )
        assert abs(gap) < 12
    assert chromium.axe() == []
    kept = chromium.evaluate("scrollY")
    preview.article.write_text(text.replace("title:", "titel:"), "utf-8")
    chromium.wait('document.querySelector("main.told") !== null')
    assert chromium.axe() == []
    preview.article.write_text(text, "utf-8")
    chromium.wait(f'document.querySelector(".sheet") !== null && scrollY === {kept}')
    preview.process.terminate()
    chromium.wait('document.getElementById("notice").textContent.includes("没有在运行")')
    assert chromium.seen()["requests"]
    assert all(one.startswith(preview.address) for one in chromium.seen()["requests"])
