"""Command line: `python -m geodata COMMAND`; errors are printed to standard error, with exit status 1."""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from geodata.area_search import area_named
from geodata.checks import (
    boundary_sources,
    check_boundaries,
    check_origins,
    check_plausible,
    check_sources,
    cross_check,
    read_tables,
)
from geodata.claims import claims_on
from geodata.data_package import check_package
from geodata.dataset import DATA_FOLDER, Dataset, load, release_id
from geodata.errors import GeodataError, TableError
from geodata.freshness import Freshness
from geodata.model import Basis, Citation, Claim, ClaimantRole, Fact, State
from geodata.own.command import add_commands
from geodata.releases import check_releases, keep_release, kept_releases
from geodata.sources import citation_text, citations_by_standing, mark_of
from geodata.story import check_story
from geodata.table_edit import header_of, row_line, write_checked
from geodata.tables import TABLES, Report, iso_day
from geodata.treaties import StatusKind, TreatyStatus

# --- Answers: dictionaries of text, numbers and lists, from which every output format is written

Answer = dict[str, Any]


def status_answer(dataset: Dataset, treaty_id: str, day: date, area: str | None = None, *, today: date) -> Answer:
    """Return the status of states on a day: counts, and one entry for each state with its acts and their sources.

    Counts are of the states that may join (`status_counts`), and missing where one state is asked for.

    Parameters
    ----------
    area
        Code or name of one state; None for all that may join.
    today
        The day (UTC) from which the age of the depositary reading is counted.
    """
    treaty = dataset.treaty(treaty_id)
    freshness = Freshness(treaty.data_until, today)
    selected = [dataset.state(area_named(area, dataset))] if area else list(dataset.countries)
    statuses_by_state = [(state, dataset.status(state.area, treaty_id, day)) for state in selected]
    states = [_status_entry(dataset, state, status) for state, status in statuses_by_state]
    answer: Answer = {
        "treaty": treaty_id,
        "title": treaty.title,
        "day": day.isoformat(),
        "data_until": treaty.data_until.isoformat(),
        "age_days": freshness.days,
        "freshness": freshness.dated_sentence,
        "release": dataset.release,
    }
    if not area:
        statuses = [status for _, status in statuses_by_state]
        answer["counts"] = status_counts(statuses)
    answer["states"] = states
    return answer


def status_counts(statuses: Sequence[TreatyStatus]) -> dict[str, int]:
    """Return the number of states joined by deposit, bound, possibly bound, and in each kind of status.

    `joined_by_deposit` is how depositaries count States Parties.
    """
    return {
        "joined_by_deposit": sum(s.has_joined for s in statuses),
        "bound": sum(s.is_bound for s in statuses),
        "bound_at_most": sum(s.may_be_bound for s in statuses),
        **{kind.value: sum(s.kind is kind for s in statuses) for kind in StatusKind},
    }


def claims_answer(dataset: Dataset, area: str, day: date) -> Answer:
    """Return every claim about an area (code or name) made by a day, newest first, with its sources."""
    state = dataset.state(area_named(area, dataset))
    claims = claims_on(dataset.claims.get(state.area, ()), day)
    return {
        "area": state.area,
        "name": state.name,
        "day": day.isoformat(),
        "release": dataset.release,
        "claims": [_claim_entry(dataset, claim) for claim in claims],
    }


def links_answer(dataset: Dataset) -> Answer:
    """Return the URL of every source with its state and the day on which it was last opened, oldest first.

    Where a URL was never checked on its own, `seen_on` is the day on which the document was read; those without any
    day come first.
    """
    entries = []
    for source in dataset.sources.values():
        if source.url:
            last_seen = source.checked_on or source.accessed_on
            entries.append(
                {
                    "seen_on": last_seen.isoformat() if last_seen else None,
                    "by": "check" if source.checked_on else "reading" if last_seen else None,
                    "state": source.address_state.value if source.address_state else None,
                    "source_id": source.source_id,
                    "url": source.url,
                    "archived": source.archived or None,
                }
            )
    entries.sort(key=lambda entry: (entry["seen_on"] or "", str(entry["source_id"])))
    return {"release": dataset.release, "links": entries}


