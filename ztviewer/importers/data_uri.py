"""Bytes that stand in an address itself (RFC 2397)."""

import base64
import binascii
import re
from urllib.parse import unquote_to_bytes

LONGEST = 128 * 1024 * 1024
"""Characters; what is longer is not looked at."""
_SPACE = re.compile(rb"\s")


def data_bytes(address: str) -> bytes | None:
    """The bytes of a `data:` address; None where it is another one, or broken."""
    head, comma, body = address.partition(",")
    if head[:5].lower() != "data:" or not comma or len(body) > LONGEST:
        return None
    data = unquote_to_bytes(body)
    if not head.lower().rstrip().endswith(";base64"):
        return data
    try:
        return base64.b64decode(_SPACE.sub(b"", data) + b"==")
    except binascii.Error:
        return None
