"""The registry of layers: its order, its ids, and what is said of an id that two layers have or none has."""

import re
from datetime import date

import pytest

from dashboard.maps.compose.compose import compose
from dashboard.maps.context import Choice, Choices, Layer, Layers, RegistryError
from dashboard.maps.layers.registry import LAYERS
from dashboard.maps.link import read_link
from dashboard.maps.view import PRESETS, View
from geodata.errors import UnknownKeyError
from tests import stocks_layer
from tests.shipped_views import TODAY, context_of, dataset


def test_links_name_layers_by_ids_of_small_letters_that_never_change() -> None:
    assert LAYERS.ids == (
        "status",
        "contamination",
        "policy",
        "votes",
        "deadlines",
        "clearance",
        "casualties",
        "use",
        "disagreement",
        "claim-age",
        "question",
        "own",
        "oblasts",
        "footprint",
        "borders",
        "events",
    )


def test_every_ready_view_names_layers_that_there_are() -> None:
    for view in (View(), *(preset.view for preset in PRESETS)):
        assert [layer.layer_id for layer in LAYERS.on(view)] == [*view.layers]


def test_two_layers_with_one_id_are_named_with_what_to_do() -> None:
    text = "two layers have the id 'events', “Events” and “Schools”; give the newer one an id that no layer has had"
    with pytest.raises(RegistryError, match=f"^{re.escape(text)}$"):
        Layers(*LAYERS, Layer(layer_id="events", label="Schools"))


def test_a_layer_that_is_registered_twice_is_one_layer() -> None:
    assert Layers(*LAYERS, *LAYERS).ids == LAYERS.ids


def test_two_layers_with_one_control_are_named_with_what_to_do() -> None:
    control = Choice(
        key="rule", label="By", options=lambda _ctx: {}, value=lambda _view: "", edit=lambda view, _value: view
    )
    text = (
        "two layers have a control 'rule', “Claimed contamination” and “Schools”; give that of the newer one another id"
    )
    with pytest.raises(RegistryError, match=f"^{re.escape(text)}$"):
        Layers(*LAYERS, Layer(layer_id="schools", label="Schools", controls=(control,)))


def test_a_control_offers_the_value_that_every_view_has_and_leads_to_each_that_it_offers() -> None:
    for view in (View(), *(preset.view for preset in PRESETS)):
        ctx = context_of(view)
        for layer in LAYERS.on(view):
            for control in layer.controls:
                if isinstance(control, Choices):
                    texts = control.options(ctx)
                    assert texts.keys() >= set(control.value(view))
                    assert all(tuple(control.value(control.edit(view, [value]))) == (value,) for value in texts)
                    continue
                assert control.value(view) in control.options(ctx) or control.placeholder
                for value in control.options(ctx):
                    assert control.value(control.edit(view, value)) == value


@pytest.mark.slow
@pytest.mark.parametrize(
    "layer", [one for one in (*LAYERS, stocks_layer.LAYER) if one.classes and one.is_offered(View())]
)
def test_a_layer_can_be_kept_to_each_class_of_its_legend_without_a_change_of_its_counts(layer: Layer) -> None:
    layers = Layers(*LAYERS, stocks_layer.LAYER)
    # One that picks out changes has a class more for what did not change.
    view = View(day=TODAY, layers=(layer.layer_id,), since=date(2014, 1, 1) if layer.shows_changes else None)
    (legend,) = compose(view, dataset(), today=TODAY, layers=layers).legends
    assert {cls.class_id: cls.label for cls in legend.classes} == {**layer.classes}
    assert not any("." in class_id for class_id in layer.classes)  # which joins them in a link
    for cls in legend.classes:
        of_circles = "" if layer.can_fill else layer.layer_id
        kept = compose(layers.kept_to(view, [cls.class_id], of_circles), dataset(), today=TODAY, layers=layers)
        assert [one.count for one in kept.legends[0].classes] == [one.count for one in legend.classes]
        assert len(kept.symbols if of_circles else kept.rows) == cls.count


def test_an_unknown_layer_of_a_link_is_left_out_and_its_nearest_named() -> None:
    view, problems = read_link({"v": "1", "layers": "status.event"})
    assert view.layers == ("status",)
    assert [*map(str, problems)] == ["The link's “layers” was ignored: event is not a layer; did you mean events."]


def test_a_link_can_name_a_layer_that_only_the_registry_handed_in_knows() -> None:
    schools = Layers(*LAYERS, Layer(layer_id="schools", label="Schools"))
    assert read_link({"layers": "schools.status"}, layers=schools) == (View(layers=("status", "schools")), ())
    assert read_link({"layers": "schools"})[1]


def test_a_view_with_a_layer_that_there_is_not_is_an_unknown_key() -> None:
    with pytest.raises(UnknownKeyError, match=r"^unknown layer 'event'; did you mean"):
        compose(View(layers=("event",)), dataset(), today=TODAY)
