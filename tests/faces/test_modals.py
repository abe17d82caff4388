"""Forms as Discord opens them: within every limit, and read back field by field."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers import Field, Form
from bot.faces import buttons, modals
from tests.loopback.limits import check_modal

words = st.text(max_size=200)
names = st.text("abcdefgh_", min_size=1, max_size=20)
fields = st.builds(
    Field, names, words.map(lambda text: f"x{text}"), st.booleans(), st.booleans(), words, words, st.integers(-5, 9000)
)
forms = st.builds(
    Form,
    words.map(lambda text: f"x{text}"),
    st.just("/article add"),
    st.lists(fields, min_size=1, max_size=9, unique_by=lambda field: field.name).map(tuple),
)


@settings(max_examples=100, deadline=None)
@given(forms)
def test_any_form_fits(form: Form) -> None:
    sent = modals.modal(form, {}).to_dict()
    faults = check_modal(sent, ())
    assert not faults, "\n".join(map(str, faults))
    press = buttons.read(sent["custom_id"])
    assert press is not None
    assert press.line == form.line


def test_what_was_filled_in_is_read_by_name() -> None:
    inputs = [
        {"type": 18, "component": {"type": 4, "custom_id": "title", "value": "A title"}},
        {"type": 18, "component": {"type": 4, "custom_id": "link", "value": "  "}},
        {"type": 1, "components": [{"type": 4, "custom_id": "text", "value": "The text"}]},
    ]
    assert modals.filled_in({"components": inputs}) == {"title": "A title", "text": "The text"}
    assert modals.filled_in({}) == {}
