"""What is shared by the tests of services and ends with them."""

from collections.abc import Iterator

import pytest

from tests.services.opened_catalogue import HEADERS


@pytest.fixture(scope="session", autouse=True)
def headers() -> Iterator[None]:
    """The process that reads headers ends once nothing needs it any more."""
    yield
    HEADERS.close()
