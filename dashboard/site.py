"""The atlas as static files: `python -m dashboard.site --out DIR` writes a frozen copy for any static host or folder.

The copy has the ready views and questions, every country, the story, the sources and the data package, as pages and
files of the registry of formats. Every address in it is relative; equal tables, day and address give equal bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from time import monotonic

from dashboard.maps.atlas import Atlas
from dashboard.maps.previews import ABOUT_LINE, ABOUT_TITLE, SOURCES_LINE, SOURCES_TITLE
from dashboard.maps.ready_questions import READY_QUESTIONS
from dashboard.maps.reference.about import chapters
from dashboard.maps.spec import MapSpec
from dashboard.maps.view import FIRST_DAY, LAST_DAY, PRESETS, View
from dashboard.render.formats import (
    FORMATS,
    SLIDE_PICTURE,
    BriefJob,
    Format,
    FormatError,
    FrozenJob,
    Options,
    StoryJob,
    Subject,
    file_bytes,
)
from dashboard.render.html.reference import about_html, bibliography_html, country_index_html
from dashboard.render.html.standalone import IndexView, Way, index_html, site_page
from dashboard.render.html.swatch import swatch_at
from dashboard.web.settings import SettingError, read_settings
from geodata import GeodataError, UnknownKeyError, day_label, is_extent
from geodata.data_package import PACKAGE
from geodata.dataset import DATA_FOLDER, DatasetReader
from geodata.geo.frames import frame_areas
from geodata.tables import iso_day
from geodata.wording import ATLAS_NAME

MANIFEST = "frozen-site.json"  # by it the command knows a folder that it wrote
INDEX, SOURCES, ABOUT, STORY = "index.html", "sources.html", "about.html", "story.html"
WAY_BACK = "All of this copy", INDEX
PICTURE_WIDTH = 640  # pixels of a picture on the index, twice its width there
# Files of a country beside its page, small enough to be kept for every one.
COUNTRY_FILES = ("svg", "brief.pdf")
LEFT_OUT = ("html", SLIDE_PICTURE)  # of a view: its page is one already, and the slide is its PNG again, 1.5 MB each
_SWATCH = re.compile(r'src="swatch/([^"]+)\.svg"')
DATA_FILES = (PACKAGE, "README.md", "LICENSE", "story.toml")


class SiteError(Exception):
    """The copy cannot be written; the message is one sentence that says why."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What of the atlas is written: ids of ready views, of ready questions, codes of areas, None for all; the story."""

    views: Collection[str] | None = None
    questions: Collection[str] | None = None
    countries: Collection[str] | None = None
    has_story: bool = True


EVERYTHING = Selection()


