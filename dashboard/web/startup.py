"""What is checked before anything is served: open files, folder of temporary files, data; and whom it is served to."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from dashboard.web.settings import TRUSTED_PROXIES, Settings, is_loopback
from geodata.dataset import DATA_FOLDER
from geodata.tables import TABLES

try:
    import resource
except ImportError:  # Windows has no limit of this kind
    resource = None  # type: ignore[assignment]

# A reader holds one websocket and, while a page loads, six connections; the worker and the tables some twenty files.
LEAST_OPEN_FILES = 1024
MOST_OPEN_FILES = 65_536  # what is asked for where the hard limit is higher or none


class StartError(Exception):
    """Why the atlas cannot be served; the message is one sentence with what was found and what was expected."""


def raise_open_files() -> int:
    """Raise the soft limit of open files to the hard one, and return it.

    With too few, a server accepts no connection while its readers hold all that it may have.

    Raises
    ------
    StartError
        When it stays below LEAST_OPEN_FILES.
    """
    if resource is None:
        return MOST_OPEN_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    unlimited = resource.RLIM_INFINITY
    wanted = MOST_OPEN_FILES if hard == unlimited else min(hard, MOST_OPEN_FILES)
    if soft != unlimited and soft < wanted:
        with suppress(ValueError, OSError):  # macOS grants less than the hard limit says
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = MOST_OPEN_FILES if soft == unlimited else soft
    if allowed < LEAST_OPEN_FILES:
        raise StartError(
            f"this process may hold {allowed} files and connections open, expected {LEAST_OPEN_FILES} or more; raise "
            "the limit with ulimit -n, LimitNOFILE of systemd or --ulimit nofile of a container"
        )
    return allowed


def check_temporary_folder() -> None:
    """Check that temporary files can be written, which the writer of PDF needs.

    Raises
    ------
    StartError
        When they cannot.
    """
    try:
        with tempfile.TemporaryFile():
            pass
    except OSError as error:
        raise StartError(
            "temporary files cannot be written, expected a folder for them: set TMPDIR, or mount a tmpfs at /tmp "
            f"({error.strerror or error})"
        ) from error


def check_registries() -> None:
    """Check that no two layers and no two formats have one id; both registries are imported now.

    Raises
    ------
    StartError
        When two have, with the sentence that names both.
    """
    from dashboard.maps.context import RegistryError  # noqa: PLC0415 - once the files that it reads are known to be there

    try:
        for registry in ("dashboard.maps.layers.registry", "dashboard.render.formats"):
            import_module(registry)
    except RegistryError as error:
        raise StartError(str(error)) from error


def public_use(bound: str | None, settings: Settings) -> str:
    """Return what an operator has to know where others reach the atlas and no proxy is named; "" elsewhere.

    The atlas ends what waits too long by itself, but cannot limit the connections and requests of one address, nor end
    TLS.

    Parameters
    ----------
    bound
        The address that the server listens on (server.address); None is every one.
    """
    if settings.trusted_proxies or (is_loopback(bound) and not settings.public_url):
        return ""
    reached = f"at {settings.public_url}" if settings.public_url else "from other machines"
    return (
        f"Readers reach the atlas {reached}, and {TRUSTED_PROXIES} names no proxy: public use needs one before it that "
        "ends TLS, unfinished requests and idle connections, and limits the connections of an address, as deploy/nginx "
        "does (docs/deploying.md)."
    )


def check_data(folder: Path, tables: tuple[str, ...]) -> None:
    """Check that every table is there, and that every boundary file is the one that its manifest lists.

    What stands in the tables is not checked here: a table that breaks its rules can be mended while the server runs.

    Parameters
    ----------
    folder
        Folder of the tables, with `boundaries` in it.
    tables
        Names of the tables.

    Raises
    ------
    StartError
        For the first file that is missing, cannot be read or is another.
    """
    for name in tables:
        try:
            with (folder / name).open("rb"):
                pass
        except OSError as error:
            raise StartError(f"{folder / name} cannot be read ({error.strerror})") from error
    boundaries = folder / "boundaries"
    for list_name, build in BUILDS.items():
        rebuild = f"install the atlas anew, or run python -m {build}"
        for name, digest in _listed(boundaries / list_name, rebuild):
            path = boundaries / name
            try:
                actual = hashlib.sha256(path.read_bytes()).hexdigest()
            except OSError as error:
                raise StartError(f"{path} cannot be read ({error.strerror}); {rebuild}") from error
            if actual != digest:
                raise StartError(f"{path} is not the file that {list_name} lists, or is damaged; {rebuild}")


# What builds the files that a list names.
BUILDS = {"manifest.json": "geodata.build", "first_level.json": "geodata.build.first_level"}


def _listed(path: Path, rebuild: str) -> Iterator[tuple[str, str]]:
    """Name and SHA-256 of each file in a list of boundary files."""
    try:
        outputs = json.loads(path.read_bytes())["outputs"]
        yield from ((name, entry if isinstance(entry, str) else entry["sha256"]) for name, entry in outputs.items())
    except OSError as error:
        raise StartError(f"{path} cannot be read ({error.strerror}); {rebuild}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StartError(f"{path} is damaged, expected the list of boundary files; {rebuild}") from error


def check_files() -> None:
    """Check open files, the folder for temporary files, and the data of the atlas.

    Raises
    ------
    StartError
        For the first that cannot be used.
    """
    raise_open_files()
    check_temporary_folder()
    check_data(DATA_FOLDER, tuple(f"{table.name}.csv" for table in TABLES))
