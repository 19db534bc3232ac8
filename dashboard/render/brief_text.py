"""What both forms of a country's brief say around its statements: closing sentences, links, the picture of the map."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from dashboard.maps.compose.brief import COMPUTED, MAP_HEIGHT, MAP_WIDTH, Brief
from dashboard.maps.link import link_of
from dashboard.maps.spec import SourceNote
from dashboard.render.formats import BriefJob, Options
from dashboard.render.picture_text import DISCLAIMER, PictureText
from dashboard.render.svg.picture import small_map_svg
from dashboard.render.svg.text import is_web
from geodata.wording import ATLAS_NAME

MAP_PIXELS = 1.7  # pixels of the map for each point on paper: its smallest letters are then about 7 points high


@dataclass(frozen=True)
class BriefText:
    """A brief with what goes with it in a file."""

    job: BriefJob
    options: Options
    author: str = ATLAS_NAME

    @property
    def brief(self) -> Brief:
        """The brief."""
        return self.job.brief

    @cached_property
    def closing(self) -> tuple[str, ...]:
        """What stands between statements and sources: what is left out, what is computed, age."""
        words = PictureText(self.job.spec, base=self.options.base, made_on=self.options.made_on)
        texts = (
            self.brief.elsewhere,
            f"{COMPUTED} {DISCLAIMER}",
            f"{words.release}. {words.freshness.dated_sentence}",
        )
        return tuple(filter(None, texts))

    @property
    def page_address(self) -> str:
        """The address of the country's page on the day of the brief; empty without a public address."""
        base = self.options.base
        return f"{base.rpartition('/')[0]}/country{link_of(self.job.spec.view)}" if base else ""

    @property
    def page_text(self) -> str:
        """What the link to the country's page says."""
        return "Its page in the atlas, with every claim and act"

    @cached_property
    def map_svg(self) -> str:
        """The map with its legend."""
        return small_map_svg(
            self.job.spec,
            base=self.options.base,
            made_on=self.options.made_on,
            width=MAP_PIXELS * MAP_WIDTH,
            height=MAP_PIXELS * MAP_HEIGHT,
        )

    def address_of(self, note: SourceNote) -> str:
        """Return the address of a source; "" where it has none that a reader could open."""
        return note.url if is_web(note.url) else ""