@dataclass(slots=True)
class _Site:
    """The files of a copy by path, made one after the other."""

    atlas: Atlas
    base: str
    selection: Selection = EVERYTHING
    groups: list[tuple[str, str, list[IndexView]]] = field(default_factory=list)
    swatches: set[str] = field(default_factory=set)  # names of those on the pages so far

    @property
    def day(self) -> date:
        """The day of the copy."""
        return self.atlas.today()

    @property
    def notice(self) -> str:
        """What a page of the copy says of itself."""
        release = self.atlas.dataset().release
        made = f"made on {day_label(self.day)} of data release {release}"
        return f"This is a frozen copy of the {ATLAS_NAME}, {made}; it does not change."

    @property
    def notice_with_address(self) -> str:
        """The notice, with the address of the live atlas where it is known."""
        return f"{self.notice} The live atlas is at {self.base}." if self.base else self.notice

    def options(self, **more: object) -> Options:
        """Return the options of a file of the copy."""
        return replace(Options(self.base, self.day), **more)  # type: ignore[arg-type]  # names of its fields

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield path and bytes of every file."""
        areas = _chosen("state or area", self.atlas.dataset().states, self.selection.countries)
        views = {preset.preset_id: (preset.title, preset.view) for preset in PRESETS}
        yield from self._views("views", "Ready views", views, self.selection.views)
        blank = View(layers=("question", "borders"))
        questions = {one.question_id: (one.title, replace(blank, question=one.question)) for one in READY_QUESTIONS}
        yield from self._views("questions", "Questions", questions, self.selection.questions)
        if self.selection.has_story:
            yield from self._story()
        for area in areas:
            yield from self._country(area)
        yield (
            SOURCES,
            self._page(
                SOURCES_TITLE,
                f"{len(self.atlas.bibliography())} documents. {SOURCES_LINE}",
                bibliography_html(self.atlas.bibliography(), self.atlas.dataset().release, has_records=False),
            ),
        )
        yield ABOUT, self._page(ABOUT_TITLE, ABOUT_LINE, about_html(chapters(self.atlas.dataset(), today=self.day)))
        data = [*sorted(DATA_FOLDER.glob("*.csv")), *(DATA_FOLDER / name for name in DATA_FILES)]
        for path in data:
            yield f"data/{path.name}", path.read_bytes()
        yield INDEX, self._index(set(areas), [(path.name, f"data/{path.name}") for path in data])
        for name in sorted(self.swatches):
            if svg := swatch_at(name):
                yield f"swatch/{name}.svg", svg.encode()

    def _page(self, title: str, line: str, body: str, *, ways: Sequence[Way] = (WAY_BACK,)) -> bytes:
        self.swatches |= {*_SWATCH.findall(body)}
        return site_page(title, line, body, notice=self.notice, live=self.base, ways=ways)

    def _views(
        self, folder: str, title: str, views: Mapping[str, tuple[str, View]], chosen: Collection[str] | None
    ) -> Iterator[tuple[str, bytes]]:
        entries: list[IndexView] = []
        for name in _chosen(f"id in “{title}”", views, chosen):
            label, view = views[name]
            spec = self.atlas.spec(replace(view, day=view.day or self.day))
            files = [entry for entry in FORMATS.of(Subject.VIEW).values() if entry.ending not in LEFT_OUT]
            yield from self._spec_files(f"{folder}/{name}", label, spec, files)
            pictures = {"light": f"{folder}/{name}.map.svg", "dark": f"{folder}/{name}.map.dark.svg"}
            for theme, path in pictures.items():
                options = self.options(width=PICTURE_WIDTH, theme=theme)
                yield path, file_bytes(FORMATS["picture"], spec, options)
            links = [(entry.label, f"{folder}/{name}.{entry.ending}") for entry in files]
            links.append((FORMATS["embed"].label, f"{folder}/{name}.embed.html"))
            headline = f"{spec.headline.text}. {spec.subtitle}"
            page = f"{folder}/{name}.html"
            entries.append(IndexView(label, headline, page, tuple(links), pictures["light"], pictures["dark"]))
        if entries:
            self.groups.append((folder, title, entries))

    def _spec_files(
        self,
        stem: str,
        title: str,
        spec: MapSpec,
        files: Iterable[Format],
        *,
        more: Sequence[Way] = (),
        in_table: frozenset[str] | None = None,
    ) -> Iterator[tuple[str, bytes]]:
        """Yield the page of a view with ways to the index and to its files, its embed, and the files."""
        name = stem.rpartition("/")[2]
        ways = [(WAY_BACK[0], f"../{INDEX}"), ("Sources", f"../{SOURCES}"), ("How to read it", f"../{ABOUT}")]
        ways += [(entry.label, f"{name}.{entry.ending}") for entry in files]
        ways.append((FORMATS["embed"].label, f"{name}.embed.html"))
        job = FrozenJob(
            spec, self.notice_with_address, ways=(*ways, *more), title=title, in_table=in_table, has_both_themes=True
        )
        yield f"{stem}.html", file_bytes(FORMATS["frozen"], job, self.options())
        yield f"{stem}.embed.html", file_bytes(FORMATS["embed"], spec, self.options())
        for entry in files:
            yield f"{stem}.{entry.ending}", file_bytes(entry, spec, self.options())

    def _country(self, area: str) -> Iterator[tuple[str, bytes]]:
        view = View(day=self.day, country=area)
        spec = self.atlas.spec(replace(view, extent=area) if is_extent(area) else view)
        formats = {entry.ending: entry for entry in FORMATS.of(Subject.VIEW).values()}
        files = [formats[ending] for ending in COUNTRY_FILES if ending in formats]
        briefs = [entry for entry in FORMATS.of(Subject.BRIEF).values() if f"brief.{entry.ending}" in COUNTRY_FILES]
        stem = f"country/{area}"
        links = [(entry.label, f"{area}.brief.{entry.ending}") for entry in briefs]
        in_table = frozenset({area, *frame_areas(spec.extent)}) if is_extent(area) else frozenset({area})
        yield from self._spec_files(
            stem, self.atlas.dataset().state(area).common_name, spec, files, more=links, in_table=in_table
        )
        for entry in briefs:
            job = BriefJob(*self.atlas.brief(view, area))
            yield f"{stem}.brief.{entry.ending}", file_bytes(entry, job, self.options())

    def _story(self) -> Iterator[tuple[str, bytes]]:
        story = self.atlas.story()
        steps = tuple((self.atlas.step_text(step), self.atlas.spec(step.view)) for step in story.steps)
        job = StoryJob(story.title, steps, ways=(WAY_BACK,), has_both_themes=True)
        files = FORMATS.of(Subject.STORY)
        for ending, entry in files.items():
            yield f"story.{ending}", file_bytes(entry, job, self.options())
        links = tuple((entry.label, f"story.{ending}") for ending, entry in files.items() if ending != "html")
        line = f"A story in {len(steps)} steps; arrow keys go from step to step."
        self.groups.append(("story", "Story", [IndexView(story.title, line, STORY, links)]))

    def _index(self, areas: Collection[str], data: Sequence[Way]) -> bytes:
        regions, keys = self.atlas.country_index(View(day=self.day))
        kept = [replace(one, entries=tuple(entry for entry in one.entries if entry.area in areas)) for one in regions]
        countries = country_index_html(
            [one for one in kept if one.entries], keys, lambda entry: f"country/{entry.area}.html"
        )
        body = index_html(self.groups, countries, data)
        ways = [("Sources", SOURCES), ("How to read it", ABOUT)]
        line = "The treaties against landmines: who has joined, what is contaminated, who said so and where."
        return self._page(ATLAS_NAME, line, body, ways=ways)


def _chosen(kind: str, known: Iterable[str], chosen: Collection[str] | None) -> list[str]:
    """Return the known keys that were chosen, in their order.

    Raises
    ------
    UnknownKeyError
        When a chosen one is not known.
    """
    keys = [*known]
    for key in chosen or ():
        if key not in keys:
            raise UnknownKeyError(kind, key, keys)
    return keys if chosen is None else [key for key in keys if key in chosen]


def site_files(atlas: Atlas, base: str = "", selection: Selection = EVERYTHING) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of every file of a copy, the manifest last.

    Parameters
    ----------
    atlas
        Its day is that of the copy.
    base
        Address of the live atlas; empty where it is not known.
    """
    digests: dict[str, str] = {}
    for path, data in _Site(atlas, base, selection).files():
        digests[path] = hashlib.sha256(data).hexdigest()
        yield path, data
    about = {"day": atlas.today().isoformat(), "release": atlas.dataset().release, "live": base, "files": digests}
    yield MANIFEST, (json.dumps(about, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def write_site(
    out: Path, files: Iterable[tuple[str, bytes]], report: Callable[[int, int], None] = lambda _count, _size: None
) -> tuple[int, int]:
    """Write files into a folder beside `out`, which takes its place when it is whole.

    Parameters
    ----------
    report
        Called after each file with the number of files and of bytes so far.

    Returns
    -------
    tuple
        Number of files and of bytes.

    Raises
    ------
    SiteError
        When `out` holds what this command did not write, or cannot be written; it is then as it was.
    """
    out = out.absolute()
    count = size = 0
    try:
        _check_replaceable(out)
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{out.name}.", dir=out.parent) as name:
            new, old = Path(name) / "new", Path(name) / "old"
            for path, data in files:
                place = new / path
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(data)
                count, size = count + 1, size + len(data)
                report(count, size)
            if out.exists():
                out.rename(old)
            try:
                new.rename(out)
            except OSError:
                with suppress(OSError):
                    old.rename(out)
                raise
    except OSError as error:
        raise SiteError(f"{out} cannot be written: {error.strerror or error}") from error
    return count, size


def _check_replaceable(out: Path) -> None:
    """Raise unless a folder is missing, empty, or holds only files that the manifest in it names."""
    if not out.exists():
        return
    if not out.is_dir():
        raise SiteError(f"{out} is no folder; name a new one")
    present = {path.relative_to(out).as_posix() for path in out.rglob("*") if not path.is_dir() or path.is_symlink()}
    try:
        written = {MANIFEST, *json.loads((out / MANIFEST).read_bytes())["files"]} if present else set()
    except (OSError, ValueError, KeyError, TypeError):
        written = set()
    if others := sorted(present - written):
        raise SiteError(f"{out} holds {others[0]!r}, which this command did not write; name a new or an empty folder")


def _day(text: str) -> date:
    with suppress(ValueError):
        day = iso_day(text)
        if FIRST_DAY <= day <= LAST_DAY:
            return day
    raise argparse.ArgumentTypeError(f"{text!r}, expected a day from {FIRST_DAY} to {LAST_DAY}, written YYYY-MM-DD")


def main(arguments: Sequence[str] | None = None) -> int:
    """Write a copy, and print how many files and bytes it has and how long it took."""
    parser = argparse.ArgumentParser("python -m dashboard.site", description=__doc__.split("\n")[0], allow_abbrev=False)
    parser.add_argument("--out", required=True, type=Path, help="the folder; new, empty, or written by this command")
    parser.add_argument("--day", type=_day, help="the day of the copy, YYYY-MM-DD; without it today (UTC)")
    parser.add_argument("--views", nargs="*", help="ids of ready views; without it all")
    parser.add_argument("--questions", nargs="*", help="ids of ready questions; without it all")
    parser.add_argument("--countries", nargs="*", help="codes of areas; without it all")
    parser.add_argument("--no-story", action="store_true", help="leave the story out")
    options = parser.parse_args(arguments)
    day = options.day or datetime.now(UTC).date()
    begun = monotonic()
    atlas = Atlas(DatasetReader().dataset, today=lambda: day)
    selection = Selection(options.views, options.questions, options.countries, has_story=not options.no_story)
    try:
        base = read_settings().public_url
        count, size = write_site(options.out, site_files(atlas, base, selection), _progress)
    except (SiteError, SettingError, GeodataError, FormatError) as error:
        sys.stderr.write(f"The copy is not written: {error}\n")
        return 1
    seconds = monotonic() - begun
    release = atlas.dataset().release
    sys.stdout.write(f"{count:,} files, {size / 1e6:,.1f} MB in {options.out}, in {seconds:.0f} s; release {release}\n")
    return 0


def _progress(count: int, size: int) -> None:
    if sys.stderr.isatty() and count % 20 == 0:
        sys.stderr.write(f"\r{count:,} files, {size / 1e6:,.0f} MB")


if __name__ == "__main__":
    sys.exit(main())
