from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import translation


@pytest.fixture(autouse=True)
def start_in_english() -> Iterator[None]:
    """A page in Chinese leaves its thread in Chinese."""
    with translation.override("en"):
        yield


@pytest.fixture
def admin(client: Client) -> Client:
    """A client that is signed in as the owner."""
    client.force_login(User.objects.create_superuser("owner"))
    return client
