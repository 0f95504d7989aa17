"""Dates as readers of each language write them: "Jul – Sep 2023", "2023年7月至9月"."""

from datetime import date

from django.db import models
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext


class Precision(models.TextChoices):
    """How much of a date is known or worth showing."""

    YEAR = "year", _("Year")
    MONTH = "month", _("Month")
    DAY = "day", _("Day")


MACHINE_FORMATS = {Precision.YEAR: "Y", Precision.MONTH: "Y-m", Precision.DAY: "Y-m-d"}


def machine_date(moment: date, precision: str) -> str:
    """For the `datetime` attribute."""
    return format_date(moment, MACHINE_FORMATS[Precision(precision)])


def date_text(moment: date, precision: str) -> str:
    formats = {
        Precision.YEAR: pgettext("date format: year", "Y"),
        Precision.MONTH: pgettext("date format: month and year", "M Y"),
        Precision.DAY: pgettext("date format: day, month and year", "j M Y"),
    }
    return format_date(moment, formats[Precision(precision)])


def period_text(start: date, end: date, precision: str) -> str:
    """From `start` to `end`; what they share is written once."""
    if date_text(start, precision) == date_text(end, precision):
        return date_text(start, precision)
    if start.year == end.year and precision == Precision.MONTH:
        first = format_date(start, pgettext("date format: first month of two in one year", "M"))
        last = format_date(end, pgettext("date format: last month of two in one year", "M Y"))
    else:
        first, last = date_text(start, precision), date_text(end, precision)
    return pgettext("period", "%(start)s – %(end)s") % {"start": first, "end": last}


def ongoing_text(start: date, precision: str) -> str:
    return pgettext("period", "%(start)s – now") % {"start": date_text(start, precision)}


def until_text(end: date, precision: str) -> str:
    return pgettext("period", "until %(end)s") % {"end": date_text(end, precision)}
