"""What is handed in stays in memory: no request puts a file or a field on a disk."""

from __future__ import annotations

from io import BytesIO
from typing import IO

from flask import Flask, Request


class InMemory(Request):
    """A request whose files are held in memory, up to the size that any request may have."""

    def _get_file_stream(
        self,
        total_content_length: int | None,  # noqa: ARG002
        content_type: str | None,  # noqa: ARG002
        filename: str | None = None,  # noqa: ARG002
        content_length: int | None = None,  # noqa: ARG002
    ) -> IO[bytes]:
        """Return where a file is written while it arrives; the names are Werkzeug's."""
        return BytesIO()


def install(app: Flask) -> None:
    """Let every request of the application hold its files in memory."""
    app.request_class = InMemory
