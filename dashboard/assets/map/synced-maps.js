/* Two Leaflet maps that move as one: pans and zooms of either, animated ones too, are followed by the other. */

const NEAR = 1e-6; // zoom levels, and units of the map

/**
 * @param {L.Map} map
 * @param {L.LatLng} center
 * @param {number} zoom
 */
function isAt(map, center, zoom) {
  const now = map.getCenter();
  return (
    Math.abs(map.getZoom() - zoom) < NEAR &&
    Math.abs(now.lat - center.lat) < NEAR &&
    Math.abs(now.lng - center.lng) < NEAR
  );
}

export class MapSync {
  /**
   * @param {L.Map} first
   * @param {L.Map} second
   */
  constructor(first, second) {
    this.maps = [first, second];
    this.isBusy = false;
    this.handlers = [this.listen(first, second), this.listen(second, first)];
  }

  /**
   * @param {L.Map} from
   * @param {L.Map} to
   */
  listen(from, to) {
    const self = this;
    function move() {
      self.lead(to, from.getCenter(), from.getZoom(), false);
    }
    // The event comes before the animation: the other map begins its own in the same frame.
    /** @param {L.ZoomAnimEvent} event */
    function zoom(event) {
      if (!event.noUpdate) self.lead(to, event.center, event.zoom, true);
    }
    from.on("move", move).on("zoomanim", zoom);
    return () => {
      from.off("move", move).off("zoomanim", zoom);
    };
  }

  /**
   * Bring a map where the other one is; one that is there already, or on its way, is left alone: it would come back.
   *
   * @param {L.Map} map
   * @param {L.LatLng} center
   * @param {number} zoom
   * @param {boolean} isAnimated
   */
  lead(map, center, zoom, isAnimated) {
    if (this.isBusy || isAt(map, center, zoom)) return;
    this.isBusy = true;
    map.setView(center, zoom, { animate: isAnimated });
    this.isBusy = false;
  }

  /* Give the second map the size, the limits and the place of the first. */
  match() {
    const first = this.maps[0];
    const second = this.maps[1];
    this.isBusy = true;
    second.setMaxBounds().setMinZoom(-20).setMaxZoom(20).invalidateSize({ animate: false, pan: false });
    second.setView(first.getCenter(), first.getZoom(), { animate: false });
    second.setMinZoom(first.getMinZoom()).setMaxZoom(first.getMaxZoom()).setMaxBounds(first.options.maxBounds);
    this.isBusy = false;
  }

  cut() {
    this.handlers.forEach((cut) => {
      cut();
    });
  }
}
