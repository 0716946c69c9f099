"""What the processes that read documents are denied."""

import subprocess
import sys

import pytest

_TRIED = """
from ztviewer.services.pipeline import sandbox
sandbox.enter()
try:
    {attempt}
except (PermissionError, MemoryError) as error:
    print(type(error).__name__)
"""


@pytest.mark.parametrize(
    ("attempt", "error"),
    [
        ("import socket; socket.create_connection(('127.0.0.1', 9))", "PermissionError"),
        ("import socket; socket.getaddrinfo('localhost', 80)", "PermissionError"),
        ("import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')", "PermissionError"),
        ("import subprocess; subprocess.run(['true'])", "PermissionError"),
        ("import os; os.system('true')", "PermissionError"),
        pytest.param(
            "bytearray(4 << 30)",
            "MemoryError",
            marks=pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the limit is Linux's"),
        ),
    ],
)
def test_what_a_document_might_want_is_denied(attempt: str, error: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _TRIED.format(attempt=attempt)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == error
