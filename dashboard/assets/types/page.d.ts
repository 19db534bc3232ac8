/* What the scripts find on `window` besides the standard, and the shapes of what they hand to one another. */

type ClassLook = Wire.ClassRow | Wire.MarkerClassRow;

/** One geometry of a topology; of an area too small for its level of detail the type is null. */
interface Shape {
  type: string | null;
  id: string;
  // biome-ignore lint/suspicious/noExplicitAny: how deep arcs are nested depends on the type
  arcs: any[];
  properties?: { style?: string; label?: string };
}

interface ShapeCollection {
  type: "GeometryCollection";
  geometries: Shape[];
}

/** TopoJSON; where there is a transform, an arc is whole steps from point to point. */
interface Topology {
  type: "Topology";
  transform?: { scale: [number, number]; translate: [number, number] };
  arcs: number[][][];
  objects: { areas: ShapeCollection; [name: string]: ShapeCollection };
}

/** Several cells as one topology; an area that lies in several of them is one shape. */
interface MergedTopology extends Pick<Topology, "type" | "transform" | "arcs"> {
  objects: Record<"areas" | "lines" | "oblasts" | "edge", Shape[]>;
}

interface FrameAnswer extends Wire.FrameHead {
  topology: Topology;
}

type AreaGeometry = GeoJSON.LineString | GeoJSON.MultiLineString | GeoJSON.Polygon | GeoJSON.MultiPolygon;

/** The vendored topojson-client, as far as it is used. */
declare const topojson: {
  feature(topology: Topology | MergedTopology, shape: Shape): { geometry: AreaGeometry };
  feature(topology: Topology, shapes: ShapeCollection): { features: { geometry: AreaGeometry }[] };
  mesh(
    topology: Topology | MergedTopology,
    shapes: ShapeCollection,
    filter?: (a: Shape, b: Shape) => boolean,
  ): GeoJSON.MultiLineString;
};

/** A tile of a hatch: its side in pixels, and the path, width and ends of its lines. */
interface Hatch {
  side: number;
  d: string;
  width: number;
  cap: CanvasLineCap;
}

/** Areas by code whose coasts, and whose borders beside another such area, are drawn dark. */
interface DarkEdges {
  coast: Record<string, boolean>;
  border: Record<string, boolean>;
}

interface Position {
  x: number;
  y: number;
}

/** An area and where it lies on the screen, in pixels of the map. */
interface PlacedArea extends Position {
  code: string;
}

/** Left, top, right, bottom in pixels of the layer. */
type Box = [number, number, number, number];

type AreaLayer = L.Polygon & { dressed?: string };
type PointLayer = L.CircleMarker & { dressed?: string; home: L.LatLng; isShown: boolean };
type LineLayer = (L.Polyline | L.Polygon) & { lineStyle?: string };

interface DrawnSymbol {
  /** What is drawn: the marker, or the polygon of an area of the reader. */
  path: L.Path;
  isUnit?: boolean;
  marker: L.CircleMarker;
  radius: number;
  number: number;
  area: string;
  id: string;
  isHidden?: boolean;
}

/** What the reader points at: an area, a symbol, or the symbol of an area. */
interface Pointed {
  code: string;
  symbol?: DrawnSymbol;
  by?: "pointer" | "touch" | "key";
  at?: L.Point;
  aside?: number;
  box?: HTMLElement;
  picture?: import("../map/display-state.js").DisplayState;
}

/** What is shown before Python has answered. */
interface Ahead {
  fill?: string;
  keep?: number[];
  circles?: number[];
  day?: string;
  counts?: number[];
  out?: string;
  symbols?: SymbolsShown;
  title?: string;
}

/** The symbols and shapes of a day, the counts of their legends by layer, and the areas that a filter leaves out. */
interface SymbolsShown {
  rows: (Wire.SymbolRow | Wire.OwnAreaRow)[];
  shapes: Wire.ShapeRow[] | undefined;
  counts: Record<string, number[]>;
  out: string | undefined;
}

interface AtlasEvents {
  message: Wire.SentMessage;
  drawing: FrameAnswer;
  drawn: import("../map/geometry.js").DrawnFrame;
  restyled: import("../map/display-state.js").DisplayState;
  detailed: Wire.FrameDetails;
  act: { kind: Wire.ActKind; number: number };
  pointed: Pointed | null;
  cards: undefined;
  sized: undefined;
}

