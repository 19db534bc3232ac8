"""Views in a notebook: what shows itself as map, picture or text, whichever the notebook can show.

>>> from dashboard.notebook import show
>>> show("?v=1&day=2014-09-24&extent=korea")  # doctest: +SKIP
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from dashboard.maps.atlas import Atlas
from dashboard.maps.spec import MapSpec
from dashboard.maps.view import View
from dashboard.render.formats import FORMATS, BriefJob, Format, Formats, Options, Payload, Subject, file_bytes
from geodata import Dataset, Freshness, UnknownKeyError
from geodata.dataset import DatasetReader

_SHIPPED = Atlas(DatasetReader().dataset, today=lambda: datetime.now(UTC).date())
WIDTH, HEIGHT = 1000, 900  # pixels of the map that can be used, and of the picture


@dataclass(frozen=True, slots=True)
class NotebookView:
    """A view that shows itself; `is_interactive` False leaves the map out, which makes notebooks half as large.

    `brief` is that of the country of the view, where it has one.
    """

    spec: MapSpec
    options: Options
    is_interactive: bool = True
    formats: Formats = FORMATS
    brief: BriefJob | None = None

    def save(self, path: str | Path) -> Path:
        """Write the view in the format that the name ends in, the longest where several fit, and return the path.

        A name that ends in .brief.pdf or .brief.docx gives the brief of the country of the view.

        Raises
        ------
        UnknownKeyError
            When the atlas has no such format.
        FormatError
            When the writer of the format cannot be imported.
        """
        target = Path(path)
        payloads: dict[str, tuple[Format, Payload]] = {
            ending: (format_, self.spec) for ending, format_ in self.formats.of(Subject.VIEW).items()
        }
        if self.brief is not None:
            of_brief = self.formats.of(Subject.BRIEF)
            payloads |= {f"brief.{ending}": (format_, self.brief) for ending, format_ in of_brief.items()}
        endings = [ending for ending in payloads if target.name.casefold().endswith(f".{ending}")]
        if not endings:
            raise UnknownKeyError("kind of file", target.suffix.removeprefix(".").casefold(), list(payloads))
        target.write_bytes(file_bytes(*payloads[max(endings, key=len)], self.options))
        return target

    def _repr_mimebundle_(self, **_options: object) -> Mapping[str, str]:
        """Return the view as HTML without any network access, as PNG in base64, and as text."""
        age = Freshness(self.spec.depositary_read, self.options.made_on).dated_sentence
        sources = (f"[{source.number}] {source.text}" for source in self.spec.sources)
        bundle = {
            "text/plain": "\n".join([self.spec.in_words, age, *sources]),
            "image/png": b64encode(file_bytes(self.formats["png"], self.spec, self.options)).decode(),
        }
        if self.is_interactive:
            page = escape(file_bytes(self.formats["embed"], self.spec, self.options).decode())
            title = escape(self.spec.headline.text)
            bundle["text/html"] = (
                f'<iframe srcdoc="{page}" title="{title}" '
                'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox" '
                f'style="width:100%;height:{HEIGHT}px;border:0"></iframe>'
            )
        return bundle


def show(
    link: str | View = "", *, base: str = "", is_interactive: bool = True, data: Dataset | None = None
) -> NotebookView:
    """Return a view that shows itself in a notebook.

    Parameters
    ----------
    link
        A view, or a link of the atlas or the part of it from its "?" on.
    base
        Public address of the atlas, which links in what is shown begin with.
    is_interactive
        Whether the map can be used, or a picture will do.
    data
        What is known; without it the shipped data.

    Raises
    ------
    ValueError
        When the link names something that the atlas does not know, each fault in a line of its own.
    """
    atlas = _SHIPPED if data is None else Atlas(lambda: data, today=_SHIPPED.today)
    if isinstance(link, str):
        query = urlsplit(link).query if "?" in link else link
        view, problems = atlas.view(parse_qs(query, keep_blank_values=True))
        if problems:
            raise ValueError("\n".join(map(str, problems)))
    else:
        view = link
    brief = BriefJob(*atlas.brief(view, view.country)) if view.country else None
    return NotebookView(atlas.spec(view), Options(base, atlas.today(), width=WIDTH), is_interactive, brief=brief)
