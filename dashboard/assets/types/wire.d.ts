/* Written by `python -m tests.wire_types` from dashboard/render/wire.py: change the types there. */

declare namespace Wire {
  type LegendAct = "keep" | "circles" | "least" | "";

  type ActKind = "choose" | "keep" | "circles" | "least" | "day" | "since" | "reset" | "midnight" | "move";

  /**
   * Label and look of a class.
   *
   * A message names a class by its place in the list of them.
   *
   * `flags` are bits that say which of its edges are dark (`message.EDGE_BITS`), one for the light theme and the
   * next one for the dark.
   */
  type ClassRow = [
    label: string,
    fill_light: string,
    fill_dark: string,
    hatch: "none" | "dots" | "diagonal" | "back-diagonal" | "cross" | "vertical" | "horizontal",
    ink_light: string,
    ink_dark: string,
    flags: number,
    class_id: string,
  ];

  /** A class whose symbols are markers: x and y of each corner in turn, in hundredths of the marker's radius. */
  type MarkerClassRow = [
    label: string,
    fill_light: string,
    fill_dark: string,
    hatch: "none" | "dots" | "diagonal" | "back-diagonal" | "cross" | "vertical" | "horizontal",
    ink_light: string,
    ink_dark: string,
    flags: number,
    class_id: string,
    corners: number[],
  ];

  /** A class in a legend: its number, how many states are in it, and 1 where the filter keeps it, else 0. */
  type LegendItem = [
    number: number,
    states: number,
    is_kept: 0 | 1,
  ];

  /** A legend; its symbol is fill, circle, line or shape. */
  type LegendRow = [
    layer: string,
    title: string,
    symbol: string,
    items: LegendItem[],
    act: "keep" | "circles" | "least" | "",
  ];

  /** A symbol: position in map units of 100 km, radius in pixels, number of its class. */
  type SymbolRow = [
    x: number,
    y: number,
    radius: number,
    number: number,
    area: string,
    symbol_id: string,
  ];

  /** A symbol that is an area of a reader: as `SymbolRow`, and its rings as `ShapeRow` has one. */
  type OwnAreaRow = [
    x: number,
    y: number,
    radius: number,
    number: number,
    area: string,
    symbol_id: string,
    rings: string[],
  ];

  /**
   * A polygon of the view: number of its class, caption, ring, how large it is, or "", and since when.
   *
   * It is not shown before `stated`, counted in days from the first day, to which a reader can play without an answer.
   * The ring is base64 VLQ, x and y in turn, in whole thousandths of a map unit: by how much each way from corner to
   * corner differs from the one before it.
   */
  type ShapeRow = [
    number: number,
    caption: string,
    turns: string,
    size: string,
    stated: number,
  ];

  /** What of a message depends on the shapes drawn: their address, one base-36 digit an area, what lies over them. */
  interface DrawnPart {
    url: string;
    fill: string;
    symbols: (SymbolRow | OwnAreaRow)[];
    shapes: ShapeRow[];
  }

  /** A piece of the attribution of a street map: text, and the address that it links to, or "". */
  type CreditRow = [
    text: string,
    url: string,
  ];

  /** A street map beneath a close-up; `plain` is what the equal-area map has instead. */
  interface StreetPart {
    tiles: string;
    subdomains: string;
    maxZoom: number;
    credits: CreditRow[];
    plain: DrawnPart;
  }

  /** The second map of a comparison, in the classes and the order of the first. */
  interface BesidePart {
    title: string;
    mainTitle: string;
    note: string;
    isFirst: boolean;
    fill: string;
    counts: number[];
    periods: string;
  }

  /** Why a map is empty, and the act of the button that leads back. */
  interface EmptyPart {
    text: string;
    label: string;
    act: [string, string];
  }

  /** All that the live map shows of a view; it is the same for every session. */
  interface MapMessage {
    url: string;
    fill: string;
    symbols: (SymbolRow | OwnAreaRow)[];
    shapes: ShapeRow[];
    extent: string;
    title: string;
    day: string;
    classes: (ClassRow | MarkerClassRow)[];
    out: string;
    keep: number[];
    follows: boolean;
    cards: string;
    periods: string;
    legends: LegendRow[];
    overlays: string[];
    chosen: string;
    streets: StreetPart | null;
    beside: BesidePart | null;
    empty: EmptyPart | null;
    mark: string;
    symbolTable: string;
  }

  /** The session that a message answers: the present day, the number of the last act answered, its name. */
  interface AnswerPart {
    today: string;
    lastAct: number;
    session: string;
    isStory?: true;
  }

  /** The message as it is sent, with the members that are left out in transit (`message.UNSENT`). */
  interface SentMessage {
    url: string;
    fill: string;
    symbols: (SymbolRow | OwnAreaRow)[];
    shapes: ShapeRow[];
    extent: string;
    title: string;
    day: string;
    classes: (ClassRow | MarkerClassRow)[];
    out: string;
    keep: number[];
    follows: boolean;
    cards: string;
    periods: string;
    legends: LegendRow[];
    overlays: string[];
    chosen: string;
    streets: StreetPart | null;
    beside: BesidePart | null;
    empty: EmptyPart | null;
    mark: string;
    symbolTable: string;
    today: string;
    lastAct: number;
    session: string;
    isStory?: true;
  }

