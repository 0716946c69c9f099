"""What tells an archive of ZTViewer from every other file: its first 100 bytes (https://www.sqlite.org/fileformat.html)."""

SQLITE = b"SQLite format 3\0"
"""How every SQLite file begins."""

APPLICATION_ID = 0x5A545631
"""`ZTV1`, in the file's bytes 68 to 71."""


def is_archive(head: bytes) -> bool:
    """Whether a file that begins with `head` says that it is an archive."""
    return head.startswith(SQLITE) and head[68:72] == APPLICATION_ID.to_bytes(4, "big")
