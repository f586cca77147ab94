"""A digest's settings in words."""

from domain.subscription import WEEKDAYS, Subscription


def describe(subscription: Subscription, role_title: str) -> str:
    """``Finance, every Monday at 09:00 (Europe/London)``."""
    day = WEEKDAYS[subscription.weekday].capitalize()
    hour = f"{subscription.hour:02d}:00"
    return f"{role_title}, every {day} at {hour} ({subscription.zone})"
