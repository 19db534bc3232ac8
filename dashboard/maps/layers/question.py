"""The layer of a question: the states that meet it, those that do not, and those of which it cannot be said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from dashboard.maps.class_fill import class_fill, fill_notes
from dashboard.maps.context import AreaRow, Choice, ComposeContext, Layer, Picture, RowFacts
from dashboard.maps.palette import TRUTH_LOOKS
from dashboard.maps.question_wording import (
    TRUTH_CELLS,
    TRUTH_LABELS,
    TRUTH_MEANINGS,
    answer_sentence,
    contradiction_words,
    evidence,
    group_notes_of,
    listing_title,
    question_words,
    term_words,
)
from dashboard.maps.ready_questions import TITLES, ready_id, with_ready_question
from dashboard.maps.spec import (
    Chapter,
    CitedText,
    Column,
    Headline,
    LegendClass,
    Line,
    Listing,
    Section,
    Term,
)
from dashboard.maps.view import View
from dashboard.maps.wording import STATES, counted, paragraphs, region_phrase
from geodata import day_label
from geodata.dataset import Dataset
from geodata.dataset_cache import kept_with_dataset
from geodata.model import Citation, State
from geodata.own_figures import OwnFact
from geodata.questions import Answer, AnswerRow, Finding, Truth, answer, findings_of
from geodata.questions import Term as QuestionTerm
from geodata.sources import citation_text
from geodata.wording import enumeration, name_at_start

ID = "question"
TERMS_KEPT = 64  # about 0.1 MB each
LABELS: Mapping[str, str] = {truth.value: TRUTH_LABELS[truth] for truth in Truth}
_NOTE = (
    "Counts are of states and are computed by the atlas. “Uncertain”, “not recorded” and “not eligible” are never "
    "counted as meeting it or not. Territories follow the state that administers them, are drawn lighter and are not "
    "counted."
)


def with_answer(view: View) -> View:
    """Return a view that shows the answer to its question and nothing beside it; day, regions and names stay."""
    return View(day=view.day, layers=(ID, "borders"), regions=view.regions, question=view.question, names=view.names)


def answered(ctx: ComposeContext) -> Answer:
    """Return the answer to the view's question on its day."""
    return answer(ctx.dataset, ctx.view.question, ctx.day)


def answer_rows(ctx: ComposeContext) -> Mapping[str, AnswerRow]:
    """Return the answer of every state, by its code."""
    return ctx.once(_rows)


def _rows(ctx: ComposeContext) -> Mapping[str, AnswerRow]:
    return {row.state.area: row for row in answered(ctx).rows}


def passing(ctx: ComposeContext) -> list[AnswerRow]:
    """Return the answers of the states that pass every filter of the view, by name."""
    rows = answer_rows(ctx)
    return [rows[row.state.area] for row in ctx.passing()]


def counts(ctx: ComposeContext) -> Counter[Truth]:
    """Return the number of states of each truth value that the filters keep."""
    return Counter(row.truth for row in passing(ctx))


def sentence(ctx: ComposeContext) -> str:
    """Return how many states meet the question, and of how many it cannot be said."""
    return answer_sentence(answered(ctx), ctx.dataset, counts=counts(ctx), regions=region_phrase(ctx.view.regions))


def class_of(ctx: ComposeContext, row: AreaRow) -> str:
    """Return the answer for an area; a territory has that of the state that administers it."""
    answer_row = answer_rows(ctx).get(ctx.dataset.follows.get(row.state.area, row.state.area))
    return answer_row.truth if answer_row else Truth.NOT_ELIGIBLE


def picture(ctx: ComposeContext) -> Picture:
    """Return the areas by the answer, where the layer fills them."""
    drawn = class_fill(
        ctx,
        ID,
        LAYER.label,
        labels=LABELS,
        looks=TRUTH_LOOKS,
        class_of=class_of,
        note=_NOTE,
        follows=lambda row: ctx.dataset.follows.get(row.state.area, ""),
    )
    legends = (replace(legend, classes=tuple(map(_with_meaning, legend.classes))) for legend in drawn.legends)
    return replace(drawn, legends=tuple(legends))


def _with_meaning(cls: LegendClass) -> LegendClass:
    return replace(cls, meaning=TRUTH_MEANINGS[Truth(cls.class_id)])


def headline(ctx: ComposeContext) -> Headline | None:
    """Return the answer, where the layer fills the areas."""
    return Headline(sentence(ctx), ()) if ctx.is_filled_by(ID) else None


def notes(ctx: ComposeContext) -> Sequence[str]:
    """Return how states are counted, and what is known of the groups that are asked for; else where the answer is."""
    groups = group_notes_of(ctx.view.question, ctx.dataset) if ctx.is_filled_by(ID) else ()
    return (*fill_notes(ctx, ID, _NOTE), *groups)


