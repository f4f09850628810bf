"""Times of the samples: integer milliseconds since 1970, UTC, and their written forms."""

import datetime

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
_UTC = datetime.timezone.utc


def at(text):
    """Milliseconds of an RFC 3339 time in UTC such as `2026-11-17T08:00:00Z`."""
    moment = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    # Integer arithmetic: float timestamps would not be the same on every machine.
    return (moment - datetime.datetime(1970, 1, 1, tzinfo=_UTC)) // datetime.timedelta(milliseconds=1)


def rfc3339(ms):
    """`2026-11-17T08:00:00.123Z`."""
    seconds, rest = divmod(ms, SECOND)
    moment = datetime.datetime.fromtimestamp(seconds, _UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{rest:03d}Z"


def day_name(ms):
    """`2026-11-17`, the UTC day that holds the time."""
    return rfc3339(ms)[:10]


_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def http_date(ms):
    """The `Date` header of an answer: whole seconds, never in the words of a locale."""
    moment = datetime.datetime.fromtimestamp(ms // SECOND, _UTC)
    day, month = _DAYS[moment.weekday()], _MONTHS[moment.month - 1]
    return f"{day}, {moment.day:02d} {month} {moment.year} {moment:%H:%M:%S} GMT"
