"""Rule 12: no model provider and no network."""

from pathlib import Path

from tests.e2e.command_line import CommandLine

_NO_NETWORK = """
import socket

def refuse(self, address, *rest):
    raise OSError(f"a connection was tried: {address}")

socket.socket.connect = refuse
socket.socket.connect_ex = refuse
socket.getaddrinfo = lambda *a, **k: refuse(None, a)
"""


def test_the_main_job_is_done_without_a_single_connection(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(_NO_NETWORK)
    line = CommandLine(tmp_path / "home", {"PYTHONPATH": str(tmp_path), "HOME": str(tmp_path)})
    done = line.run("demo")
    assert done.code == 0, done.err
    assert "a connection was tried" not in done.err
    assert "Finance → Payment reminders and suspension → Pay the invoice" in done.out
    assert done.out.count("The digest of ") == 3
