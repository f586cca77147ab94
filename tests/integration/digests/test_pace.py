"""Sending is spread over the minute, whatever the clock of the day does."""

from digests.pace import Pace


async def test_sends_are_apart_and_an_idle_minute_is_not_saved_up() -> None:
    now, waited = [100.0], list[float]()

    async def sleep(seconds: float) -> None:
        waited.append(seconds)
        now[0] += seconds

    pace = Pace(60, clock=lambda: now[0], sleep=sleep)
    for _ in range(3):
        await pace()
    assert waited == [1.0, 1.0]
    now[0] += 600
    for _ in range(2):
        await pace()
    assert waited == [1.0, 1.0, 1.0]
