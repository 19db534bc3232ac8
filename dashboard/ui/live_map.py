"""The live map on the page: its component, and what the reader does in its frame as numbered acts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from threading import Lock
from typing import Any

import streamlit_folium

from dashboard.maps.spec import MapSpec
from dashboard.maps.view import FIRST_DAY, LAST_DAY, View, compared
from dashboard.render.live_map.component import StyleUpdate, base_map, update_script
from dashboard.ui import state
from dashboard.ui.service import ATLAS, own_key
from geodata import StatusKind
from geodata.claims import AFFECTED_CLASSES

# -- The live map on the page: one component that stays, whatever the reader asks, and sends back what the reader does.

KEY = "map"
GROUP = "feature_group_feature_group_0"  # the variable in which st_folium expects the first group


def live_map(
    spec: MapSpec,
    *,
    height: int,
    last_act: int,
    session: str,
    on_acts: Callable[[object], None],
    is_story: bool = False,
) -> None:
    """Show `spec` on the living map.

    Parameters
    ----------
    spec
        What to show. Everything in it may differ from the last run; the map itself is never loaded again.
    height
        Height in pixels where the frame cannot ask how high the window is.
    last_act
        The number of the reader's last act that `spec` answers.
    session
        The name of the session that answers.
    on_acts
        Called before the next run with what the frame sent, for `acts_of`.
    is_story
        Whether it is the map of a story, whose steps and not the time line lead through time.
    """
    arguments = _constant_arguments()
    if arguments is None:
        _plain_call(spec, height, last_act, session, on_acts, is_story=is_story)
        return
    key = arguments["key"]
    # Constant arguments are replayed: streamlit-folium would compile about 13 templates for them at every run.
    streamlit_folium._component_func(
        **{
            **arguments,
            "height": height,
            "feature_group": update_script(
                spec,
                GROUP,
                today=ATLAS.today(),
                last_act=last_act,
                session=session,
                is_story=is_story,
                key=own_key(spec.view),
            ),
        },
        on_change=lambda: on_acts(state.sent_value(key)),
    )


def _plain_call(
    spec: MapSpec, height: int, last_act: int, session: str, on_acts: Callable[[object], None], *, is_story: bool
) -> None:
    """Show the map by streamlit-folium's public function alone."""
    streamlit_folium.st_folium(
        base_map(),
        key=KEY,
        height=height,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=StyleUpdate(
            spec,
            today=ATLAS.today(),
            last_act=last_act,
            session=session,
            is_story=is_story,
            key=own_key(spec.view),
        ),
        on_change=lambda: on_acts(state.sent_value(KEY)),
    )


_captured: list[dict[str, Any] | None] = []
_capturing = Lock()


def _constant_arguments() -> dict[str, Any] | None:
    """Return the arguments of st_folium's component that never change, or None when it is not built as we know it.

    They are taken from one ordinary call whose component is replaced by a recorder. That uses a private name of
    streamlit-folium, hence the fallback.
    """
    with _capturing:
        if not _captured:
            _captured.append(_capture())
        return _captured[0]


def _capture() -> dict[str, Any] | None:
    recorded: dict[str, Any] = {}
    real = getattr(streamlit_folium, "_component_func", None)
    if real is None:
        return None
    streamlit_folium._component_func = recorded.update
    try:
        streamlit_folium.st_folium(base_map(), key=KEY, use_container_width=True, returned_objects=[])
    finally:
        streamlit_folium._component_func = real
    recorded.pop("on_change", None)  # it would copy the value into the session under our key; ours reads it
    if not {"script", "key", "feature_group"} <= recorded.keys():
        return None
    lines = (line.strip() for line in recorded["script"].splitlines())
    # Indented by folium's templates, and sent at every run; the page of the component states its charset itself.
    return {**recorded, "script": "\n".join(filter(None, lines)), "header": ""}


