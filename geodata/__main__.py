"""Command line: `python -m geodata COMMAND`, `--help` lists them; a fault is one sentence and exit 1."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from geodata.answers import claims_answer, links_answer, status_answer, written
from geodata.checks import check_origins, check_sources, cross_check, read_tables
from geodata.dataset import DATA, load, release_id
from geodata.errors import GeodataError, TableError
from geodata.freshness import Freshness
from geodata.releases import check_releases, keep_release, kept_releases
from geodata.schema import TABLES
from geodata.story_text import check_story
from geodata.table_edit import header_of, row_line, write_checked
from geodata.tables import Report, iso_day

STYLES = ("table", "csv", "json")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit status."""
    options = _parser().parse_args(arguments)
    try:
        print(options.run(options))
    except TableError as error:
        print(error, file=sys.stderr)
        print(f"{len(error.problems)} problem(s) in {options.data}", file=sys.stderr)
        return 1
    except GeodataError as error:
        print(error, file=sys.stderr)
        return 1
    except (EOFError, KeyboardInterrupt):
        print("\nstopped; nothing was written", file=sys.stderr)
        return 1
    except BrokenPipeError:
        sys.stderr.close()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m geodata", description="What the Mine Ban Atlas knows.")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the tables (default: the shipped ones)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    check = commands.add_parser("check", help="check every table, reference, boundary file and the data package")
    check.set_defaults(run=_check)

    status = commands.add_parser("status", help="treaty status of every state, or of one, on a day")
    status.add_argument("--treaty", required=True, help="apmbc, ccm, ccw-ap2 or ccw-p5")
    status.add_argument("--state", help="code or name, such as UKR or Ukraine; all states that may join if left out")
    status.set_defaults(run=_status)

    claims = commands.add_parser("claims", help="every claim about an area made by a day")
    claims.add_argument("--area", required=True, help="code or name, such as UKR or Ukraine")
    claims.set_defaults(run=_claims)

    export = commands.add_parser("export", help="boundaries joined with treaty status on a day, as GeoJSON")
    export.add_argument("--treaty", required=True, help="apmbc, ccm, ccw-ap2 or ccw-p5")
    export.add_argument("--out", type=Path, required=True, help="file to write")
    export.set_defaults(run=_export)

    release = commands.add_parser("release", help="keep the present tables, so that links to them stay true")
    release.set_defaults(run=_release)

    compare = commands.add_parser("compare-untc", help="compare saved status pages of the UN Treaty Collection")
    compare.add_argument(
        "files", type=Path, nargs="+", metavar="FILE", help="HTML page, XML edition or CSV of its table"
    )
    compare.add_argument("--treaty", default="", help="treaty of a table that does not name it")
    compare.add_argument("--day", type=_day, help="day of the status, for a file that does not say it")
    compare.add_argument("--add", action="store_true", help="write the rows to add into the tables")
    compare.add_argument("--format", choices=STYLES, default="table", dest="style", help="csv: the rows to add alone")
    compare.set_defaults(run=_compare)

    add = commands.add_parser("add", help="ask for a claim, an act or a policy, check it, and write its row")
    add.add_argument("fact", choices=("claim", "act", "policy"))
    add.add_argument("--set", type=_cell, action="append", default=[], dest="cells", metavar="COLUMN=VALUE")
    add.add_argument("--source", type=_cell, action="append", default=[], metavar="COLUMN=VALUE", help="a new document")
    add.add_argument("--replaces", default="", metavar="CLAIM_ID", help="claim whose place the new one takes")
    add.add_argument("--yes", action="store_true", help="ask nothing: what is not given stays empty")
    add.set_defaults(run=_add)

    links = commands.add_parser("links", help="every address with its last check, oldest first; opens none")
    links.add_argument("--format", choices=STYLES, default="table", dest="style")
    links.set_defaults(run=_links)

    for command in (status, claims, export):
        command.add_argument("--day", type=_day, default=_today(), help="YYYY-MM-DD (default: today, in UTC)")
    for command in (status, claims):
        command.add_argument("--format", choices=STYLES, default="table", dest="style")
    return parser


def _today() -> date:
    """Return the present day, the same one for every reader: that of UTC."""
    return datetime.now(UTC).date()


