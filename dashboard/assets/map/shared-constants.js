/* Written by `python -m dashboard.render.shared_constants`, which says what it holds; not to be edited. */

/** @type {Partial<Record<Wire.ClassRow[3], Hatch>>} */
export const HATCHES = {
  "diagonal": {
    "side": 6.5,
    "d": "M-2,2L2,-2M0,8L8,0M6,10L10,6",
    "width": 2.2,
    "cap": "butt"
  },
  "back-diagonal": {
    "side": 6.5,
    "d": "M-2,6L2,10M0,0L8,8M6,-2L10,2",
    "width": 2.2,
    "cap": "butt"
  },
  "cross": {
    "side": 7,
    "d": "M-2,2L2,-2M0,8L8,0M6,10L10,6M-2,6L2,10M0,0L8,8M6,-2L10,2",
    "width": 1.1,
    "cap": "butt"
  },
  "vertical": {
    "side": 6,
    "d": "M2,0V8M6,0V8",
    "width": 1.3,
    "cap": "butt"
  },
  "horizontal": {
    "side": 6,
    "d": "M0,2H8M0,6H8",
    "width": 1.3,
    "cap": "butt"
  },
  "dots": {
    "side": 6,
    "d": "M2,2h0M6,6h0",
    "width": 2.4,
    "cap": "round"
  }
};

export const TILE = 8;

export const EDGES = {
  "coast": 1,
  "border": 4,
  "dot": 16
};

export const POINTS = {
  "radius": 4.0,
  "lesserRadius": 3.0,
  "gap": 1.0,
  "rounds": 60,
  "farthest": 16.0,
  "seen": 14.0
};

/** @type {Partial<Wire.MapMessage>} */
export const UNSENT = {
  "out": "",
  "chosen": "",
  "symbols": [],
  "shapes": [],
  "streets": null,
  "beside": null,
  "empty": null,
  "mark": "",
  "symbolTable": ""
};
