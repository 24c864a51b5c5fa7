"""``python -m bench.map [DEMO [LARGE]]``: how fast the map comes up, steps, moves and zooms, in a browser that draws in software.

DEMO and LARGE are ledgers; what is not given is made. Chromium is Debian's (``chromium``); skipped where it is not installed.
"""

import shutil
import statistics
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.map_ledger import make
from bench.serving import HOST, served
from warledger.cli.ledger import build_demo

SIZE = {"width": 1440, "height": 900}

TARGETS = {"first view, demo": 1500, "first view, large": 3000, "slider step": 50, "pan frame": 250, "zoom frame": 250}
"""Milliseconds; and MEGABYTES compressed."""

MEGABYTES = 3.0

STEPS = """async (count) => {
  const slider = document.querySelector("#map-slider");
  const times = [];
  for (let n = 0; n < count; n++) {
    const begun = performance.now();
    slider.value = String((Number(slider.value) + 11) % Number(slider.max));
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise((done) => requestAnimationFrame(() => {
      const after = new MessageChannel();
      after.port1.onmessage = done;
      after.port2.postMessage(0);
    }));
    times.push(performance.now() - begun);
    await new Promise((done) => setTimeout(done, 20));
  }
  return times;
}"""
"""From the slider's event to the end of the frame that shows the day."""

MOVES = """async ([keys, count]) => {
  const map = document.querySelector("#map");
  const times = [];
  for (let n = 0; n < count; n++) {
    const begun = performance.now();
    map.dispatchEvent(new KeyboardEvent("keydown", { key: keys[n % keys.length], bubbles: true }));
    await new Promise((done) => requestAnimationFrame(() => {
      const after = new MessageChannel();
      after.port1.onmessage = done;
      after.port2.postMessage(0);
    }));
    times.push(performance.now() - begun);
    await new Promise((done) => setTimeout(done, 5));
  }
  return times;
}"""
"""From a key that moves the map to the end of the frame that shows it moved: base map and all marks painted anew."""


def main() -> int:
    """Print the table; 1 where a target is missed."""
    chromium = shutil.which("chromium")
    if chromium is None:
        print("skipped: chromium is not installed")
        return 0
    from playwright.sync_api import sync_playwright

    missed = 0
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        demo, large = _ledgers(Path(folder), sys.argv[1:])

        def browser() -> Any:
            return playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])

        for name, ledger in (("demo", demo), ("large", large)):
            with served(ledger) as server:
                address = f"http://{HOST}:{server.port}"
                print(f"{name}: the first answer, data worked out anew: {_cold_server(address):.0f} ms")
                figures = {f"first view, {name}": _first_view(browser, address)}
                if name == "large":
                    figures |= _moves(browser, address)
                    size = _compressed(address)
                    print(f"map data of the large ledger: {size:.2f} MB compressed (at most {MEGABYTES})")
                    missed += size > MEGABYTES
                for what, times in figures.items():
                    middle = statistics.median(times)
                    missed += middle > TARGETS[what]
                    print(
                        f"{what}: median {middle:.0f} ms, {min(times):.0f} to {max(times):.0f} (at most {TARGETS[what]})"
                    )
    return 1 if missed else 0


def _ledgers(folder: Path, given: list[str]) -> tuple[str, str]:
    demo, large = (*given, *(str(folder / name) for name in ("demo.sqlite", "large.sqlite")[len(given) :]))
    if not given:
        build_demo(demo)
    if len(given) < 2:
        make(Path(large), places=5000, incidents=52_000)
    return demo, large


def _cold_server(address: str) -> float:
    begun = time.perf_counter()
    urllib.request.urlopen(f"{address}/map/data.json").read()
    return 1000 * (time.perf_counter() - begun)


def _compressed(address: str) -> float:
    asked = urllib.request.Request(f"{address}/map/data.json", headers={"Accept-Encoding": "gzip"})
    return len(urllib.request.urlopen(asked).read()) / 1e6


def _first_view(browser: Callable[[], Any], address: str, turns: int = 5) -> list[float]:
    """From the request to a map that is painted, each time in a new browser with nothing kept."""
    times = []
    for _ in range(turns):
        opened = browser()
        page = opened.new_page(viewport=SIZE)
        page.goto(f"{address}/")
        page.wait_for_selector("[data-ready=true]")
        times.append(page.evaluate("async () => (await new Promise(requestAnimationFrame), performance.now())"))
        opened.close()
    return times


def _moves(browser: Callable[[], Any], address: str) -> dict[str, list[float]]:
    """Steps of the slider with all marks shown, and frames while the map is moved and zoomed."""
    opened = browser()
    page = opened.new_page(viewport=SIZE)
    page.goto(f"{address}/?on=2018-01-01&window=100")
    page.wait_for_selector("[data-ready=true]")
    page.click("[data-zoom=out]")
    page.wait_for_timeout(800)
    steps = page.evaluate(STEPS, 60)
    shown = page.evaluate(
        "[...document.querySelectorAll('.legend-parties b, .legend-signs .wide b')].map((b) => b.textContent)"
    )
    print("marks shown by party, then incidents:", " ".join(shown))
    found = {"slider step": steps}
    found["pan frame"] = page.evaluate(MOVES, [["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"], 40])
    found["zoom frame"] = page.evaluate(MOVES, [["+", "+", "-", "-"], 40])
    opened.close()
    return found


if __name__ == "__main__":
    raise SystemExit(main())
