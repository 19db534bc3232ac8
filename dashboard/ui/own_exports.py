"""Own data in files that a reader takes away and opens again: saved with the view, as a data package, in a story."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from html import escape

import streamlit as st

from dashboard.maps.own_data import ARCHIVE_NAME, KEY, OwnData, saved_bytes, saved_view
from dashboard.maps.story.codec import LONGEST_FILE, story_file
from dashboard.maps.story.model import Story
from dashboard.maps.view import View
from dashboard.ui import state
from dashboard.ui.service import ATLAS
from dashboard.ui.widget_values import OneOf
from geodata.model import ClaimantRole
from geodata.own_archive import OwnArchive
from geodata.own_figures import OwnFigures, OwnLevel
from geodata.wording import capitalized, enumeration

# -- Whether they may leave.


def own_refusal() -> str:
    """Return why no file of own data can be made now; empty where one can."""
    own = state.own_data()
    if own is None:
        return "The own data of this view are not open."
    if own.figures.missing:
        return f"Own data can be exported once these are given on “Own data”: {enumeration(own.figures.missing)}."
    return "" if own.may_leave else "Own data leave in a file once you tick “The totals may leave” on “Own data”."


# -- Saved as one file with the view; what differs where such a file is opened.


def save_button(data: OwnData, view: View) -> None:
    """Draw the button that saves own data with the view; the file is made when it is pressed and not before."""
    st.download_button(
        "Save for later",
        partial(saved_bytes, data, view, ATLAS.dataset()),
        file_name=ARCHIVE_NAME,
        mime="application/zip",
        on_click="ignore",
        help="One file with the totals, what you said of them, how they were made and the view; it opens again here, "
        "in any atlas, on any machine.",
    )


def differences_list(archive: OwnArchive, figures: OwnFigures) -> None:
    """Draw what differs between the atlas that wrote a file and this one; nothing where nothing does."""
    _, sentences = saved_view(archive, figures, ATLAS.dataset())
    if sentences:
        lines = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
        st.html(f"<h3>What differs here</h3><ul>{lines}</ul>")


def view_of_archive(archive: OwnArchive | None, figures: OwnFigures) -> View | None:
    """Return the view of a file that was opened; None where it has none, or it is no such file."""
    return saved_view(archive, figures, ATLAS.dataset())[0] if archive is not None else None


# -- As a data package: what has to be said beside the figures, and the file.

PACKAGE_NAME = "claims.zip"
WHAT_IT_IS = (
    "Tables in the form of the atlas’ own (Frictionless Data Package): publish them where you publish your figures, "
    "and an atlas can take them in, each claim with claimant, date, definition and document."
)
NOT_OF_OWN_AREAS = (
    "No data package is made of figures by own areas, because tables of the atlas name countries and first-level areas "
    "alone. Figures by those can be published so that an atlas takes them in."
)
OF_ITS_OWN = "As you define it; compared with no other claim"


def package_part(data: OwnData) -> None:
    """Draw what has to be said beside complete own figures, and the button that makes a data package of them."""
    if data.figures.level is OwnLevel.OWN_AREAS:
        st.caption(NOT_OF_OWN_AREAS)
        return
    with st.expander("Make this a data package", key="own-package"):
        st.html(f"<p>{escape(WHAT_IT_IS)}</p>")
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
            partial(_package, data, definition_id, measure, role),
            file_name=PACKAGE_NAME,
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


def _package(data: OwnData, definition_id: str, measure: str, role: ClaimantRole) -> bytes:
    from geodata.own_package import Publication, package_bytes  # noqa: PLC0415 - on use

    figures = data.figures if data.with_small else data.figures.without_small()
    publication = Publication(state.present_day(), role, definition_id=definition_id, measure=measure)
    return package_bytes(figures, publication, ATLAS.dataset())


# -- In the reader's story: what its files carry of them, and what becomes of those that a file brings.

OTHERS_ARE_OPEN = (
    "The story brings own data, and others are open: close those on “Own data” and open the story again to see its own."
)


def _data_in_story(story: Story) -> OwnData | None:
    """Return the own data that are open, where steps of a story show them."""
    data = state.own_data()
    return data if data is not None and data.figures.content_id in story.own_ids else None


def figures_in_story(story: Story) -> tuple[OwnFigures | None, str]:
    """Return the own figures that the file of a story carries, or why it carries none; both empty without own data."""
    if not story.own_ids:
        return None, ""
    data, refusal = _data_in_story(story), own_refusal()
    if data is None or refusal:
        return None, refusal or "The own data of this story are not open."
    figures = data.figures if data.with_small else data.figures.without_small()
    if len(story_file(story, figures).encode()) > LONGEST_FILE:
        return None, f"With them the file would have more than {LONGEST_FILE:,} bytes, the most that is opened."
    return figures, ""


def story_note(own: OwnFigures | None, refusal: str) -> None:
    """Draw what the file carries of own data; nothing for a story without them."""
    if own is not None:
        st.caption(f"With the totals of “{own.title}”, not checked by the atlas.")
    elif refusal:
        st.caption(f"Its steps with own data go without them. {refusal}")


def story_key(story: Story) -> Mapping[str, str]:
    """Return the parameter that has files of a story made with its own data; none while they may not leave."""
    data = _data_in_story(story)
    return {KEY: data.key} if data is not None and not own_refusal() else {}


def open_of_story(own: OwnFigures | None) -> tuple[str, ...]:
    """Open the own figures that a file brings in this session, or return why they are not opened."""
    data = state.own_data()
    if own is None or (data is not None and data.figures.content_id == own.content_id):
        return ()
    if data is not None:
        return (OTHERS_ARE_OPEN,)
    state.open_own_data(OwnData(own))
    return ()


def refusal_to_add(story: Story, view: View) -> str:
    """Return why a view cannot be added to a story; empty where it can."""
    if view.own_ids and story.own_ids - view.own_ids:
        return "Your story shows other own data already: a story holds those of one file."
    return ""
