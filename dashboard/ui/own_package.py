"""Own data as a data package, offered on their screen: what has to be said beside the figures, and the file."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard.maps.own_data import OwnData
from dashboard.ui import state
from dashboard.ui.service import ATLAS
from dashboard.ui.widget_values import OneOf
from geodata.model import ClaimantRole
from geodata.own_figures import OwnLevel
from geodata.wording import capitalized

FILE_NAME = "claims.zip"
WHAT_IT_IS = (
    "Tables in the form of the atlas’ own (Frictionless Data Package): publish them where you publish your figures, "
    "and an atlas can take them in, each claim with claimant, date, definition and document."
)
OF_ITS_OWN = "As you define it; compared with no other claim"


def package_part(data: OwnData) -> None:
    """Draw what has to be said beside complete own figures, and the button that makes a data package of them."""
    with st.expander("Make this a data package", key="own-package"):
        st.markdown(WHAT_IT_IS)
        left, right = st.columns(2, gap="medium")
        with left:
            definition_id, measure = _what_is_measured(data)
        with right:
            roles = {role: capitalized(role.value.replace("_", " ")) for role in ClaimantRole}
            role = st.selectbox(
                "The claimant is",
                list(roles),
                format_func=roles.__getitem__,
                **state.choice("own-package-role", ClaimantRole.UNKNOWN, OneOf(roles, roles.__getitem__)),
            )
        st.download_button(
            "Download the data package",
            partial(_made, data, definition_id, measure, role),
            file_name=FILE_NAME,
            mime="application/zip",
            on_click="ignore",
            disabled=not data.may_leave,
            help=None if data.may_leave else "The totals may not leave yet: tick that they may.",
        )


def _what_is_measured(data: OwnData) -> tuple[str, str]:
    """Draw the choice of a definition, or of a measure for first-level areas, and return both; "" for the other."""
    if data.figures.level is OwnLevel.COUNTRY:
        known = ATLAS.dataset().definitions.values()
        labels = {"": OF_ITS_OWN} | {one.definition_id: one.label for one in known if one.is_total}
        return _chosen("own-package-definition", "What is measured", labels), ""
    from geodata.data_package import measures_by_first_level  # noqa: PLC0415 - on use

    labels = {measure: capitalized(measure.replace("_", " ")) for measure in measures_by_first_level()}
    return "", _chosen("own-package-measure", "What is measured", labels)


def _chosen(key: str, label: str, labels: dict[str, str]) -> str:
    first = next(iter(labels))
    return st.selectbox(
        label,
        list(labels),
        format_func=labels.__getitem__,
        **state.choice(key, first, OneOf(labels, labels.__getitem__)),
    )


def _made(data: OwnData, definition_id: str, measure: str, role: ClaimantRole) -> bytes:
    from geodata.own_package import Statement, package_bytes  # noqa: PLC0415 - on use

    figures = data.figures if data.with_small else data.figures.without_small()
    statement = Statement(state.present_day(), role, definition_id=definition_id, measure=measure)
    return package_bytes(figures, statement, ATLAS.dataset())
