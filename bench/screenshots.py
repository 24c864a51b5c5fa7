"""``python -m bench.screenshots [--ledger DEMO] [--pages NAME ...]``: pictures of the application for docs/screens.md.

Only the demonstration's ledger, whose stories are the project's own, is pictured. Chromium is Debian's (``chromium``);
skipped where it is not installed.
"""

import argparse
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bench.command import warledger
from bench.serving import HOST, served

FOLDER = Path(__file__).parent.parent / "docs" / "screens"

DAY = "2016-05-15"

PAGES = {
    "map": f"/?on={DAY}",
    "place": f"/places/Palmyra?on={DAY}",
    "read": "/read",
    "report": "/report?story=d14-010",
    "review": "/review/next",
    "claims": "/claims?party=islamic-state",
}
"""What is pictured, by the name of its files; of the page for reading a story what comes back."""

STORY = Path(__file__).parent.parent / "examples" / "stories" / "palmyra-2016.txt"

SCREENS = ((1440, 900), (390, 844))
"""A desk's and a telephone's, in pixels."""

SCHEMES = ("light", "dark")

MOST_BYTES = 4_000_000
"""What the folder may hold: who clones the project gets it all."""


def main() -> int:
    """Make the pictures; 1 where they have become too large."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--ledger", type=Path)
    asked.add_argument("--pages", nargs="*", choices=PAGES, default=tuple(PAGES))
    options = asked.parse_args()
    chromium = shutil.which("chromium")
    if chromium is None:
        print("skipped: chromium is not installed")
        return 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        demo = options.ledger or Path(scratch) / "demo.sqlite"
        if not demo.exists():
            warledger("demo", "--ledger", str(demo))
        with served(str(demo)) as server:
            picture(chromium, f"http://{HOST}:{server.port}", options.pages)
    size = sum(file.stat().st_size for file in FOLDER.iterdir())
    print(f"{FOLDER.name}: {size / 1e6:.1f} MB (at most {MOST_BYTES / 1e6:.0f})")
    return 1 if size > MOST_BYTES else 0


def picture(chromium: str, address: str, names: Iterable[str]) -> None:
    """Each page on each screen, light and dark."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for width, height in SCREENS:
            for scheme in SCHEMES:
                window: dict[str, Any] = {"viewport": {"width": width, "height": height}, "color_scheme": scheme}
                page = browser.new_page(**window, reduced_motion="reduce", locale="en-GB")
                for name in names:
                    page.goto(f"{address}{PAGES[name]}", wait_until="networkidle")
                    if name == "read":
                        page.get_by_label("The story's text").fill(STORY.read_text(encoding="utf-8"))
                        page.get_by_role("button", name="Read it", exact=True).click(timeout=60_000)
                        page.wait_for_selector("article.text")
                    page.screenshot(path=str(FOLDER / f"{name}-{width}-{scheme}.png"))
                page.close()
        browser.close()


if __name__ == "__main__":
    raise SystemExit(main())
