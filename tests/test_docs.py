"""README, CONTRIBUTING, NOTICE and docstrings say what the code does: every parameter, command, column and name."""

import ast
import re
import shlex
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

import pytest

import geodata
from dashboard.maps.layers.registry import LAYERS
from dashboard.maps.link import LINK_KEYS, LINK_VERSION, query_of, read_link
from dashboard.maps.palette import STATUS_LOOKS
from dashboard.maps.street_maps import STREET_IDS
from dashboard.maps.view import (
    AFFECTED_OUTSIDE,
    FIRST_DAY,
    LAST_DAY,
    MATRIX_COUNTS,
    MATRIX_ORDERS,
    OBLAST_MEASURES,
    REGIONS,
    TREATIES,
    View,
)
from dashboard.render.formats import FORMATS, LEAST_WIDTH, MOST_WIDTH, Formats, Subject
from geodata import MAP_GROUPS, ClaimRule, StatusKind, is_extent, load
from geodata.__main__ import main
from geodata.claims import AFFECTED_CLASSES
from geodata.dataset import DATA_FOLDER
from geodata.model import Naming
from geodata.own import files
from geodata.own_archive import Maker, archive_bytes
from geodata.own_figures import BANDS, QUANTILES
from tests.hazard_files import districts, hazard_records, zipped
from tests.own_data import BY_COUNTRY
from tests.shipped_views import dataset
from tests.untc_pages import Line, as_html, sheet_of

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
TRACKED = (
    subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True)
    .stdout.rstrip("\0")
    .split("\0")
)
PAGES = [name for name in TRACKED if name.endswith(".md")]
MODULES = sorted(path for room in ("geodata", "dashboard") for path in (ROOT / room).rglob("*.py"))
VALUES: dict[str, tuple[str, ...]] = {
    "v": (LINK_VERSION,),
    "day": ("YYYY-MM-DD",),
    "treaty": TREATIES,
    "layers": (*LAYERS.ids, "none"),
    "status": tuple(StatusKind),
    "region": REGIONS,
    "rule": tuple(ClaimRule),
    "group": MAP_GROUPS,
    "least": AFFECTED_CLASSES,
    "class": (),
    "extent": ("world", "korea"),  # the table says the others in words
    "country": (),
    "footprint": ("~", "@", "longitude,latitude", ".square"),
    "scale": ("none",),
    "oblasts": OBLAST_MEASURES,
    "beside": ("YYYY-MM-DD", *TREATIES),
    "since": ("YYYY-MM-DD",),
    "streets": STREET_IDS,
    "question": (
        "status~left~apmbc",
        "claim~affected~ap-mines~latest",
        "km2~least~20~ap-mines~latest",
        "vote~no~2025",
        "changed~2019~2025",
        "record~use-by-state",
        "deadline",
        "policy~use",
        "allowed",
        "region~africa",
        "group~nato",
        "own~least~20~0123456789abcdef",
    ),
    "members": ("nato", "eu", "ldcs"),
    "matrix": ("apmbc.leaving.left~ccm.party",),
    "sort": MATRIX_ORDERS[:5],
    "count": MATRIX_COUNTS,
    "own": (),
    "own-classes": (BANDS, QUANTILES, "1_10_100"),
    "names": tuple(Naming),
}
# What the column "default" says in words is the value that a link without the parameter has.
IN_WORDS = {"today": None, "all": (), "any": None, "none": None, "the country closest in size": ""}


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def code_in(cell: str) -> tuple[str, ...]:
    return tuple(re.findall(r"`([^`]+)`", cell))


def link_table() -> dict[str, tuple[str, str]]:
    """The README's parameters with the cells of their values and of their default."""
    section = README.split("\n## Links\n")[1].split("\n## ")[0]
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line[:3] == "| `"
    ]
    return {code_in(key)[0]: (values, default) for key, values, default in cells}


def commands(page: str) -> list[str]:
    """The lines of a page's code blocks, without their comments, and what stands in code within its sentences."""
    fence = re.compile(r"^```\w*\n(.*?)^```", re.DOTALL | re.MULTILINE)
    blocks = fence.findall(text_of(page))
    lines = [line.split(" #")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line] + re.findall(r"`([^`\n]+)`", fence.sub("", text_of(page)))


def test_the_table_of_links_names_each_parameter_in_the_order_of_a_link() -> None:
    assert tuple(link_table()) == LINK_KEYS == tuple(VALUES)


