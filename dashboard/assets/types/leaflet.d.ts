/* What of Leaflet is not in its published types: names that it keeps to itself, on which the map draws because nothing
   public does the same. */
import type * as Leaflet from "leaflet";

declare module "leaflet" {
  interface Path {
    _path: SVGElement;
    _renderer: Renderer & { _setPath(layer: Leaflet.Path, d: string): void };
    _pxBounds?: Bounds;
    _containsPoint(point: Point): boolean;
  }
  interface SVG {
    _rootGroup: SVGGElement & { parentNode: SVGSVGElement };
  }
  interface CircleMarker {
    _point: Point;
    _radius: number;
  }
  interface Map {
    atlasRenderers?: Record<string, SVG>;
  }
}
