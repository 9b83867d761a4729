"""Chromium without a window, for tests of what is made for browsers: skipped without it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
SIZE = {"width": 960, "height": 540}


@dataclass
class Opened:
    """A page that was opened from a file, and what happened to it."""

    page: Page
    asked: list[str] = field(default_factory=list)
    """The addresses that it asked for."""
    said: list[str] = field(default_factory=list)
    """What it wrote on the console, and its errors."""

    def quiet(self) -> None:
        """See that nothing was asked of the network, and nothing went wrong."""
        assert {address.partition(":")[0] for address in self.asked} <= {"file", "data", "blob"}
        assert self.said == []


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser, for as many pages as are wanted."""
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"]  # which root cannot have
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


@contextmanager
def opened(path: Path, browser: Browser) -> Iterator[Opened]:
    """A file as a browser shows it that knows nothing of others."""
    context = browser.new_context(viewport=SIZE)
    found = Opened(context.new_page())
    context.on("request", lambda request: found.asked.append(request.url))
    context.on("console", lambda message: found.said.append(message.text))
    context.on("weberror", lambda error: found.said.append(str(error.error)))
    found.page.goto(path.as_uri())
    yield found
    context.close()
