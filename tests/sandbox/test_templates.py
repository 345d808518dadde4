"""``template/*``: the life of a template, and its codes."""

from typing import Any
from uuid import UUID

import pytest

from tests.sandbox.running import Running
from ue_console.sandbox.accounts import scope_of
from ue_console.sandbox.store import Store

KEYS = [
    "id",
    "name",
    "editor_type",
    "template_engine",
    "global_substitutions",
    "global_metadata",
    "body",
    "subject",
    "from_email",
    "from_name",
    "reply_to",
    "track_links",
    "track_read",
    "headers",
    "attachments",
    "inline_attachments",
    "created",
    "user_id",
]
FULL: dict[str, Any] = {
    "name": "welcome",
    "editor_type": "html",
    "template_engine": "velocity",
    "global_substitutions": {"shop": "ACME", "list": [1, {"a": "b"}]},
    "global_metadata": {"campaign": "x", "n": 1},
    "body": {"html": "<b>$shop</b>\r\n", "plaintext": "é\n", "amp": None},
    "subject": "Hello $shop",
    "from_email": "shop@acme.example",
    "from_name": "ACME",
    "reply_to": "help@acme.example",
    "track_links": 0,
    "track_read": 1,
    "headers": {"X-A": "b"},
    "attachments": [{"type": "text/plain", "name": "a.txt", "content": "SGVsbG8="}],
    "inline_attachments": [{"type": "image/gif", "name": "logo", "content": "SGVsbG8="}],
}


def save(sandbox: Running, **fields: Any) -> dict[str, Any]:
    if "id" not in fields:
        fields = {"body": {"html": "x"}, **fields}
    template: dict[str, Any] = sandbox.ok("template/set", {"template": fields})["template"]
    return template


def test_what_is_saved_comes_back(sandbox: Running) -> None:
    saved = save(sandbox, **FULL)
    assert list(saved) == KEYS
    assert {name: saved[name] for name in FULL} == FULL
    assert UUID(saved["id"])
    assert saved["user_id"] == sandbox.ok("system/info")["user_id"]
    assert sandbox.ok("template/get", {"id": saved["id"]}) == {"template": saved}
    assert sandbox.ok("template/list") == {"templates": [saved]}


def test_the_least_template_is_complete(sandbox: Running) -> None:
    saved = save(sandbox, name="bare")
    assert list(saved) == KEYS
    assert saved["body"] == {"html": "x", "plaintext": None, "amp": None}
    assert saved["headers"] == saved["global_substitutions"] == {}
    assert saved["attachments"] == []


def test_an_edit_changes_what_is_given(sandbox: Running) -> None:
    old = save(sandbox, **FULL)
    new = save(sandbox, id=old["id"], subject="New", attachments=[], reply_to=None, body={"html": "y"})
    changed = {name for name in KEYS if new[name] != old[name]}
    assert changed == {"subject", "attachments", "reply_to", "body"}
    assert new["attachments"] == []
    assert new["reply_to"] == ""
    assert new["body"] == {"html": "y", "plaintext": None, "amp": None}


def test_names_are_unique_and_move(sandbox: Running) -> None:
    first, second = save(sandbox, name="a"), save(sandbox, name="b")
    assert sandbox.refused("template/set", {"template": {"name": "a", "body": {"html": "x"}}}) == (400, 603)
    assert sandbox.refused("template/set", {"template": {"id": second["id"], "name": "a"}}) == (400, 603)
    save(sandbox, id=first["id"], name="c")
    save(sandbox, id=second["id"], name="a")
    sandbox.ok("template/delete", {"id": second["id"]})
    save(sandbox, name="a")
    names = [row["name"] for row in sandbox.ok("template/list")["templates"]]
    assert names == ["c", "a"]


def test_delete(sandbox: Running) -> None:
    saved = save(sandbox, name="a")
    assert sandbox.ok("template/delete", {"id": saved["id"]}) == {}
    assert sandbox.ok("template/list") == {"templates": []}
    for method in ("template/get", "template/delete"):
        assert sandbox.refused(method, {"id": saved["id"]}) == (400, 601)


@pytest.mark.parametrize("parameters", [{}, {"id": None}, {"id": ""}, {"id": 5}, {"id": ["x"]}])
def test_no_such_id(shared: Running, parameters: dict[str, Any]) -> None:
    for method in ("template/get", "template/delete"):
        assert shared.refused(method, parameters) == (400, 601)


def test_pages(sandbox: Running) -> None:
    for number in range(53):
        save(sandbox, name=f"t{number}")

    def names(**parameters: Any) -> list[str]:
        return [row["name"] for row in sandbox.ok("template/list", parameters)["templates"]]

    assert names() == [f"t{number}" for number in range(50)]
    assert names(limit=2, offset=50) == ["t50", "t51"]
    assert names(limit=10**30, offset=52) == ["t52"]
    assert names(limit=0) == names(offset=10**30) == []


