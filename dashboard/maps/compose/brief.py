"""The brief of a country: of what its page says on a day, as much as two pages hold; what is left out is counted.

Each line is one of the page's own, so that the brief states nothing that the page does not show.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from math import ceil

from dashboard.maps import boundary_notes
from dashboard.maps.as_of import is_superseded
from dashboard.maps.compose import country_panel
from dashboard.maps.compose.compose import composed, new_context, source_notes
from dashboard.maps.compose.panel import panel
from dashboard.maps.context import ComposeContext, Layers
from dashboard.maps.layers import casualties, clearance, deadlines, policy, use
from dashboard.maps.layers.registry import LAYERS
from dashboard.maps.spec import CitedText, Line, MapSpec, Section, SourceNote
from dashboard.maps.view import TREATIES, View
from dashboard.maps.wording import Noun
from geodata import GROUP_LABELS, RULE_LABELS, ComparableGroup, Confidence, day_label
from geodata.claims import driving_claim, standing_claims
from geodata.dataset import Dataset
from geodata.geo.boundaries import is_extent
from geodata.geo.projections import WORLD_EXTENT
from geodata.model import Citation, Claim, Source, State
from geodata.source_numbers import Numbering
from geodata.wording import capitalized, claim_heading, enumeration, name_in_sentence, print_form

# -- The brief as data, which a writer draws as it stands.


DASH = "–"  # between what stands in bold and the rest of a statement


@dataclass(frozen=True, slots=True)
class BriefLine:
    """One statement: what stands in bold, the rest with its source numbers, and before both its part among others.

    `is_computed` marks what the atlas computes or does not find, which carries no number of a source.
    """

    role: str
    figure: str
    text: CitedText
    is_computed: bool = False

    @property
    def words(self) -> str:
        """The whole statement without the numbers of its sources."""
        return f"{self.role}{': ' if self.role else ''}{self.figure} {DASH} {self.text.text}"


@dataclass(frozen=True, slots=True)
class BriefSection:
    """A titled part; `more` says how many statements stand on the country's page alone.

    Statements that `are_joined` are printed as one paragraph.
    """

    title: str
    lines: tuple[BriefLine, ...]
    more: str = ""
    are_joined: bool = False


@dataclass(frozen=True, slots=True)
class Brief:
    """A country on a day in at most two pages; the numbers of its sources are its own, in the order of their use."""

    title: str
    subtitle: str
    area: str
    day: date
    map_caption: str
    map_text: str
    boundaries: str  # notes on what the map shows of boundaries and names
    sections: tuple[BriefSection, ...]
    elsewhere: str
    notes: tuple[SourceNote, ...]


COMPUTED = (
    "Every figure carries the number of a note with its source. What has none is computed by the atlas or says what it "
    "has not on record; no record is no finding of none."
)


def note_words(note: SourceNote) -> str:
    """Return a source as its footnote prints it: the document, the place in it, its standing."""
    place = f" {capitalized(note.locator)}." if note.locator else ""
    standing = f" {note.standing}." if note.standing else ""
    return print_form(f"{note.text}{place}{standing}")


# -- How much two pages hold, in points of type. Writers set the text at these sizes on A4; the characters in a line are
# fewer than such a line holds of average letters, so that a brief within the bound is never longer: over every state
# the fullest leaves 90 points free (tests/test_brief_files.py sets every thirtieth).

PAGES = 2
BODY_SIZE, NOTE_SIZE, TITLE_SIZE, HEADING_SIZE = 9.0, 7.0, 18.0, 11.0  # points
MARGIN = 48.0  # points, on each side of the page
MAP_WIDTH, MAP_HEIGHT = 400.0, 150.0  # points
LINE, NOTE_LINE = 10.4, 7.6  # points from line to line
_IN_A_LINE, _IN_A_NOTE_LINE = 106, 140  # characters
_PAGE = 842.0 - 2 * MARGIN  # points of A4
_HEADING, _GAP = 18.5, 2.4  # points: a heading with the space around it; between statements
_FIXED = 252.0  # title, map with caption, closing sentences, rules over footnotes, less what lines hold over the bound
_SPARE = 36.0  # the foot of the first page, where a statement is not broken
_MORE = LINE + _GAP  # the sentence that counts what is left out
ROOM = PAGES * _PAGE - _FIXED - _SPARE


def _lines_of(text: str, in_a_line: int) -> int:
    return max(1, ceil(len(text) / in_a_line))


def height(line: BriefLine) -> float:
    """Return how high a statement is at most, in points."""
    return _lines_of(f"{line.words} {line.text.printed[len(line.text.text) :]}", _IN_A_LINE) * LINE + _GAP


def text_height(text: str) -> float:
    """Return how high a paragraph in the letters of the sources is at most, in points."""
    return _lines_of(text, _IN_A_NOTE_LINE) * NOTE_LINE + _GAP


def note_height(note: SourceNote) -> float:
    """Return how high a source is at most as a footnote, in points."""
    return _lines_of(f"00 {note_words(note)}", _IN_A_NOTE_LINE) * NOTE_LINE + 1.0


# -- What can stand in a brief, the most important first.


@dataclass(frozen=True, slots=True)
class _Part:
    """Candidates of one section in the order of their importance.

    The first ones, `first` of them, are taken before any other, then `a_round` in each round, at most `most` in all.
    """

    title: str
    noun: Noun
    lines: tuple[BriefLine, ...]
    a_round: int
    most: int
    first: int = 1
    are_joined: bool = False


def brief_view(view: View, area: str) -> View:
    """Return the view that the map of a brief shows: the country among its neighbours, by status, on the view's day."""
    return View(
        day=view.day,
        treaty=view.treaty,
        claim_rule=view.claim_rule,
        claim_group=view.claim_group,
        extent=area if is_extent(area) else WORLD_EXTENT,
        country=area,
        names=view.names,
    )