# -- What a reader does inside the map's frame, as edits of the View: the only words between the two.


@dataclass(frozen=True, slots=True)
class Act:
    """One act: a number that grows, what kind it is, and the value that came with it."""

    number: int
    kind: str
    value: object


def acts_of(value: object, *, session: str) -> tuple[Act, ...]:
    """Return the acts in what the frame sent, oldest first; what is no act is left out.

    Parameters
    ----------
    session
        The name of the session. Acts sent to another session have been applied there; those that it left without
        an answer, the frame sends again.
    """
    if not isinstance(value, Mapping) or value.get("session") != session:
        return ()
    return tuple(sorted(_acts(value), key=lambda act: act.number))


def _acts(value: Mapping[object, object]) -> Iterator[Act]:
    sent = value.get("acts")
    for item in sent if isinstance(sent, list) else []:
        match item:
            case [int(number), str(kind), content]:
                yield Act(number, kind, content)


def acted(view: View, act: Act) -> View:
    """Return the view after an act; one that cannot be understood changes nothing."""
    edit = _EDITS.get(act.kind)
    return edit(view, act.value) if edit else view


def _choose(view: View, value: object) -> View:
    if value is None or (isinstance(value, str) and value in ATLAS.dataset().states):
        return replace(view, country=value)
    return view


def _keep(view: View, value: object) -> View:
    """Chosen classes of the fill in the order of its legend; all of them together are no filter.

    A layer without classes of its own to filter by has those of treaty status.
    """
    chosen = value if isinstance(value, list) else []
    fill = ATLAS.layers.fill(view)
    if fill is not None and fill.classes:
        return ATLAS.layers.kept_to(view, [name for name in chosen if isinstance(name, str)])
    kept = tuple(kind for kind in StatusKind if kind.value in chosen)
    return replace(view, statuses=() if len(kept) == len(StatusKind) else kept)


def _circles(view: View, value: object) -> View:
    """Keep chosen classes of the circles of a layer; all of them together are no filter."""
    match value:
        case [str(layer), [*chosen]]:
            return ATLAS.layers.kept_to(view, [name for name in chosen if isinstance(name, str)], layer)
    return view


def _least(view: View, value: object) -> View:
    return replace(view, claim_least=next((cls for cls in AFFECTED_CLASSES if cls.value == value), None))


def _day(view: View, value: object) -> View:
    """Go to a day; today is no day, so that the link stays at today tomorrow."""
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return view
    if day is None or day == ATLAS.today():
        return replace(view, day=None)
    return replace(view, day=min(max(day, FIRST_DAY), LAST_DAY))


def _since(view: View, value: object) -> View:
    """Show what changed since another day."""
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return view
    return compared(view, since=min(max(day, FIRST_DAY), LAST_DAY)) if day else view


def _reset(view: View, value: object) -> View:
    """Take back the comparison, the layers with all that they show, or else every filter."""
    if value == "layers":
        return replace(view, layers=View().layers, own=None, statuses=(), class_filter=None)
    if value == "compare":
        return compared(view)
    return replace(view, statuses=(), regions=(), claim_least=None, class_filter=None)


def _move(view: View, value: object) -> View:
    """Move the shape of a class by so many map units to the right and up."""
    match value:
        case [str(shape), int() | float() as right, int() | float() as up]:
            ctx = ATLAS.context(view)
            layer = next((layer for layer in ctx.on if shape in layer.shape_classes(view)), None)
            return layer.move(ctx, shape, float(right), float(up)) if layer else view
    return view


def _stay(view: View, _value: object) -> View:
    """Change nothing: the act only makes the page run, which then offers the new day."""
    return view


_EDITS: dict[str, Callable[[View, object], View]] = {
    "choose": _choose,
    "keep": _keep,
    "circles": _circles,
    "least": _least,
    "day": _day,
    "since": _since,
    "reset": _reset,
    "midnight": _stay,
    "move": _move,
}