def panel_title(ctx: ComposeContext) -> str:
    """Return what the list of states is, with their number, where the layer fills the areas."""
    if not ctx.is_filled_by(ID):
        return ""
    return listing_title(Truth.YES, counts(ctx)[Truth.YES], regions=ctx.view.regions)


# -- What decides the answer for one state, with its citations.


@dataclass(frozen=True, slots=True)
class TermDecision:
    """What decides one term for one state: in words, with its citations and the documents as a table has them."""

    text: str
    citations: tuple[Citation, ...]
    documents: tuple[str, ...]


@kept_with_dataset(TERMS_KEPT)
def _decided(dataset: Dataset, term: QuestionTerm, day: date) -> Mapping[str, TermDecision]:
    """Return what decides a term for every state, by code."""
    findings = zip(dataset.countries, findings_of(dataset, term, day), strict=True)
    return MappingProxyType({state.area: _decision(dataset, term, state, finding, day) for state, finding in findings})


def _decision(dataset: Dataset, term: QuestionTerm, state: State, finding: Finding, day: date) -> TermDecision:
    cited = citations_of(finding)
    text = evidence(term, finding, state=state, dataset=dataset, day=day)
    return TermDecision(text, cited, tuple(_document(dataset, citation) for citation in cited))


def decided(ctx: ComposeContext, row: AnswerRow) -> tuple[TermDecision, ...]:
    """Return what decides each term for a state, in their order."""
    return tuple(by_state[row.state.area] for by_state in ctx.once(_by_term))


def _by_term(ctx: ComposeContext) -> tuple[Mapping[str, TermDecision], ...]:
    return tuple(_decided(ctx.dataset, term, ctx.day) for term in ctx.view.question.terms)


def _evidence(decisions: Sequence[TermDecision]) -> str:
    """Return what decides all terms, each thing once."""
    return "; ".join(dict.fromkeys(one.text for one in decisions))


def _citations(decisions: Sequence[TermDecision]) -> tuple[Citation, ...]:
    return tuple(citation for one in decisions for citation in one.citations)


def citations_of(finding: Finding) -> tuple[Citation, ...]:
    """Return the strongest citation of each act, claim or record behind a finding."""
    return tuple(dict.fromkeys(citation for fact in finding.facts for citation in fact.citations[:1]))


def sections(ctx: ComposeContext) -> Iterator[Section]:
    """Yield contradictions, the states that meet the question with what decides it, and those that are open."""
    answer = answered(ctx)
    if answer.contradictions:
        lines = [contradiction_words(answer.question, ctx.dataset, conflict) for conflict in answer.contradictions]
        yield Section(
            "Clauses that contradict each other", tuple(Line("", text, (), is_computed=True) for text in lines)
        )
    rows = passing(ctx)
    meeting = tuple(_line(ctx, row) for row in rows if row.truth is Truth.YES)
    if meeting:
        yield Section("Each with what decides it", meeting, open_count=12)
    uncertain = tuple(_line(ctx, row) for row in rows if row.truth is Truth.UNCERTAIN)
    if uncertain:
        yield Section(listing_title(Truth.UNCERTAIN, len(uncertain)), uncertain)
    for truth in (Truth.NOT_RECORDED, Truth.NOT_ELIGIBLE):
        names = [row.state.name for row in rows if row.truth is truth]
        if names:
            line = Line(
                counted(len(names), STATES),
                TRUTH_MEANINGS[truth],
                (),
                is_computed=True,
                swatch=truth,
                detail=enumeration(names),
            )
            yield Section(TRUTH_LABELS[truth], (line,))


def listings(ctx: ComposeContext) -> Iterator[Listing]:
    """Yield the states that meet the question, then those of which it is uncertain, each with what decides it.

    Their sources have the numbers that the panel of the answer gave them; beside that of a country, further ones.
    """
    for truth in (Truth.YES, Truth.UNCERTAIN):
        rows = [row for row in passing(ctx) if row.truth is truth]
        if rows:
            lines = tuple(_line(ctx, row) for row in rows)
            yield Listing(listing_title(truth, len(rows), regions=ctx.view.regions), lines)


def _line(ctx: ComposeContext, row: AnswerRow) -> Line:
    decisions = decided(ctx, row)
    facts = (fact for finding in row.findings for fact in finding.facts if not isinstance(fact, OwnFact))
    records = dict.fromkeys(fact.record_id for fact in facts)
    return Line(
        row.state.name, _evidence(decisions), ctx.cite(_citations(decisions)), swatch=row.truth, records=tuple(records)
    )


# -- The table: the answer, and for each clause its truth, what decides it and the document.


COLUMNS = (Column("meets_question", "Meets the question", ID, width=18, pixels=110, is_property=True),)


def clause_columns(ctx: ComposeContext) -> tuple[Column, ...]:
    """Return three columns for each clause: whether it holds, what decides it, the documents."""
    columns = []
    for number, term in enumerate(ctx.view.question.terms, 1):
        columns += [
            Column(f"clause_{number}", f"{number}: {term_words(term, ctx.dataset)}", ID, width=30, pixels=110),
            Column(f"clause_{number}_decided_by", f"{number}: decided by", ID, width=60, pixels=160),
            Column(f"clause_{number}_source", f"{number}: source", ID, width=60, pixels=110),
        ]
    return tuple(columns)