@pytest.mark.parametrize(
    ("code", "parameters"),
    [
        (2600, {"limit": -1}),
        (2601, {"limit": "5"}),
        (2601, {"limit": True}),
        (2601, {"limit": 5.0}),
        (2602, {"offset": -1}),
        (2603, {"offset": []}),
    ],
)
def test_page_codes(shared: Running, code: int, parameters: dict[str, Any]) -> None:
    assert shared.refused("template/list", parameters) == (400, code)


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        (602, {}),
        (602, {"name": None}),
        (2800, {"name": " "}),
        (2801, {"name": 5}),
        (2500, {"name": "x", "editor_type": "visual"}),
        (2500, {"name": "x", "editor_type": 5}),
        (2502, {"name": "x", "editor_type": ""}),
        (2503, {"name": "x", "id": "nope"}),
        (2503, {"name": "x", "id": 5}),
        (2504, {"name": "x", "headers": ["X-A: b"]}),
        (2505, {"name": "x", "headers": {f"X-{n}": "b" for n in range(51)}}),
        (201, {"name": "x"}),
        (201, {"name": "x", "body": None}),
        (201, {"name": "x", "body": {}}),
        (201, {"name": "x", "body": {"html": "", "plaintext": ""}}),
        (201, {"name": "x", "body": {"amp": "x"}}),
        (205, {"name": "x", "from_email": "nobody"}),
        (207, {"name": "x", "attachments": [{"type": "x", "name": "x", "content": "SGVsbG8="}]}),
        (212, {"name": "x", "global_substitutions": {"x": []}}),
        (217, {"name": "x", "global_metadata": {str(n): "x" for n in range(11)}}),
        (1509, {"name": "x", "body": "x"}),
        (1510, {"name": "x", "body": {"html": 5}}),
        (1516, {"name": "x", "body": {"html": "{{ spaced }}"}}),
        (1517, {"name": "x", "body": {"plaintext": "{{ spaced }}"}}),
        (1518, {"name": "x", "body": {"html": "x", "amp": "{{ spaced }}"}}),
        (1516, {"name": "x", "template_engine": "velocity", "body": {"html": "#if(1)"}}),
        (1517, {"name": "x", "template_engine": "velocity", "body": {"plaintext": "#foreach($x"}}),
        (1518, {"name": "x", "template_engine": "velocity", "body": {"html": "x", "amp": "#end"}}),
        (1520, {"name": "x", "reply_to": "nobody"}),
        (1522, {"name": "x", "subject": 5}),
        (1523, {"name": "x", "template_engine": "liquid"}),
    ],
    ids=lambda value: str(value)[:60],
)
def test_refused(shared: Running, code: int, fields: dict[str, Any]) -> None:
    assert shared.refused("template/set", {"template": fields}) == (400, code)
    assert shared.ok("template/list") == {"templates": []}


def test_an_edit_keeps_a_body_with_text(sandbox: Running) -> None:
    own = save(sandbox, name="a")["id"]
    for body in ({}, {"html": ""}, {"amp": "x"}):
        assert sandbox.refused("template/set", {"template": {"id": own, "body": body}}) == (400, 201)
    assert save(sandbox, id=own, body=None)["body"]["html"] == "x"
    assert save(sandbox, id=own, subject="s")["body"]["html"] == "x"


def test_an_edit_of_the_engine_reads_the_old_body(sandbox: Running) -> None:
    own = save(sandbox, name="a", body={"html": "#if(1)"})["id"]
    change = {"id": own, "template_engine": "velocity"}
    assert sandbox.refused("template/set", {"template": change}) == (400, 1516)
    assert sandbox.ok("template/get", {"id": own})["template"]["template_engine"] == "simple"


def test_velocity_s_tools_and_missing_values_are_fine(sandbox: Running) -> None:
    html = "$who ${x.y} #foreach($a in $list)$esc.html($a)#end $date.get('default','short')"
    assert save(sandbox, name="a", template_engine="velocity", body={"html": html})["body"]["html"] == html


@pytest.mark.parametrize("value", ["yes", [0], {}, 0.5, ""])
def test_a_flag_that_is_none_changes_nothing(sandbox: Running, value: Any) -> None:
    old = save(sandbox, name="a", track_links=0, track_read=True)
    assert (old["track_links"], old["track_read"]) == (0, 1)
    new = save(sandbox, id=old["id"], track_links=value, track_read=value)
    assert (new["track_links"], new["track_read"]) == (0, 1)


@pytest.mark.parametrize("parameters", [{}, {"template": "x"}, {"template": None}])
def test_no_template(shared: Running, parameters: dict[str, Any]) -> None:
    assert shared.refused("template/set", parameters) == (400, 602)


async def test_ten_thousand_and_visual_ones(store: Store) -> None:
    from datetime import UTC, datetime

    from tests.sandbox.house import house_of
    from ue_console.sandbox import accounts
    from ue_console.sandbox.calls import Call
    from ue_console.sandbox.refusal import Refusal
    from ue_console.sandbox.unione import templates

    scope = scope_of("k")
    accounts.save_info(store, scope, {"user_id": 1})
    visual = {"id": "0", "name": "n0", "editor_type": "visual", "body": {}}
    templates.plant(store, scope, visual)
    for number in range(1, templates.MOST):
        store.put(templates.KIND, scope, str(number), {"id": str(number)})
    house = house_of(store, datetime(2026, 11, 1, tzinfo=UTC))

    async def refused(**fields: Any) -> int:
        with pytest.raises(Refusal) as caught:
            await templates.save(house, Call({"template": fields}, accounts.Caller(scope), "en", ""))
        return caught.value.code

    assert await refused(name="one more") == 604
    assert await refused(id="0", name="other") == 2501
