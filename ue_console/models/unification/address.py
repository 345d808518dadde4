"""Whom a connection can write to (reference: address/list)."""

from pydantic import ConfigDict, Field

from ue_console.models.base import Model


class Address(Model):
    """One entry of a connection's address list; only ``address`` is always there."""

    model_config = ConfigDict(extra="ignore")

    connector: str = ""
    name: str = ""
    address: str
    user_image: str = Field(default="", alias="userImage")
    """URL of a picture."""
    type: str = ""
