"""The live map as folium and Streamlit see it, and the picture that is painted before Streamlit has started."""

from __future__ import annotations

import json
import re
from datetime import date

import folium
from folium.map import FeatureGroup, Layer
from folium.template import Template

from dashboard.maps.spec import MapSpec
from dashboard.render.assets import FROM_MAP, bundle_version, script_text
from dashboard.render.html.fragments import headline_html
from dashboard.render.live_map.message import UNSENT, message, with_key
from dashboard.render.wire import AnswerPart, FirstPicture
from geodata import Freshness

# -- The live map as folium sees it: one base map that never changes, and an update that carries a whole specification.
#
# streamlit-folium takes the hash of the base map's script as the identity of its iframe. The script is therefore
# the same for every view, theme and extent; geometry is fetched by the browser and everything else travels in
# `StyleUpdate`.

# In the order in which they must run; our own needs the other two and waits for the map to be there.
MAP_JS = (
    "vendor/leaflet/leaflet.js",
    "vendor/topojson-client/topojson-client.min.js",
    "built/live-map.js",
)
MAP_CSS = (
    "vendor/leaflet/leaflet.css",
    "map/live-map.css",
    "map/card.css",
    "map/strip.css",
    "map/time-control.css",
    "map/street-map.css",
    "map/comparison.css",
    "map/labels.css",
    "map/boundary-notes.css",
)
# What the browser is sent of them: one request, instead of one for each, one after the other.
SCRIPT, STYLE = "map/bundle.js", "map/bundle.css"
BUNDLES = {SCRIPT: MAP_JS, STYLE: MAP_CSS}


