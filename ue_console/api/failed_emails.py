"""The refused addresses of ``email/send``, in each form that a service gives them."""


def read_failed(value: object) -> dict[str, str]:
    """Return address → reason.

    The service sends an object. Its reference says array, of objects; PHP turns an empty object into
    ``[]``; and the field may be null or absent: each of these is read.
    """
    parts = value if isinstance(value, list) else [value]
    return {
        str(address): str(reason)
        for part in parts
        if isinstance(part, dict)
        for address, reason in part.items()
    }
