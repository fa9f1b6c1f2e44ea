"""Whatever is edited, and however it is built, the bytes are those of a clean build."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from tests.pelican_site.same_bytes import disk, edits, rare_edits
from tests.pelican_site.same_bytes.machine import Fresh

SEEDS = st.integers(0, 10_000)


class NewProcesses(RuleBasedStateMachine):
    """Build after each step as a new process would."""

    def __init__(self) -> None:
        super().__init__()
        self.site = Fresh()

    @rule(edit=st.sampled_from([*edits.EDITS, *rare_edits.EDITS]), seed=SEEDS)
    def edits_anything(self, edit: edits.Edit, seed: int) -> None:
        self.site.edit(edit, seed)
        self.site.check()

    @rule(edit=st.sampled_from(edits.BODIES), seed=SEEDS)
    def edits_a_body(self, edit: edits.Edit, seed: int) -> None:
        self.site.edit(edit, seed)
        self.site.check()

    @rule(change=st.sampled_from([*disk.THEME, *disk.OUTPUT, *disk.KEPT, *disk.ODD]), seed=SEEDS)
    def changes_the_disk(self, change: disk.Change, seed: int) -> None:
        self.site.change(change, self.site.output, seed)
        self.site.check()

    @rule(hours=st.sampled_from([1, 30, 24 * 365 * 90]))
    def waits(self, hours: int) -> None:
        self.site.wait(hours)
        self.site.check()

    @rule(edit=st.sampled_from([*edits.BODIES, *edits.EDITS]), seed=SEEDS)
    def edits_and_takes_it_back_after_a_build_that_is_cut_off(self, edit: edits.Edit, seed: int) -> None:
        self.site.edit(edit, seed)
        self.site.cut_off = True
        self.site.check()
        self.site.undo()
        self.site.check()

    @rule()
    def builds_twice(self) -> None:
        self.site.check()

    @rule()
    def takes_it_back(self) -> None:
        self.site.undo()
        self.site.check()

    def teardown(self) -> None:
        self.site.close()
