"""What the command line answers, as plain rows of text and numbers that any format can hold."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from geodata.contamination import claims_on
from geodata.dataset import Dataset
from geodata.freshness import Freshness
from geodata.names import area_named
from geodata.records import Citation, Cited, Claim, State
from geodata.sources import citation_text, in_order, mark_of
from geodata.statuses import StatusKind, TreatyStatus

Answer = dict[str, Any]


def status_answer(dataset: Dataset, treaty_id: str, day: date, area: str | None = None, *, today: date) -> Answer:
    """Return status on a day: counts, then one entry a state with its acts and their sources.

    Counts run over the states that may join; `joined_by_deposit` is how depositaries count States Parties.

    Parameters
    ----------
    area
        One state; without it all that may join.
    today
        The day (UTC) from which the age of the depositary reading is counted.
    """
    treaty = dataset.treaty(treaty_id)
    freshness = Freshness(treaty.data_until, today)
    chosen = [dataset.state(area_named(area, dataset))] if area else list(dataset.countries)
    found = [(state, dataset.status(state.area, treaty_id, day)) for state in chosen]
    states = [_status_entry(dataset, state, status) for state, status in found]
    answer: Answer = {
        "treaty": treaty_id,
        "title": treaty.title,
        "day": day.isoformat(),
        "data_until": treaty.data_until.isoformat(),
        "age_days": freshness.days,
        "freshness": freshness.kept,
        "release": dataset.release,
    }
    if not area:
        statuses = [status for _, status in found]
        answer["counts"] = status_counts(statuses)
    answer["states"] = states
    return answer


def status_counts(statuses: Sequence[TreatyStatus]) -> dict[str, int]:
    """Return how many states have joined by deposit, are bound, may be bound, and are in each kind of status."""
    return {
        "joined_by_deposit": sum(s.has_joined for s in statuses),
        "bound": sum(s.is_bound for s in statuses),
        "bound_at_most": sum(s.may_be_bound for s in statuses),
        **{kind.value: sum(s.kind is kind for s in statuses) for kind in StatusKind},
    }


def claims_answer(dataset: Dataset, area: str, day: date) -> Answer:
    """Return every claim about an area made by a day, newest first, with definition, claimant, basis and sources."""
    state = dataset.state(area_named(area, dataset))
    claims = claims_on(dataset.claims.get(state.area, ()), day)
    return {
        "area": state.area,
        "name": state.name,
        "day": day.isoformat(),
        "release": dataset.release,
        "claims": [_claim_entry(dataset, claim) for claim in claims],
    }


def links_answer(dataset: Dataset) -> Answer:
    """Return every address with its document, what it is, and the day on which it was last opened, oldest first.

    An address that was never opened on its own was read with its document, so the day of reading stands in `seen_on`;
    one without any day comes first.
    """
    entries = []
    for source in dataset.sources.values():
        if source.url:
            seen = source.checked_on or source.accessed_on
            entries.append(
                {
                    "seen_on": seen.isoformat() if seen else None,
                    "by": "check" if source.checked_on else "reading" if seen else None,
                    "state": source.address_state.value if source.address_state else None,
                    "source_id": source.source_id,
                    "url": source.url,
                    "archived": source.archived or None,
                }
            )
    entries.sort(key=lambda entry: (entry["seen_on"] or "", str(entry["source_id"])))
    return {"release": dataset.release, "links": entries}


def _status_entry(dataset: Dataset, state: State, status: TreatyStatus) -> Answer:
    return {
        "area": state.area,
        "name": state.name,
        "status": status.kind.value,
        "label": status.label,
        "since": status.since.isoformat() if status.since else None,
        "possible": [kind.value for kind in status.possible],
        "reason": status.reason,
        "acts": [
            {
                "kind": act.kind.value,
                "date": str(act.when),
                "effective": act.date_effective.isoformat() if act.date_effective else None,
                "contested_by": act.contested_by,
                "confidence": act.confidence.value,
                "mark": mark_of(act),
                "note": act.note,
                "sources": _sources(dataset, act),
            }
            for act in status.actions
        ],
        "sources": list(dict.fromkeys(c.source_id for c in _strongest(dataset, status.actions))),
    }


def _claim_entry(dataset: Dataset, claim: Claim) -> Answer:
    return {
        "claim_id": claim.claim_id,
        "part": claim.part,
        "value": claim.value,
        "low": claim.low,
        "high": claim.high,
        "unit": claim.unit,
        "band": claim.band,
        "as_stated": claim.as_stated,
        "claimant": claim.claimant,
        "claimant_role": claim.claimant_role.value,
        "basis": claim.basis.value,
        "said": str(claim.said),
        "meant": str(claim.meant) if claim.meant else None,
        "definition": claim.definition.label,
        "comparable_group": claim.definition.comparable_group.value,
        "status": claim.status.value,
        "superseded_by": claim.superseded_by,
        "continued_by": claim.continued_by,
        "disputed_by": claim.disputed_by,
        "confidence": claim.confidence.value,
        "mark": mark_of(claim),
        "note": claim.note,
        "sources": _sources(dataset, claim),
    }


def _strongest(dataset: Dataset, facts: Iterable[Cited]) -> tuple[Citation, ...]:
    """The citations of facts in order of standing, of equal standing as they are listed."""
    return in_order((citation for fact in facts for citation in fact.citations), dataset.sources)


def _sources(dataset: Dataset, fact: Cited) -> list[Answer]:
    return [
        {
            "source_id": citation.source_id,
            "locator": citation.locator,
            "text": citation_text(dataset.sources[citation.source_id]),
            "url": dataset.sources[citation.source_id].url,
        }
        for citation in fact.citations
    ]


def written(answer: Answer, *, rows: str, style: str) -> str:
    """Return an answer as text.

    Parameters
    ----------
    rows
        The key of the list that becomes the rows of `csv` and `table`.
    style
        json (everything), csv (one row an entry, nested values as JSON) or table (for reading in a terminal).
    """
    if style == "json":
        return json.dumps(answer, ensure_ascii=False, indent=2)
    entries: list[Answer] = answer[rows]
    if style == "csv":
        reading = {key: answer[key] for key in ("data_until", "age_days") if key in answer}
        entries = [entry | reading for entry in entries]
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\n")
        if entries:
            writer.writerow(entries[0])
            writer.writerows([_cell(value) for value in entry.values()] for entry in entries)
        return out.getvalue().rstrip("\n")
    plain = [{k: _cell(v) for k, v in e.items() if not isinstance(v, (list, dict))} for e in entries]
    counts = answer.get("counts", {})
    head = ", ".join(f"{key} {value}" for key, value in counts.items())
    return "\n".join(filter(None, [head, *_aligned(plain), answer.get("freshness", "")]))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else str(value)


def _aligned(rows: Sequence[Mapping[str, str]], widest: int = 48) -> list[str]:
    if not rows:
        return ["nothing is recorded"]
    keys = [key for key in rows[0] if any(row[key] for row in rows)]
    cut = [[row[key] if len(row[key]) <= widest else row[key][: widest - 1] + "…" for key in keys] for row in rows]
    widths = [max(len(line[i]) for line in [keys, *cut]) for i in range(len(keys))]
    return ["  ".join(cell.ljust(w) for cell, w in zip(line, widths, strict=True)).rstrip() for line in [keys, *cut]]
