"""The pages beside the data name every file, every column with its type, and every value of a closed set."""

import csv
import json
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import get_type_hints

import pytest

from geodata.dataset import DATA_FOLDER, VERSION
from geodata.tables import CORRECTION_COLUMNS, TABLES

PACKAGE = json.loads((DATA_FOLDER / "datapackage.json").read_text(encoding="utf-8"))
COLUMNS = {
    **{f"{table.name}.csv": table.columns for table in TABLES},
    "corrections.csv": CORRECTION_COLUMNS,
}
SHAPES = sorted(
    path for path in (DATA_FOLDER / "boundaries").iterdir() if path.suffix in {".csv", ".topojson", ".geojson"}
)
BOUNDARY_TABLES = [path for path in SHAPES if path.suffix == ".csv"]


def sections(page: Path, mark: str) -> dict[str, str]:
    """The parts of a page by their heading."""
    parts = re.split(rf"^{mark} (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {
        title: re.split(r"^## ", text, flags=re.MULTILINE)[0]
        for title, text in zip(parts[1::2], parts[2::2], strict=True)
    }


README = sections(DATA_FOLDER / "README.md", "##")
BOUNDARIES = sections(DATA_FOLDER / "boundaries" / "README.md", "###")


def rows(section: str) -> Iterator[list[str]]:
    """The rows of a section's table that begin with a name in code."""
    for line in section.splitlines():
        if line.startswith("| `"):
            yield [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip("|"))]


def code_in(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)


def header(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def test_each_table_has_a_section_and_each_section_a_table() -> None:
    tables = {path.name for path in DATA_FOLDER.glob("*.csv")}
    assert tables == set(COLUMNS) == {resource["path"] for resource in PACKAGE["resources"]}
    assert set(README) == {*tables, "Area codes", "story.toml", "boundaries/", "own/", "releases/"}


@pytest.mark.parametrize("name", COLUMNS)
def test_each_column_is_explained_in_the_order_of_the_file_with_the_type_of_the_package(name: str) -> None:
    (resource,) = (resource for resource in PACKAGE["resources"] if resource["path"] == name)
    fields = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
    explained = {code_in(row[0])[0]: row[1] for row in rows(README[name])}
    assert list(explained) == header(DATA_FOLDER / name) == list(fields)
    assert set(explained) == set(COLUMNS[name])
    assert explained == fields
    assert all(row[3] for row in rows(README[name]))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_each_value_of_a_closed_set_is_named(table: object) -> None:
    (schema,) = (known for known in TABLES if known is table)
    meanings = {code_in(row[0])[0]: row[3] for row in rows(README[f"{schema.name}.csv"])}
    for name, hint in get_type_hints(schema.record).items():
        if isinstance(hint, type) and issubclass(hint, StrEnum):
            meaning = meanings[schema.renamed.get(name, name)]
            words = code_in(meaning.split("One of: ")[-1]) or re.findall(r"[a-z_]+", meaning)
            assert {kind.value for kind in hint} <= set(words), f"{schema.name}.{name}: {meaning}"
            if "One of: " in meaning:
                assert words == [kind.value for kind in hint], f"{schema.name}.{name}"


@pytest.mark.parametrize("name", COLUMNS)
def test_each_section_names_key_source_licence_day_of_reading_and_refresh(name: str) -> None:
    for word in ("\nKey: ", "\nSource: ", "Licence: ", "Accessed: ", "\nRefresh: "):
        assert word in README[name]
    keys = {f"{table.name}.csv": table.key for table in TABLES}
    if name in keys:
        assert f"\nKey: {' + '.join(f'`{column}`' for column in keys[name])}.\n" in README[name]


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.name)
def test_each_boundary_file_is_named_on_both_pages(path: Path) -> None:
    assert path.name in {name for row in rows(README["boundaries/"]) for name in code_in(row[0])}
    assert f"`{path.name}`" in (DATA_FOLDER / "boundaries" / "README.md").read_text(encoding="utf-8")


def test_each_frame_is_named() -> None:
    (row,) = (row for row in rows(README["boundaries/"]) if row[0] == "`frames/*.topojson`")
    assert sorted(code_in(row[1])) == sorted(path.stem for path in (DATA_FOLDER / "boundaries/frames").iterdir())


@pytest.mark.parametrize("path", BOUNDARY_TABLES, ids=lambda path: path.name)
def test_each_column_of_a_boundary_table_is_explained(path: Path) -> None:
    explained = [column for row in rows(BOUNDARIES[path.name]) for column in code_in(row[0])]
    assert explained == header(path)


@pytest.mark.slow
def test_each_property_of_a_boundary_shape_is_explained() -> None:
    (title,) = (title for title in BOUNDARIES if title.endswith(".geojson"))
    explained = {name for row in rows(BOUNDARIES[title]) for name in code_in(row[0])}
    files = [path for path in SHAPES if path.suffix == ".geojson"]
    assert sorted(title.split(", ")) == sorted(path.name for path in files)
    shapes = [shape for path in files for shape in json.loads(path.read_text(encoding="utf-8"))["features"]]
    assert explained == {name for shape in shapes for name in shape["properties"]}


def test_the_package_has_the_version_of_the_data() -> None:
    assert PACKAGE["version"] == VERSION
