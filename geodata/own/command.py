"""Commands that read files of a reader: `scan`, `measure` for hazard areas, and `areas` for areas to measure by.

Files are read in a process whose GDAL has only the drivers of the formats read: a command starts itself anew so, before
it opens anything. Whatever goes wrong is one sentence without coordinates and folders.
"""

from __future__ import annotations

import argparse
import errno
import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
import traceback
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO, TypeVar

from geodata.dates import DateSpan
from geodata.errors import GeodataError, OwnFileError, did_you_mean, nearest
from geodata.wording import bytes_text, count_text

if TYPE_CHECKING:  # what measures is imported on use
    from geodata.own.columns import WordCount
    from geodata.own.engines import Engine
    from geodata.own.kernel import Cut
    from geodata.own.measuring import AreaFile, By
    from geodata.own.result import MeasuredRow, Measurement
    from geodata.own.scanning import Scan
    from geodata.own.vocabulary import Vocabulary

Answer = TypeVar("Answer")
Day = Callable[[str], date]

ENDINGS = (".csv", ".xlsx", ".json", ".parquet")
AREAS_SHOWN = 25  # of a table for a terminal; the file has all
_OF_FILE = ("columns", "crs", "encoding")  # what can be said of one file
WORDS_SHOWN = 12  # of a column; JSON has up to 40
LEAST_SHARED_KM2 = 0.001  # of classes; what is less is not told in words
_BAR = 24  # characters


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser], day: Day) -> None:
    """Add `scan`, `measure` and `areas` to the commands of the package; `day` reads the text of a day."""
    scan = commands.add_parser(
        "scan", help="what files of hazard areas hold: layers, coordinates, text, columns, words"
    )
    scan.set_defaults(run=run_scan)
    measure = commands.add_parser(
        "measure", help="square kilometres of hazard areas in files, by area, type and status"
    )
    measure.set_defaults(run=run_measure)
    for command in (scan, measure):
        command.add_argument("files", type=Path, nargs="+", metavar="FILE", help="layer or table with coordinates")
        command.add_argument("--layer", default="", help="layer of files that have several")
        command.add_argument(
            "--encoding",
            action="append",
            default=[],
            metavar="[FILE=]NAME",
            help="of text, such as cp1251 (default: found from the file); of one file as in zones.zip=cp1251",
        )
        command.add_argument(
            "--crs",
            action="append",
            default=[],
            metavar="[FILE=]SYSTEM",
            help="coordinate system, such as EPSG:32636 or 'EPSG:4326 swapped'; of one file as in zones.zip=EPSG:32636",
        )
        command.add_argument(
            "--column",
            action="append",
            default=[],
            dest="columns",
            metavar="[FILE=]ROLE=COLUMN",
            help="what a column is for, such as status=Status_1, size=areasize:m2 or date=- (none); a name may hold "
            "colons, as in 'size=Area: total:ha'; may be repeated; of one file as in zones.zip=status=Status_1",
        )
        command.add_argument("--words", type=Path, help="CSV with words of types and statuses, read before our own")
        command.add_argument("--scratch", type=Path, metavar="DIR", help="folder for temporary files")
    scan.add_argument("--format", choices=("table", "json"), default="table", dest="style")
    measure.add_argument("--as-of", type=_span, required=True, metavar="DAY", help="day, month or year they describe")
    measure.add_argument(
        "--by",
        default="country",
        metavar="AREAS",
        help="country (default), first-level, or FILE:COLUMN[:NAMES] of own areas",
    )
    measure.add_argument("--areas-source", default="", metavar="TEXT", help="source and licence of own areas")
    measure.add_argument(
        "--on",
        type=day,
        dest="on_day",
        metavar="DAY",
        help="day up to which records count (default: the end of --as-of)",
    )
    measure.add_argument("--repair", choices=("structure", "linework"), default="structure", help="of invalid polygons")
    measure.add_argument("--engine", choices=("auto", "local", "dask"), default="auto", help="auto is never dask")
    measure.add_argument("--workers", type=_count, metavar="N", help="processes (default: one a processor, at most 4)")
    measure.add_argument("--scheduler", default="", metavar="ADDRESS", help="Dask cluster that runs, tls://HOST:PORT")
    measure.add_argument("--let-leave", choices=("cluster",), help="shapes may leave this machine for the cluster")
    measure.add_argument("--title", default="", help="of the data, as it should be cited")
    measure.add_argument("--licence", default="", help="of the data")
    measure.add_argument("--strict", action="store_true", help="end with a fault if a row is dropped")
    measure.add_argument("--format", choices=("table", "csv", "json"), default="table", dest="style")
    measure.add_argument("--out", type=Path, metavar="FILE", help=f"result to write: {', '.join(ENDINGS)}")
    areas = commands.add_parser("areas", help="what a file of own areas holds: codes, names, countries, outlines")
    areas.set_defaults(run=run_areas)
    areas.add_argument("file", type=Path, metavar="FILE", help="file of polygons")
    areas.add_argument("--layer", default="", help="layer of a file that has several")
    areas.add_argument("--code", default="", metavar="COLUMN", help="with the codes (default: found by its header)")
    areas.add_argument(
        "--name", default="", metavar="COLUMN", help="with the names, - for none (default: found by its header)"
    )
    areas.add_argument("--scratch", type=Path, metavar="DIR", help="folder for temporary files")
    areas.add_argument(
        "--format", choices=("table", "json"), default="table", dest="style", help="json has simplified outlines too"
    )


