"""Whatever is edited while a preview runs, its bytes are those of a clean build."""

from __future__ import annotations

import pytest
from hypothesis.stateful import run_state_machine_as_test

from tests.pelican_site.same_bytes.machine import steady
from tests.pelican_site.same_bytes.one_process import OneProcess


@pytest.mark.timeout(300)
def test_one_process_makes_the_same_bytes() -> None:
    run_state_machine_as_test(OneProcess, settings=steady(3))  # type: ignore[no-untyped-call]