def _day(text: str) -> date:
    try:
        return iso_day(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day written YYYY-MM-DD") from None


def _check(options: argparse.Namespace) -> str:
    from geodata.package import (  # noqa: PLC0415 - slow to import, needed here only
        boundary_sources,
        check_boundaries,
        check_package,
    )
    from geodata.plausibility import check_plausible  # noqa: PLC0415 - the same

    report = Report()
    folder: Path = options.data
    read = read_tables(folder, report)
    cross_check(read, report)
    check_sources(read, report, also=boundary_sources(read, folder, report))
    check_origins(read, report)
    check_boundaries(read, folder, report)
    check_story(read, folder, report)
    check_plausible(read, folder, report, today=_today())
    if not report.problems:
        check_package(folder, report)
        check_releases(folder, report)
    if report.problems:
        raise TableError(report.problems)
    rows, kept = sum(len(read[table.name]) for table in TABLES), len(kept_releases(folder))
    return f"{rows} rows in {len(TABLES)} tables, every reference resolves; data release {release_id(folder)}" + (
        f", {kept} kept" if kept else ""
    )


def _release(options: argparse.Namespace) -> str:
    path, is_new = keep_release(options.data)
    return f"{path.stem} is kept in {path}" if is_new else f"{path.stem} was kept already in {path}"


def _status(options: argparse.Namespace) -> str:
    dataset = load(options.data)
    return written(
        status_answer(dataset, options.treaty, options.day, options.state, today=_today()),
        rows="states",
        style=options.style,
    )


def _claims(options: argparse.Namespace) -> str:
    return written(claims_answer(load(options.data), options.area, options.day), rows="claims", style=options.style)


def _export(options: argparse.Namespace) -> str:
    from geodata.boundaries import Level, read_level  # noqa: PLC0415 - geopandas is slow to import
    from geodata.joins import join_status, status_rows  # noqa: PLC0415 - the same

    dataset = load(options.data)
    joined = join_status(read_level(Level.MEDIUM), status_rows(dataset, options.treaty, options.day))
    joined["data_until"] = dataset.treaty(options.treaty).data_until.isoformat()
    partial = options.out.with_suffix(options.out.suffix + ".partial")
    try:
        joined.to_file(partial, driver="GeoJSON", COORDINATE_PRECISION=3)
        partial.replace(options.out)
    except (OSError, RuntimeError) as error:  # pyogrio's own error for a folder that is missing is a RuntimeError
        partial.unlink(missing_ok=True)
        raise GeodataError(f"{options.out} cannot be written: {error}") from error
    freshness = Freshness(dataset.treaty(options.treaty).data_until, _today())
    return f"{len(joined)} areas written to {options.out}. {freshness.kept}"


def _cell(text: str) -> tuple[str, str]:
    column, sign, value = text.partition("=")
    if not (sign and column.strip()):
        raise argparse.ArgumentTypeError(f"{text!r} is not COLUMN=VALUE")
    return column.strip(), value.strip()


def _add(options: argparse.Namespace) -> str:
    from geodata.entry import Entry, Form  # noqa: PLC0415 - lxml is needed here only

    form = Form(options.data, _today(), None if options.yes else input, print)
    entry = Entry(options.fact, dict(options.cells), dict(options.source), options.replaces)
    changes = form.changes(entry)
    write_checked(changes, options.data, today=_today())
    return f"written: {', '.join(change.path.name for change in changes)}"


def _links(options: argparse.Namespace) -> str:
    return written(links_answer(load(options.data)), rows="links", style=options.style)


def _compare(options: argparse.Namespace) -> str:
    from geodata.page_comparison import (  # noqa: PLC0415 - lxml is needed here only
        changes_of,
        compare_page,
        comparison_entries,
        comparison_text,
    )
    from geodata.status_pages import read_status_page  # noqa: PLC0415 - the same

    dataset, refused, found = load(options.data), [], []
    for path in options.files:
        try:
            page = read_status_page(path)
            found.append(compare_page(page, dataset, today=_today(), treaty_id=options.treaty, day=options.day))
        except GeodataError as error:
            refused.append(str(error))
    if options.style == "json":
        entries = [entry for comparison in found for entry in comparison_entries(comparison)]
        text = written({"differences": entries}, rows="differences", style="json")
    elif options.style == "csv":
        columns = header_of(options.data / "actions.csv")
        rows = [row for comparison in found for row in comparison.rows]
        text = "".join(
            [row_line(columns, {column: column for column in columns}), *(row_line(columns, r) for r in rows)]
        )
    else:
        columns_of = {name: header_of(options.data / f"{name}.csv") for name in ("actions", "sources")}
        text = "\n".join(comparison_text(comparison, columns_of) for comparison in found)
    if refused:
        print(text.rstrip("\n"), end="\n" if text else "")
        nothing = "; nothing was added" if options.add else ""
        raise GeodataError("\n".join(refused) + nothing)
    if not options.add:
        return text.rstrip("\n")
    changes = changes_of(found, options.data)
    write_checked(changes, options.data, today=_today())
    names = ", ".join(change.path.name for change in changes)
    return f"{text.rstrip()}\n{f'written: {names}' if changes else 'nothing to add'}"


if __name__ == "__main__":
    sys.exit(main())
