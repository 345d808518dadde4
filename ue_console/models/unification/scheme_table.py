"""The connectors that are known, each with its form (facts: connector schemes).

The service shows no list: a connector's scheme is what the developer portal names. For one that is
not here there is the free form.
"""

from dataclasses import replace
from typing import Final

from ue_console.models.unification.schemes import FREE, Field, Place, Scheme

_TOKEN: Final = Field("token", "Token", "The access token that the channel gave out.", Place.TOKEN, True)
_SECRET: Final = Field("secret", "Secret", "What belongs to the token.", Place.SECRET, True)
_NUMBER: Final = Field(
    "token", "Number", "The channel's telephone number with its country code.", Place.TOKEN
)
_USER: Final = Field("token", "User id", "The channel's id of the user or page.", Place.TOKEN)


def _parameter(name: str, label: str, about: str = "", *, secret: bool = False, need: bool = False) -> Field:
    return Field(name, label, about, Place.PARAMETER, secret, need)


_PHONE: Final = _parameter("phone_number", "Number", "With country code: +4930123456.")
_USER_ID: Final = _parameter("user_id", "User id")
_USERNAME: Final = _parameter("username", "User name", "The handle on the channel.")
_BOT: Final = _parameter("bot_id", "Bot id", need=True)
_PROFILE: Final = replace(
    _parameter("is_profile", "Is a profile", "true for a person's profile, false for a page.", need=True),
    default="false",
    choices=("true", "false"),
)
_DIRECT: Final = replace(
    _parameter("isDirectMsg", "Direct messages", "true opens direct messages.", need=True),
    default="true",
    choices=("true", "false"),
)
_MORE: Final = Field(
    "more", "More parameters", "name=value&name=value, percent-encoded.", Place.PARAMETERS, True, False
)
_MAIL: Final = (
    Field("token", "Address", "The mailbox, whole: name@example.org.", Place.TOKEN, mail=True),
    Field("secret", "Password", "The mailbox's password.", Place.SECRET, True),
    Field("domain", "Host", "The mail server's name.", Place.DOMAIN),
    Field("port", "Port", "Mostly 587.", Place.PORT, default="587"),
)
_SMS: Final = (
    replace(_NUMBER, label="Number or token", help="The provider's number, or its token.", secret=True),
    replace(_SECRET, required=False),
    Field("domain", "Provider", "The provider's domain.", Place.DOMAIN, default="twilio.com"),
    _PHONE,
)
_TEAMS: Final = (
    replace(_USER, label="From id", help="The id that messages come from."),
    _parameter("service_url", "Service URL", "The bot service's URL.", need=True),
    _parameter("recipient_id", "Recipient id", need=True),
    _MORE,
)

_KNOWN: Final = (
    Scheme(
        "applebusinesschat",
        "Apple Business Chat",
        "apple.com",
        (replace(_USER, label="Source id", help="The id that a chat comes from."), _BOT),
    ),
    Scheme(
        "facebook",
        "Facebook",
        "facebook.com",
        (_TOKEN, _parameter("account_id", "Account id", "The channel's id of the account.")),
    ),
    Scheme(
        "fbmessenger",
        "Facebook Messenger",
        "facebook.com",
        (replace(_TOKEN, label="Token or user id", help="Either opens the messenger."), _USER_ID),
    ),
    Scheme(
        "googlebusiness",
        "Google Business Messages",
        "google.com",
        (replace(_USER, label="Conversation id", help="The id of the conversation."), _BOT),
    ),
    Scheme(
        "googleplus",
        "Google+",
        "googleplus.com",
        (
            _TOKEN,
            _parameter("id", "Id", need=True),
            _parameter("refresh_token", "Refresh token", secret=True, need=True),
            _PROFILE,
        ),
    ),
    Scheme("instagram", "Instagram", "instagram.com", (_USER, _DIRECT)),
    Scheme(
        "kik",
        "Kik",
        "kik.com",
        (
            replace(_USER, label="Bot", help="The bot's name."),
            replace(_SECRET, label="Token", help="The bot's API key."),
            _USERNAME,
        ),
    ),
    Scheme("line", "LINE", "line.com", (_USER,)),
    Scheme("linkedin", "LinkedIn", "linkedin.com", (_TOKEN, _parameter("id", "Id", need=True), _PROFILE)),
    Scheme("microsoftteams", "Microsoft Teams", "microsoft.com", _TEAMS),
    Scheme("sms", "SMS", "twilio.com", _SMS),
    Scheme("smtp", "Mail (SMTP)", "", _MAIL),
    Scheme(
        "tclchatwidget",
        "Chat widget",
        "tclchatwidget.com",
        (replace(_USER_ID, help="The visitor's id.", required=True),),
    ),
    Scheme(
        "telegram",
        "Telegram",
        "telegram.com",
        (
            replace(_TOKEN, label="User id or token", help="The user's id; older ones: a token."),
            _PHONE,
            _USER_ID,
        ),
    ),
    Scheme(
        "threema",
        "Threema",
        "threema.com",
        (
            replace(_USER, label="Id", help="The gateway's id."),
            replace(_SECRET, label="API secret and key", help="API secret, |, private key in hex."),
            _USERNAME,
        ),
    ),
    Scheme("twitter", "Twitter", "twitter.com", (_TOKEN, _SECRET, _USERNAME)),
    Scheme(
        "viber",
        "Viber",
        "viber.com",
        (replace(_USER, label="Service id", help="The channel's id of the service."), _PHONE),
    ),
    Scheme("viberpa", "Viber public account", "viber.com", (_USER,)),
    Scheme(
        "wechat",
        "WeChat",
        "wechat.com",
        (_TOKEN, _SECRET, _PHONE, _USER_ID, _parameter("token_created_time", "Token's time")),
    ),
    *(
        Scheme(scheme, title, "whatsapp.com", (_NUMBER,))
        for scheme, title in (
            ("whatsapp", "WhatsApp"),
            ("whatsappofficial", "WhatsApp Business"),
            ("whatsappsandbox", "WhatsApp sandbox"),
        )
    ),
    *(
        Scheme(scheme, title, f"{scheme}.com", (_TOKEN,))
        for scheme, title in (
            ("fbworkplace", "Facebook Workplace"),
            ("kakaostory", "KakaoStory"),
            ("pinterest", "Pinterest"),
            ("sendgrid", "SendGrid"),
            ("skype", "Skype"),
            ("tumblr", "Tumblr"),
            ("weibo", "Weibo"),
        )
    ),
)

SCHEMES: Final = {
    scheme.id: scheme for scheme in (*sorted(_KNOWN, key=lambda scheme: scheme.title.lower()), FREE)
}
"""Scheme → form, by title; the free form last, under an empty text."""
