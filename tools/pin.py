"""pip-compile that takes the hashes which the index gives instead of downloading every file to hash it: `make pins`."""

from __future__ import annotations

from pip._internal.models.link import Link
from piptools.repositories.pypi import PyPIRepository
from piptools.scripts.compile import cli

_downloaded_hash = PyPIRepository._get_file_hash


def _file_hash(self: PyPIRepository, link: Link) -> str:
    """Return the SHA-256 of a file as the page of the index has it, or of the file itself where it has none."""
    return f"sha256:{link.hash}" if link.hash_name == "sha256" and link.hash else _downloaded_hash(self, link)


if __name__ == "__main__":
    PyPIRepository._get_file_hash = _file_hash  # type: ignore[method-assign]
    cli()
