"""`datapackage.json`, the Frictionless data package of the tables: its generator, and the check of a folder by it.

Types, keys, references and enumerations of the columns come from the schema in `tables.py`; descriptions, units, order
and other lists of allowed texts from the README beside the tables. The properties of the package (title, licences,
sources) and the titles of its tables are those of the present file.
"""

from __future__ import annotations

import csv
import json
import re
import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeAlias, get_args

from geodata.checks import json_document
from geodata.dataset import DATA_FOLDER, VERSION
from geodata.dates import DateSpan
from geodata.model import Omission, Stockpile
from geodata.tables import CORRECTION_COLUMNS, TABLES, WORLD_TABLES, Report, Table, field_types, quoted_cell

Json: TypeAlias = dict[str, Any]
PACKAGE = "datapackage.json"

_KEBAB = "[a-z0-9]+(-[a-z0-9]+)*"
_DAY = r"\d{4}(-\d{2}(-\d{2})?)?"
_CITATION = f"{_KEBAB}: [^;]+"
_TYPES: Mapping[Any, str] = {bool: "boolean", date: "date", float: "number", int: "integer"}
FIRST_LEVEL_CODE = "[A-Z]{2}-[A-Z0-9]{1,3}"  # of ISO 3166-2
# Patterns by column; those of ids and of dates follow from the schema.
_PATTERNS: Mapping[str, str] = {
    "area": "[A-Z]{3}",
    "administered_by": "[A-Z]{3}",
    "iso2": "[A-Z]{2}",
    "m49": r"\d{3}",
    "language": "[a-z]{2}",
    "oblasts": f"([A-Z]{{2}}|{FIRST_LEVEL_CODE}(;{FIRST_LEVEL_CODE})*)",
    "citations": f"{_CITATION}(; {_CITATION})*",
}
_REFERENCES: Mapping[str, tuple[str, str]] = {
    "treaty": ("treaties", "treaty_id"),
    "group": ("groups", "group_id"),
    "area": ("states", "area"),
    "administered_by": ("states", "area"),
    "definition_id": ("definitions", "definition_id"),
    "superseded_by": ("claims", "claim_id"),
    "continued_by": ("claims", "claim_id"),
}
_CORRECTED = ("correction_id", "table", "row_id", "column", "reason", "citations")  # required columns
# In the README: the section of a table, and its rows "| `column` | type | unit | meaning |".
_SECTION = re.compile(r"^## ([a-z_]+)\.csv\n\n(.+)\n(?:.*\n)*?(?=\| column \|)((?:\|.*\n)+)", re.MULTILINE)
_ROW = re.compile(r"^\| `(\w+)` \| \w+ \| ([^|]*) \| (.*) \|$", re.MULTILINE)
_CLOSED_SET = re.compile(r"(?:^|\. )One of: ((?:`[^`]+`(?:, )?)+)$")


def columns_of(table: Table) -> dict[str, Json]:
    """Return type and constraints of each column by the schema, in the order of the record's fields."""
    columns: dict[str, Json] = {}
    for name, hint in field_types(table.record).items():  # type: ignore[arg-type]  # mypy takes a class for unhashable
        column = table.renamed.get(name, name)
        if "+" in column:  # earliest and latest day of an act
            columns |= {end: {"type": "date", "constraints": {"required": True}} for end in column.split("+")}
            continue
        kind = get_args(hint)[0] if isinstance(hint, types.UnionType) else hint
        constraints: Json = {"required": True} if _is_required(table, column, hint) else {}
        if table.key == (column,):
            constraints |= {"unique": True, "pattern": _PATTERNS.get(column, _KEBAB)}
        elif pattern := _date_pattern(kind) or _PATTERNS.get(column, ""):
            constraints["pattern"] = pattern
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            constraints["enum"] = [value.value for value in kind]
        columns[column] = {"type": _TYPES.get(kind, "string")} | ({"constraints": constraints} if constraints else {})
    return columns