  /** What the reader did in the frame; numbers grow. */
  type ActRow = [
    number: number,
    kind: "choose" | "keep" | "circles" | "least" | "day" | "since" | "reset" | "midnight" | "move",
    value: unknown,
  ];

  /** The acts that no answer has confirmed yet, and the session that they are sent to. */
  interface ActsSent {
    acts: ActRow[];
    session: string;
  }

  /** The point of a small area, in map units. */
  type PointRow = [
    area: string,
    x: number,
    y: number,
  ];

  /** The geometry answer of an extent but for its topology; bounds are xmin, ymin, xmax, ymax. */
  interface FrameHead {
    extent: string;
    title: string;
    bounds: number[];
    isWorld: boolean;
    isStreetMap: boolean;
    order: string[];
    names: string[];
    follows: Record<string, string>;
    points: PointRow[];
  }

  /** A grid of cells: the scale from which it is fetched, the side of a cell, its west and south edge, its size. */
  type TierRow = [
    from_scale: number,
    size: number,
    west: number,
    south: number,
    columns: number,
    rows: number,
  ];

  /** The ellipse in which the name of an area fits: its middle and its width in map units. */
  type LabelPlace = [
    x: number,
    y: number,
    width: number,
  ];

  /** A note on a boundary, and the box in map units in which it is of use. */
  type NoteRow = [
    xmin: number,
    ymin: number,
    xmax: number,
    ymax: number,
    text: string,
  ];

  /** What a browser fetches behind the geometry answer; `labels` are in its order. */
  interface FrameDetails {
    closest: number;
    tiers: TierRow[];
    aspect: number;
    labels: (LabelPlace | null)[];
    notes: NoteRow[];
    lines: NoteRow[];
  }

  /** The text of a period: the number of its class among those of the table, and a sentence with {} for a day. */
  type PeriodTextRow = [
    class_number: number,
    sentence: string,
  ];

  /** What happened on a day, as a number of days since the first. */
  type StatusChangeRow = [
    day: number,
    text: string,
  ];

  /** A day that explains many changes. */
  type KeyDayRow = [
    day: number,
    caption: string,
    mark: string,
  ];

  /** The counts of a legend from a day on, in the order of the table's classes. */
  type CountsRow = [
    day: number,
    counts: number[],
  ];

  /** The title of a legend from a day on. */
  type TitleRow = [
    day: number,
    title: string,
  ];

  /**
   * The periods of a treaty, or of a layer that fills the areas.
   *
   * `areas` holds, by code, the first day of each period and the place of its text in `texts`, in turn. `start` is
   * the day from which on they are played.
   */
  interface PeriodTable {
    name: string;
    title: string;
    first: string;
    start: number;
    before: string;
    classes: string[];
    areas: Record<string, number[]>;
    texts: PeriodTextRow[];
    follows: Record<string, string>;
    tails: Record<string, string>;
    changes: StatusChangeRow[];
    keys: KeyDayRow[];
    counts?: CountsRow[];
    titles?: TitleRow[];
    out?: Record<string, number[]>;
  }

  /** A symbol from a day on, until the day on which it is not drawn any more; null where it stays. */
  type SymbolPeriodRow = [
    start: number,
    until: number | null,
    symbol: SymbolRow | OwnAreaRow,
  ];

  /** The figures that are drawn to scale from a day on. */
  type DayShapesRow = [
    start: number,
    shapes: ShapeRow[],
  ];

  /**
   * The symbols of a view on every day, the counts of their legends by layer, and what a filter leaves out.
   *
   * `shapes` is there where the view draws figures to scale.
   */
  interface SymbolTable {
    symbols: SymbolPeriodRow[];
    counts: Record<string, CountsRow[]>;
    out?: Record<string, number[]>;
    shapes?: DayShapesRow[];
  }

  /**
   * What the lines at one place of all cards have in common.
   *
   * A line with `is_class` says the class as well, and stands in place of its label.
   */
  type CardLine = [
    heading: string,
    is_class: boolean,
  ];

  /** A text and the numbers of the sources that it rests on; no text stands where there is nothing to say. */
  type CitedRow = [
    text: string,
    sources: number[],
  ];

  /** What the cards of a view say: the lines of each area in order, symbols, a few words on each source. */
  interface CardTable {
    lines: CardLine[];
    areas: Record<string, CitedRow[]>;
    symbols: Record<string, CitedRow>;
    sources: Record<number, string>;
  }

  /** The names by which an area is found: those that rank first, and others. */
  type NameRow = [
    area: string,
    label: string,
    codes: string[],
    first: string[],
    others: string[],
  ];

  /** What the page paints while Streamlit starts; without classes it only fetches the shapes. */
  interface FirstPicture {
    url: string;
    fill?: string;
    classes?: (ClassRow | MarkerClassRow)[];
    keep?: number[];
    follows?: boolean;
    out?: string[];
  }

  /** An output that needs no live connection: an address that takes the query of the link, and what it is called. */
  type WayRow = [
    address: string,
    label: string,
  ];

  /** The ways of a view and of a story. */
  interface Ways {
    map: WayRow[];
    story: WayRow[];
  }

  /** The card of an area on a page that stands alone, as plain text. */
  type CardText = [
    name: string,
    text: string,
    documents: string,
  ];
}