def _span(text: str) -> DateSpan:
    try:
        return DateSpan.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 256:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of processes from 1 to 256")
    return int(text)


# --- The process that reads


def run_scan(options: argparse.Namespace) -> str:
    """Return what each layer of the files holds; what has to be decided before measuring is no fault.

    Raises
    ------
    GeodataError
        When a file cannot be read; the others are printed before.
    """
    return _in_fence(options, lambda: _scanned(options))


def run_measure(options: argparse.Namespace) -> str:
    """Write the result, and return it in words or in the format asked for.

    Raises
    ------
    GeodataError
        When it cannot be measured or written; then nothing is.
    """
    return _in_fence(options, lambda: _measured(options))


def run_areas(options: argparse.Namespace) -> str:
    """Return the areas of a file.

    Raises
    ------
    GeodataError
        When it cannot be read or has no areas.
    """
    return _in_fence(options, lambda: _areas_in(options))


def _in_fence(options: argparse.Namespace, work: Callable[[], str]) -> str:
    """Return what `work` does in a process that is fenced; one that is not is replaced by one that is."""
    from geodata.own.files import fenced_environment, unfenced_drivers  # noqa: PLC0415 - on use

    drivers = {*unfenced_drivers()}
    if drivers:
        if drivers <= {*os.environ.get("GDAL_SKIP", "").split(",")}:
            raise GeodataError("GDAL cannot be kept from following references in files; install pyogrio as a wheel")
        environment = fenced_environment()
        if options.scratch:  # also of the workers, and of what archives are unpacked to
            environment |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(options.scratch.absolute()))
        _start_anew(options.arguments, environment)
    with _one_sentence(options):
        return work()


def _start_anew(arguments: Sequence[str] | None, environment: dict[str, str]) -> NoReturn:
    """Run the command in an environment: in place of this process if it was started for nothing else."""
    command = [sys.executable, "-m", "geodata", *(sys.argv[1:] if arguments is None else arguments)]
    environment = {**environment, "DASK_LOGGING__DISTRIBUTED": "critical"}  # its workers log errors with their texts
    if (
        arguments is not None or sys.platform == "win32"
    ):  # there execve lets the shell go on as if the command had ended
        sys.exit(subprocess.run(command, env=environment, check=False).returncode)  # noqa: S603 - this command again
    os.execve(sys.executable, command, environment)  # noqa: S606 - this command again


