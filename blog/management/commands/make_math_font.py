from typing import Any

from django.core.management.base import BaseCommand

from blog.math_font import make_math_fonts


class Command(BaseCommand):
    help = "Cuts the math font for the web out of STIX Two Math; does nothing when that is done."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for path, size in make_math_fonts():
            self.stdout.write(f"Made {path.name} ({size / 1024:.0f} KB)")
