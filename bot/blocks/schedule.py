"""A digest's settings in words."""

from domain.cadence import Cadence
from domain.subscription import WEEKDAYS, Subscription


def describe(subscription: Subscription, role_title: str) -> str:
    """``Finance, every Monday at 09:00 (Europe/London)``."""
    day = WEEKDAYS[subscription.weekday].capitalize()
    hour = f"{subscription.hour:02d}:00"
    days = {
        Cadence.WEEKLY: f"every {day}",
        Cadence.TWO_WEEKS: f"every second {day}",
        Cadence.MONTHLY: f"on day {subscription.monthday} of each month",
    }
    muted = "; muted" if subscription.muted else ""
    return f"{role_title}, {days[subscription.cadence]} at {hour} ({subscription.zone}){muted}"
