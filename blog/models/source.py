"""Where actions come from, for limits and bans: hashes of addresses, under a key that is gone tomorrow."""

import hmac
import secrets
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_network

from django.db import models
from django.utils import timezone

Address = IPv4Address | IPv6Address
# How many bits of an address tell one connection from the next, and one network, by version.
CONNECTION_BITS = {4: 32, 6: 64}
NETWORK_BITS = {4: 24, 6: 48}


class AddressKeyQuerySet(models.QuerySet["AddressKey"]):
    def of_today(self) -> "AddressKey":
        today = timezone.localdate()
        key, _is_new = self.get_or_create(day=today, defaults={"key": secrets.token_hex(32)})
        return key

    def past(self) -> "AddressKeyQuerySet":
        return self.filter(day__lt=timezone.localdate())

    def lock(self) -> None:
        """Let the transactions that count and record actions go one by one.

        SQLite, whose transactions here begin by locking, does so anyway.
        """
        self.select_for_update().get(pk=self.of_today().pk)


class AddressKey(models.Model):
    """The random key of one day."""

    day = models.DateField(primary_key=True)
    key = models.CharField(max_length=64)

    objects = AddressKeyQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.day)


@dataclass(frozen=True)
class Source:
    """What is known of where a request comes from, today: enough to count, too little to find anybody."""

    address: str  # of an IPv4 address or an IPv6 /64, what one connection has
    network: str  # of its /24 or /48

    @classmethod
    def of(cls, address: Address) -> "Source":
        key = AddressKey.objects.of_today().key.encode()
        version = address.version
        return cls(_hash(key, address, CONNECTION_BITS[version]), _hash(key, address, NETWORK_BITS[version]))

    @property
    def is_banned(self) -> bool:
        """For today: tomorrow nothing tells it from another."""
        return BannedAddress.objects.filter(address_hash=self.address).exists()


def _hash(key: bytes, address: Address, bits: int) -> str:
    network = ip_network((address, bits), strict=False)
    return hmac.digest(key, str(network).encode(), "sha256").hex()


class BannedAddressQuerySet(models.QuerySet["BannedAddress"]):
    def past(self) -> "BannedAddressQuerySet":
        return self.filter(day__lt=timezone.localdate())


class BannedAddress(models.Model):
    """An address whose actions count for nothing, for the rest of the day."""

    address_hash = models.CharField(max_length=64)
    day = models.DateField(default=timezone.localdate)

    objects = BannedAddressQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["address_hash", "day"], name="address_banned_once_a_day")
        ]

    def __str__(self) -> str:
        return self.address_hash[:8]
