"""The comparison of outputs finds what differs, says by how much, and says what to do where it cannot compare."""

import json
import re
import subprocess
import zipfile
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from dashboard.maps.spec import THEMES
from dashboard.render.formats import FORMATS, Formats, Subject
from dashboard.render.pdf import pdf
from tests.outputs import __main__ as command
from tests.outputs import entry_points
from tests.outputs.commits import COMMAND, reference_of
from tests.outputs.comparison import Finding, compared
from tests.outputs.differences import difference, text_difference
from tests.outputs.entry_points import PAGES, VIEWS, Output, OutputError, output_bytes, outputs
from tests.outputs.reference import ABOUT, SUMS, About, Reference, ReferenceFault, about_here, read, stale, write

PACKAGE = Path(__file__).parent / "outputs"
SOME = (Output("europe", "", "csv"), Output("europe", "", "message"), Output("europe", "light", "svg"))
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50" viewBox="0 0 100 50"><title>T</title>'
    '<desc>D</desc><rect width="100" height="50" fill="#FFFFFF"/><rect width="50" height="50" fill="{}"/></svg>'
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A reference of some outputs, as this code makes them."""
    reference = tmp_path_factory.mktemp("reference") / "some"
    assert write(reference, wanted=SOME, processes=1) == len(SOME)
    return reference


def changed(folder: Path, into: Path, name: str, body: bytes) -> Reference:
    """The reference of a folder, as if another code had made one of its outputs."""
    then = read(folder)
    into.mkdir()
    for other in then.sums:
        (into / other).write_bytes(body if other == name else then.file(other))
    return replace(then, folder=into, sums={**then.sums, name: sha256(body).hexdigest()})


def png(*pixels: tuple[int, int, int], level: int = 6) -> bytes:
    image, out = Image.new("RGB", (len(pixels), 1)), BytesIO()
    for at, pixel in enumerate(pixels):
        image.putpixel((at, 0), pixel)
    image.save(out, "PNG", compress_level=level)
    return out.getvalue()


def rewritten(deck: bytes, old: str, new: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(deck)) as parts, zipfile.ZipFile(out, "w") as changed:
        for name in parts.namelist():
            changed.writestr(name, parts.read(name).replace(old.encode(), new.encode()))
    return out.getvalue()


def test_every_kind_of_every_ready_view_is_there_once_in_both_themes() -> None:
    names = [output.name for output in outputs()]
    assert len(set(names)) == len(names)
    for file_format in FORMATS:
        themes = [f"-{theme}" for theme in THEMES] if "theme" in file_format.options else [""]
        with_country = [view_id for view_id, view in VIEWS.items() if view.country]
        subjects = {Subject.STORY: ["story"], Subject.BRIEF: with_country}.get(file_format.subject, list(VIEWS))
        assert {f"{subject}{theme}.{file_format.id}" for subject in subjects for theme in themes} <= set(names)
    for kind in ("message", "panel", "page", "oembed"):
        assert {f"{view}.{kind}" for view in VIEWS} <= set(names)
    screens = {path.stem for path in (PACKAGE.parents[1] / "dashboard" / "screens").glob("[!_]*.py")}
    assert {screen for screen, _ in PAGES.values()} == screens - {"atlas"}  # whose pages are those of the views


def test_the_code_of_the_atlas_is_imported_in_one_module() -> None:
    imports = re.compile(r"^\s*(?:from|import) (?:dashboard|geodata)", re.MULTILINE)
    names = {path.name for path in PACKAGE.glob("*.py") if imports.search(path.read_text(encoding="utf-8"))}
    assert names == {"entry_points.py"}


@pytest.mark.slow
def test_a_format_without_a_writer_is_named_and_not_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Formats(
        *(replace(one, write="dashboard.render.svgs:view_svg") if one.id == "svg" else one for one in FORMATS)
    )
    monkeypatch.setattr(entry_points, "FORMATS", broken)
    with pytest.raises(OutputError, match=r"^The atlas cannot write the format “SVG” .* cannot be imported"):
        output_bytes(Output("europe", "light", "svg"))


@pytest.mark.slow
def test_what_is_made_again_is_the_same(folder: Path, tmp_path: Path) -> None:
    assert compared(read(folder), wanted=SOME, changed=tmp_path / "changed", processes=1) == []
    assert not (tmp_path / "changed").exists()
    lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    assert lines == [f"{sha256((folder / output.name).read_bytes()).hexdigest()}  {output.name}" for output in SOME]


@pytest.mark.slow
def test_what_differs_is_named_with_its_place_and_its_share_of_the_picture(folder: Path, tmp_path: Path) -> None:
    svg = (folder / "europe-light.svg").read_text(encoding="utf-8")
    reference = changed(folder, tmp_path / "then", "europe-light.svg", svg.replace("#1B6DC4", "#FF0000").encode())
    (difference,) = compared(reference, wanted=SOME, changed=tmp_path / "changed", processes=1)
    assert difference.output == "europe-light.svg"
    assert re.fullmatch(r"\d+\.\d{3}% of the pixels, by up to \d+ of 255; line \d+: was “.*”, is “.*”", difference.how)
    assert (tmp_path / "changed" / "after-europe-light.svg").read_text(encoding="utf-8") == svg
    assert (tmp_path / "changed" / "before-europe-light.svg").read_bytes() == reference.file("europe-light.svg")


@pytest.mark.slow
def test_what_one_side_lacks_is_found(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reference = read(folder)
    less = replace(reference, sums={name: sha for name, sha in reference.sums.items() if name != "europe.csv"})
    assert compared(less, wanted=SOME, changed=tmp_path / "changed", processes=1) == [
        Finding("europe.csv", "is not in the reference")
    ]
    monkeypatch.setattr("tests.outputs.entry_points.outputs", lambda: SOME[:1])
    assert compared(reference, changed=tmp_path / "changed", processes=1) == [
        Finding("europe-light.svg", "is in the reference alone"),
        Finding("europe.message", "is in the reference alone"),
    ]


def test_a_difference_of_pixels_is_told_by_share_and_size() -> None:
    white, grey = (255, 255, 255), (250, 255, 255)
    before = png(white, white, white, white)
    assert difference("png", before, png(white, white, white, grey)) == "25.000% of the pixels, by up to 5 of 255"
    assert difference("png", before, png(white, white)) == "4 × 1 pixels then, 2 × 1 now"
    assert difference("png", before, before) == ""
    unpacked = png(white, white, white, white, level=0)
    assert difference("png", before, unpacked).startswith("the same pixels and words, other bytes from byte ")


@pytest.mark.slow
def test_a_colour_shows_in_a_drawing_a_printed_page_and_a_slide() -> None:
    red, blue = SVG.format("#FF0000"), SVG.format("#0000FF")
    half = "50.000% of the pixels, by up to 255 of 255"
    assert difference("svg", red.encode(), blue.encode()) == (
        f'{half}; line 1: was “…width="50" height="50" fill="#⟨FF0000"/></svg>⟩”, '
        'is “…width="50" height="50" fill="#⟨0000FF"/></svg>⟩”'
    )
    assert difference("pdf", pdf(red), pdf(blue)).startswith(half)
    slide = output_bytes(Output("korea-2026", "light", "pptx"))
    sentence = difference("pptx", rewritten(slide, "F9C329", "F9C32A"), slide)
    assert re.match(
        r"\d+\.\d{3}% of the pixels, by up to \d+ of 255; in ppt/slides/slide1.xml, line \d+: was ", sentence
    )


def test_a_part_of_a_file_that_differs_is_named() -> None:
    book = output_bytes(Output("europe", "", "xlsx"))
    other = rewritten(book, "Albania", "Albanie")
    assert "in xl/sharedStrings.xml, line" in difference("xlsx", book, other)
    assert difference("xlsx", book, book) == ""
    assert "in xl/sharedStrings.xml, line" in difference("brief.docx", book, other)  # any file of parts


@given(st.text(max_size=20), st.text(max_size=20))
def test_two_texts_differ_just_when_they_are_not_equal(one: str, other: str) -> None:
    assert (text_difference(one, other) == "") == (one == other)


def test_without_a_reference_the_command_says_how_to_get_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(["compare", str(tmp_path / "none")]) == command.FAULT
    assert capsys.readouterr().err == (
        f"There is no reference in {tmp_path}/none. Write one: python -m tests.outputs write {tmp_path}/none; "
        "or compare with a commit: --against COMMIT.\n"
    )


@pytest.mark.slow
def test_a_reference_of_another_form_or_with_a_changed_file_is_refused(folder: Path, tmp_path: Path) -> None:
    about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    (tmp_path / SUMS).write_text("", encoding="utf-8")
    (tmp_path / ABOUT).write_text(json.dumps({**about, "form": 0}), encoding="utf-8")
    with pytest.raises(ReferenceFault, match=r"has the form 0, and 1 is read\. Write one: "):
        read(tmp_path)
    broken = replace(read(folder), sums={"europe.csv": "0" * 64})
    with pytest.raises(ReferenceFault, match=r"europe\.csv is missing or was changed since SHA256SUMS was written\."):
        broken.file("europe.csv")


def test_what_a_reference_was_made_of_otherwise_is_told_in_sentences() -> None:
    now = about_here()
    assert stale(now, now) == []
    then = replace(now, commit="0123456789", release="2026.01.01-0123abcd", day="2026-01-01")
    other, day = stale(then, now)
    assert other == (
        "Another data release: the reference (of commit 01234567) shows 2026.01.01-0123abcd, this code "
        f"{now.release}. Every output names its release, so all differ. To see what code alone changes, compare with a "
        "commit that has the same tables."
    )
    assert day == (
        "Another day: the reference (of commit 01234567) was made as of 2026-01-01, this code of 2026-11-29. "
        "Write it anew."
    )
    views = About(now.form, "", now.release, now.day, {"a": "v=1", "b": "v=1"})
    assert stale(views, replace(views, links={"b": "v=1&treaty=ccm", "c": "v=1"})) == [
        "The ready view “a” of the reference is no ready view any more: nothing of it is compared.",
        "The ready view “b” asks for another link: v=1 in the reference, v=1&treaty=ccm now.",
        "The ready view “c” is not in the reference: nothing of it is compared.",
    ]


@pytest.mark.slow
def test_the_command_compares_what_is_named_and_answers_with_its_status(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "CHANGED", tmp_path / "changed")
    assert command.main(["compare", str(folder), "--only", "europe.csv"]) == command.SAME
    assert capsys.readouterr().out.startswith("The output is the same.")
    assert command.main(["compare", str(folder), "--only", "europe.js*"]) == command.DIFFERENT
    assert "europe.json: is not in the reference\n1 output differs, of 1 (json 1)." in capsys.readouterr().out
    assert command.main(["compare", str(folder), "--only", "nothing"]) == command.FAULT
    assert capsys.readouterr().err.startswith("No output has a name like nothing; one is ")
    assert command.main(["compare", str(folder), "--only", "eurpe*"]) == command.FAULT
    assert capsys.readouterr().err == "No output has a name like eurpe*; did you mean 'europe*'.\n"


WRITER = f"""import json, sys
from pathlib import Path
folder, commit = Path(sys.argv[2]), sys.argv[4]
folder.mkdir()
about = {{"form": 1, "commit": commit, "release": "then", "day": "2026-11-29", "links": {{}}}}
(folder / {ABOUT!r}).write_text(json.dumps(about))
(folder / {SUMS!r}).write_text("")
"""


def repository(root: Path, script: str) -> str:
    """A repository with one commit, whose copy of the command is `script`, or nothing; returns the commit."""
    (root / COMMAND).parent.mkdir(parents=True)
    (root / "tests" / "__init__.py").touch()
    (root / (COMMAND if script else "README.md")).write_text(script, encoding="utf-8")
    run = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    for act in (["init", "-q"], ["add", "."], ["commit", "-q", "--no-gpg-sign", "-m", "one"]):
        subprocess.run([*run, *act], cwd=root, check=True)
    return subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=root, check=True, capture_output=True, text=True
    ).stdout.strip()


def test_a_commit_makes_its_reference_with_its_own_copy_of_the_command(tmp_path: Path) -> None:
    commit = repository(tmp_path / "root", WRITER)
    (tmp_path / "root" / COMMAND).write_text("raise SystemExit('the present code')", encoding="utf-8")
    reference = reference_of("HEAD", root=tmp_path / "root", kept_in=tmp_path / "kept")
    assert (reference.about.commit, reference.folder) == (commit, tmp_path / "kept" / commit)
    assert sorted(path.name for path in (tmp_path / "kept").iterdir()) == [commit]


@pytest.mark.parametrize(
    ("script", "wanted", "sentence"),
    [
        (WRITER, "nosuch", "git knows no commit “nosuch” here. Name one by its hash, a branch or HEAD~1."),
        ("", "HEAD", rf"Commit [0-9a-f]{{8}} has no {COMMAND}, so it cannot say what its outputs were\."),
        (
            "1 / 0",
            "HEAD",
            r"The outputs of commit [0-9a-f]{8} cannot be made here: ZeroDivisionError: division by zero",
        ),
    ],
    ids=["no such commit", "no command", "a fault"],
)
def test_a_commit_without_a_reference_is_told_in_a_sentence(
    tmp_path: Path, script: str, wanted: str, sentence: str
) -> None:
    repository(tmp_path / "root", script)
    with pytest.raises(ReferenceFault, match=f"^{sentence}$"):
        reference_of(wanted, root=tmp_path / "root", kept_in=tmp_path / "kept")
