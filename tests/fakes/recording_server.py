"""A server on loopback that keeps what really arrived, and answers as badly as it is told to."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_LATE = 0.6


@dataclass
class RecordingServer:
    """``moods`` are taken in turn, one for each message that is posted.

    ``fine``; ``429`` and ``500`` keep nothing; ``500_kept`` keeps it and fails; ``slow`` keeps it
    and answers when its sender has given up; ``late`` keeps it only then.
    """

    moods: tuple[str, ...] = ("fine",)
    arrived: list[str] = field(default_factory=list)
    posted: int = 0
    port: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, key: str) -> int:
        """Handle one message; the status to answer with."""
        with self._lock:
            mood = self.moods[self.posted % len(self.moods)]
            self.posted += 1
        if mood == "late":
            time.sleep(_LATE)
        if mood not in ("429", "500"):
            self.arrived.append(key)
        if mood == "slow":
            time.sleep(_LATE)
        return {"429": 429, "500": 500, "500_kept": 500}.get(mood, 200)


@contextmanager
def recording(moods: tuple[str, ...]) -> Iterator[RecordingServer]:
    kept = RecordingServer(moods)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            self._answer(kept.take(json.loads(self.rfile.read(length))["key"]), {})

        def do_GET(self) -> None:
            self._answer(200, list(kept.arrived))

        def _answer(self, status: int, body: object) -> None:
            told = json.dumps(body).encode()
            try:
                self.send_response(status)
                self.send_header("Content-Length", str(len(told)))
                self.end_headers()
                self.wfile.write(told)
            except OSError:  # whoever asked has given up, or was killed
                return

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - inherited
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    kept.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield kept
    finally:
        server.shutdown()
        server.server_close()
