"""A chat model as it is met: a real HTTP server that speaks OpenAI's protocol on this machine."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_CHUNK = 400


@dataclass(frozen=True)
class Reply:
    """``content`` is what the model writes. ``cut`` ends the connection without a last word."""

    content: str = ""
    status: int = 200
    wait: float = 0.0
    cut: bool = False
    refusal: str | None = None


@dataclass
class ChatServer:
    """``behave`` gets the last message of a request; tests look at what was ``asked``."""

    url: str = ""
    behave: Callable[[str], Reply] = lambda _: Reply("{}")
    asked: list[dict[str, Any]] = field(default_factory=list)


class _Handler(BaseHTTPRequestHandler):
    chat: ChatServer
    over: threading.Event

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.chat.asked.append(body)
        reply = self.chat.behave(body["messages"][-1]["content"])
        if reply.wait:
            self.over.wait(reply.wait)
        if reply.status != 200:
            self._send(json.dumps({"error": {"message": reply.content}}).encode(), reply.status)
        elif body.get("stream"):
            self._stream(reply)
        else:
            self._send(json.dumps(_whole(reply)).encode(), 200)

    def _send(self, raw: bytes, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def _stream(self, reply: Reply) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        self.close_connection = True
        try:
            for chunk in _chunks(reply):
                self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
            if not reply.cut:
                self.wfile.write(b"data: [DONE]\n\n")
        except OSError:
            return  # whoever asked has given up

    def log_message(self, *_: Any) -> None:
        """Nothing: tests look at ``asked``."""


@contextmanager
def serving_chat() -> Iterator[ChatServer]:
    server = ChatServer()
    over = threading.Event()
    listener = ThreadingHTTPServer(
        ("127.0.0.1", 0), type("Handler", (_Handler,), {"chat": server, "over": over})
    )
    listener.daemon_threads = True
    server.url = f"http://127.0.0.1:{listener.server_address[1]}/v1"
    thread = threading.Thread(target=listener.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        over.set()
        listener.shutdown()
        listener.server_close()
        thread.join()


_USAGE = {"prompt_tokens": 900, "completion_tokens": 100, "total_tokens": 1000}


def _head(kind: str) -> dict[str, Any]:
    return {"id": "c1", "object": kind, "created": int(time.time()), "model": "scripted"}


def _whole(reply: Reply) -> dict[str, Any]:
    message = {"role": "assistant", "content": reply.content, "refusal": reply.refusal}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    return _head("chat.completion") | {"choices": [choice], "usage": _USAGE}


def _chunks(reply: Reply) -> Iterator[dict[str, Any]]:
    def chunk(delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        return _head("chat.completion.chunk") | {"choices": [choice]}

    yield chunk({"role": "assistant", "content": ""})
    if reply.refusal:
        yield chunk({"refusal": reply.refusal})
    for at in range(0, len(reply.content), _CHUNK):
        yield chunk({"content": reply.content[at : at + _CHUNK]})
    if not reply.cut:
        yield chunk({}, "stop")
        yield _head("chat.completion.chunk") | {"choices": [], "usage": _USAGE}