@pytest.mark.parametrize("key", LINK_KEYS)
def test_the_table_of_links_names_each_value_that_a_parameter_takes(key: str) -> None:
    named = code_in(link_table()[key][0])
    assert tuple(name for name in named if name != ".") == tuple(map(str, VALUES[key]))


def test_the_table_of_links_names_the_first_and_the_last_day() -> None:
    assert f"{FIRST_DAY} to {LAST_DAY}" in link_table()["day"][0]


@pytest.mark.parametrize(
    "key", [key for key in LINK_KEYS if key not in {"v", "day", "country", "footprint", "beside", "since"}]
)
def test_each_value_that_the_table_of_links_names_can_be_read(key: str) -> None:
    for value in VALUES[key]:
        view, problems = read_link({"v": LINK_VERSION, "extent": "UKR", key: value}, own=("0123456789abcdef",))
        assert problems == ()
        assert query_of(view).get(key, value) == value
    assert all(is_extent(part) for part in (*REGIONS, "UKR"))


@pytest.mark.parametrize("key", LINK_KEYS[1:])
def test_the_table_of_links_names_the_right_default(key: str) -> None:
    default = link_table()[key][1]
    if key == "footprint":
        claim = dataset().claim(View().footprints[0].figure)
        assert default == f"Ukraine's {claim.value:,.0f} km²"
        assert claim.area == "UKR"
        return
    if key == "question":
        assert default == "affected states in neither convention"
        assert View().question == AFFECTED_OUTSIDE
        return
    fields = {"rule": "claim_rule", "group": "claim_group", "least": "claim_least", "class": "class_filter"}
    fields |= {"status": "statuses", "region": "regions", "oblasts": "oblast_measure", "own-classes": "own_classes"}
    fields |= {"members": "matrix_group", "matrix": "matrix_statuses", "sort": "matrix_order", "count": "matrix_count"}
    value = getattr(View(), fields.get(key, key))
    cell = ".".join(code_in(default)) if code_in(default) else IN_WORDS[default]
    assert cell == (".".join(value) if isinstance(value, tuple) and value else value)


FILES_OF = {"map": Subject.VIEW, "story": Subject.STORY, "brief": Subject.BRIEF}


def format_rows(formats: Formats) -> dict[str, str]:
    """The rows of the README's table of files, by address."""
    files = {of: formats.of(subject) for of, subject in FILES_OF.items()}
    rows = {f"/export/{of}.{ending}": entry for of, known in files.items() for ending, entry in known.items()}
    return {
        address: f"| `{address}` | {entry.purpose} | {', '.join(f'`{option}`' for option in sorted(entry.options))} |"
        for address, entry in rows.items()
    }


def test_the_table_of_files_has_a_row_for_each_format_in_the_order_of_the_registry() -> None:
    rows = [line for line in README.splitlines() if line.startswith("| `/export/")]
    assert rows == list(format_rows(FORMATS).values())
    assert f"`width` is {LEAST_WIDTH} to {MOST_WIDTH} pixels" in README


# These write tables or read saved pages; the page on keeping the tables true has them in their order.
KEEPING = ("compare-untc", "add", "release", "merge")
KEEPING_PAGE = "docs/keeping-it-true.md"
DATA_PAGE = "docs/using-the-data.md"
OF_THE_DATA = [line for line in commands(DATA_PAGE) if line.startswith("python -m geodata ")]


