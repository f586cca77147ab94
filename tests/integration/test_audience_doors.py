"""Rule 6, over random comments and audiences: nobody is told what they may not see.

``python -m evals audience`` runs the same over many more.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from domain.audience import PUBLIC, Audience
from hearback.house import House
from tests.factories.audience import GROUPS, World, fill, leaks, open_home, worlds
from tests.integration.audience_check import Count, _outputs, check_world

WORLDS = 60


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, House]]:
    folder: Path = tmp_path_factory.mktemp("audience")
    house, twin = open_home(folder / "home"), open_home(folder / "twin")
    yield house, twin
    house.close()
    twin.close()


@settings(
    max_examples=WORLDS,
    deadline=None,
    derandomize=True,
    # A world is small as it is, and making it smaller takes minutes.
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(world=worlds())
def test_nobody_is_told_what_they_may_not_see(homes: tuple[House, House], world: World) -> None:
    count = Count()
    check_world(*homes, world, count)
    assert count.faults == []


@settings(max_examples=5, deadline=None, derandomize=True, phases=(Phase.generate,))
@given(world=worlds())
def test_the_check_sees_a_leak(homes: tuple[House, House], world: World) -> None:
    """A house that took the public for everybody would be caught."""
    house, _ = homes
    fill(house, world.said)
    everybody = Audience(frozenset(GROUPS))
    outputs = dict(_outputs(house, world, everybody, "What do customers say about the billing?"))
    assert leaks(outputs, world.hidden_words(PUBLIC))
