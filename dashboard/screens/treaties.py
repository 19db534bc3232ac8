"""The treaties screen: every state under each of the four treaties on a day, and their parties through time."""

from dataclasses import replace
from functools import partial
from html import escape
from typing import Any, cast
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from dashboard.maps.reference.treaty_matrix import (
    MEASURES,
    MatrixFilter,
    counted_states,
    counts_text,
    group_notes,
    matrix_sentence,
    order_label,
    ordered,
    with_statuses,
)
from dashboard.maps.spec import PictureTheme
from dashboard.maps.view import MATRIX_KINDS, MATRIX_ORDERS, TREATIES
from dashboard.maps.wording import status_label
from dashboard.render.charts import treaty_count_chart
from dashboard.render.html.fragments import age_line
from dashboard.render.treaty_matrix import column_pixels, matrix_columns, matrix_html, matrix_row_html
from dashboard.ui import controls, page_shell, state
from dashboard.ui.service import ATLAS
from dashboard.ui.widget_values import OneOf, OneOrNone, SomeOf
from geodata import day_label

ORDER_PIXELS, ROW_PIXELS, GRID_PIXELS = 420, 35, 455

view, data, names = state.current(), ATLAS.dataset(), ATLAS.treaty_names()
day = view.on(ATLAS.today())

with st.sidebar:
    controls.day(view)
    controls.regions(view)
    groups = {group_id: group.short_name for group_id, group in data.groups.items()}
    st.selectbox(
        "Group",
        list(groups),
        format_func=groups.__getitem__,
        index=None,
        placeholder="All states",
        **state.editor(
            "matrix-group",
            view.matrix_group,
            lambda old, new: replace(old, matrix_group=new),
            OneOrNone(groups, groups.__getitem__),
        ),
    )
    with st.expander("Status under each treaty", expanded=bool(view.matrix_statuses)):
        for treaty in TREATIES:
            label_of = partial(status_label, treaty=data.treaty(treaty))
            st.multiselect(
                names[treaty],
                MATRIX_KINDS,
                format_func=label_of,
                placeholder="Any",
                **state.editor(
                    f"matrix-{treaty}",
                    list(dict(view.matrix_statuses).get(treaty, ())),
                    partial(with_statuses, treaty=treaty),
                    SomeOf(MATRIX_KINDS, label_of),
                ),
            )

chosen = MatrixFilter(view.regions, view.matrix_group or "", view.matrix_statuses)
members = chosen.members(data, day)
rows = ordered(chosen.kept(ATLAS.treaty_matrix(day), members), view.matrix_order)

page_shell.link_problems()
page_shell.title(f"Four treaties on {day_label(day)}", matrix_sentence(rows, names, day))
notes = group_notes(members, data) if members else ()
reading = ATLAS.oldest_reading()
quiet = "".join(f'<p class="quiet">{escape(note)}</p>' for note in notes)
st.html(f'<div class="panel">{quiet}{age_line(reading, reading.dated_sentence)}</div>')

if not rows:
    st.button(
        "Show all states",
        key="all-states",
        on_click=state.change,
        args=(lambda old: replace(old, regions=(), matrix_group=None, matrix_statuses=()),),
    )
else:
    st.selectbox(
        "Order",
        MATRIX_ORDERS,
        format_func=lambda order: order_label(order, names),
        width=ORDER_PIXELS,
        **state.editor(
            "matrix-order",
            view.matrix_order,
            lambda old, new: replace(old, matrix_order=new),
            OneOf(MATRIX_ORDERS, lambda order: order_label(order, names)),
        ),
    )
    st.html(
        f'<div class="on-paper">{matrix_html(rows, names)}</div>'
    )  # the grid is a canvas, which prints rows in view
    columns = matrix_columns(rows, names)
    # By place, from 1 on, which Streamlit documents and does not type: names of columns under a heading have no key.
    widths = {
        number: st.column_config.Column(width=pixels, pinned=number == 1)
        for number, pixels in enumerate(column_pixels(columns), 1)
    }
    height = min(ROW_PIXELS * (len(rows) + 2) + 2, GRID_PIXELS)
    grid = st.dataframe(
        pd.DataFrame(columns),
        hide_index=True,
        width="stretch",
        height=height,
        column_config=cast("Any", widths),
        on_select="rerun",
        selection_mode="single-row",
    )
    for at in grid.selection.rows:
        st.html(matrix_row_html(rows[at], names, day=day, release=data.release))
    where = f"export/treaties.csv?{urlencode({'day': day.isoformat(), **chosen.to_query()})}"
    st.html(f'<p class="download"><a href="{escape(where)}" download>Download CSV with acts and documents</a></p>')

    st.html('<header id="through-time" class="prose"><h2>Through time</h2></header>')
    st.segmented_control(
        "Count",
        list(MEASURES),
        required=True,
        format_func=lambda key: MEASURES[key].label,
        **state.editor(
            "matrix-measure",
            view.matrix_count,
            lambda old, new: replace(old, matrix_count=new),
            OneOf(MEASURES, lambda key: MEASURES[key].label),
        ),
    )
    whole = len(ATLAS.treaty_matrix(day))
    counts = ATLAS.treaty_counts(None if len(rows) == whole else frozenset(r.area for r in rows))
    theme: PictureTheme = "dark" if st.context.theme.type == "dark" else "light"
    picked, until = MEASURES[view.matrix_count], max(day, ATLAS.today())
    st.vega_lite_chart(
        treaty_count_chart(counts, names, number_of=picked.number_of, day=day, until=until, theme=theme),
        theme=None,
        width="stretch",
        key="treaty-counts",
        alt=counts_text(counts, names, picked, day),
    )
    words = " ".join(
        filter(None, [counts_text(counts, names, picked, day), picked.note, counted_states(len(rows), whole)])
    )
    st.html(f'<div class="panel"><p class="quiet">{escape(words)}</p></div>')
