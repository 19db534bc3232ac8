/* What card and live region say of an area or a symbol: its name and class from the message; status, leading claim and sources from the
   cards of the view, which are fetched when the first thing is pointed at. */
/** @import { Atlas } from "./atlas.js" */

const PATIENCE = 600; // ms that a voice waits for the cards before it says the name and the class alone

/**
 * Return a sentence of the cards with the numbers of its sources; null where there is none.
 *
 * @param {Wire.CitedRow | undefined} row
 * @returns {CardSentence | null}
 */
export function sentenceOf(row) {
  return row?.[0] ? { text: row[0], numbers: row[1] } : null;
}

/**
 * Return the numbers of the sources of some sentences, each once, in their order.
 *
 * @param {(CardSentence | null)[]} sentences
 * @returns {number[]}
 */
export function numbersOf(sentences) {
  return [...new Set(sentences.flatMap((one) => (one ? one.numbers : [])))].sort((a, b) => a - b);
}

/**
 * Return the lines of a card that say something, each with its heading.
 *
 * @param {Wire.CardLine[]} kinds
 * @param {Wire.CitedRow[]} rows
 * @returns {CardLineShown[]}
 */
export function cardLinesOf(kinds, rows) {
  return kinds.flatMap(([heading, isClass], place) => {
    const sentence = sentenceOf(rows[place]);
    return sentence ? [{ ...sentence, heading, isClass }] : [];
  });
}

/**
 * Return the part of an address of cards that their texts hang on: a chosen country moves the numbers of sources alone.
 *
 * @param {string} address
 */
export function textsOf(address) {
  const [path, query] = address.split("?");
  const values = new URLSearchParams(query);
  values.delete("country");
  return `${path}?${values}`;
}

/** @param {Atlas} atlas */
export function plug(atlas) {
  /** @type {Wire.CardTable | null} */
  let cards = null;
  let from = ""; // the address that the cards came from

  /* Whether the cards at hand have the texts of the message, if not its numbers of sources. */
  atlas.hasCardTexts = () => !!from && textsOf(from) === textsOf(atlas.message.cards);

  /* Fetch the cards of the message if they are not here; the promise is kept whether or not they come. */
  atlas.fetchCards = () => {
    const url = atlas.message.cards;
    if (!url || url === from) return Promise.resolve();
    return atlas
      .load(url)
      .then((answer) => {
        if (url !== atlas.message.cards) return;
        cards = answer;
        from = url;
        atlas.emit("cards", undefined);
      })
      .catch(() => {
        /* name and class are there; whatever is pointed at next asks again */
      });
  };

  /**
   * Return what the message and the cards loaded so far hold on {code, symbol}.
   *
   * @param {Pointed} what
   * @returns {About}
   */
  atlas.about = (what) => {
    const message = atlas.message;
    const code = what.code;
    const picture = what.picture || atlas.picture; // that of the second map where the pointer is on it
    const loaded = atlas.hasCardTexts() ? cards : null;
    const isMoved = picture.day !== message.day; // the reader plays through time: the cards are of the day before that
    const number = what.symbol ? what.symbol.number : picture.number(code);
    const look = message.classes[number];
    const follows = code && picture.follows[code];
    const area = (loaded && !isMoved && loaded.areas[code]) || [];
    /** @type {About} */
    const about = {
      code: code,
      name: code ? atlas.frame.name(code) : "",
      number: number,
      label: look ? look[0] : "",
      isLeftOut: !what.symbol && picture.muted(code),
      lines: loaded ? cardLinesOf(loaded.lines, area) : [],
      symbolSentence: what.symbol && loaded ? sentenceOf(loaded.symbols[what.symbol.id]) : null,
      follows: "",
      sources: [],
    };
    const then = isMoved && !what.picture && !what.symbol && atlas.time.sentence(code);
    if (then) about.lines = [{ text: then, numbers: [], heading: "", isClass: true }];
    else if (follows && !about.lines.length) about.follows = `As ${atlas.frame.name(follows)}, which administers it`;
    const numbers = numbersOf([...about.lines, about.symbolSentence]);
    about.sources = numbers.map((n) => [n, loaded?.sources[n] || ""]);
    return about;
  };

  /**
   * Return what a voice says of a thing: what its card says, without the numbers of sources.
   *
   * @param {Pointed} what
   */
  function words(what) {
    const about = atlas.about(what);
    const ofClass = about.lines.find((line) => line.isClass);
    const sentences = [about.name, ofClass ? ofClass.text : about.label, about.follows];
    if (about.isLeftOut) sentences.push("Left out by the filter");
    for (const line of about.lines) {
      if (line !== ofClass)
        sentences.push((line.numbers.length && line.heading ? `${line.heading}: ` : "") + line.text);
    }
    if (about.symbolSentence) sentences.push(about.symbolSentence.text);
    const spoken = sentences.filter(Boolean).map((text) => text.replace(" — ", ", "));
    return `${spoken.join(". ")}.`;
  }

  /**
   * Announce a thing in the live region, once its cards have come or PATIENCE ends.
   *
   * @param {Pointed} what
   */
  atlas.announce = (what) => {
    const late = new Promise((done) => {
      setTimeout(done, PATIENCE);
    });
    Promise.race([atlas.fetchCards(), late]).then(() => {
      if (atlas.pointed && atlas.pointed.code === what.code) atlas.say(words(what));
    });
  };
}