class AtlasMap(folium.Map):
    """A folium map that is drawn by our vendored Leaflet and asks for no file: no CDN, no jQuery, no bootstrap.

    It has no tiles and no projection: coordinates arrive projected, in units of 100 km, so Leaflet's simple plane is
    right for every extent; street-map.js changes both while a street map lies beneath. Its template is folium's
    without the page styles, which would travel at every rerun.
    """

    _template = Template(
        """
        {% macro header(this, kwargs) %}{% endmacro %}
        {% macro html(this, kwargs) %}<div class="folium-map" id={{ this.get_name()|tojson }} ></div>{% endmacro %}
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }},
          { center: {{ this.location|tojson }}, crs: L.CRS.{{ this.crs }}, ...{{ this.options|tojavascript }} });
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        super().__init__(
            location=(0, 0),
            zoom_start=1,
            crs="Simple",
            tiles=None,
            zoom_control=False,
            attribution_control=False,
            zoom_snap=0,
            zoom_delta=0.75,
            wheel_px_per_zoom_level=110,
            scroll_wheel_zoom=False,
            double_click_zoom=False,
            max_bounds_viscosity=0.8,
        )
        # The frame's document names them itself (web/page_head.py): streamlit-folium would begin to load them only when
        # its own script has run, and writes its styles twice.
        self.default_js, self.default_css = [], []


class AtlasLayer(Layer):
    """Everything drawn on the map; its script only hands the map to our own."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = window.atlasStart({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        super().__init__(name="atlas", control=False)
        self._name = "AtlasLayer"


class StyleUpdate(FeatureGroup):
    """A feature group whose script shows a specification in the living map.

    streamlit-folium adds and removes one group at each change and never forgets any: an empty one satisfies it, and its
    list is emptied here, or the browser would keep every group of the session.
    """

    _template = Template("{% macro script(this, kwargs) %}{{ this.script }}{% endmacro %}")

    def __init__(
        self,
        spec: MapSpec,
        *,
        today: date,
        last_act: int = 0,
        session: str = "",
        is_story: bool = False,
        key: str = "",
    ) -> None:
        super().__init__(name="style update", control=False)
        self.spec = spec
        self.today = today
        self.last_act = last_act
        self.session = session
        self.is_story = is_story
        self.key = key

    @property
    def script(self) -> str:
        """The statements that st_folium evaluates in the iframe before it adds the group to the map."""
        return update_script(
            self.spec,
            self.get_name(),
            today=self.today,
            last_act=self.last_act,
            session=self.session,
            is_story=self.is_story,
            key=self.key,
        )


def update_script(
    spec: MapSpec,
    group: str,
    *,
    today: date,
    last_act: int = 0,
    session: str = "",
    is_story: bool = False,
    key: str = "",
) -> str:
    """Return the statements that show `spec`.

    Parameters
    ----------
    group
        The variable that st_folium expects to hold a layer.
    today
        The present day of the server, whatever the reader's clock says.
    last_act
        The number of the reader's last act that `spec` answers.
    session
        The name of the session that answers; when it changes, the frame tells again what has no answer.
    is_story
        Whether it is a step of a story, which shows no time line.
    key
        The parameter that opens the own data of the view in the addresses that the map asks for.
    """
    answer: AnswerPart = {"today": today.isoformat(), "lastAct": last_act, "session": session}
    if is_story:
        answer["isStory"] = True
    sent = {**with_key(message(spec), key), **answer}
    needed = {key: value for key, value in sent.items() if key not in UNSENT or value != UNSENT[key]}
    text = json.dumps(needed, ensure_ascii=False, separators=(",", ":"))
    # Jinja never sees this text as a template, but an older browser ends a line of script at these two.
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    text = text.replace("</", "<\\/")  # folium writes scripts into pages, where "</script" would end the element
    return f"var {group} = L.featureGroup();window.feature_group = [];window.__atlas.set({script_literal(text)});"


_JSON_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')


def script_literal(text: str) -> str:
    """Return JSON text as a literal of a script, its strings in single quotes.

    The script travels inside JSON, where each double quote costs a backslash: 200 bytes of a change of the filter.
    """

    def single_quoted(string: re.Match[str]) -> str:
        inside = string[1].replace('\\"', '"').replace("'", "\\'")
        return f"'{inside}'"

    return _JSON_STRING.sub(single_quoted, text)


def bundle_url(name: str, base: str = FROM_MAP) -> str:
    """Return the address of one of BUNDLES, good for ever because its version is part of it."""
    return f"{base}{name}?v={bundle_version(name, BUNDLES[name])}"


def early_files() -> tuple[str, ...]:
    """Return tags for the head of the page that let the browser fetch the map's files while the app still starts."""
    return tuple(
        f'<link rel="prefetch" as="{kind}" href="{bundle_url(name, "./assets/")}">'
        for name, kind in ((SCRIPT, "script"), (STYLE, "style"))
    )


def base_map() -> folium.Map:
    """Return a new base map, always with the same script."""
    drawn = AtlasMap()
    AtlasLayer().add_to(drawn)
    return drawn


# -- The first picture: what the page of the atlas paints while Streamlit still starts, from the map's own message.


def first_data(spec: MapSpec, *, url: str, today: date) -> str:
    """Return the tags that tell the page's first script what to paint: its data as JSON, the headline as a template.

    Two maps side by side and a street map are not painted: of those the script only fetches the shapes.

    Parameters
    ----------
    spec
        What the link of the page asks for.
    url
        Address of the shapes, as the page writes it.
    today
        The day (UTC) of the answer.
    """
    picture: FirstPicture = {"url": url}
    headline = ""
    if spec.beside is None and not spec.streets:
        sent = message(spec)
        picture = {
            "url": url,
            "fill": sent["fill"],
            "classes": sent["classes"],
            "keep": sent["keep"],
            "follows": sent["follows"],
            "out": list(spec.out),
        }
        headline_text = headline_html(spec, Freshness(spec.depositary_read, today))
        headline = f'<template id="atlas-first-headline">{headline_text}</template>'
    text = json.dumps(picture, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/json" id="atlas-first-data">{text}</script>{headline}'


def first_script() -> str:
    """Return the script that paints it, written into the page, where it waits for no answer."""
    return f"<script>{script_text('first-picture')}</script>"
