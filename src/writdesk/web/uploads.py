"""Uploads: in memory up to the limit; nothing is spooled to disk in clear."""

from __future__ import annotations

from io import BytesIO
from typing import Any, NoReturn

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class OversizedUpload(UploadedFile):
    """A file over the limit: its name and size, so that the form can say so beside the field; no content."""

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise RequestDataTooBig("A file over the limit was opened")

    read = chunks = open = multiple_chunks = _refuse


class MemoryOnlyHandler(FileUploadHandler):
    """Keeps each file in memory. What is over the limit is read to its end and thrown away.

    Read to its end, because a browser that is cut off shows its own error and not our sentence.
    """

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 - the name is Django's
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        """Refuses a request that is too large as a whole before reading it."""
        if content_length > settings.REQUEST_LIMIT:
            raise RequestDataTooBig("The request is over the limit")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begins the next file."""
        super().new_file(*args, **kwargs)
        self.buffer = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keeps the chunk, or lets go of the whole file once it is over the limit."""
        if start + len(raw_data) > settings.UPLOAD_LIMIT:
            self.buffer = BytesIO()
        else:
            self.buffer.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        """The file, or what stands for one that was too large."""
        if file_size > settings.UPLOAD_LIMIT:
            return OversizedUpload(None, self.file_name, self.content_type, file_size)
        self.buffer.seek(0)
        return InMemoryUploadedFile(
            self.buffer,
            self.field_name,
            self.file_name,
            self.content_type,
            file_size,
            self.charset,
            self.content_type_extra,
        )
