"""What `./run` tells when a set-up fails: the line that matters, of all that programs say."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.setup.machine import Machine

FAILURES = {
    failure["name"]: failure
    for failure in tomllib.loads(
        Path(__file__).with_name("failures.toml").read_text(encoding="utf-8")
    )["failure"]
}


@pytest.mark.parametrize("failure", FAILURES.values(), ids=FAILURES)
def test_the_line_that_failed_is_told(machine: Machine, failure: dict[str, str]) -> None:
    environment = {"FAIL": failure["of"]}
    for key in {"says", "update_says"} & failure.keys():
        environment[key.upper()] = key
        (machine.elsewhere / key).write_text(failure[key], encoding="utf-8")
    if failure["of"] == "brew":
        environment |= machine.becomes_a_mac()
    result = machine.run("list", **environment)
    assert result.stderr.splitlines()[-1].endswith(
        f"{failure['told']} (all of it is in {machine.root}/.setup.log)"
    )
    told = result.stderr.splitlines()[-1].partition(failure["told"])[0]
    assert told.endswith((" failed: ", " fit together: "))
    assert result.returncode == 1
