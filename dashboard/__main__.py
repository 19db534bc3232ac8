"""Command line: `python -m dashboard` serves the atlas, once its address, settings and files have been checked."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from itertools import chain, pairwise
from pathlib import Path

HOST, PORT = "127.0.0.1", 8501
OURS = {"--server.address": "--host", "--server.port": "--port"}  # options of Streamlit that are given by ours
BASE = "--server.baseUrlPath"
SERVER = Path(__file__).with_name("server.py")


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    command = argparse.ArgumentParser("python -m dashboard", description=__doc__, allow_abbrev=False)
    command.add_argument("--host", default=HOST, help=f"name or address to listen at; {HOST} without it")
    command.add_argument("--port", default=PORT, type=int, help=f"port to listen at; {PORT} without it")
    command.epilog = "What else is given goes to Streamlit, such as --server.baseUrlPath atlas."
    return command


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve the atlas until it is stopped; what cannot be used ends it with a sentence and exit status 1."""
    command = parser()
    given, others = command.parse_known_args(arguments)
    for before, argument in pairwise(["", *others]):
        option = argument.partition("=")[0]
        if option in OURS:
            command.error(f"{option} is {OURS[option]} here")
        if not argument.startswith("-") and (not before.startswith("--") or "=" in before):
            command.error(f"{argument!r} is no option and no value of one, expected such as --port {PORT}")
    # Imported here, so that a wrong option is answered at once.
    from dashboard.log_lines import TEXT  # noqa: PLC0415
    from dashboard.web.http_server import check_address, held_address  # noqa: PLC0415
    from dashboard.web.settings import METRICS, SettingError, checked_base, read_settings  # noqa: PLC0415
    from dashboard.web.startup import StartError, check_files, check_registries  # noqa: PLC0415

    try:
        settings, base = read_settings(), checked_base(value_of(BASE, others))
        with held_address(given.host, given.port):
            if settings.metrics is not None:  # another one than that of the atlas
                check_address(*settings.metrics, setting=METRICS)
        check_files()
        check_registries()
    except (SettingError, StartError) as error:
        sys.exit(f"The atlas does not start: {error}")
    from streamlit.web.cli import main as streamlit  # noqa: PLC0415

    if settings.log == TEXT:  # with the other form each line is an object
        path = f"/{base.strip('/')}".rstrip("/")
        sys.stderr.write(f"Mine Ban Atlas: http://{shown(given.host)}:{given.port}{path} (stop it with Ctrl+C)\n")
    address = ["--server.address", given.host, "--server.port", str(given.port)]
    streamlit(["run", str(SERVER), *address, *others], prog_name="streamlit")


def value_of(option: str, arguments: Sequence[str]) -> str:
    """Return the value of an option among arguments, written behind a blank or an equals sign; empty where it is not.

    Examples
    --------
    >>> value_of("--a", ["--a", "x", "--b"]), value_of("--a", ["--b", "--a=x"]), value_of("--a", [])
    ('x', 'x', '')
    """
    joined = (argument.partition("=")[2] for argument in arguments if argument.startswith(f"{option}="))
    return next(chain(joined, (value for name, value in pairwise(arguments) if name == option)), "")


def shown(host: str) -> str:
    """Return a host as an address has it, IPv6 addresses in brackets."""
    return f"[{host}]" if ":" in host else host


if __name__ == "__main__":
    main()