def compose_brief(
    view: View, area: str, dataset: Dataset, *, today: date, layers: Layers = LAYERS
) -> tuple[Brief, MapSpec]:
    """Return the brief of a state or area on the day of a view, and the specification of its map.

    Raises
    ------
    UnknownKeyError
        When there is no such area.
    """
    shown = brief_view(view, area)
    spec = composed(new_context(shown, dataset, today=today, layers=layers))
    return brief(new_context(shown, dataset, today=today, layers=layers)), spec


def brief(ctx: ComposeContext) -> Brief:
    """Return the brief of the country that the view of a new context names.

    Raises
    ------
    UnknownKeyError
        When it names none that is known.
    """
    state, apart = ctx.dataset.state(ctx.view.country or ""), _EachCitation(ctx.numbering.sources)
    page = panel(replace(ctx, numbering=apart))
    parts, unknown = _parts(replace(ctx, numbering=apart), state)
    boundaries = " ".join([*boundary_notes.notes(ctx), boundary_notes.boundary_note(ctx)])
    room = ROOM - text_height(boundaries) - sum(height(line) for line in unknown) - _HEADING
    taken = _taken(parts, apart, room=room)
    sections = [
        BriefSection(
            part.title,
            tuple(_cited(line, apart, ctx.numbering) for line in part.lines[:count]),
            _more(len(part.lines) - count, part.noun),
            part.are_joined,
        )
        for part, count in zip(parts, taken, strict=True)
    ]
    if unknown:
        sections.append(BriefSection("Not on record by this day", tuple(unknown)))
    name = name_in_sentence(state.common_name)
    caption = f"Status under the {ctx.treaty.short_name} on {day_label(ctx.day)}; {name} is outlined."
    return Brief(
        title=f"{page.title}: brief on landmines",
        subtitle=page.subtitle,
        area=state.area,
        day=ctx.day,
        map_caption=caption,
        map_text=f"Map of {name}, {country_panel.standing(ctx, state, ctx.treaty)}. {caption}",
        boundaries=boundaries,
        sections=tuple(sections),
        elsewhere=_elsewhere(page.sections, parts),
        notes=source_notes(ctx.numbering),
    )


