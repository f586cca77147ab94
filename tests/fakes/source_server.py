"""A source as connectors meet it: a real HTTP server on a free port of this machine."""

import base64
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Asked:
    """A request as it arrived."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: Any

    @property
    def basic(self) -> str:
        """User and password, as ``user:password``."""
        return base64.b64decode(self.headers.get("authorization", "")[6:]).decode()


@dataclass(frozen=True)
class Answer:
    """``body`` that is bytes goes out as it is; anything else as JSON. ``cut`` loses its end."""

    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int = 0


Behave = Callable[[Asked], Answer]


@dataclass
class SourceServer:
    """``behave`` answers; tests change it, and look at what was ``asked``."""

    url: str
    behave: Behave = lambda _: Answer({})
    asked: list[Asked] = field(default_factory=list)

    def queue(self, *answers: Answer) -> None:
        """These answers, one after the other; the last one again and again."""
        left = list(answers)
        self.behave = lambda _: left.pop(0) if len(left) > 1 else left[0]


@contextmanager
def serving_source() -> Iterator[SourceServer]:
    server = SourceServer("")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            split = urlsplit(self.path)
            size = int(self.headers.get("Content-Length") or 0)
            asked = Asked(
                self.command,
                split.path,
                dict(parse_qsl(split.query)),
                {name.lower(): value for name, value in self.headers.items()},
                json.loads(self.rfile.read(size)) if size else None,
            )
            server.asked.append(asked)
            self._send(server.behave(asked))

        do_POST = do_GET  # noqa: N815 - the names that http.server calls

        def _send(self, answer: Answer) -> None:
            raw = (
                answer.body if isinstance(answer.body, bytes) else json.dumps(answer.body).encode()
            )
            self.send_response(answer.status)
            headers = {"Content-Type": "application/json", "Content-Length": str(len(raw))}
            for name, value in (headers | answer.headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(raw[: len(raw) - answer.cut])
            self.close_connection = bool(answer.cut)

        def log_message(self, *_: Any) -> None:
            """Nothing: tests look at ``asked``."""

    listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listener.daemon_threads = True
    server.url = f"http://127.0.0.1:{listener.server_address[1]}"
    thread = threading.Thread(target=listener.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        listener.shutdown()
        listener.server_close()
        thread.join()
