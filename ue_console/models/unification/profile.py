"""Whose account on the channel a connection opens (reference: connection/info)."""

from pydantic import ConfigDict, Field

from ue_console.models.base import Model


class Profile(Model):
    """One account; what the channel does not tell is empty."""

    model_config = ConfigDict(extra="ignore")

    connector: str = ""
    display_name: str = Field(default="", alias="displayName")
    login_name: str = Field(default="", alias="loginName")
    user_image: str = Field(default="", alias="userImage")
    """URL of a picture."""