def _is_required(table: Table, column: str, hint: Any) -> bool:
    """Whether `tables.py` reports an empty cell of a column."""
    if column in table.required or column in table.key or column in {"treaty", "group", "definition_id"}:
        return True
    if column == "area":
        return table.record is not Stockpile
    if column == "citations":
        return table.record is not Omission
    return hint is not str and hint != tuple[str, ...] and not isinstance(hint, types.UnionType)


def _date_pattern(kind: Any) -> str:
    return f"{_DAY}(/{_DAY})?" if kind is DateSpan else ""


def schema_of(table: Table) -> Json:
    """Return the Table Schema of a table without descriptions; columns in the order of the record's fields."""
    references = {
        column: _REFERENCES[column]
        for column in table.columns
        if column in _REFERENCES
        and _REFERENCES[column] != (table.name, column)
        and not (column == "area" and table.name in WORLD_TABLES)
    }
    schema: Json = {
        "fields": [{"name": name} | properties for name, properties in columns_of(table).items()],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if references:
        schema["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": "" if name == table.name else name, "fields": [key]}}
            for column, (name, key) in references.items()
        ]
    return schema


def _corrections_schema() -> Json:
    properties_by_column: dict[str, Json] = {name: {"type": "string"} for name in CORRECTION_COLUMNS}
    properties_by_column |= {name: {"type": "string", "constraints": {"required": True}} for name in _CORRECTED}
    properties_by_column["correction_id"]["constraints"] |= {"unique": True, "pattern": _KEBAB}
    properties_by_column["citations"]["constraints"]["pattern"] = _PATTERNS["citations"]
    return {
        "fields": [{"name": name} | properties for name, properties in properties_by_column.items()],
        "missingValues": [""],
        "primaryKey": ["correction_id"],
    }


def schemas() -> dict[str, Json]:
    """Return the Table Schema of each table by its name, that of corrections.csv last."""
    return {table.name: schema_of(table) for table in TABLES} | {"corrections": _corrections_schema()}


def package(folder: Path = DATA_FOLDER) -> Json:
    """Return the data package of a folder from the schema, its README and its present `datapackage.json`.

    Raises
    ------
    KeyError
        When the README lacks a table or a column.
    """
    present: Json = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))
    titles = {resource["name"]: resource["title"] for resource in present["resources"]}
    sections = {name: (text, rows) for name, text, rows in _SECTION.findall((folder / "README.md").read_text("utf-8"))}
    resources = [
        {
            "name": name,
            "type": "table",
            "path": f"{name}.csv",
            "title": titles.get(name, name.capitalize()),
            "description": sections[name][0],
            "scheme": "file",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": schema | {"fields": list(_fields(schema, sections[name][1]))},
        }
        for name, schema in schemas().items()
    ]
    return present | {"version": VERSION, "resources": resources}


def measures_by_first_level(folder: Path = DATA_FOLDER) -> tuple[str, ...]:
    """Return the measures that figures by first-level area can have, by `datapackage.json`."""
    data_package: Json = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))
    (table,) = (resource for resource in data_package["resources"] if resource["name"] == "oblasts")
    (measure,) = (field for field in table["schema"]["fields"] if field["name"] == "measure")
    return tuple(measure["constraints"]["enum"])


def _fields(schema: Json, rows: str) -> Iterator[Json]:
    """Yield the fields of a table in the order of its README, which is that of the file, with meaning and unit."""
    field_by_column = {field["name"]: field for field in schema["fields"]}
    for column, unit, meaning in _ROW.findall(rows):
        field = field_by_column[column]
        constraints = dict(field.get("constraints", {}))
        if values := _CLOSED_SET.search(meaning):
            constraints.pop("pattern", "")
            constraints["enum"] = re.findall(r"`([^`]+)`", values[1])
        text = f"{_CLOSED_SET.sub('', meaning)}{f' [{unit.strip()}]' if unit.strip() else ''}"
        yield {"name": column, "type": field["type"], "description": text} | (
            {"constraints": constraints} if constraints else {}
        )


def package_json(data_package: Json) -> str:
    """Return a data package as the text of its file."""
    return json.dumps(data_package, indent=2, ensure_ascii=False) + "\n"


