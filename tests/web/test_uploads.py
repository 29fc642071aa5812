"""Uploads stay in memory, and one over the limit can be told to its sender."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import RequestFactory

from writdesk.web.trouble import bad_request
from writdesk.web.uploads import OversizedUpload


def posted(size: int, **form: str) -> HttpRequest:
    return RequestFactory().post("/", {**form, "file": SimpleUploadedFile("order.pdf", b"x" * size)})


@pytest.fixture
def _small_limits(settings: Any) -> None:
    settings.UPLOAD_LIMIT = 100_000
    settings.REQUEST_LIMIT = 300_000


@pytest.mark.usefixtures("_small_limits")
def test_a_file_within_the_limit_is_kept_in_memory() -> None:
    file = posted(100_000).FILES["file"]
    assert isinstance(file.file, BytesIO)
    assert file.read() == b"x" * 100_000


@pytest.mark.usefixtures("_small_limits")
def test_a_file_over_the_limit_comes_with_its_name_and_size_and_the_form_beside_it() -> None:
    request = posted(100_001, title="what was typed")
    file = request.FILES["file"]
    assert isinstance(file, OversizedUpload)
    assert (file.name, file.size) == ("order.pdf", 100_001)
    assert request.POST["title"] == "what was typed"


@pytest.mark.usefixtures("_small_limits")
def test_a_file_over_the_limit_cannot_be_taken_for_an_empty_one() -> None:
    file = posted(100_001).FILES["file"]
    for use in (file.read, lambda: list(file.chunks()), file.open, lambda: list(file)):
        with pytest.raises(RequestDataTooBig):
            use()


@pytest.mark.usefixtures("_small_limits")
def test_a_request_over_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(RequestDataTooBig):
        _ = posted(300_001).FILES


def test_too_much_is_answered_with_413_and_the_mend(rf: RequestFactory) -> None:
    response = bad_request(rf.get("/"), RequestDataTooBig("x"))
    assert response.status_code == 413
    assert "smaller PDF" in response.content.decode()


def test_a_name_with_path_parts_loses_them() -> None:
    request = RequestFactory().post("/", {"file": SimpleUploadedFile("x", b"x")})
    request.FILES["file"].name = "../../etc/passwd"
    assert request.FILES["file"].name == "passwd"