@pytest.mark.slow
@pytest.mark.parametrize("line", [line for line in OF_THE_DATA if line.split()[3] not in KEEPING])
def test_each_command_of_the_page_on_the_data_runs(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(files, "unfenced_drivers", tuple)  # else a command on own files runs in a process of its own
    if "zones.zip" in line:
        hazard_records().to_file("zones.shp")
        zipped(tmp_path / "zones.zip", {path.name: path for path in tmp_path.glob("zones.*")})
    if "districts.gpkg" in line:
        districts(tmp_path)
    if "own-data.atlas.zip" in line:
        (tmp_path / "own-data.atlas.zip").write_bytes(archive_bytes(BY_COUNTRY, "", Maker("1", "1", "1")))
    assert main(shlex.split(line)[3:]) == 0
    assert capsys.readouterr().out.strip()


@pytest.mark.slow
def test_from_saved_pages_to_a_kept_release_in_the_commands_of_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shapes = shutil.ignore_patterns("*.topojson", "*.geojson", "releases")
    folder = Path(shutil.copytree(DATA_FOLDER, tmp_path / "data", ignore=shapes))
    page = text_of(KEEPING_PAGE)
    lines = "".join(re.findall(r"^```\n(.*?)^```", page, re.DOTALL | re.MULTILINE)).splitlines()
    steps = [line.split()[2:4][-1] for line in lines]
    assert steps == ["compare-untc", "compare-untc", "add", "check", "tests.golden_specs", "release"]
    assert len(re.findall(r"^## \d\. ", page, re.MULTILINE)) == len(lines) == 6
    newer = date(2026, 11, 1)  # the depositary has one accession more, on each of its four pages
    for treaty, name in zip(dataset().treaties, re.findall(r"\w+\.html", lines[0]), strict=True):
        sheet = replace(sheet_of(dataset(), treaty, dataset().treaty(treaty).data_until), day=newer)
        joining = "20 Oct 2026 P" if "Consent" in sheet.titles[1] else "20 Oct 2026 a"
        (tmp_path / name).write_bytes(as_html(replace(sheet, lines=(*sheet.lines, Line("Myanmar", joining=joining)))))
    answers = {
        "area": "Tuvalu",
        "definition_id": "ap-mines-total",
        "value": "0.5",
        "claimant": "Government of Tuvalu",
        "claimant_role": "affected_state",
        "basis": "declaration",
        "date_said": "2026-11-02",
        "document": "untc-ccm-2026-11-01: head of the page",
        "Write": "y",
    }
    monkeypatch.setattr("builtins.input", lambda question: answers.pop(question.split()[0].strip(":"), ""))
    monkeypatch.chdir(tmp_path)
    shown = []
    for line in lines:
        if line.split()[2] == "geodata":
            assert main(["--data", str(folder), *shlex.split(line)[3:]]) == 0, capsys.readouterr().err
            shown.append(capsys.readouterr().out)
    assert shown[0].count(": 1 to add") == 4
    assert shown[1].splitlines()[-1] == "written: sources.csv, treaties.csv, actions.csv"
    assert shown[2].splitlines()[-1] == "written: claims.csv"
    assert "every reference resolves" in shown[3]
    assert [path.suffix for path in (folder / "releases").iterdir()] == [".zip"]
    kept = load(folder)
    assert {treaty.data_until for treaty in kept.treaties.values()} == {newer}
    assert [claim.claim_id for claim in kept.claims["TUV"]] == ["tuv-ap-mines-total-2026-11-02"]


def test_the_page_on_the_data_names_each_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--help"])
    assert caught.value.code == 0
    known = re.findall(r"^    ([\w-]+)(?: |$)", capsys.readouterr().out, re.MULTILINE)
    named = [line.split()[3] for line in OF_THE_DATA]
    assert sorted(named) == sorted(known)


@pytest.mark.slow
def test_what_the_page_on_the_data_shows_in_a_notebook_can_be_run() -> None:
    views, tables = re.findall(r"^```python\n(.*?)^```", text_of(DATA_PAGE), re.DOTALL | re.MULTILINE)
    names: dict[str, object] = {}
    exec(tables, names)  # noqa: S102 - a page of ours
    assert isinstance(names["data"], geodata.Dataset)
    exec(views.splitlines()[0], names)  # noqa: S102 - the same; what it shows is tested beside its module
    assert callable(names["show"])


def test_the_readme_opens_with_a_picture_in_the_colours_of_the_atlas() -> None:
    alternative, name = re.search(r"!\[(.+)\]\((.+\.png)\)", README.split("\n## ")[0]).groups()  # type: ignore[union-attr]
    picture = (ROOT / name).read_bytes()
    assert len(alternative) > 20
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert len(picture) < 300_000
    # It has a palette, which holds the fills that the picture shows.
    start = picture.index(b"PLTE") + 4
    colours = {picture[at : at + 3] for at in range(start, picture.index(b"IDAT"), 3)}
    for kind in (StatusKind.PARTY, StatusKind.NOT_SIGNED, StatusKind.LEFT, StatusKind.SUSPENSION_CLAIMED):
        assert bytes.fromhex(STATUS_LOOKS[kind].fill.light[1:]) in colours, kind


def test_the_quick_start_has_two_commands() -> None:
    block = re.search(r"^## Quick start\n.*?^```\n(.*?)^```", README, re.DOTALL | re.MULTILINE)[1]  # type: ignore[index]
    assert [line.split("#")[0].strip() for line in block.splitlines()] == ["make run", "make test"]


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_tells_to_run_or_to_read_exists(page: str) -> None:
    targets = set(re.search(r"^\.PHONY: (.+)$", text_of("Makefile"), re.MULTILINE)[1].split())  # type: ignore[index]
    programs = {script.name for script in entry_points(group="console_scripts")}
    for line in commands(page):
        words = line.split()
        if words[0] == "make" and len(words) > 1:
            assert words[1] in targets, line
        elif words[:2] == ["python", "-m"]:
            assert find_spec(words[2]), line
        elif words[0] == "frictionless":
            assert words[0] in programs, line
    for label, target in re.findall(r"\[([^]]*)\]\(([^)#]+)\)", text_of(page)):
        if "://" not in target:
            assert ((ROOT / page).parent / target).exists(), f"[{label}]({target})"


# A name in code is a path where it begins with a folder of ours or ends like a file of source. What Python or a build
# makes (`build/outputs`) and what lies in archives is none.
SUFFIXES = ("py", "js", "css", "toml", "md", "ts")
# These name files that are gone, or that lie in packages of others.
OTHERS = {"CHANGELOG.md", "dashboard/assets/vendor/README.md"}
FOLDERS = {name.split("/")[0] for name in TRACKED if "/" in name}


def paths_in(page: str) -> list[str]:
    """What a page names in code that is meant as a file or folder of the project."""
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text_of(page), flags=re.DOTALL | re.MULTILINE))
    drawn = re.findall(r"(?<![\w/])(?:geodata|dashboard|tests|docs)/[\w./*-]*\w", text_of(page))
    named = [span for span in spans if re.fullmatch(r"\.?\w[\w./*-]*", span)]
    return drawn + [
        span
        for span in named
        if (span.split("/")[0] in FOLDERS and "/" in span) or span.endswith(tuple(f".{end}" for end in SUFFIXES))
    ]


