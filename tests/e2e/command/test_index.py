"""The index can be thrown away: search goes on, and one command builds it again."""

import shutil

from tests.e2e.command_line import CommandLine


def test_a_deleted_index_comes_back_from_the_truth(kestrel: CommandLine) -> None:
    before = kestrel.run("search", "late fee", "--json").document["hits"]
    held = kestrel.run("reindex", "--json").document["held"]
    shutil.rmtree(kestrel.home / "index")
    assert kestrel.run("search", "late fee", "--json").document["hits"] == before
    assert kestrel.run("reindex", "--json").document["held"] == held
    checks = kestrel.run("doctor", "--json").document["checks"]
    index = next(check for check in checks if check["name"] == "index")
    assert index["well"]
    assert f"{held} texts" in index["told"]