def _parts(ctx: ComposeContext, state: State) -> tuple[list[_Part], list[BriefLine]]:
    """Return the sections that have something, and what the others say of having nothing."""
    treaties = [ctx.treaty, *(ctx.dataset.treaty(treaty) for treaty in TREATIES if treaty != ctx.view.treaty)]
    status = [country_panel.status_line(ctx, state, treaty, has_acts=True) for treaty in treaties]
    parts = [
        _Part(
            "Status under the four treaties",
            Noun("treaty", "treaties"),
            tuple(_line(line, has_detail=True) for line in status),
            len(treaties),
            len(treaties),
            first=len(treaties),
        )
    ]
    unknown: list[BriefLine] = []
    claims = ctx.claims_about(state.area)
    if claims:
        parts += [_claims(ctx, group, claims) for group in country_panel.group_order(ctx, claims)]
    else:
        unknown += [_nothing(section) for section in country_panel.claim_sections(ctx, state)]
    votes = [country_panel.votes(ctx, state)]
    others = (
        (clearance.state_sections(ctx, state), Noun("result", "results"), 2, 5),
        (deadlines.state_sections(ctx, state), Noun("deadline", "deadlines"), 3, 4),
        (votes, Noun("line", "lines"), 3, 9),
        (policy.state_sections(ctx, state), Noun("entry", "entries"), 4, 10),
        (casualties.state_sections(ctx, state), Noun("count", "counts"), 1, 3),
        (use.state_sections(ctx, state), Noun("record", "records"), 1, 3),
    )
    for sections, noun, a_round, most in others:
        for section in sections:
            if section.lines:
                ordered = sorted(section.lines, key=lambda line: _is_unverified_count(ctx, state, line))
                lines = tuple(map(_line, ordered))
                parts.append(_Part(section.title, noun, lines, a_round, most, are_joined=sections is votes))
            else:
                unknown.append(_nothing(section))
    return parts, unknown


def _claims(ctx: ComposeContext, group: ComparableGroup, claims: tuple[Claim, ...]) -> _Part:
    """The claim that the rule picks, those that stand beside it with another figure, then the rest."""
    of_group = sorted(
        (claim for claim in claims if claim.definition.comparable_group is group), key=country_panel.totals_first
    )
    noun, is_first = Noun("claim", "claims"), group is ctx.view.claim_group
    if group is ComparableGroup.NONE:
        lines = tuple(_line(country_panel.claim_panel_line(ctx, claim)) for claim in of_group)
        return _Part("Other figures stated", noun, lines, 1, 3)
    chosen = driving_claim(claims, ctx.view.claim_rule, group)
    standing = {claim.claim_id for claim in standing_claims(claims, group)}
    rivals = [
        claim
        for claim in of_group
        if chosen is not None and claim.claim_id in standing and claim_heading(claim) != claim_heading(chosen)
    ]
    rest = [claim for claim in of_group if claim is not chosen and claim not in rivals]
    rest.sort(key=lambda claim: (claim.confidence is Confidence.UNVERIFIED, is_superseded(ctx, claim)))
    roles = [(capitalized(RULE_LABELS[ctx.view.claim_rule]), chosen)] if chosen is not None else []
    ordered = [*roles, *(("Beside it", claim) for claim in rivals), *(("Also stated", claim) for claim in rest)]
    lines = tuple(_line(country_panel.claim_panel_line(ctx, claim), role) for role, claim in ordered)
    return _Part(f"Claims: {GROUP_LABELS[group]}", noun, lines, 4 if is_first else 2, 10 if is_first else 6)


def _is_unverified_count(ctx: ComposeContext, state: State, line: Line) -> bool:
    """Whether a line states a count of casualties that no map counts: it stands behind the others of its section."""
    counts = ctx.dataset.casualties.get(state.area, ())
    return any(c.confidence is Confidence.UNVERIFIED and c.casualty_id in line.records for c in counts)


