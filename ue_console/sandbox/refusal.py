"""An answer that is an error (reference: Error Handling, API Errors)."""

from typing import Any, Final
from uuid import uuid4

TABLE: Final[dict[int, tuple[int, str]]] = {
    101: (401, "No API key was given"),
    102: (401, "Can not decode key"),
    111: (400, "The request is not valid JSON"),
    118: (400, "The domain has no TXT record"),
    120: (500, "The DKIM validation broke down"),
    121: (400, "DNS did not answer in time"),
    122: (400, "The domain has no DKIM record at us._domainkey"),
    123: (400, "The DKIM record at us._domainkey is malformed"),
    124: (400, "The DKIM record at us._domainkey has another key than the domain's"),
    129: (400, "DNS failed to answer for the domain"),
    130: (400, "The domain is not allowed by the registry's policy"),
    150: (500, "The sandbox met an error of its own"),
    199: (413, "The request exceeds 10 MB"),
    201: (400, "The message has no body with an html or plaintext part"),
    202: (400, "The field from_email is missing"),
    203: (400, "The field subject is missing"),
    204: (400, "The field recipients must be a list of objects, each with an email"),
    205: (400, "The field from_email is no valid address"),
    206: (400, "The domain of from_email is not verified"),
    207: (400, "An attachment's file type or name is not usable"),
    209: (400, "Two attachments have the same name"),
    210: (400, "Two inline attachments have the same name"),
    212: (400, "A substitution's value must be a string or a number"),
    215: (403, "Sending is not allowed"),
    216: (400, "The field metadata must be an object of strings and integers"),
    217: (400, "The field metadata holds more than 10 keys"),
    218: (400, "A key of metadata is longer than 64 characters"),
    219: (400, "A value of metadata is longer than 1024 characters"),
    221: (400, "The html part has no <body> tag inside <html>"),
    223: (400, "An attachment has no content in base64"),
    303: (400, "The field events names a kind of event that does not exist"),
    304: (400, "There is no webhook with this URL"),
    305: (400, "The field url is missing"),
    403: (403, "This key has no right to call the method"),
    404: (404, "There is no such method"),
    405: (405, "Only POST is served here"),
    503: (503, "The sandbox is ending; nothing was done"),
    507: (507, "The mailbox is full and this mail does not fit: empty it with DELETE /_sandbox/mail"),
    601: (400, "There is no template with this id"),
    602: (400, "The template's name is missing"),
    603: (400, "Another template has this name already"),
    604: (400, "There are 10,000 templates already"),
    1000: (400, "The recipient's address is missing"),
    1001: (400, "The recipient's address is not valid"),
    1002: (400, "The sender's address is missing"),
    1003: (400, "The sender's domain is not verified"),
    1004: (400, "The sender's address is not valid"),
    1005: (400, "The sender's name is too long"),
    1006: (400, "This address was invited today already"),
    1100: (400, "The field domain is missing"),
    1101: (400, "The field domain is no domain name"),
    1200: (400, "The field domain is missing"),
    1201: (400, "The field domain is no domain name"),
    1202: (400, "The domain is not registered: call domain/get-dns-records first"),
    1301: (400, "The field domain is no domain name"),
    1302: (400, "The field limit must be from 1 to 100"),
    1303: (400, "The field offset must be 0 or more"),
    1304: (400, "The field offset must be an integer"),
    1305: (400, "The field limit must be an integer"),
    1400: (400, "The field domain is missing"),
    1401: (400, "The field domain is no domain name, or DNS has no MX, A or AAAA for it"),
    1402: (400, "The domain is not registered: call domain/get-dns-records first"),
    1506: (400, "The field headers must be an object of strings"),
    1507: (400, "The field headers holds more than 50 headers"),
    1508: (400, "The field template_id names no template"),
    1509: (400, "The field body must be an object"),
    1510: (400, "The field body.html must be a string"),
    1511: (400, "The field body.plaintext must be a string"),
    1512: (400, "The field body.amp must be a string"),
    1513: (400, "The field body.html exceeds 5 MB"),
    1514: (400, "The field body.plaintext exceeds 5 MB"),
    1515: (400, "The field body.amp exceeds 5 MB"),
    1516: (400, "The field body.html has substitutions that can't be used"),
    1517: (400, "The field body.plaintext has substitutions that can't be used"),
    1518: (400, "The field body.amp has substitutions that can't be used"),
    1519: (400, "The field reply_to must be a string"),
    1520: (400, "The field reply_to is no valid address"),
    1521: (400, "The field from_name must be a string"),
    1522: (400, "The field subject must be a string"),
    1523: (400, "The field template_engine must be 'simple' or 'velocity'"),
    1524: (400, "The field recipients holds more than 500 recipients"),
    1546: (400, "The field subject has substitutions that can't be used"),
    1547: (400, "The field from_name has substitutions that can't be used"),
    1549: (400, "The field options.unsubscribe_url has substitutions that can't be used"),
    1601: (400, "The field project must be an object"),
    1602: (400, "The field project.name must not be blank"),
    1603: (400, "The field project.name must be a string"),
    1604: (400, "The field project.name has more than 255 characters"),
    1605: (400, "Another project has this name already"),
    1606: (400, "The field project.send_enabled must be true or false"),
    1607: (400, "The field project.custom_unsubscribe_url_enabled must be true or false"),
    1608: (400, "Forbidden to use the field custom_unsubscribe_url_enabled: support has not approved it"),
    1701: (400, "The field project must be an object"),
    1702: (400, "The field project.name must not be blank"),
    1703: (400, "The field project.name must be a string"),
    1704: (400, "The field project.name has more than 255 characters"),
    1705: (400, "Another project has this name already"),
    1706: (400, "One of the fields project_id and project_api_key is required"),
    1707: (400, "The field project_api_key is no key of a project"),
    1708: (400, "The field project_api_key must be a string"),
    1709: (400, "The field project.send_enabled must be true or false"),
    1710: (400, "The field project.custom_unsubscribe_url_enabled must be true or false"),
    1711: (400, "Forbidden to use the field custom_unsubscribe_url_enabled: support has not approved it"),
    1712: (400, "The field project_id must be a string"),
    1713: (400, "One of the fields project_id and project_api_key must be empty"),
    1714: (400, "There is no project with this id"),
    1715: (400, "The field project_id must be 1 to 36 digits"),
    1801: (400, "One of the fields project_id and project_api_key is required"),
    1802: (400, "The field project_api_key is no key of a project"),
    1803: (400, "The field project_api_key must be a string"),
    1804: (400, "One of the fields project_id and project_api_key must be empty"),
    1805: (400, "The field project_id must be a string"),
    1806: (400, "There is no project with this id"),
    1807: (400, "The field project_id must be 1 to 36 digits"),
    1902: (400, "The field project_api_key must be a string"),
    1904: (400, "The field project_id must be 1 to 36 digits"),
    1905: (400, "The field project_id must be a string"),
    2500: (400, "The field editor_type must be 'html'"),
    2501: (400, "The template was made in the visual editor and can't be changed here"),
    2502: (400, "The field editor_type must not be blank"),
    2503: (400, "The field id names no template"),
    2504: (400, "The field headers must be an object of strings"),
    2505: (400, "The field headers holds more than 50 headers"),
    2600: (400, "The field limit must be 0 or more"),
    2601: (400, "The field limit must be an integer"),
    2602: (400, "The field offset must be 0 or more"),
    2603: (400, "The field offset must be an integer"),
    2700: (400, "The field url must be a string"),
    2701: (400, "The field url must not be blank"),
    2702: (400, "The field offset must be 0 or more"),
    2703: (400, "The field event_format must be 'json_post' or 'json_post_gzip'"),
    2704: (400, "The field delivery_info must be 0, 1, true or false"),
    2705: (400, "The field single_event must be 0, 1, true or false"),
    2706: (400, "The field max_parallel must be an integer"),
    2707: (400, "The field max_parallel must be from 5 to 100"),
    2708: (400, "The field events must be an object of lists"),
    2709: (400, "The field events must not be blank"),
    2710: (400, "The field events.email_status is required where events is given"),
    2711: (400, "The field events.email_status must be a list of statuses that exist"),
    2712: (400, "The field events.spam_block must be ['*']"),
    2713: (400, "The host of the field url was not found"),
    2714: (400, "The field status must be 'active' or 'disabled'"),
    2715: (400, "The field status must be a string"),
    2800: (400, "The field name must not be blank"),
    2801: (400, "The field name must be a string"),
    2802: (400, "The field type must be a string"),
    2803: (400, "The field content must be a string"),
}
"""API code → HTTP status and meaning. 403, 404, 405, 503 and 507 are the sandbox's own; 1546, 1547 and
1549 are of a version after v1.16, which has no code for these fields."""


class Refusal(Exception):
    """Ends a call with an error answer.

    ``detail`` follows the code's meaning, ``says`` stands in its place: for a case that the code is
    the nearest for, but not the sentence.

    Attributes:
        code: The API code; the HTTP status follows from the table.
        failed_emails: For ``email/send``: address → reason, where all were refused.
    """

    def __init__(
        self, code: int, detail: str = "", *, says: str = "", failed_emails: dict[str, str] | None = None
    ) -> None:
        super().__init__(code, detail)
        self.code = code
        self.failed_emails = failed_emails
        meaning = says or TABLE[code][1]
        self._text = f"{meaning}: {detail}" if detail else meaning

    @property
    def http_status(self) -> int:
        """The HTTP status that goes with the code."""
        return TABLE[self.code][0]

    def answer(self) -> dict[str, Any]:
        """The JSON object; the message begins with an id, as the service's do."""
        body: dict[str, Any] = {
            "status": "error",
            "code": self.code,
            "message": f"Error ID:{str(uuid4()).upper()}. {self._text}",
        }
        if self.failed_emails is not None:
            body["failed_emails"] = self.failed_emails
        return body
