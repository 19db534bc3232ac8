"""nginx from Debian before servers of the atlas, with the very configuration that deploy/ ships."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tests.browser.serving import ROOT, free_port

DEPLOY = ROOT / "deploy"
MAIN = DEPLOY / "nginx" / "nginx.conf"
TEMPLATE = DEPLOY / "nginx" / "templates" / "atlas.conf.template"
START_SECONDS = 10.0


def nginx_path() -> str | None:
    """Return the program, which Debian keeps outside of the PATH of users; None where it is not installed."""
    return shutil.which("nginx", path=os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/sbin")))


def write_configuration(folder: Path, values: Mapping[str, str]) -> Path:
    """Write the shipped configuration into a folder, in which nginx then keeps its files too.

    Parameters
    ----------
    values
        What stands for each `${NAME}` of the template.
    """
    site = TEMPLATE.read_text(encoding="utf-8")
    for name, value in values.items():
        site = site.replace(f"${{{name}}}", value)
    (folder / "atlas.conf").write_text(site, encoding="utf-8")
    main = MAIN.read_text(encoding="utf-8")
    for ours, here in (("/etc/nginx/conf.d/*.conf", folder / "atlas.conf"), ("/tmp/nginx", folder / "nginx")):  # noqa: S108
        main = main.replace(ours, str(here))
    for stream in ("stdout", "stderr"):
        main = main.replace(f"/dev/{stream}", str(folder / stream))
    path = folder / "nginx.conf"
    path.write_text(main, encoding="utf-8")
    return path


def configuration_values(folder: Path, port: int, servers: Sequence[str]) -> dict[str, str]:
    """Return what stands for the names of the template: a port of this machine, and servers by their addresses."""
    each = (f"server {urlsplit(server).netloc} max_fails=2 fail_timeout=5s;" for server in servers)
    return {
        "NGINX_LISTEN": f"127.0.0.1:{port}",
        "NGINX_ATLAS_SERVERS": " ".join(each),
        "NGINX_CACHE": str(folder / "cache"),
        "NGINX_TRUSTED_PROXY": "unix:",
    }


@contextmanager
def running_nginx(folder: Path, servers: Sequence[str]) -> Iterator[str]:
    """Start nginx before servers, whose addresses are given, and yield its own address.

    Raises
    ------
    RuntimeError
        When nginx is not installed or does not start; the message carries what it printed.
    """
    program = nginx_path()
    if program is None:
        raise RuntimeError("nginx is not installed: apt-get install nginx-light")
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    configuration = write_configuration(folder, configuration_values(folder, port, servers))
    # Of a root's nginx the workers would be "nobody", who may not write into this folder.
    directives = "daemon off;" + (" user root;" if os.geteuid() == 0 else "")
    command = [program, "-c", str(configuration), "-g", directives]
    url = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            _wait(url, process)
            yield url
        finally:
            process.terminate()
            process.wait(timeout=START_SECONDS)


def _wait(url: str, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            printed = process.stderr.read() if process.stderr else ""
            raise RuntimeError(f"nginx ended with {process.returncode}: {printed}")
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=2):  # noqa: S310 - our own URL
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(f"nginx did not answer within {START_SECONDS:.0f} s")
