"""Finds the Chromium that the browser tests drive, or installs one: `python -m tests.browser.chromium`."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NAMED = "ATLAS_CHROMIUM"  # a variable of the environment: the path of the browser to use, whatever else is here
# The headless shell is Chromium without windows and menus; the tests take a sixth less time with it.
NAMES_ON_PATH = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


class ChromiumMissingError(Exception):
    """No Chromium was found; the message says where it was looked for and what to do."""


def chromium_path() -> Path:
    """Where the Chromium is that the tests use; the first that starts, among the places in `candidates`."""
    for path in candidates():
        if version_of(path) is not None:
            return path
    if NAMED in os.environ:
        raise ChromiumMissingError(f"{NAMED} is {os.environ[NAMED]}, and that is no Chromium that starts.")
    raise ChromiumMissingError(
        f"The browser tests found no Chromium: {NAMED} is not set, none is on PATH as "
        f"{', '.join(NAMES_ON_PATH)}, and Playwright has none of its own. "
        "Install one, or let 'python -m tests.browser.chromium' do it."
    )


def candidates() -> Iterator[Path]:
    """Every place a Chromium may be; if one is named in the environment, only that place."""
    if NAMED in os.environ:
        yield Path(os.environ[NAMED])
        return
    for name in NAMES_ON_PATH:
        program = shutil.which(name)
        if program:
            yield Path(program)
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - on use: most machines have one on PATH

    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    if own.exists():
        yield own


def version_of(path: Path) -> str | None:
    """The version that the browser states, or None if it does not start (as a stub for a missing snap does not)."""
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=60, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return answer.stdout.strip() or None


def install_chromium() -> None:
    """Install Debian's headless Chromium if we are root on such a system, else (or if that fails) Playwright's own."""
    if os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get"):
        noninteractive = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "--quiet"], env=noninteractive, check=False)
        install = ["apt-get", "install", "--quiet", "--yes", "--no-install-recommends"]
        for package in ("chromium-headless-shell", "chromium"):  # older Debian has the second alone
            subprocess.run([*install, package], env=noninteractive, check=False)
            if any(map(version_of, candidates())):  # Ubuntu's package is a stub for its snap
                return
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> int:
    """Say in one sentence which Chromium the tests will use, after installing one if there was none."""
    try:
        path = chromium_path()
    except ChromiumMissingError as missing:
        if NAMED in os.environ:
            print(missing, file=sys.stderr)
            return 1
        print("No Chromium here yet: installing one for the browser tests.", flush=True)
        install_chromium()
        try:
            path = chromium_path()
        except ChromiumMissingError as still_missing:
            print(still_missing, file=sys.stderr)
            return 1
    print(f"The browser tests use {path} ({version_of(path)}).", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
