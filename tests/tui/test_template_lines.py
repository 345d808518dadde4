"""The template editor and line ends: looking at a template changes nothing."""

import pytest

from tests.console import demo_console, demo_workspace
from tests.tui.driving import opened, screen_text, shows
from ue_console.models.unione.content import Body
from ue_console.models.unione.template import Template

BODY = "first\r\nsecond\rthird\nfourth\u2028fifth"


@pytest.mark.parametrize("keys", [(), ("x", "backspace")], ids=["looked at", "typed and taken back"])
async def test_a_body_with_mixed_line_ends_stays_as_it_is(keys: tuple[str, ...]) -> None:
    workspace = demo_workspace()
    template = Template(name="mixed", body=Body(html=BODY))
    saved = await (await workspace.templates()).save(template, base=None)
    app = demo_console(workspace)
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        await pilot.press("3", "slash", *"mixed")
        await shows(pilot, "1 of 17")
        await pilot.press("enter", "e")
        await shows(pilot, "fifth")
        await pilot.press(*keys)
        await pilot.pause(0.5)
        assert "simple · saved" in screen_text(app)
        draft = await workspace.drafts().template(saved.id)
        assert draft is None or draft.template.body.html == BODY
