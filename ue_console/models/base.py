"""The base of all models of the APIs."""

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """A value of an API.

    Fields that a newer version of the service adds are kept and sent back unchanged, so that
    reading an object and saving it loses nothing.
    """

    model_config = ConfigDict(extra="allow", populate_by_name=True, defer_build=True)
