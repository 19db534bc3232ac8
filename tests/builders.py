"""A small language for test data: records with everything filled in, and a folder of tables that is in order."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from geodata import model
from geodata.checks import AREA_COLUMNS
from geodata.dates import DateSpan
from geodata.tables import CORRECTION_COLUMNS, TABLES
from tests.stories import STORY

Rows = Sequence[Mapping[str, str]]
CITED = (model.Citation("un-page", "table of parties"),)
COLUMNS: dict[str, Sequence[str]] = {
    **{table.name: table.columns for table in TABLES},
    "corrections": CORRECTION_COLUMNS,
    "boundaries/areas": AREA_COLUMNS,
}
on = date.fromisoformat  # a day written YYYY-MM-DD


def act(
    kind: str, when: str, *, effective: str = "", contested_by: str = "", note: str = "", area: str = "AAA"
) -> model.TreatyAction:
    """One act under the Mine Ban Convention: `act("accession", "2005-03-01")`; `when` may be a month or a range."""
    return model.TreatyAction(
        citations=CITED,
        confidence=model.Confidence.ONE_SOURCE,
        note=note,
        action_id=f"apmbc-{area.lower()}-{kind.replace('_', '-')}-{when}",
        treaty="apmbc",
        area=area,
        kind=model.ActionKind(kind),
        when=DateSpan.parse(when),
        date_effective=on(effective) if effective else None,
        contested=bool(contested_by),
        contested_by=contested_by,
    )


def treaty(
    *, rule: str = "sixth_month_first_day", adopted: str = "1997-09-18", in_force: str = "1999-03-01"
) -> model.Treaty:
    """The Mine Ban Convention, or a treaty with another rule or other days."""
    return model.Treaty(
        citations=CITED,
        confidence=model.Confidence.ONE_SOURCE,
        note="",
        treaty_id="apmbc",
        short_name="Mine Ban Convention",
        title="Convention on Anti-Personnel Mines",
        adopted=on(adopted),
        opened=None,
        in_force=on(in_force),
        entry_rule=model.EntryRule(rule),
        entry_article="Article 17",
        exit_article="Article 20",
        depositary_reference="XXVI-5",
        url="https://treaties.un.org/",
        data_until=on("2026-02-03"),
    )


def definition(
    definition_id: str = "ap-mines-total", *, group: str = "ap-mines", is_total: bool = True
) -> model.Definition:
    """A thing that can be measured; a total of anti-personnel mines unless told otherwise."""
    return model.Definition(
        definition_id, "Mined area", "Area with mines.", "", "", "", model.ComparableGroup(group), is_total
    )


def claim(
    *,
    value: float | None = None,
    date_said: str = "2024-11-26",
    date_meant: str = "",
    band: str = "",
    unit: str = "km2",
    part: str = "",
    role: str = "affected_state",
    basis: str = "declaration",
    confidence: str = "one_source",
    claim_id: str = "a-claim",
    measure: model.Definition | None = None,
) -> model.Claim:
    """One claim about area AAA: `claim(value=12.5, said="2023-01-07")`."""
    return model.Claim(
        citations=CITED,
        confidence=model.Confidence(confidence),
        note="",
        claim_id=claim_id,
        area="AAA",
        part=part,
        definition=measure or definition(),
        value=value,
        low=None,
        high=None,
        unit=unit,
        band=band,
        as_stated="",
        claimant="Government of A",
        claimant_role=model.ClaimantRole(role),
        basis=model.Basis(basis),
        date_said=DateSpan.parse(date_said),
        date_meant=DateSpan.parse(date_meant) if date_meant else None,
        relayed_by="",
        status=model.ClaimStatus.CURRENT,
        superseded_by="",
        continued_by="",
        disputed_by="",
    )


def policy(
    start: str,
    until: str = "",
    *,
    mines: str = "persistent_ap",
    activity: str = "use",
    allowed_in: str = "WLD",
    record: str = "period",
    confidence: str = "two_sources",
    area: str = "USA",
) -> model.PolicyAction:
    """One period of United States policy: `policy("2014-09-23", "2020-01-31", allowed_in="KOR;PRK")`."""
    return model.PolicyAction(
        citations=CITED,
        confidence=model.Confidence(confidence),
        note="",
        policy_id=f"{area.lower()}-{mines}-{activity}-{start}",
        area=area,
        record=record,
        kind="rule",
        title="A rule",
        start=DateSpan.parse(start),
        until=DateSpan.parse(until) if until else None,
        mine_kind=mines,
        activity=activity,
        allowed_in=tuple(allowed_in.split(";")),
        allowed_where="",
        forbidden_where="",
        korea_rule="",
        authority="",
        direction="",
        paraphrase="",
    )


def source(
    source_id: str = "un-page",
    *,
    author: str = "",
    published: str = "2026-02-03",
    relays: str = "",
    role: model.PublisherRole = model.PublisherRole.DEPOSITARY,
    via: str = "",
    state: model.AddressState | None = None,
) -> model.Source:
    """One document, of the depositary unless another role is given."""
    return model.Source(
        source_id=source_id,
        csl_type="webpage",
        title="Status of the Convention",
        author=author,
        publisher="United Nations",
        via=via,
        publisher_role=role,
        relays_source=relays,
        origin="un-depositary",
        published=DateSpan.parse(published) if published else None,
        language="en",
        url="https://treaties.un.org/",
        address_state=state,
        checked_on=None,
        archived="",
        accessed_on=None,
        licence="",
        note="",
    )


_TABLES = {
    "sources": """source_id,csl_type,title,publisher,publisher_role,origin,published,language,address_state
        un-page,webpage,Status of the Convention,United Nations,depositary,un-depositary,2026-02-03,en,none""",
    "states": """area,name,official_name,kind,region,administered_by,label_lon,label_lat
        AAA,Aland,Aland,un_member,Europe,,10,50
        BBB,Beland,Beland,un_member,Africa,,20,0
        TTT,Tee Islands,Tee Islands,territory,Oceania,AAA,170,-10
        ZED,Exland,Exland,other_area,Asia,,120,20""",
    "names": """area,kind,language,name,until
        AAA,un_short,en,Aland,
        AAA,common,en,Aland,
        AAA,former,en,Oldland,1990
        BBB,un_short,en,Beland,
        BBB,common,en,Beland,
        TTT,m49,en,Tee Islands,
        TTT,common,en,Tee Islands,
        ZED,common,en,Exland,""",
    "aliases": """area,kind,language,alias
        AAA,former_code,,ALN""",
    "treaties": (
        "treaty_id,short_name,title,url,adopted,in_force,entry_rule,entry_article,exit_article,data_until\n"
        "apmbc,Mine Ban,Mine Ban Convention,https://treaties.un.org/,"
        "1997-09-18,1999-03-01,sixth_month_first_day,Art. 17,Art. 20,2026-02-03"
    ),
    "actions": """action_id,treaty,area,kind,date_earliest,date_latest,date_effective,contested
        apmbc-aaa-signature-1997-12-03,apmbc,AAA,signature,1997-12-03,1997-12-03,,false
        apmbc-aaa-ratification-2005-03-15,apmbc,AAA,ratification,2005-03-15,2005-03-15,,false""",
    "definitions": """definition_id,label,text,comparable_group,is_total
        ap-mines-total,Mined area,Area with mines.,ap-mines,true""",
    "claims": """claim_id,area,definition_id,value,unit,claimant,claimant_role,basis,date_said,status,superseded_by
        aaa-2020,AAA,ap-mines-total,120,km2,Government of Aland,affected_state,declaration,2020,superseded,aaa-2024
        aaa-2024,AAA,ap-mines-total,12.5,km2,Government of Aland,affected_state,declaration,2024-11-26,current,""",
    "policies": """policy_id,area,record,kind,title,start,until,mine_kind,activity,allowed_in
        bbb-use-1996,BBB,period,rule,Use only in Aland,1996-05-16,,persistent_ap,use,AAA""",
    "votes": "year,resolution,area,vote\n2024,A/RES/79/34,AAA,yes",
    "clearance": "clearance_id,area,year,cleared_km2,claimant\naaa-2024,AAA,2024,1.5,Government of Aland",
    "oblasts": "figure_id,oblasts,name,date_meant,claimant,measure\nua-14,UA-14,Donetsk,2024,Government,identified",
    "events": """event_id,date,place,area,lat,lon,position_basis,category,text
        oslo,1997-09-17,Oslo,BBB,59.9,10.7,city,treaty,A text.""",
    "deadlines": "deadline_id,area,status,deadline\naaa-deadline,AAA,obligation_outstanding,2030-03-01",
    "casualties": "casualty_id,area,year,weapon,casualties,edition\nwld-1999,WLD,1999,mines_erw,8760,Monitor 2000",
    "stockpiles": "stockpile_id,kind,date,area,name,value,unit,claimant\naaa-held,stockpile,2018,AAA,Aland,6,mines,NGO",
    "groups": """group_id,short_name,name,kind,about,data_until
        club,Club,Club of States,union,A club.,2025-06-30""",
    "memberships": """membership_id,group,area,kind,start,until
        club-aaa,club,AAA,member,1995-01-01,
        club-aaa-suspended,club,AAA,suspended,2010-02,2011-03-01
        club-bbb,club,BBB,member,1999,2020-01-31""",
    "country_areas": "area,land_km2,year\nAAA,1000,2023\nBBB,950,2023",
    "omissions": "omission_id,area,date,statement,reason\naaa-producer,AAA,2024,producer of mines,no document was read",
    "corrections": "correction_id",
    "boundaries/areas": "area,name_in_source\nAAA,Aland\nBBB,Beland\nTTT,Tee\nZED,Ex",
}
_CITED = {"citations": "un-page: table of parties", "confidence": "one_source", "depositary_reference": "XXVI-5"}


def rows_of(table: str) -> Rows:
    """The rows of a table in order, to change and give back to `dataset_folder`; a column not named above is empty."""
    lines = [line.strip() for line in _TABLES[table].splitlines()]
    empty = {column: _CITED.get(column, "") for column in COLUMNS[table]}
    return [empty | row for row in csv.DictReader(lines)]


def dataset_folder(folder: Path, **tables: Rows) -> Path:
    """Write every table and the data package to a folder; `claims=[...]` stands in for the rows of a table."""
    (folder / "boundaries").mkdir(parents=True)
    for name in _TABLES:
        write_rows(folder, name, tables.get(name, rows_of(name)))
    described = [{"name": table.name, "path": f"{table.name}.csv"} for table in TABLES]
    (folder / "story.toml").write_text(STORY, encoding="utf-8")
    (folder / "datapackage.json").write_text(json.dumps({"name": "small", "resources": described}), encoding="utf-8")
    return folder


def write_rows(folder: Path, table: str, rows: Rows) -> None:
    """Write one table; a column that a row does not name is empty."""
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS[table], restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def break_cell(folder: Path, table: str, column: str, text: str, *, row: int = 1) -> None:
    """Put another text into one cell; rows count from 1."""
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[row - 1][column] = text
    write_rows(folder, table, rows)
