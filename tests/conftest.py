from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def start_in_english() -> Iterator[None]:
    """A page in Chinese leaves its thread in Chinese."""
    with translation.override("en"):
        yield