def _status_entry(dataset: Dataset, state: State, status: TreatyStatus) -> Answer:
    return {
        "area": state.area,
        "name": state.name,
        "status": status.kind.value,
        "label": status.label,
        "since": status.since.isoformat() if status.since else None,
        "possible": [kind.value for kind in status.possible],
        "reason": status.reason,
        "acts": [
            {
                "kind": act.kind.value,
                "date": str(act.when),
                "effective": act.date_effective.isoformat() if act.date_effective else None,
                "contested_by": act.contested_by,
                "confidence": act.confidence.value,
                "mark": mark_of(act),
                "note": act.note,
                "sources": _sources(dataset, act),
            }
            for act in status.actions
        ],
        "sources": list(dict.fromkeys(c.source_id for c in _citations_of(dataset, status.actions))),
    }


def _claim_entry(dataset: Dataset, claim: Claim) -> Answer:
    return {
        "claim_id": claim.claim_id,
        "part": claim.part,
        "value": claim.value,
        "low": claim.low,
        "high": claim.high,
        "unit": claim.unit,
        "band": claim.band,
        "as_stated": claim.as_stated,
        "claimant": claim.claimant,
        "claimant_role": claim.claimant_role.value,
        "basis": claim.basis.value,
        "said": str(claim.date_said),
        "meant": str(claim.date_meant) if claim.date_meant else None,
        "definition": claim.definition.label,
        "comparable_group": claim.definition.comparable_group.value,
        "status": claim.status.value,
        "superseded_by": claim.superseded_by,
        "continued_by": claim.continued_by,
        "disputed_by": claim.disputed_by,
        "confidence": claim.confidence.value,
        "mark": mark_of(claim),
        "note": claim.note,
        "sources": _sources(dataset, claim),
    }


def _citations_of(dataset: Dataset, facts: Iterable[Fact]) -> tuple[Citation, ...]:
    """Return the citations of facts, ordered by standing."""
    return citations_by_standing((citation for fact in facts for citation in fact.citations), dataset.sources)


def _sources(dataset: Dataset, fact: Fact) -> list[Answer]:
    return [
        {
            "source_id": citation.source_id,
            "locator": citation.locator,
            "text": citation_text(dataset.sources[citation.source_id]),
            "url": dataset.sources[citation.source_id].url,
        }
        for citation in fact.citations
    ]


def answer_text(answer: Answer, *, rows: str, style: str) -> str:
    """Return an answer as text.

    Parameters
    ----------
    rows
        Key of the list of which `csv` and `table` have one row each.
    style
        json (everything), csv (nested values as JSON) or table (for a terminal, without nested values).
    """
    if style == "json":
        return json.dumps(answer, ensure_ascii=False, indent=2)
    entries: list[Answer] = answer[rows]
    if style == "csv":
        reading = {key: answer[key] for key in ("data_until", "age_days") if key in answer}
        entries = [entry | reading for entry in entries]
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\n")
        if entries:
            writer.writerow(entries[0])
            writer.writerows([_cell_text(value) for value in entry.values()] for entry in entries)
        return out.getvalue().rstrip("\n")
    plain = [{k: _cell_text(v) for k, v in e.items() if not isinstance(v, (list, dict))} for e in entries]
    counts = answer.get("counts", {})
    head = ", ".join(f"{key} {value}" for key, value in counts.items())
    return "\n".join(filter(None, [head, *_aligned(plain), answer.get("freshness", "")]))


def _cell_text(value: Any) -> str:
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else str(value)


def _aligned(rows: Sequence[Mapping[str, str]], widest: int = 48) -> list[str]:
    if not rows:
        return ["nothing is recorded"]
    keys = [key for key in rows[0] if any(row[key] for row in rows)]
    lines = [[row[key] if len(row[key]) <= widest else row[key][: widest - 1] + "…" for key in keys] for row in rows]
    widths = [max(len(line[i]) for line in [keys, *lines]) for i in range(len(keys))]
    return ["  ".join(cell.ljust(w) for cell, w in zip(line, widths, strict=True)).rstrip() for line in [keys, *lines]]


