"""Streamlit: the state of a session, its controls and its panels."""
