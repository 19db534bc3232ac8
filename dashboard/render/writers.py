"""How each kind of file is made. Only the worker and notebooks import this: some of the libraries are large.

`write` is a pure function: equal specifications and options give equal bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dashboard.maps.spec import MapSpec, spec_json
from dashboard.render.formats import EMBED, STORY, WIDTH, FrozenJob, Options, Payload, StoryJob
from dashboard.render.geojson import map_geojson
from dashboard.render.html.standalone import leaf
from dashboard.render.html.story import deck_html
from dashboard.render.picture_text import words_of
from dashboard.render.pptx.deck import picture_deck, spec_pptx, story_pptx
from dashboard.render.pptx.slide import PictureOf
from dashboard.render.raster import pdf, png
from dashboard.render.story_pdf import story_pdf
from dashboard.render.svg.picture import spec_svg
from dashboard.render.svg.portable_text import fitted
from dashboard.render.tables import table_csv, workbook
from geodata import Freshness

SLIDE = 2667  # pixels across a picture on a slide: twice a projector's 1,333 points


def write(ending: str, what: Payload, options: Options) -> bytes:
    """Return the file of a specification, or of a story; or the page of a frozen link.

    Raises
    ------
    KeyError
        When `ending` is not one of `formats.EVERY`.
    """
    if isinstance(what, StoryJob):
        return STORY_MAKERS[ending.removeprefix(STORY)](what, options)
    if isinstance(what, FrozenJob):
        page = leaf(
            what.spec,
            base=options.base,
            made_on=options.made_on,
            theme=options.theme,
            is_whole=True,
            notice=what.notice,
            changes=what.changes,
        )
        return page.encode()
    return MAKERS[ending](what, options)


def _svg(spec: MapSpec, options: Options) -> bytes:
    return fitted(spec_svg(spec, base=options.base, made_on=options.made_on, theme=options.theme)).encode()


def _drawing(spec: MapSpec, options: Options, *, width: int = WIDTH) -> str:
    """Return a picture for `raster`, which draws it with fonts of its own."""
    return spec_svg(spec, base=options.base, made_on=options.made_on, width=width, theme=options.theme, has_fonts=False)


def _png(spec: MapSpec, options: Options) -> bytes:
    layout = min(options.width, WIDTH)  # a narrow picture is laid out in columns, so that its text can be read
    return png(_drawing(spec, options, width=layout), options.width)


def _pdf(spec: MapSpec, options: Options) -> bytes:
    return pdf(_drawing(spec, options))


def _pptx(spec: MapSpec, options: Options) -> bytes:
    return spec_pptx(spec, base=options.base, made_on=options.made_on, theme=options.theme)


def _picture_pptx(spec: MapSpec, options: Options) -> bytes:
    picture = png(_drawing(spec, options), SLIDE)
    return picture_deck(
        [PictureOf(picture, words_of(spec, base=options.base, made_on=options.made_on))], theme=options.theme
    )


def _html(spec: MapSpec, options: Options) -> bytes:
    return leaf(spec, base=options.base, made_on=options.made_on, theme=options.theme, is_whole=True).encode()


def _embed(spec: MapSpec, options: Options) -> bytes:
    return leaf(spec, base=options.base, made_on=options.made_on, theme=options.theme, is_whole=False).encode()


def _csv(spec: MapSpec, options: Options) -> bytes:
    return table_csv(spec, words_of(spec, base=options.base, made_on=options.made_on))


def _xlsx(spec: MapSpec, options: Options) -> bytes:
    return workbook(spec, words_of(spec, base=options.base, made_on=options.made_on))


def _geojson(spec: MapSpec, options: Options) -> bytes:
    return map_geojson(spec, words_of(spec, base=options.base, made_on=options.made_on)).encode()


def _json(spec: MapSpec, options: Options) -> bytes:
    return spec_json(spec, freshness=Freshness(spec.depositary_read, options.made_on)).encode()


def _story_html(job: StoryJob, options: Options) -> bytes:
    return deck_html(job.title, job.steps, base=options.base, made_on=options.made_on, theme=options.theme).encode()


def _story_pptx(job: StoryJob, options: Options) -> bytes:
    return story_pptx(job.title, job.steps, base=options.base, made_on=options.made_on, theme=options.theme)


def _story_pdf(job: StoryJob, options: Options) -> bytes:
    return story_pdf(job.title, job.steps, base=options.base, made_on=options.made_on, theme=options.theme)


STORY_MAKERS: Mapping[str, Callable[[StoryJob, Options], bytes]] = {
    "html": _story_html,
    "pptx": _story_pptx,
    "pdf": _story_pdf,
}
MAKERS: Mapping[str, Callable[[MapSpec, Options], bytes]] = {
    "svg": _svg,
    "png": _png,
    "pdf": _pdf,
    "pptx": _pptx,
    "picture.pptx": _picture_pptx,
    "html": _html,
    "csv": _csv,
    "xlsx": _xlsx,
    "geojson": _geojson,
    "json": _json,
    EMBED: _embed,
}