# --- Check of a folder's package, and of the cells of its tables by it


def check_package(folder: Path, report: Report) -> None:
    """Report a damaged or incomplete `datapackage.json`, and cells that violate the constraints of their field.

    Types, keys and references are those of the schema, by which the tables were read before. Tables that were not read
    in full are left out, and so are cells that have a problem already.
    """
    package = json_document(folder / PACKAGE, PACKAGE, report)
    if package is None:
        return
    try:
        resources = [
            (str(resource["path"]), resource.get("schema", {}).get("fields", [])) for resource in package["resources"]
        ]
        rules = {name: [_FieldRule.of(field) for field in fields] for name, fields in resources}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        report.add(PACKAGE, 0, 0, f"is no data package that describes tables: {quoted_cell(str(error))}")
        return
    if len(rules) < len(resources):
        report.add(PACKAGE, 0, 0, "describes a file twice, expected each once")
        return
    tables = {f"{table.name}.csv" for table in TABLES}
    for name in sorted(tables - set(rules)):
        report.add(PACKAGE, 0, 0, f"does not describe {name}")
    for name in sorted(set(rules) - tables - {"corrections.csv"}):
        report.add(PACKAGE, 0, 0, f"describes {quoted_cell(name)}, which is no table")
        del rules[name]
    for name, columns in rules.items():
        if name not in report.incomplete:
            _check_cells(folder / name, columns, report)


@dataclass(frozen=True, slots=True)
class _FieldRule:
    """The constraints of a field of the data package, beside its type."""

    column: str
    is_required: bool
    values: tuple[str, ...]
    pattern: re.Pattern[str] | None

    @classmethod
    def of(cls, field: Any) -> _FieldRule:
        constraints = field.get("constraints", {})
        pattern = constraints.get("pattern")
        return cls(
            str(field["name"]),
            bool(constraints.get("required")),
            tuple(map(str, constraints.get("enum", ()))),
            re.compile(_safe_pattern(pattern)) if pattern is not None else None,
        )

    def fault(self, text: str, report: Report) -> str:
        """Return why a cell violates a constraint; empty if it violates none. `report` bounds the matches offered."""
        if not text:
            return f"is empty, expected a value, as {PACKAGE} says" if self.is_required else ""
        if self.values and text not in self.values:
            near = report.suggestion(text, self.values, 1)
            return f"{quoted_cell(text)} is not one of {', '.join(self.values)}, as {PACKAGE} says{near}"
        if self.pattern and not self.pattern.fullmatch(text):
            return f"{quoted_cell(text)} has not the form {self.pattern.pattern}, as {PACKAGE} says"
        return ""


def _safe_pattern(pattern: str) -> str:
    """Return a pattern of the schema; any other is refused, because the search for it may never end.

    Raises
    ------
    ValueError
        When the schema has no such pattern.
    """
    fields = [field for schema in schemas().values() for field in schema["fields"]]
    if pattern not in {field.get("constraints", {}).get("pattern") for field in fields}:
        raise ValueError(f"the schema has no pattern {pattern}; run python -m geodata.data_package")
    return pattern


def _check_cells(path: Path, rules: Sequence[_FieldRule], report: Report) -> None:
    if not path.exists():
        report.add(path.name, 0, 0, f"is described in {PACKAGE} and is not there")
        return
    reported = {(problem.file, problem.line, problem.column) for problem in report.problems}
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        header = next(reader, [])
        if rules and header != [rule.column for rule in rules]:
            report.add(PACKAGE, 0, 0, f"has not the columns of {path.name} in their order")
            return
        line = reader.line_num + 1
        for cells in reader:
            if report.is_full(path.name):
                return
            for place, (rule, text) in enumerate(zip(rules, cells, strict=False), 1):
                if (path.name, line, place) not in reported and (fault := rule.fault(text, report)):
                    report.add(path.name, line, place, f"{rule.column}: {fault}")
            line = reader.line_num + 1


if __name__ == "__main__":
    (DATA_FOLDER / PACKAGE).write_text(package_json(package()), encoding="utf-8", newline="\n")