def _line(line: Line, role: str = "", *, has_detail: bool = False) -> BriefLine:
    text = " ".join(filter(None, [_sentence(line.text), line.detail if has_detail else ""]))
    return BriefLine(role, print_form(line.figure), CitedText(print_form(text), line.sources), line.is_computed)


_ENDED = re.compile(r"[.!?](?: \([^()]*\))*$")  # marks in brackets may stand behind the final stop


def _sentence(text: str) -> str:
    """Return a text with a final stop, where it has none.

    Examples
    --------
    >>> _sentence("It acceded"), _sentence("It acceded (relayed)"), _sentence("It acceded. (relayed)")
    ('It acceded.', 'It acceded (relayed).', 'It acceded. (relayed)')
    """
    return text if not text or _ENDED.search(text) else f"{text}."


def _nothing(section: Section) -> BriefLine:
    return BriefLine("", print_form(section.title), CitedText(print_form(section.empty)), is_computed=True)


def _more(count: int, noun: Noun) -> str:
    """Say how many statements of a section are left out; nothing where none."""
    if not count:
        return ""
    return (
        f"1 more {noun.singular} stands on its page in the atlas."
        if count == 1
        else f"{count} more {noun.plural} stand on its page in the atlas."
    )


def _elsewhere(sections: Iterable[Section], parts: Sequence[_Part]) -> str:
    """Name the sections of the page that have something and no part in the brief."""
    here = {part.title for part in parts} | {"Other treaties"}
    names = [f"“{s.title}” ({len(s.lines)})" for s in sections if s.lines and s.title not in here]
    return f"On its page in the atlas alone: {enumeration(names)}." if names else ""


# -- The choice: in rounds over the sections, each taking its next lines while they and their sources fit.


@dataclass(slots=True)
class _EachCitation(Numbering):
    """Gives each citation a number of its own, so that a line can be cited anew once it is known to be printed."""

    citations: list[Citation] = field(default_factory=list)

    def cite(self, citations: Iterable[Citation]) -> tuple[int, ...]:
        """Return a new number for each of the citations."""
        start = len(self.citations)
        self.citations.extend(citations)
        return tuple(range(start, len(self.citations)))

    def of(self, line: BriefLine) -> list[Citation]:
        """Return the citations of a line."""
        return [self.citations[number] for number in line.text.sources]


def _cited(line: BriefLine, apart: _EachCitation, numbering: Numbering) -> BriefLine:
    return replace(line, text=replace(line.text, sources=tuple(sorted(numbering.cite(apart.of(line))))))


def _taken(parts: Sequence[_Part], apart: _EachCitation, *, room: float) -> list[int]:
    """Return how many lines of each section two pages hold, from its first on.

    Parameters
    ----------
    room
        What the sections and the footnotes may take, in points.
    """
    order = sorted(
        (0 if place < part.first else 1 + (place - part.first) // part.a_round, of, place)
        for of, part in enumerate(parts)
        for place in range(min(part.most, len(part.lines)))
    )
    left = room - len(parts) * (_HEADING + _MORE)
    taken, full = [0] * len(parts), set[int]()
    chosen: list[Citation] = []
    notes = 0.0
    for _, of, place in order:
        if of in full:
            continue
        line = parts[of].lines[place]
        more = [*chosen, *apart.of(line)]
        with_line = _notes_height(more, apart.sources)
        saved = _MORE if place == len(parts[of].lines) - 1 and not parts[of].are_joined else 0.0
        cost = height(line) + with_line - notes - saved
        if cost > left:
            full.add(of)
            continue
        left, chosen, notes = left - cost, more, with_line
        taken[of] += 1
    return taken


def _notes_height(citations: Iterable[Citation], sources: Mapping[str, Source]) -> float:
    """Return how high the footnotes of citations are at most, in points."""
    numbering = Numbering(sources)
    numbering.cite(citations)
    return sum(note_height(note) for note in source_notes(numbering))
