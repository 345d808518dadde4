"""What ``ue-console webhooks … --help`` says below the options."""

from typing import Final

SAMPLES: Final = """\
  sent delivered opened clicked unsubscribed soft_bounced hard_bounced spam
  err_user_unknown err_user_inactive err_will_retry err_mailbox_discarded err_mailbox_full
  err_spam_rejected err_blacklisted err_too_large err_unsubscribed err_unreachable err_skip_letter
  err_domain_inactive err_destination_misconfigured err_delivery_failed err_spam_skipped err_lost
  spam_block spam_unblock
"""
"""The events that ``ping`` can send; written out here, as a start need not wait for the samples."""

EPILOG: Final = """\
No key is taken from the command line or printed: it is read where the account keeps it, and an account can
name an environment variable (key_home = "env").

exit code: 0 done, or the handler passes; 1 it does not, or something failed; 2 something was typed wrong,
or there is no such account, webhook or call; 130 ctrl+c.
"""

LIST: Final = """\
--json prints {"account": NAME, "webhooks": [...]}, each webhook as the service has it. Everywhere a
password in a URL, and what looks like a key in it, is shown as dots, and so is a part
that holds such a key. get, set and delete take a URL with its dots, too, where one webhook alone is shown so.

exit code: 0 listed, also where there are none; 1 something failed; 2 there is no such account.
"""

GET: Final = """\
--json prints {"account": NAME, "webhook": {...}}, the webhook as the service has it; a password in its URL,
and what looks like a key in it, is shown as dots.

exit code: 0 printed; 1 something failed; 2 something was typed wrong, or there is no such account or webhook.
"""

SET: Final = """\
The service knows a webhook by its URL. Where it has one with this URL, only what the options say is changed.
Where it has none, a new webhook is set: active, json_post, 10 calls at once, 0 for both switches, and unless
--events or --spam-block says otherwise, for all statuses and spam blocks. Before a webhook is active the
service asks its URL with GET, which has to answer 200. --status active also switches on one that the service
has stopped.

--events takes sent, delivered, opened, clicked, unsubscribed, soft_bounced, hard_bounced, spam, with commas
between, or all, or none. Of a new webhook these are then all that it tells, without --spam-block 1.

A URL is ASCII; of another one the ASCII form is told. It can hold a user and a password, but no key of an
account, and nothing that looks like one: each call is signed instead.

A project has webhooks of its own, which are set with the project's own account (--account); the service
takes no other name of a project.

--json prints {"account": NAME, "webhook": {...}, "done": "added", "changed" or "unchanged"}.

exit code: 0 set, or so already; 1 refused; 2 something was typed wrong; 130 ctrl+c: where it may be
set all the same, that is told.
"""

DELETE: Final = """\
Asks in the terminal, where disable is offered as well: a disabled webhook is not called, and its settings
stay. Without a question: --yes deletes, 'ue-console webhooks set URL --status disabled' disables.

--json prints {"account": NAME, "url": URL, "done": "deleted", "disabled" or "kept"}.

exit code: 0 deleted or disabled; 1 it stays, or something failed; 2 something was typed wrong, or the account
has no such webhook; 130 ctrl+c: where it may be deleted all the same, that is told.
"""

LISTEN: Final = """\
A line has the call's number (for replay), the event's time in UTC, what happened, to whom and why, and in
brackets: retry N, the project, a signature that was not checked. A call with a bad signature or none has one
line of its own; it is refused with 403, so that the service repeats a real one. Every call is kept for
30 days. --email, --job and --status choose which events are shown of the calls that are taken; a call that is
refused is always told. Other messages go to stderr. ctrl+c, SIGTERM and SIGHUP end it.

exit code: 0 ended; 1 it could not begin (the port is in use, no key or service is to be had), or at the end a
webhook may be left, which is told; 2 something was typed wrong, or there is no such account.

how the service reaches this machine: it needs a public URL that leads to the port.
  reverse proxy    of a public web server on this machine, to http://127.0.0.1:8425
  ssh              ssh -R 8080:127.0.0.1:8425 you@public.host, where sshd has GatewayPorts yes; the URL is
                   then http://public.host:8080/
  --host 0.0.0.0   where this machine is public itself; anybody can reach the port then

--register URL     asks for all statuses, spam blocks and delivery info. At the end the webhook is removed, or
                   is as it was before; until then URL is on disk, and so it can't hold a password. What an
                   earlier listener left is put back when the next one begins for this account. A webhook that
                   was changed meanwhile is left alone, and the command that has it as before is told.
                   The service has 10 s at the end; what may be left then is told, with the command that
                   removes it.

--json, on stdout, one object a line; these names are always there:
  type             "event", "unproven" (signature bad or missing), "refused" (not kept), "forwarded"
  call, received   number and time of the call ("2026-05-04T12:30:00.123Z")
  of an event      position (its place in the call), signature (good, bad, missing, unchecked), account
                   (whose key fits), project, retry_count, event, status, email, job_id, time, url,
                   metadata, delivery_info, word, why, problem (what else there is to say of its call),
                   data (event_data as it came); of an "unproven" call without events, one object with none
  of "refused"     peer, problem, times (1; or how many more of the same peer and problem came since the line
                   before, told after 10 s and at the end)
  of "forwarded"   status (0 without an answer), milliseconds, problem; call as above, no received
"""

PING: Final = f"""\
The service takes only 200, with the end of the answer, within 3 s and follows no redirect; neither does ping.
Of an answer 16 MB are read at the most, and it is shown without keys, and without
what is dots in the URL. The call is signed with the
account's key, and where there is no account with one that is made up, which no handler can know.

events:
{SAMPLES}
--json prints one object: ok, url, signed_with (empty for a key that was made up), status (0 without an
answer), milliseconds, limit_milliseconds, body (its beginning), verdict, remedy; with --parallel instead of
status, milliseconds and body: calls, answered, fastest_milliseconds, slowest_milliseconds, handling
("together", "in a row", "unknown") and results, a list of status, milliseconds and verdict.

exit code: 0 the handler passes, 1 it does not, 2 something was typed wrong.
"""

REPLAY: Final = """\
As it came means with its gzip, its signature and its header ID. Of a call that was kept with dots
in the place of a key it is told that its signature fits no more. With --sign a call without a good signature
is refused, as anybody may have sent it: a handler would take it for the service's; --unproven signs it.

--json prints what ping --json prints.

exit code: 0 the handler passes, 1 it does not, or something failed; 2 something was typed wrong, or there is
no such account or call.
"""

EVENTS: Final = """\
Newest first, of what 'listen' and the console have received on this machine, whichever account it was for.
--account finds the events of calls that this account's key has signed, and so none that prove nothing. Lines
and --json as those of 'ue-console webhooks listen'; capital letters don't matter in a search.

exit code: 0 searched, also where nothing fits; 1 something failed; 2 something was typed wrong, or there is
no such account.
"""