@contextmanager
def _one_sentence(options: argparse.Namespace) -> Iterator[None]:
    """Let nothing but sentences of our own reach the reader: those of GEOS, PROJ and the system name places.

    SIGTERM ends the work as Ctrl-C does, so that temporary files are deleted.
    """
    disabled = logging.root.manager.disable
    with warnings.catch_warnings(action="ignore"), _ended_by_sigterm():
        logging.disable(logging.CRITICAL)
        try:
            yield
        except Exception as error:  # noqa: BLE001 - its text may hold coordinates
            fault = error if isinstance(error, GeodataError) else _sentence(error, options)
            if options.style == "json" and isinstance(fault, GeodataError):  # told from what libraries print
                fault = GeodataError(json.dumps({"problem": str(fault)}, ensure_ascii=False))
            raise fault from None
        finally:
            logging.disable(disabled)


def _sentence(error: Exception, options: argparse.Namespace) -> Exception:
    """Return an error whose text holds nothing of the file."""
    if isinstance(error, EOFError | BrokenPipeError):
        return error
    if isinstance(error, MemoryError):
        return GeodataError("memory ran out; measure with --workers 1, or on a machine with more")
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = Path(place.filename)
    if getattr(options, "scheduler", "") and (isinstance(error, OSError) or "distributed" in where.parts):
        return GeodataError(
            "the cluster cannot be reached: see that its scheduler runs at the address of --scheduler, and that "
            "DASK_DISTRIBUTED__COMM__TLS__CA_FILE, …__CLIENT__CERT and …__CLIENT__KEY name certificates that fit it"
        )
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return GeodataError("the disk is full; name a folder on another one with --scratch")
    if isinstance(error, OSError):
        return GeodataError(f"a file cannot be read or written ({error.strerror or type(error).__name__})")
    return GeodataError(
        f"stopped by a fault of the program ({type(error).__name__} at {where.name}:{place.lineno}); "
        "please report this sentence: it holds nothing of the file"
    )


