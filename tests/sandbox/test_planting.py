"""What the sandbox keeps of the demo is the models' own JSON."""

import pytest

from ue_console.models.base import Model
from ue_console.sandbox.planting import record_of
from ue_console.sandbox.seed import load_demo

DEMO = load_demo()
MODELS: list[Model] = [DEMO.info, *DEMO.templates, *DEMO.domains, *DEMO.unsubscribed, *DEMO.recipients]


@pytest.mark.parametrize("model", MODELS)
def test_records_are_what_pydantic_writes(model: Model) -> None:
    assert record_of(model) == model.model_dump(mode="json", by_alias=True, exclude_none=True)
