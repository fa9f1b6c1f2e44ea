"""Whatever is edited while a preview runs, its bytes are those of a clean build."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from tests.pelican_site.same_bytes import disk, edits, rare_edits
from tests.pelican_site.same_bytes.machine import InProcess

SEEDS = st.integers(0, 10_000)


class OneProcess(RuleBasedStateMachine):
    """Make a preview after each step in one process."""

    def __init__(self) -> None:
        super().__init__()
        self.site = InProcess()

    @rule(edit=st.sampled_from([*edits.EDITS, *rare_edits.EDITS]), seed=SEEDS)
    def edits_anything(self, edit: edits.Edit, seed: int) -> None:
        self.site.check(self.site.edit(edit, seed))

    @rule(edit=st.sampled_from(edits.BODIES), seed=SEEDS)
    def edits_a_body(self, edit: edits.Edit, seed: int) -> None:
        self.site.check(self.site.edit(edit, seed))

    @rule(change=st.sampled_from([*disk.THEME, *disk.OUTPUT, *disk.ODD]), seed=SEEDS)
    def changes_the_disk(self, change: disk.Change, seed: int) -> None:
        self.site.change(change, self.site.output, seed)
        self.site.check([])

    @rule()
    def takes_it_back(self) -> None:
        self.site.check(self.site.undo())

    def teardown(self) -> None:
        self.site.close()