@pytest.mark.parametrize("page", [page for page in PAGES if page not in OTHERS])
def test_each_path_that_a_page_names_exists(page: str) -> None:
    for path in paths_in(page):
        places = [ROOT, (ROOT / page).parent]
        assert any(any(place.glob(path.rstrip("/"))) for place in places), f"{page} names {path}"


def test_the_page_of_the_architecture_names_each_package() -> None:
    named = paths_in("docs/architecture.md")
    packages = {str(path.parent.relative_to(ROOT)) for path in MODULES if path.name == "__init__.py"} - {"dashboard"}
    assert [
        package for package in sorted(packages) if not any(f"{name}/".startswith(f"{package}/") for name in named)
    ] == []


# What is no file: a definition, by its name or with the module before it.
NAME = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*(?:\(\))?")
FILE = re.compile(r"[\w.-]+\.(?:csv|html|pptx|py|md|json|svg|png|cff)")


# What a reader of the code reads and no program: docstrings and comments.
PROSE = {
    ".py": re.compile(r'"""[\s\S]*?"""|(?<!["\'])#(?![0-9A-Fa-f{]).*'),
    ".js": re.compile(r"/\*[\s\S]*?\*/"),
    ".ts": re.compile(r"/\*[\s\S]*?\*/"),
}
# A name, and the module in which a page says that it stands.
PLACED = re.compile(r"`([A-Za-z_]\w*)`\s+in\s+`([\w./-]+/[\w.-]+\.\w+)`")


def prose_and_words() -> tuple[dict[str, str], dict[str, set[str]]]:
    """The prose of every page and module, and the words of what is read by a program, by the path of its file."""
    kinds = {".py", ".js", ".ts", ".css", ".toml", ".csv", ".yml", ".yaml", ".conf", ".template", ""}
    prose, words = {page: text_of(page) for page in PAGES if page not in OTHERS}, {}
    for name in TRACKED:
        suffix = Path(name).suffix
        if suffix in kinds and not {"vendor", "built"} & {*Path(name).parts} and (ROOT / name).is_file():
            text = text_of(name)
            if suffix in PROSE:
                if not name.startswith("tests/"):
                    prose[name] = "\n".join(PROSE[suffix].findall(text))
                text = PROSE[suffix].sub("", text)
            words[name] = set(re.findall(r"\w+", text))
    return prose, words


