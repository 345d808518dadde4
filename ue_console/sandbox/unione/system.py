"""``system/info``: whose key it is (reference: system-info)."""

from ue_console.sandbox import accounts
from ue_console.sandbox.calls import Answer, Call, House


async def info(house: House, call: Call) -> Answer:
    """The account and its period's use; for a project's key the project in the place of the use."""
    record = accounts.info(house.store, call.caller)
    project = call.caller.project
    if project is None:
        return record
    return {
        "user_id": record["user_id"],
        "email": record["email"],
        "project_id": project["id"],
        "project_name": project["name"],
    }