STYLES = ("table", "csv", "json")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit status."""
    options = _parser().parse_args(arguments, argparse.Namespace(arguments=arguments))
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
    parser.add_argument(
        "--data", type=Path, default=DATA_FOLDER, help="folder of the tables (default: the shipped ones)"
    )
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

    _add_package_commands(commands)

    links = commands.add_parser("links", help="every address with its last check, oldest first; opens none")
    links.add_argument("--format", choices=STYLES, default="table", dest="style")
    links.set_defaults(run=_links)

    add_commands(commands, _day)

    for command in (status, claims, export):
        command.add_argument("--day", type=_day, default=_today(), help="YYYY-MM-DD (default: today, in UTC)")
    for command in (status, claims):
        command.add_argument("--format", choices=STYLES, default="table", dest="style")
    return parser


def _add_package_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    package = commands.add_parser("package", help="saved own data as a data package in the form of these tables")
    package.add_argument("file", type=Path, metavar="FILE", help="own-data.atlas.zip")
    package.add_argument("--out", type=Path, required=True, help="archive to write, such as claims.zip")
    package.add_argument("--definition", default="", metavar="ID", help="of definitions.csv (default: one of its own)")
    package.add_argument("--measure", default="", help="of oblasts.csv, for figures by first-level area")
    package.add_argument("--role", choices=[*map(str, ClaimantRole)], default="unknown", help="of the claimant")
    package.add_argument("--basis", choices=[*map(str, Basis)], default="unknown", help="evidence for the figures")
    package.add_argument("--language", default="en", help="of the document, two letters")
    package.add_argument("--url", default="", help="address of the document")
    package.add_argument("--day", type=_day, default=_today(), help="of publication, YYYY-MM-DD (default: today)")
    package.set_defaults(run=_package)

    merge = commands.add_parser("merge", help="take the rows of a data package into the tables, once they are checked")
    merge.add_argument("file", type=Path, metavar="FILE", help="archive that `package` wrote")
    merge.set_defaults(run=_merge)


def _today() -> date:
    """Return the present day in UTC."""
    return datetime.now(UTC).date()


def _day(text: str) -> date:
    try:
        return iso_day(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day written YYYY-MM-DD") from None


def _check(options: argparse.Namespace) -> str:

    report = Report()
    folder: Path = options.data
    tables = read_tables(folder, report)
    cross_check(tables, report)
    check_sources(tables, report, other_cited=boundary_sources(tables, folder, report))
    check_origins(tables, report)
    check_boundaries(tables, folder, report)
    check_story(tables, folder, report)
    check_plausible(tables, folder, report, today=_today())
    check_package(folder, report)
    if not report.problems:
        check_releases(folder, report)
    if report.problems:
        raise TableError(report.problems)
    rows, kept = sum(len(tables[table.name]) for table in TABLES), len(kept_releases(folder))
    return f"{rows} rows in {len(TABLES)} tables, every reference resolves; data release {release_id(folder)}" + (
        f", {kept} kept" if kept else ""
    )


def _release(options: argparse.Namespace) -> str:
    path, is_new = keep_release(options.data)
    return f"{path.stem} is kept in {path}" if is_new else f"{path.stem} was kept already in {path}"


def _status(options: argparse.Namespace) -> str:
    dataset = load(options.data)
    return answer_text(
        status_answer(dataset, options.treaty, options.day, options.state, today=_today()),
        rows="states",
        style=options.style,
    )


def _claims(options: argparse.Namespace) -> str:
    return answer_text(claims_answer(load(options.data), options.area, options.day), rows="claims", style=options.style)


def _export(options: argparse.Namespace) -> str:
    from geodata.geo.boundaries import read_level  # noqa: PLC0415 - geopandas is slow to import
    from geodata.joins import join_status, status_rows  # noqa: PLC0415 - the same
    from geodata.model import Level  # noqa: PLC0415 - geopandas is slow to import

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
    return f"{len(joined)} areas written to {options.out}. {freshness.dated_sentence}"


def _cell(text: str) -> tuple[str, str]:
    column, sign, value = text.partition("=")
    if not (sign and column.strip()):
        raise argparse.ArgumentTypeError(f"{text!r} is not COLUMN=VALUE")
    return column.strip(), value.strip()


def _add(options: argparse.Namespace) -> str:
    from geodata.data_entry import Entry, Form  # noqa: PLC0415 - lxml is needed here only

    form = Form(options.data, _today(), None if options.yes else input, print)
    entry = Entry(options.fact, dict(options.cells), dict(options.source), options.replaces)
    changes = form.changes(entry)
    write_checked(changes, options.data, today=_today())
    return f"written: {', '.join(change.path.name for change in changes)}"


def _package(options: argparse.Namespace) -> str:
    from geodata.own_archive import LONGEST_ARCHIVE, read_archive  # noqa: PLC0415 - on use
    from geodata.own_package import Publication, package_bytes  # noqa: PLC0415 - on use

    publication = Publication(
        options.day,
        ClaimantRole(options.role),
        Basis(options.basis),
        options.definition,
        options.measure,
        options.language,
        options.url,
    )
    try:
        with options.file.open("rb") as file:
            archive = read_archive(file.read(LONGEST_ARCHIVE + 1))
        options.out.write_bytes(package_bytes(archive.figures, publication, load(options.data)))
    except OSError as error:
        raise GeodataError(f"{error.filename} cannot be opened: {error.strerror}") from error
    return f"written: {options.out}"


def _merge(options: argparse.Namespace) -> str:
    from geodata.own_package import changes_of_package, read_rows_of_package  # noqa: PLC0415 - on use

    changes = changes_of_package(read_rows_of_package(options.file), options.data)
    write_checked(changes, options.data, today=_today())
    return f"written: {', '.join(change.path.name for change in changes)}" if changes else "nothing to add"


def _links(options: argparse.Namespace) -> str:
    return answer_text(links_answer(load(options.data)), rows="links", style=options.style)


def _compare(options: argparse.Namespace) -> str:
    from geodata.status_page_comparison import changes_of, compare_page, comparison_entries, comparison_text  # noqa: PLC0415 - lxml is needed here only
    from geodata.status_pages import read_status_page  # noqa: PLC0415 - the same

    dataset, errors, comparisons = load(options.data), [], []
    for path in options.files:
        try:
            page = read_status_page(path)
            comparisons.append(compare_page(page, dataset, today=_today(), treaty_id=options.treaty, day=options.day))
        except GeodataError as error:
            errors.append(str(error))
    if options.style == "json":
        entries = [entry for comparison in comparisons for entry in comparison_entries(comparison)]
        text = answer_text({"differences": entries}, rows="differences", style="json")
    elif options.style == "csv":
        columns = header_of(options.data / "actions.csv")
        rows = [row for comparison in comparisons for row in comparison.rows]
        text = "".join(
            [row_line(columns, {column: column for column in columns}), *(row_line(columns, r) for r in rows)]
        )
    else:
        columns_of = {name: header_of(options.data / f"{name}.csv") for name in ("actions", "sources")}
        text = "\n".join(comparison_text(comparison, columns_of) for comparison in comparisons)
    if errors:
        print(text.rstrip("\n"), end="\n" if text else "")
        consequence = "; nothing was added" if options.add else ""
        raise GeodataError("\n".join(errors) + consequence)
    if not options.add:
        return text.rstrip("\n")
    changes = changes_of(comparisons, options.data)
    write_checked(changes, options.data, today=_today())
    names = ", ".join(change.path.name for change in changes)
    return f"{text.rstrip()}\n{f'written: {names}' if changes else 'nothing to add'}"


def _use_utf8() -> None:
    """Read and write UTF-8 whatever the locale: a pipe of Windows would refuse "ş" and spoil the names in a CSV."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")


if __name__ == "__main__":
    _use_utf8()
    sys.exit(main())
