"""Numbers and text in XML: whatever a text holds, the XML around it can be read, and says the same."""

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from dashboard.render.markup import escaped, quoted


@given(st.text())
def test_any_text_becomes_xml_that_says_the_same(text: str) -> None:
    root = ET.fromstring(f"<a b={quoted(text)}>{escaped(text)}</a>")  # noqa: S314 - our own text
    letters = "".join(letter for letter in text if _is_allowed(letter))
    assert root.get("b") == letters
    assert (root.text or "") == letters.replace("\r\n", "\n").replace("\r", "\n")


def _is_allowed(letter: str) -> bool:
    code = ord(letter)
    return letter in "\t\n\r" or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000


def test_quotation_marks_do_not_end_an_attribute() -> None:
    assert quoted("a 'b' \"c\" <d> & e\n") == "\"a 'b' &quot;c&quot; &lt;d&gt; &amp; e&#10;\""
