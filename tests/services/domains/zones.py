"""Domains in each state that DNS can show, and what is wanted of them."""

from typing import Final

from ue_console.models.unione.domain import DnsRecords

HASH: Final = "unione-validate-hash=483bb362ebdbeedd755cfb1d4d661"
KEY: Final = "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDo7" + "Qx9+/" * 60 + "IDAQAB"
OTHER: Final = "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDo8" + "Qx9+/" * 60 + "IDAQAB"


def txt(host: str, value: str, size: int = 255) -> str:
    """A line of a zone file, the value in strings of ``size``."""
    strings = [value[at : at + size] for at in range(0, len(value), size)]
    return f"{host} TXT " + " ".join(f'"{string}"' for string in strings) + "\n"


VERIFIED: Final = txt("@", HASH)
SIGNED: Final = txt("us._domainkey", f"k=rsa; p={KEY}")
SPF: Final = txt("@", "v=spf1 include:spf.unione.io ~all")
MAIL: Final = "@ MX 10 mail\nmail A 192.0.2.1\n"
DMARC: Final = txt("_dmarc", "v=DMARC1; p=none; rua=mailto:d@example.com")

ZONES: Final = {
    "right.test": VERIFIED + SIGNED + SPF + MAIL + DMARC,
    "bare.test": "",
    "nomail.test": VERIFIED + SIGNED,
    "aonly.test": VERIFIED + SIGNED + "@ A 192.0.2.1\n",
    "other-hash.test": txt("@", "unione-validate-hash=483bb362ebdbeedd755cfb1d40000") + SIGNED + MAIL,
    "quoted-hash.test": f'@ TXT "\\"{HASH}\\""\n' + SIGNED + MAIL,
    "other-key.test": VERIFIED + txt("us._domainkey", f"k=rsa; p={OTHER}") + MAIL,
    "cut-key.test": VERIFIED + txt("us._domainkey", f"k=rsa; p={KEY[:200]}") + MAIL,
    "comma.test": VERIFIED + txt("us._domainkey", f"k=rsa, p={KEY}") + MAIL,
    "split.test": VERIFIED + txt("us._domainkey", f"v=DKIM1; k=rsa; t=s; p={KEY}", 130) + MAIL,
    "two-keys.test": VERIFIED + SIGNED + txt("us._domainkey", f"k=rsa; p={OTHER}") + MAIL,
    "two-spf.test": VERIFIED + SIGNED + MAIL + SPF + txt("@", "v=spf1 a mx -all"),
    "spf-lacks.test": VERIFIED + SIGNED + MAIL + txt("@", "v=spf1 ip4:192.0.2.0/24 -all"),
    "spf-deep.test": VERIFIED
    + SIGNED
    + MAIL
    + txt("@", "v=spf1 include:_spf.spf-deep.test -all")
    + txt("_spf", "v=spf1 include:spf.unione.io ~all"),
    "wildcard.test": VERIFIED + MAIL + txt("*", "v=spf1 -all"),
    "alias.test": VERIFIED + MAIL + "us._domainkey CNAME key.right-hosts.test.\n",
    "news-alias.test": "news CNAME mail\nmail A 192.0.2.1\n" + txt("mail", "v=spf1 mx -all"),
    "alias-wrong.test": VERIFIED + MAIL + "us._domainkey CNAME bare.test.\n",
    "right-hosts.test": txt("key", f"k=rsa; p={KEY}"),
    "doubled.test": txt("doubled.test", HASH) + txt("us._domainkey.doubled.test", f"k=rsa; p={KEY}") + MAIL,
    "xn--e1afmkfd.test": VERIFIED + SIGNED + SPF + MAIL + DMARC,
    "parent.test": DMARC
    + txt("sub", HASH)
    + txt("us._domainkey.sub", f"k=rsa; p={KEY}")
    + "sub A 192.0.2.1\n",
    "co.zz": "taken NS ns1.taken\nns1.taken A 127.0.0.2\n",
    "unione.io": txt("spf", "v=spf1 ip4:192.0.2.0/24 ~all"),
    "half.test": f"""\
$TTL 300
@ SOA ns1 hostmaster 1 3600 600 86400 60
@ NS ns1
@ NS ns2
ns1 A 127.0.0.1
ns2 A 127.0.0.2
{VERIFIED}{SIGNED}{MAIL}""",
    "test": "half NS ns1.half\nhalf NS ns2.half\nns1.half A 127.0.0.1\nns2.half A 127.0.0.2\n"
    "lame NS ns1.lame\nns1.lame A 127.0.0.2\n",
}
"""Domain → its zone; ``test`` itself has none of the others, so that it knows what is unregistered."""


def records(domain: str) -> DnsRecords:
    """What the service wants published."""
    return DnsRecords.model_validate({"domain": domain, "verification-record": HASH, "dkim": KEY})