@contextmanager
def _ended_by_sigterm() -> Iterator[None]:
    """Let SIGTERM raise KeyboardInterrupt."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _reading(options: argparse.Namespace) -> dict[str, Any]:
    """Return what the reader says of all files and of single ones, as `measure` takes it."""
    from geodata.own.columns import parse_columns  # noqa: PLC0415 - on use
    from geodata.own.measuring import FileChoices  # noqa: PLC0415 - on use
    from geodata.own.vocabulary import read_words, shipped_vocabulary  # noqa: PLC0415 - on use

    vocabulary: Vocabulary = shipped_vocabulary()
    if options.words:
        vocabulary = vocabulary.before(read_words(options.words))
    if options.scratch and not options.scratch.is_dir():
        raise GeodataError(f"--scratch: {options.scratch.name} is no folder")
    columns = values_by_file("--column", options.columns, options.files)
    crs = values_by_file("--crs", options.crs, options.files)
    encoding = values_by_file("--encoding", options.encoding, options.files)
    of_all = columns.pop(None, [])
    whole = {
        "layer": options.layer,
        "scratch": options.scratch,
        "vocabulary": vocabulary,
        "columns": parse_columns(of_all) if of_all else None,
        "crs": _last(crs.pop(None, [])),
        "encoding": _last(encoding.pop(None, [])),
    }
    of_file = {
        path: FileChoices(
            parse_columns([*of_all, *columns[path]]) if path in columns else None,
            _last(crs.get(path, [])),
            _last(encoding.get(path, [])),
        )
        for path in (*columns, *crs, *encoding)
    }
    return whole | {"of_file": of_file}


def values_by_file(option: str, texts: Sequence[str], files: Sequence[Path]) -> dict[Path | None, list[str]]:
    """Return the values of an option by the file that they are about, None for all.

    A value is about one file where its path or name stands before it with an equals sign.

    Raises
    ------
    GeodataError
        When a name is that of several files, or of none.
    """
    from geodata.own.files import ARCHIVE_ENDINGS, ENDINGS  # noqa: PLC0415 - on use

    values: dict[Path | None, list[str]] = {}
    for text in texts:
        starts = {name: [path for path in files if name in {str(path), path.name}] for path in files
                  for name in (str(path), path.name) if text.startswith(f"{name}=")}  # fmt: skip
        start = max(starts, key=len, default="")
        if start and len(starts[start]) > 1:
            raise GeodataError(f"{option} {text!r}: several files are called {start}; give the path of one")
        name = Path(text.partition("=")[0]).name
        if not start and "=" in text and Path(name).suffix.lower() in {*ENDINGS, *ARCHIVE_ENDINGS}:
            near = did_you_mean(nearest(name, [path.name for path in files]))
            raise GeodataError(f"{option} {name}={text.partition('=')[2]}: {name} is none of the files given{near}")
        about = starts[start][0] if start else None
        values.setdefault(about, []).append(text[len(start) + 1 :] if start else text)
    return values


def _last(texts: Sequence[str]) -> str:
    """Return the last of several values, as of any option that is given twice."""
    return texts[-1] if texts else ""


# --- scan


def _scanned(options: argparse.Namespace) -> str:
    from geodata.own.files import HazardFile  # noqa: PLC0415 - on use
    from geodata.own.scanning import scan  # noqa: PLC0415 - on use

    reading = _reading(options)
    of_file = reading.pop("of_file")
    scans: list[Scan] = []
    faults = []
    for path in options.files:
        choices = of_file.get(path)
        own = reading | {name: value for name in _OF_FILE if (value := getattr(choices, name, None))}
        try:
            with HazardFile(path, scratch=options.scratch, encoding=own["encoding"]) as file:
                layers = [layer for layer in file.layers if layer.has_shapes] or file.layers
            is_named = options.layer and (len(file.layers) > 1 or len(options.files) == 1)
            names = [options.layer] if is_named else [layer.name for layer in layers]
            scans += [scan(path, **own | {"layer": name}) for name in names]
        except GeodataError as error:
            faults.append(str(error))
    if options.style == "json":
        text = json.dumps([one.as_json() for one in scans], ensure_ascii=False, indent=2)
    else:
        text = "\n\n".join(scan_text(one) for one in scans)
    if faults:
        sys.stdout.write(f"{text}\n" if scans else "")
        raise OwnFileError("\n".join(faults))
    return text


def scan_text(scan: Scan) -> str:
    """Return what was found in a layer, for a terminal."""
    several = f", layer {scan.layer}" if len(scan.layers) > 1 else ""
    rows = count_text(scan.rows, "row") if scan.rows >= 0 else "rows not counted"
    lines = [f"{scan.file}{several}: {scan.format}, {bytes_text(scan.bytes)}, {rows}"]
    shapes = (
        ", ".join(
            f"{count:,} {kind[:-1] if count == 1 and kind.endswith('s') else kind}"
            for kind, count in scan.shapes.items()
        )
        or "none"
    )
    whole = scan.sample == scan.rows
    roles = [f"{role} = {name}" for role, name in scan.roles.roles]
    unread = len(scan.columns) - len(scan.roles.names())
    entries = [
        ("shapes", shapes if whole else f"{shapes} (first {count_text(scan.sample, 'row')})"),
        ("coordinates", "" if {*scan.shapes} <= {"none"} else f"{scan.crs.label or 'unknown'} ({scan.crs.origin})"),
        ("lie in", _places_text(scan)),
        (
            "text",
            " ".join(filter(None, [scan.encoding, "as in " + ", ".join(scan.sample_words)]))
            if scan.sample_words
            else scan.encoding,
        ),
        ("columns", ", ".join(roles) or "none with a known role"),
        ("not read", f"{unread} column{'s' * (unread != 1)}" if unread else ""),
    ]
    entries += [
        (f"{role} words", _listed([f"{word.text} → {_meaning(word)} ({word.count:,})" for word in words]))
        for role in ("type", "status")
        if (words := [word for word in scan.words if word.role == role])
    ]
    entries += [("note", note) for note in scan.notes]
    entries += [("to decide", problem) for problem in scan.problems]
    return "\n".join([*lines, *(f"  {label:<13} {text}" for label, text in entries if text)])


def _places_text(scan: Scan) -> str:
    """Return the countries that places of the sample lie in, and how many places were looked up if not all."""
    places = sum(count for _, count in scan.countries)
    named = ", ".join(f"{code or 'no country'} {count:,}" for code, count in scan.countries[:8])
    are_all = places == scan.rows - scan.shapes.get("none", 0)
    return named if are_all or not named else f"{named} (of {places:,} looked up)"


def _meaning(word: WordCount) -> str:
    from geodata.own.records import UNKNOWN  # noqa: PLC0415 - on use

    return "not in the vocabulary" if word.means == UNKNOWN else word.means


def _listed(texts: Sequence[str]) -> str:
    more = f" and {len(texts) - WORDS_SHOWN} more" if len(texts) > WORDS_SHOWN else ""
    return ", ".join(texts[:WORDS_SHOWN]) + more


# --- areas


def _areas_in(options: argparse.Namespace) -> str:
    from geodata.own.area_files import scan_areas  # noqa: PLC0415 - on use

    areas = scan_areas(options.file, layer=options.layer, code=options.code, name=options.name, scratch=options.scratch)
    if options.style == "json":
        return areas.to_json()
    if not areas.code:
        return f"{areas.file}: no column has codes by its header; say which, with --code: {_listed(areas.columns)}"
    names = f", names in {areas.name}" if areas.name else ""
    rows = [f"  {area.code}  {area.name}  {area.country or 'in no country'}" for area in areas.areas[:AREAS_SHOWN]]
    hidden = len(areas.areas) - AREAS_SHOWN
    more = [f"and {count_text(hidden, 'area')} more"] if hidden > 0 else []
    head = f"{areas.file}: {count_text(len(areas.areas), 'area')}, codes in {areas.code}{names}"
    return "\n".join([head, *rows, *more])


# --- measure


def _measured(options: argparse.Namespace) -> str:
    from geodata.own.measuring import measure  # noqa: PLC0415 - on use
    from geodata.own.repair import Repair  # noqa: PLC0415 - on use

    by = _areas(options)
    paths = [path.resolve() for path in options.files]
    twice = next((path.name for path in paths if paths.count(path) > 1), None)
    if twice:
        raise GeodataError(f"{twice} is given twice, and would be counted twice")
    read = options.files if isinstance(by, str) else [*options.files, by.path]
    with written_whole(options.out, read) as write:
        with _progress(sys.stderr, options.style) as progress:
            measured = measure(
                options.files,
                by=by,
                as_of=options.as_of,
                on_day=options.on_day,
                repair=Repair(options.repair),
                engine=_engine(options),
                title=options.title,
                licence=options.licence,
                progress=progress,
                **_reading(options),
            )
        if options.areas_source:
            about = measured.provenance
            measured = replace(measured, provenance=replace(about, by=f"{about.by} ({options.areas_source})"))
        refuse_nothing_measured(measured, is_strict=options.strict, has_own_areas=not isinstance(by, str))
        if options.out:
            write(_content(measured, options.out.suffix.lower()))
    if options.style == "json":
        return measured.to_json().rstrip("\n")
    if options.style == "csv":
        return measured.to_csv().rstrip("\n")
    text = summary(measured, is_own=not isinstance(by, str), areas_source=options.areas_source)
    return f"{text}\n\nWritten to {options.out.name}." if options.out else text


def _areas(options: argparse.Namespace) -> By | AreaFile:
    from geodata.own.measuring import AreaFile  # noqa: PLC0415 - on use

    known = ("country", "first-level")
    if options.by in known:
        if options.areas_source:
            raise GeodataError("--areas-source is of own areas; those of the atlas have theirs")
        return options.by  # type: ignore[no-any-return]
    if ":" not in options.by:
        near = did_you_mean(nearest(options.by, known, 1))
        raise GeodataError(f"--by {options.by!r} names no areas; expected country, first-level or FILE:COLUMN{near}")
    return AreaFile.parse(options.by)


def _engine(options: argparse.Namespace) -> Engine:
    from geodata.own.engine_dask import DaskEngine  # noqa: PLC0415 - on use
    from geodata.own.engines import LocalEngine  # noqa: PLC0415 - on use

    if options.engine != "dask":
        if options.scheduler:
            raise GeodataError("--scheduler is of --engine dask, which alone sends shapes to a cluster")
        return LocalEngine(options.workers, scratch=options.scratch)
    let_leave = options.let_leave == "cluster"
    return DaskEngine(options.scheduler, options.workers, let_leave=let_leave, scratch=options.scratch)


# What makes rows countable that were dropped, by the kind of loss.
_REMEDIES = {
    "no_shape": "export the file again with its shapes",
    "unreadable": "export the file again, its shapes without arcs",
    "out_of_range": "say its coordinate system with --crs",
    "collapsed": "export the areas as polygons",
    "later": "say another day with --as-of",
    "older": "give the file with the newest row of each record",
    "other_system": "put the rows of each coordinate system into its own file",
}


def refuse_nothing_measured(measured: Measurement, *, is_strict: bool, has_own_areas: bool) -> None:
    """Raise an error if no row was measured, if rows were dropped where none may be, or if no own area was met."""
    from geodata.own.shares import OUTSIDE  # noqa: PLC0415 - on use

    ledger = measured.ledger
    losses = ", ".join(measured.loss_text(kind, count) for kind, count in ledger.dropped.items())
    if not ledger.read:
        raise GeodataError("there is no row to measure: the files have columns and nothing below them")
    if not ledger.polygons + ledger.points + ledger.lines:
        rows = "the only row cannot" if ledger.read == 1 else f"none of the {ledger.read:,} rows can"
        raise GeodataError(f"{rows} be measured: {losses}; {_REMEDIES[next(iter(ledger.dropped))]}")
    if is_strict and losses:
        raise GeodataError(f"of {ledger.read:,} rows {losses}, and --strict lets none be dropped")
    if has_own_areas and all(row.area == OUTSIDE for row in measured.rows):
        raise GeodataError(
            "no record lies in any of the areas of --by: they are of another region, or one of the files is in another "
            "coordinate system; `scan` says in which countries records lie"
        )


def _content(measured: Measurement, ending: str) -> bytes:
    if ending == ".xlsx":
        return measured.to_xlsx()
    if ending == ".parquet":
        return measured.to_parquet()
    return (measured.to_json() if ending == ".json" else measured.to_csv()).encode()


@contextmanager
def written_whole(path: Path | None, read: Sequence[Path] = ()) -> Iterator[Callable[[bytes], None]]:
    """Yield what writes a file whole or not at all; that it can be written is seen before the work begins.

    Parameters
    ----------
    path
        None where nothing is written.
    read
        Files that it may not take the place of.

    Raises
    ------
    GeodataError
        When it cannot be written, has an ending that is not known, or is one of those read.
    """
    if path is None:
        yield lambda _: None
        return
    if path.suffix.lower() not in ENDINGS:
        near = did_you_mean(nearest(path.suffix.lower(), ENDINGS, 1))
        raise GeodataError(f"--out {path.name!r} says no form of a result; expected {', '.join(ENDINGS)}{near}")
    if any(path.resolve() == one.resolve() for one in read):
        raise GeodataError(f"--out {path.name} is one of the files that are read, and would be lost")
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")

    def refused(reason: str | None) -> GeodataError:
        return GeodataError(f"--out {path.name} cannot be written ({reason}); nothing was")

    if path.is_dir():
        raise refused("it is a folder")
    try:
        partial.touch(exist_ok=False)
    except OSError as error:
        raise refused(error.strerror) from None

    def write(content: bytes) -> None:
        try:
            partial.write_bytes(content)
            partial.replace(path)
        except OSError as error:
            raise refused(error.strerror) from None

    try:
        yield write
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


# --- Progress


@contextmanager
def _progress(stream: TextIO, style: str) -> Iterator[Callable[[int, int], None]]:
    """Yield what tells how many steps are done: a line of JSON each, a bar on a terminal, else nothing."""
    if style == "json":
        yield lambda done, of: print(json.dumps({"done": done, "of": of}), file=stream, flush=True)
    elif stream.isatty():
        begun = time.monotonic()
        print("\rreading …", end="", file=stream, flush=True)
        yield lambda done, of: print(
            f"\r\033[K{progress_bar(done, of, time.monotonic() - begun)}", end="", file=stream, flush=True
        )
        print("\r\033[K", end="", file=stream, flush=True)
    else:
        yield lambda _done, _of: None


def progress_bar(done: int, of: int, seconds: float) -> str:
    """Return a line with the share that is done, and the time left as far as the time taken tells it.

    Examples
    --------
    >>> progress_bar(6, 24, 20.0)
    '██████░░░░░░░░░░░░░░░░░░ 6 of 24, about 60 s left'
    """
    full = _BAR * done // max(of, 1)
    left = seconds * (of - done) / done if done else 0
    time_left = f", about {left:,.0f} s left" if left >= 1 and seconds >= 1 else ""
    return f"{'█' * full}{'░' * (_BAR - full)} {done} of {of}{time_left}"


# --- The summary


def summary(measured: Measurement, *, is_own: bool = False, areas_source: str = "") -> str:
    """Return a measurement as sentences that can be read aloud, a table of its areas, and its files."""
    from geodata.own.kernel import Cut  # noqa: PLC0415 - on use

    rows = [row for row in measured.rows if row.cut is Cut.ALL]
    parts = ["\n".join(sentences(measured)), _area_table(rows)]
    about = measured.provenance
    sources = []
    for file in about.files:
        layer = f", layer {file.layer}" if file.layer not in {"", Path(file.name).stem} else ""
        known = f"{count_text(file.rows, 'row')}, {file.crs} ({file.crs_known_by}), SHA-256 {file.sha256[:12]}…"
        sources.append(f"{file.name}{layer}: {known}")
    where = f"Areas: {_AREAS_OF.get(about.by, about.by)}, {about.boundaries[:12]}…"
    if is_own and not areas_source:
        where += "; their source and licence are not stated: say them with --areas-source"
    title, licence = about.title or "without a title", about.licence or "not stated"
    data = f"Data: {title}, as of {about.as_of.label}; licence: {licence}."
    parts.append("\n".join([*sources, f"{where}.", data, "Not checked by the atlas."]))
    return "\n\n".join(parts)


_AREAS_OF = {
    "country": "countries and areas of the atlas (Natural Earth, public domain)",
    "first-level": "first-level areas (Natural Earth, public domain)",
}


def sentences(measured: Measurement) -> Iterator[str]:
    """Yield the headline of a measurement, and what a reader of its totals should know."""
    from geodata.own.kernel import Cut  # noqa: PLC0415 - on use
    from geodata.own.result import km2_text, ledger_messages  # noqa: PLC0415 - on use
    from geodata.own.shares import OUTSIDE  # noqa: PLC0415 - on use

    rows = [row for row in measured.rows if row.cut is Cut.ALL]
    yield measured.headline
    yield from ledger_messages(measured)
    shared = _union(measured, Cut.TYPE_AND_STATUS) - _union(measured, Cut.ALL)
    if shared >= LEAST_SHARED_KM2:
        yield f"{km2_text(shared)} km² are counted in more than one class of hazard type and status."
    yield from _no_land(measured)
    total = sum(row.sum_km2 for row in rows)
    outside = next((row for row in rows if row.area == OUTSIDE), None)
    if outside and outside.sum_km2 and outside.sum_km2 == total:
        yield "All of it lies in no area, as at sea; if it is land, its coordinate system is another one: see `scan`."
    elif outside and outside.sum_km2:
        where = "in no area, as at sea" if measured.provenance.by in _AREAS_OF else "in none of the own areas"
        yield f"{km2_text(outside.sum_km2)} km² of {count_text(outside.features, 'record')} lie {where}."
    if outside and (count := outside.points + outside.lines):
        yield "1 point or line lies in no area." if count == 1 else f"{count:,} points and lines lie in no area."
    yield from _elsewhere(rows)
    shared = measured.provenance.overlap_of_areas_km2
    if shared > 0:
        yield f"The areas overlap by {km2_text(shared)} km², which count to the one whose code comes first."


def _no_land(measured: Measurement) -> Iterator[str]:
    """Yield what of the totals are accidents and stores of ammunition, which are types of their own in a result."""
    from geodata.own.kernel import Cut  # noqa: PLC0415 - on use
    from geodata.own.result import km2_text  # noqa: PLC0415 - on use
    from geodata.own.vocabulary import NO_LAND  # noqa: PLC0415 - on use

    rows = [row for row in measured.rows if row.cut is Cut.TYPE and row.hazard_type in NO_LAND]
    what = "accidents or stores of ammunition, which are no hazard areas"
    if points := sum(row.points + row.lines for row in rows):
        yield f"1 point or line is of {what}." if points == 1 else f"{points:,} points and lines are of {what}."
    if size := sum(row.sum_km2 for row in rows):
        yield f"{km2_text(size)} km² are of {what}; the types of the result have them apart."


def _union(measured: Measurement, cut: Cut) -> float:
    return sum(row.union_km2 for row in measured.rows if row.cut is cut)


def _elsewhere(rows: Sequence[MeasuredRow]) -> Iterator[str]:
    """Yield what lies in another country than the one declared, and how much of it is close to that one."""
    from geodata.own.result import km2_text  # noqa: PLC0415 - on use
    from geodata.own.shares import NEAR_KM  # noqa: PLC0415 - on use

    there = [row for row in rows if row.elsewhere]
    if not there:
        return
    count, near = sum(row.elsewhere for row in there), sum(row.near_declared for row in there)
    named = [f"{row.area_name} ({row.elsewhere:,})" for row in there[:8]]
    named += [f"and {count_text(len(there) - 8, 'other area')}"] if len(there) > 8 else []
    size = km2_text(sum(row.elsewhere_km2 for row in there))
    yield (
        f"1 record, {size} km², lies in another country than it declares, and counts where it lies: {named[0]}."
        if count == 1
        else f"{count:,} records, {size} km², lie in another country than they declare, and count where they lie: "
        f"{', '.join(named)}."
    )
    if near:
        size = km2_text(sum(row.near_declared_km2 for row in there))
        them = "It lies" if count == 1 else "1 of them lies" if near == 1 else f"{near:,} of them, {size} km², lie"
        yield f"{them} within {NEAR_KM:g} km of the country declared, where borders that are simplified may decide."


def _area_table(rows: Sequence[MeasuredRow]) -> str:
    """Return the areas with the largest union first, what lies in none last."""
    from geodata.own.result import km2_text  # noqa: PLC0415 - on use
    from geodata.own.shares import OUTSIDE  # noqa: PLC0415 - on use

    ordered = sorted(rows, key=lambda row: (row.area == OUTSIDE, -row.union_km2, row.area))
    outside = [row for row in ordered if row.area == OUTSIDE]
    hidden = len(ordered) - len(outside) - AREAS_SHOWN
    head = ("area", "name", "records", "km²", "without overlaps", "points")
    cells = [
        (
            row.area,
            row.area_name,
            f"{row.features:,}",
            km2_text(row.sum_km2),
            km2_text(row.union_km2),
            f"{row.points:,}",
        )
        for row in (ordered if hidden <= 0 else [*ordered[:AREAS_SHOWN], *outside])
    ]
    widths = [max(len(line[column]) for line in (head, *cells)) for column in range(len(head))]
    lines = [
        "  ".join([*(cell.ljust(width) for cell, width in named), *(cell.rjust(width) for cell, width in numbers)])
        for line in (head, *cells)
        for pairs in [list(zip(line, widths, strict=True))]
        for named, numbers in [(pairs[:2], pairs[2:])]
    ]
    if hidden > 0:
        lines.insert(1 + AREAS_SHOWN, f"and {count_text(hidden, 'area')} more")
    return "\n".join(lines)