@pytest.mark.slow
def test_each_name_that_a_page_or_a_comment_tells_is_one_of_the_code() -> None:
    prose, source = prose_and_words()
    known = set().union(*source.values())
    modules: dict[str, list[set[str]]] = {}
    for path, code in source.items():
        if path.endswith(".py"):
            modules.setdefault(Path(path).stem, []).append(code)
    for page, text in prose.items():
        for span in re.findall(r"`([^`\n]+)`", text):
            if not NAME.fullmatch(span) or FILE.fullmatch(span):
                continue
            words = span.removesuffix("()").split(".")
            assert set(words) <= known, f"{page} tells of {span}"
            of_module = modules.get(words[0], []) if len(words) > 1 else []
            assert not of_module or any(words[1] in code for code in of_module), f"{page}: {span}"
        for name, path in PLACED.findall(text):
            assert name in source.get(path, ()), f"{page}: {name} is not in {path}"


@pytest.mark.slow
def test_each_module_that_the_code_names_by_its_path_exists() -> None:
    served = {"map/bundle.js", "package/2.js"}  # an address, and a member of an npm package
    paths = {f"/{name}" for name in TRACKED}
    for name in TRACKED:
        if (
            Path(name).suffix in {".py", ".js", ".css"}
            and name.startswith(("geodata/", "dashboard/"))
            and "vendor" not in name
        ):
            named = re.findall(r"(?<![\w./*-])(?:[\w-]+/)+[\w-]+\.(?:py|js)\b", text_of(name))
            stale = {path for path in {*named} - served if not any(known.endswith(f"/{path}") for known in paths)}
            assert stale == set(), name


def documented(path: Path) -> Iterator[tuple[str, str]]:
    """The public names of a module with their docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    yield path.name, ast.get_docstring(tree) or ""
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]
    for body in [tree.body, *(node.body for node in classes)]:
        for node in body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith(
                "_"
            ):
                yield node.name, ast.get_docstring(node) or ""


@pytest.mark.slow
@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_each_public_name_is_explained_in_a_first_line_of_one_sentence(path: Path) -> None:
    for name, text in documented(path):
        first, _, rest = text.partition("\n")
        assert re.fullmatch(r".+[.:]", first), f"{name}: {first}"
        assert rest[:1] in {"", "\n"}, f"{name}: the first sentence runs on: {first}"
        assert name.endswith(".py") or not re.search(r"[.!?] +[A-Z`]", first), f"{name}: {first}"


def test_the_public_names_are_sorted_complete_and_there() -> None:
    def order(name: str) -> tuple[int, str]:
        return (0 if name.isupper() else 1 if name[0].isupper() else 2), name

    tree = ast.parse(text_of("geodata/__init__.py"))
    imported = [alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names]
    assert geodata.__all__ == sorted(imported, key=order)
    assert all(hasattr(geodata, name) for name in geodata.__all__)


def test_the_notice_names_each_folder_of_others() -> None:
    vendored = {path for path in (ROOT / "dashboard/assets/vendor").iterdir() if path.is_dir()}
    for path in vendored | {ROOT / "dashboard/assets/fonts", ROOT / "geodata/data/boundaries"}:
        assert f"(in {path.relative_to(ROOT)}/)" in text_of("NOTICE")
    assert all((path / "LICENSE").is_file() for path in vendored)


@pytest.mark.parametrize(("pins", "extra"), [("requirements.txt", ""), ("requirements-dev.txt", "dev")])
def test_each_direct_dependency_is_pinned_and_no_address_is_named(pins: str, extra: str) -> None:
    project = tomllib.loads(text_of("pyproject.toml"))["project"]
    wanted = [*project["dependencies"], *(project["optional-dependencies"][extra] if extra else ())]
    lines = [line.removesuffix(" \\") for line in text_of(pins).splitlines() if re.match(r"[^\s#]", line)]
    assert "://" not in text_of(pins)
    assert "--index-url" not in text_of(pins)
    assert all(re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*", line) for line in lines), lines
    assert {re.split(r"[^a-z0-9-]", name)[0] for name in wanted} <= {line.split("==")[0] for line in lines}


@pytest.mark.slow
def test_no_text_names_a_machine_or_the_host_of_a_registry() -> None:
    hosts = ["registry." + "npmjs.org", "files." + "pythonhosted.org", "pypi." + "org/simple", "deb." + "debian.org"]
    places = re.compile(r"(?<![\w.:/-])/(?:work|root|home|Users)/\w|" + "|".join(map(re.escape, hosts)))
    for name in TRACKED:
        data = (ROOT / name).read_bytes() if (ROOT / name).is_file() else b"\0"
        if b"\0" not in data[:8000]:
            match = places.search(data.decode("utf-8", errors="replace"))
            assert match is None, f"{name}: {match}"