/** streamlit-component-lib, as streamlit-folium puts it on the page of the frame. */
interface StreamlitFrame {
  setComponentValue(value: unknown): void;
  setFrameHeight(height?: number): void;
}

interface StreamlitTheme {
  base?: string;
  textColor?: string;
}

/** The first picture, while it is there (first-picture.js). */
interface FirstShown {
  url: string;
  answer: Promise<FrameAnswer>;
  end(): void;
}

/** Sentences about what keeps the page from working (failure-notices.js). */
interface Trouble {
  add<Name extends keyof HTMLElementTagNameMap>(
    parent: Element,
    name: Name,
    text: string,
    style?: string,
  ): HTMLElementTagNameMap[Name];
  notice(kind: string, sentence: string): HTMLElement;
  end(kind: string): void;
}

interface Window {
  __atlas: import("../map/atlas.js").Atlas;
  atlasPrefetched?: Record<string, Promise<FrameAnswer>>;
  atlasFirst?: FirstShown;
  atlasStart: (map: L.Map) => L.LayerGroup;
  atlasTrouble: Trouble;
  Streamlit: StreamlitFrame;
}

interface LatLng {
  lat: number;
  lng: number;
}

/** What is outlined: the area chosen, the one pointed at, the one that the keyboard is on. */
type OutlineManner = "chosen" | "hover" | "focus";

/** How an area is outlined where it is drawn finer: by these lines, the coarse outline clipped around them. */
interface Finer {
  lines: L.LatLng[] | L.LatLng[][];
  clip: string;
}

/** The cells that a view takes. */
interface CellsNeeded {
  key: string;
  names: string[];
  bounds: L.LatLngBounds;
}

/** A way to write a name, in pixels; `letters` is from the top of the first line's letters to the foot of the last. */
interface Way {
  lines: string[];
  size: number;
  width: number;
  height: number;
  letters: number;
}

interface Edges {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** A point that can be moved aside from where it belongs; the heavier one of two moves less. */
interface Spread extends Position {
  home: Position;
  radius: number;
  weight: number;
}

/** A sentence of the cards, and the numbers of its sources. */
interface CardSentence {
  text: string;
  numbers: number[];
}

/** A line of a card with its heading; one of the class stands in place of the label of the class. */
interface CardLineShown extends CardSentence {
  heading: string;
  isClass: boolean;
}

/** What is known of a thing that the reader points at. */
interface About {
  code: string;
  name: string;
  number: number;
  label: string;
  isLeftOut: boolean;
  lines: CardLineShown[];
  symbolSentence: CardSentence | null;
  follows: string;
  sources: [number: number, text: string][];
}

interface LegendClass {
  number: number;
  count: number;
  isKept: boolean;
  isFilter: boolean;
  label: string;
  id: string;
  corners: number[] | undefined;
}

interface LegendShown {
  layer: string;
  title: string;
  symbol: string;
  act: Wire.LegendAct;
  items: LegendClass[];
}

/** What a picture of the map is made from: a message, or the second map of one. */
type Shown = Pick<Wire.MapMessage, "fill" | "keep" | "day" | "out" | "follows">;

/** The second map of a comparison, while there is one. */
interface SideMap {
  map: L.Map;
  box: HTMLElement;
  title: HTMLElement;
  mainTitle: HTMLElement;
  frame: import("../map/geometry.js").DrawnFrame | null;
  outlinesAndSymbols: import("../map/outlines-and-symbols.js").OutlinesAndSymbols;
  link: import("../map/synced-maps.js").MapSync;
  pointer: import("../map/hover-and-click.js").Pointer;
  picture?: import("../map/display-state.js").DisplayState;
  watch: ResizeObserver;
}

/** What the time control shows; days are numbers. */
interface TimeState {
  day: number;
  today: number;
  first: number;
  last: number;
  words: string;
  speed: number;
  isPlaying: boolean;
  isCalm: boolean;
  isPlayable: boolean;
  hasHistory: boolean;
  hasBack: boolean;
  hasNext: boolean;
}
