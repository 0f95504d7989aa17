"""What is forgotten of visitors by itself."""

from django.db import transaction

from blog.models import AddressKey, Attempt, BannedAddress


def forget_addresses() -> None:
    """Delete the keys of past days, and with them what only they gave a meaning."""
    if AddressKey.objects.past().exists():
        with transaction.atomic():
            AddressKey.objects.past().delete()
            BannedAddress.objects.past().delete()
            Attempt.objects.past().delete()
