"""Whatever is edited, and however it is built, the bytes are those of a clean build."""

from __future__ import annotations

import pytest
from hypothesis.stateful import run_state_machine_as_test

from tests.pelican_site.same_bytes.machine import steady
from tests.pelican_site.same_bytes.new_processes import NewProcesses


@pytest.mark.timeout(300)
def test_new_processes_make_the_same_bytes() -> None:
    run_state_machine_as_test(NewProcesses, settings=steady(3))  # type: ignore[no-untyped-call]
