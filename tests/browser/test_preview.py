"""The preview in a real browser: it refreshes by itself, and lays what is wrong over the last good page."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.desk.test_preview import FALL, a_free_port, a_preview, wait_for
from tests.sites import a_site, changed

pytestmark = [pytest.mark.browser, pytest.mark.timeout(60)]


def test_an_edit_appears_and_a_fault_comes_and_goes(browser: Browser, tmp_path: Path) -> None:
    port = a_free_port()
    url, site = f"http://127.0.0.1:{port}/posts/the-fall/", a_site(tmp_path)
    with a_preview(site, port), browser.new_context() as context:
        wait_for(url)
        page = context.new_page()
        page.goto(url)
        a_site(site, changed(FALL, "Down I went.", "Up I got."))
        expect(page.locator("main")).to_contain_text("Up I")
        a_site(site, changed(FALL, "phase: fall", "phase: fal"))
        fault = page.get_by_role("alert")
        expect(fault).to_contain_text(f'content/{FALL}:4: phase: "fal" is not a phase.')
        expect(page.locator("main")).to_contain_text("Up I")
        a_site(site)
        expect(page.get_by_role("alert")).to_have_count(0)
        expect(page.locator("main")).to_contain_text("Down I")