def facts(ctx: ComposeContext, row: AreaRow) -> RowFacts:
    """Return the answer of a state with what decides each clause."""
    answer_row = answer_rows(ctx)[row.state.area]
    cells: list[str | tuple[str, ...]] = [TRUTH_CELLS[answer_row.truth]]
    decisions = decided(ctx, answer_row)
    for finding, one in zip(answer_row.findings, decisions, strict=True):
        cells += [TRUTH_CELLS[finding.truth], one.text, one.documents]
    card_text = TRUTH_LABELS[answer_row.truth]
    if answer_row.truth is not Truth.NO:
        card_text = f"{card_text}: {_evidence(decisions)}"
    return RowFacts(cells=tuple(cells), citations=_citations(decisions), card=card_text)


def _document(dataset: Dataset, citation: Citation) -> str:
    source = dataset.sources[citation.source_id]
    return f"{citation_text(source, citation.locator)} {source.url}".rstrip()


def card(ctx: ComposeContext, row: AreaRow) -> CitedText:
    """Return the answer of a state and what decides it; of a territory, those of the state that administers it."""
    follows = ctx.dataset.administrator(row.state)
    answer_row = answer_rows(ctx).get(follows.area if follows else row.state.area)
    if answer_row is None:
        return CitedText(TRUTH_LABELS[Truth.NOT_ELIGIBLE])
    decisions = decided(ctx, answer_row)
    return CitedText(f"{TRUTH_LABELS[answer_row.truth]}. {_evidence(decisions)}", ctx.cite(_citations(decisions)))


def quote(ctx: ComposeContext, state: State) -> str:
    """Return the answer of a state with what decides it."""
    answer_row = answer_rows(ctx).get(state.area)
    if answer_row is None:
        return ""
    decisions = decided(ctx, answer_row)
    ctx.cite(_citations(decisions))
    question = question_words(ctx.view.question, ctx.dataset)
    meets = _ANSWERS[answer_row.truth].format(name=name_at_start(state.name), question=question, day=day_label(ctx.day))
    return f"{meets} ({_evidence(decisions)})"


_ANSWERS = {
    Truth.YES: "{name} is among the states that {question}, as of {day}",
    Truth.NO: "{name} is not among the states that {question}, as of {day}",
    Truth.UNCERTAIN: "Whether {name} is among the states that {question} is uncertain, as of {day}",
    Truth.NOT_RECORDED: "Whether {name} is among the states that {question} is not recorded, as of {day}",
    Truth.NOT_ELIGIBLE: "Whether {name} is among the states that {question} cannot be asked, as of {day}",
}

_ABOUT = paragraphs("""
A question is made of clauses on treaty status, claims, votes, recorded use, stockpiles and production, deadlines,
policy and place, joined by and, or and not. It is asked of the 197 states that can join treaties.

A clause that the records cannot decide leaves its answer open: uncertain where a date is known to a range only or a
figure is not stated, not recorded where nothing could tell, not eligible where it cannot be asked. What is open stays
open under “not”: no record of contamination is no finding of none. A clause that asks for a record, such as use that is
recorded, is answered by whether there is one.

Of “and”, one clause that does not hold decides; of “or”, one that holds; otherwise what is open decides
(Kleene's strong three-valued logic).
""")


def about(_dataset: Dataset) -> Sequence[Chapter]:
    """Return how a question is answered, and what its answers mean."""
    terms = [Term(TRUTH_LABELS[truth], TRUTH_MEANINGS[truth], TRUTH_LOOKS[truth]) for truth in Truth]
    return (Chapter("Questions", _ABOUT, tuple(terms)),)


READY = Choice(
    key="question-of-the-map",
    label="Ready questions",
    options=lambda _ctx: TITLES,
    value=ready_id,
    edit=with_ready_question,
    placeholder="One of your own",
)
LAYER = Layer(
    layer_id=ID,
    label="Answer to a question",
    can_fill=True,
    days=lambda ctx: ctx.view.question.change_days(ctx.dataset),
    view_fields=frozenset({"question"}),
    controls=(READY,),
    classes=LABELS,
    class_of=class_of,
    picture=picture,
    notes=notes,
    headline=headline,
    panel_title=panel_title,
    subject=lambda _ctx: "Answer to a question",
    listings=lambda ctx: tuple(listings(ctx)),
    sections=lambda ctx: tuple(sections(ctx)),
    panel_order=0,
    columns=COLUMNS,
    view_columns=clause_columns,
    facts=facts,
    card=card,
    card_heading=lambda _ctx: "Answer",
    is_class_text=True,
    quote=quote,
    quote_order=-1,
    about=about,
)
