"""A format in one file, which a test hands to the registry: what is added nowhere else must follow from it."""

from dashboard.maps.link import link_of
from dashboard.maps.spec import MapSpec
from dashboard.render.formats import Format, Options


def view_toy(spec: MapSpec, options: Options) -> bytes:
    return f"{spec.headline.text}\n{options.base}{link_of(spec.view)} {options.theme}\n".encode()


TOY = Format("toy.txt", "text/plain; charset=utf-8", "Toy & text", "the headline <alone>", write=f"{__name__}:view_toy")
