"""Encodings of text in files that state none, or a wrong one: tables of shapefiles (DBF) and CSV.

Text beyond ASCII that is valid as UTF-8 is UTF-8, whatever is stated: letters of another encoding make valid UTF-8 by
chance about once in a thousand words. Otherwise the encoding stated holds if its letters make words; if not, that one
of the code pages of Cyrillic, Arabic and western letters whose letters are the most usual ones; text of western ones is
Central European where it has more letters of those languages than of western ones.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from geodata.errors import OwnFileError

MAX_SAMPLE_BYTES = 4 << 20  # of a file of text that is looked at
MAX_SAMPLE_RECORDS = 4_000  # of a DBF, spread over it
# The most frequent letters of each script in running text of its languages, in order of frequency.
_USUAL: Mapping[str, str] = {
    "cp1251": "оаиетнсрвлкмдпуяызьібгчйхжшюцщєїфґэъ",
    "cp866": "оаиетнсрвлкмдпуяызьбгчйхжшюцщфэъ",
    "cp1256": "اليمنوترهبعدسفقحكةجشطصخضأإآذثزىغؤئظء",
    "cp1252": "éáíóúçãñêàèâõôîüûïëöä",
}
_LABELS = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1251": "Windows-1251 (Cyrillic)",
    "cp866": "DOS 866 (Cyrillic)",
    "cp1256": "Windows-1256 (Arabic)",
    "cp1252": "Windows-1252 (Western European)",
    "cp1250": "Windows-1250 (Central European)",
}
# Language driver ids in byte 29 of a DBF, for code pages that own files may be in.
_DRIVER_IDS = {0x03: "cp1252", 0x57: "cp1252", 0x65: "cp866", 0x26: "cp866", 0x7E: "cp1256", 0xC9: "cp1251"}


def encoding_label(encoding: str) -> str:
    """Return the name of an encoding for readers."""
    return _LABELS.get(encoding, encoding)


def known_encoding(text: str) -> str:
    """Return how Python names the encoding of a text such as `UTF-8`, `1251` or `ANSI 1256`; "" where unknown."""
    plain = re.sub(r"(?i)^(ansi|oem|windows|ldid/?)[ -]*", "", text.strip())
    candidates = [text.strip(), plain]
    if plain.isdigit():
        candidates = [{"65001": "utf-8", "88591": "latin-1"}.get(plain, f"cp{plain}")]
    for candidate in candidates:
        try:
            name = codecs.lookup(candidate).name
        except (LookupError, ValueError, UnicodeError):
            continue
        return {"utf-8-sig": "utf-8", "iso8859-1": "cp1252"}.get(name, name)
    return ""


def given_encoding(text: str) -> str:
    """Return the encoding that a reader gives.

    Raises
    ------
    OwnFileError
        When there is none of that name.
    """
    encoding = known_encoding(text)
    if not encoding:
        raise OwnFileError(f"unknown encoding {text!r}, expected one such as utf-8, cp1251, cp1252, cp1256")
    return encoding


def likely_encoding(data: bytes, stated: str = "") -> tuple[str, str]:
    """Return the encoding of bytes of text, and what a reader should know about it ("" where there is nothing).

    Parameters
    ----------
    data
        Cells of a table, joined by line ends.
    stated
        Encoding that the file states; "" without.
    """
    if data.isascii():
        return stated or "utf-8", ""
    if _is_utf8(data):
        note = f"it states {encoding_label(stated)}, but its text is in UTF-8" if stated not in {"", "utf-8"} else ""
        return "utf-8", note
    best = max(_USUAL, key=lambda encoding: _usual_share(data, encoding))
    if stated in _USUAL and _usual_share(data, stated) >= 0.8 * _usual_share(data, best):
        return stated, ""
    if stated and stated not in {*_USUAL, "utf-8"} and _decodes(data, stated):
        return stated, ""
    if best == "cp1252" and _is_central(data):
        best = "cp1250"
    statement = f"it states {encoding_label(stated)}, but" if stated else "it states no encoding;"
    return best, f"{statement} its letters are those of {encoding_label(best)}"


_CENTRAL = re.compile(r"[ŠšŽžČčĆćĐđŁłŚśŹźŻżŃńĘęĄąĚěŘřŮů]")
_WESTERN = re.compile(r"[À-ÿ]")


def _is_central(data: bytes) -> bool:
    """Whether letters are more often those of Polish, Czech, Croatian and their like than western ones."""
    return len(_CENTRAL.findall(data.decode("cp1250", errors="replace"))) > len(
        _WESTERN.findall(data.decode("cp1252", errors="replace"))
    )


def _is_utf8(data: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)  # a sample may end within a letter
    except UnicodeDecodeError:
        return False
    return True


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _usual_share(data: bytes, encoding: str) -> float:
    """Return how usual the letters beyond ASCII are in an encoding: 0 for signs, to 1 for the most frequent letters.

    Western letters stand alone between plain ones, those of another script make whole words; so a letter counts less
    whose neighbours are of the other kind. A word of one letter counts for none: “à” and “а” are the same byte.
    """
    text = data.decode(encoding, errors="replace")
    usual = _USUAL[encoding]
    is_western = encoding == "cp1252"
    total = score = 0.0
    for match in re.finditer(r"[^\x00-\x7f]+", text):
        run = match[0]
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        beside_plain = (before + after).isascii() and any(letter.isalpha() for letter in before + after)
        if len(run) == 1 and not beside_plain:
            continue
        fits = (beside_plain and len(run) <= 2) if is_western else not beside_plain
        for letter in run:
            place = usual.find(letter.lower())
            weight = 1 - 0.8 * place / len(usual) if place >= 0 else 0.0
            score += weight if fits else 0.2 * weight
            total += 1
    return score / total if total else 0.0


# --- Files


def text_encoding(path: Path, *, given: str = "") -> tuple[str, str]:
    """Return the encoding of a file of text and a note on it."""
    if given:
        return given_encoding(given), ""
    with path.open("rb") as file:
        data = file.read(MAX_SAMPLE_BYTES)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", ""
    return likely_encoding(data)


def dbf_text(path: Path, *, given: str = "", wanted: Callable[[str], bool]) -> tuple[str, str]:
    """Return the encoding of the text of a DBF and a note on it.

    Parameters
    ----------
    wanted
        Whether a column of this name may be looked at.
    """
    if given:
        return given_encoding(given), ""
    stated = ""
    page = next((file for suffix in (".cpg", ".CPG") if (file := path.with_suffix(suffix)).exists()), None)
    if page is not None:
        stated = known_encoding(page.read_bytes()[:64].decode("ascii", errors="replace"))
    try:
        data, driver = _dbf_sample(path, wanted)
    except (OSError, ValueError, IndexError):
        return stated or "utf-8", ""  # the reader of its rows says what is wrong with it
    return likely_encoding(data, stated or _DRIVER_IDS.get(driver, ""))


def _dbf_sample(path: Path, wanted: Callable[[str], bool]) -> tuple[bytes, int]:
    """Return names and cells of the text columns that may be looked at, spread over a DBF, and its driver id."""
    with path.open("rb") as file:
        head = file.read(32)
        count = int.from_bytes(head[4:8], "little")
        head_length, length = int.from_bytes(head[8:10], "little"), int.from_bytes(head[10:12], "little")
        described = file.read(max(0, head_length - 32))
        fields = [described[start : start + 32] for start in range(0, len(described) - 31, 32)]
        names = [field[:11].split(b"\0")[0] for field in fields if field[0] != 0x0D]
        encoding, _ = likely_encoding(b"\n".join(names))
        places, at = [], 1
        for field, name in zip(fields, names, strict=False):
            width = field[16]
            if field[11:12] == b"C" and wanted(name.decode(encoding, errors="replace")):
                places.append((at, at + width))
            at += width
        cells = [*names]
        step = max(1, count // MAX_SAMPLE_RECORDS)
        for record in range(0, count if places and length else 0, step):
            file.seek(head_length + record * length)
            data = file.read(length)
            if len(data) < length:
                break
            cells.extend(data[start:end].strip(b" \0") for start, end in places)
    return b"\n".join(cells), head[29]
