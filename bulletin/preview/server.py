"""The web server of the preview: one page and one stream of events, for this machine only.

It serves what is in memory and never a file, so nothing outside the issue can be requested.
Requests under another host name (DNS rebinding) or from pages of another origin are refused.
"""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from bulletin.findings.errors import BulletinError

HOST = "127.0.0.1"
_HEARTBEAT = 15.0
"""Seconds after which a comment is sent, which fails where the browser has gone."""


class LivePage:
    """The page as it is now; requests may wait for the next one."""

    def __init__(self, html: bytes, version: str) -> None:
        self._change = threading.Condition()
        self.html = html
        self.version = version
        self.stopped = False

    def replace(self, html: bytes, version: str) -> None:
        """Put a new page in its place; those who wait return."""
        with self._change:
            self.html, self.version = html, version
            self._change.notify_all()

    def stop(self) -> None:
        """Let those who wait return, since the server ends."""
        with self._change:
            self.stopped = True
            self._change.notify_all()

    def wait(self, seen: str) -> str:
        """The version as soon as it is not ``seen``; at the latest after ``_HEARTBEAT`` seconds."""
        with self._change:
            self._change.wait_for(lambda: self.version != seen or self.stopped, _HEARTBEAT)
            return self.version


class Server(ThreadingHTTPServer):
    """Serves a page on a port of this machine as long as the block runs."""

    daemon_threads = True
    block_on_close = False
    # On Windows the option would let two programs share the port.
    allow_reuse_address = not hasattr(socket, "SO_EXCLUSIVEADDRUSE")

    def __init__(self, page: LivePage, port: int) -> None:
        try:
            super().__init__((HOST, port), _Handler)
        except (OSError, OverflowError) as error:
            raise BulletinError(
                f"端口 {port} 用不了：被别的程序占着（也许另一个预览正开着），或不许用。",
                f"关掉那一个，或换一个端口：--port {port + 1 if port < 65535 else 8970}",
            ) from error
        self.page = page
        self.address = f"http://{HOST}:{self.server_port}/"
        self.names = {f"{name}:{self.server_port}" for name in (HOST, "localhost")}
        """Host names with their port under which the page may be requested."""

    def __enter__(self) -> Server:
        threading.Thread(target=self.serve_forever, args=(0.1,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.page.stop()
        self.shutdown()
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that goes away before the whole answer was sent."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "bulletin", ""
    timeout = 60
    server: Server

    def do_GET(self) -> None:
        """The page, or the stream of events."""
        path = self.path.partition("?")[0]
        if not self._is_ours():
            self._answer(403, "只供本机的预览页面用。".encode())
        elif path == "/":
            self._answer(200, self.server.page.html, "text/html")
        elif path == "/events":
            self._stream()
        elif path == "/favicon.ico":
            self._answer(204, b"")  # every browser asks
        else:
            self._answer(404, "没有这一页。".encode())

    do_HEAD = do_GET  # noqa: N815

    def _is_ours(self) -> bool:
        """Whether a request is for this server by its name, and comes from its own page or from none."""
        hosts = self.headers.get_all("Host") or []
        origin = self.headers.get("Origin")
        site = self.headers.get("Sec-Fetch-Site", "none")
        return (
            len(hosts) == 1
            and hosts[0] in self.server.names
            and (origin is None or origin.removeprefix("http://") in self.server.names)
            and site in ("none", "same-origin")
        )

    def _answer(self, status: int, body: bytes, kind: str = "text/plain") -> None:
        self.send_response(status)
        self._send_common_headers(kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _send_common_headers(self, kind: str) -> None:
        for name, value in (
            ("Content-Type", f"{kind}; charset=utf-8"),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
            ("X-Frame-Options", "DENY"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Referrer-Policy", "no-referrer"),
        ):
            self.send_header(name, value)

    def _stream(self) -> None:
        """Send the version of the page as events, at once and whenever it changes."""
        self.close_connection = True
        self.send_response(200)
        self._send_common_headers("text/event-stream")
        self.end_headers()
        if self.command == "HEAD":
            return
        page, sent = self.server.page, ""
        with suppress(OSError):  # the browser has gone
            while not page.stopped:
                version = page.wait(sent)
                line = ":\n\n" if version == sent else f"data: {version}\n\n"
                self.wfile.write(line.encode())
                sent = version

    def log_message(self, format: str, *args: Any) -> None:
        """Write no log."""
