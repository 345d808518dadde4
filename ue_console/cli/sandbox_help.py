"""What ``ue-console sandbox --help`` says below its options."""

from typing import Final

EPILOG: Final = """\
Once it answers, one line on stdout says where: 'ready http://127.0.0.1:PORT'; with --dns rule a second one,
'dns 127.0.0.1:PORT', has the address of its DNS server. SIGINT and SIGTERM end it with exit code 0.

base URL of UniOne       http://127.0.0.1:PORT/en/transactional/api/v1
mail that was sent       GET /_sandbox/mail lists it as {"mail":[...]}, oldest first, of all accounts
                         and without a key; GET /_sandbox/mail/ID gives one as MIME;
                         DELETE /_sandbox/mail empties the mailbox. It holds 512 MB: a send that does
                         not fit is refused with 507 until it is emptied.
email/subscribe          once for each address and day (then 1006); the mail's link leads to
                         /_sandbox/subscribe/TOKEN, and opening it takes the address off the list of
                         the unsubscribed
projects                 project/create gives the key of a project, which is let in everywhere but at
                         project/* (403); templates, domains, mail and the unsubscribed are the
                         project's own, the period's use is the account's. Names that differ in letter
                         case differ. No send with send_enabled=false (215). With
                         custom_unsubscribe_url_enabled=false skip_unsubscribe and unsubscribe_url are
                         not heeded, with true there is no footer. New projects have no domain: give
                         --project-domains account to send from the account's. The keys of projects
                         are in the --data file, which only its owner can read.
projects in the trash    project/delete stops the key at once and frees the name.
                         GET /_sandbox/trash lists {"trash":[...]}: id, name, deleted;
                         POST /_sandbox/trash/ID/restore does what support does (1605: name taken)
webhooks                 webhook/set of an active one asks its URL with a GET, as the service does. A host
                         that is not found is refused with 2713, any form but an ASCII http(s) URL with
                         305. v1.16 has no code for a handler that does not answer 200 within 3 s: the
                         webhook is set, and GET /_sandbox/webhooks tells {"webhooks":[...]}: id, url,
                         project_id, checked, status, problem of each one's last GET. Nobody is called at
                         example.com, .net, .org and *.example; *.test need not be found, *.invalid never
                         is. --webhook-check off: no GET, no look-up
events of mail           after email/send each mail lives as its address says (below), and the webhooks that
                         ask for it are told: those of the project for its mail, those of the account for its
                         own. At most 100 events a call, max_parallel calls at once. What is not answered
                         with 200 within 3 s is called again, with retry_count and another ID: each second
                         for 144 s, or with --clock real each 10 minutes for 24 h. A webhook that has failed
                         for as long, with 10 events or more, is stopped. What waits for one that is stopped,
                         disabled or deleted is dropped; what waits at the sandbox's end is lost, with --data,
                         too. json_post_gzip has Content-Encoding gzip, and its auth is that of the JSON
calls of webhooks        GET /_sandbox/events tells what is left: mails whose life goes on, waiting (url,
                         project_id, events, calls, retries), events lost beyond 64 MB, and the last 1,000
                         calls: id, time, url, project_id, events, retry_count, status, problem
skip_unsubscribe         counts as approved by support: no footer, and List- headers are taken
methods since v1.16      answer 404
domains                  domain/get-dns-records registers a domain for the account or the project. Names are
                         taken in any letter case, with a dot at the end, and in their own letters, and
                         answered in small letters and as xn--... Records follow from key and name: two
                         owners never share them, and each start makes the same. DKIM keys have 2048 bits,
                         those of the demo's seed 1024. A validate call says at once what is missing (118,
                         122), wrong (123, 124), unreachable (121, 129), or that there is no MX, A or AAAA
                         (1401); other TXT records in the place of the verification record are no error. The
                         status follows 0.5 s later (--clock real: 30 s), and is that of the last
                         validation. DKIM is checked by itself, too, until it is active: each 3 s for 144 s
                         after the registration (--clock real: each 30 minutes for 24 h)
what domains publish     --dns rule: MX, A and an SPF record stand from the start, the verification record 3
                         s after the registration, DKIM and the service in SPF 6 s after it (--clock real:
                         30 and 60 minutes). The sandbox's DNS server on 127.0.0.1 answers for these domains
                         over UDP and TCP, so that what asks DNS can be led there; to a question that wants
                         recursion as a resolver does. GET /_sandbox/dns tells dns, address, and domains:
                         domain, plays, records (name, type, value). Where several have registered a domain,
                         DKIM has the last one's key. --dns system asks this machine's resolvers, --dns
                         ADDRESS:PORT a server of yours; there is no DNS server of the sandbox then
UnificationEngine        http://127.0.0.1:PORT/v2 serves user/* to an app, connection/*, address/list and
                         message/send to a user. An error is HTTP 200 with its code as "status"; wrong
                         credentials are HTTP 401. The demo's own app has four users, those given with
                         --ue-app have none. Tokens are in the --data file in clear
messages that were sent  GET /_sandbox/messages lists them as {"messages":[...]}, oldest first: id, user,
                         connection, message, created; one for each connection that took it, with its own
                         receivers. DELETE /_sandbox/messages empties the list. It holds 64 MB: a send that
                         does not fit is refused with 1000 until it is emptied.
info, refresh, addresses answer as the documents have it: no client is known that calls them
connection/refresh       the new token is the first 32 hexadecimal digits of the old one's SHA-256; where the
                         URI holds a number, a mail address or a user id instead, it stays the same
address/list             the same people on every channel, in its own form of address; message/send refuses
                         the last one with 412
what connectors can't    sms takes plain text only, HTML alone goes to smtp and sendgrid only, devices of a
                         home (nest, lifx, ...) take no message: 415. A scheme that no document names: 413

tokens and receivers that play a part: a connection's token, or a receiver's address in message/send,
that begins with one of these words, in any letter case, is refused with that code:
  unsupported 415   denied 416   failing 417   expired 418   offline 500   unreachable 504
and an address, not a token, that begins with invalid: 412. A refresh revives an expired token.

recipients of email/send that play a part: an address whose local part is one of these words, or begins
with one followed by + - . _ or a digit, lands in failed_emails with that word:
  temporary_unavailable  permanent_unavailable  complained  blocked

recipients of email/send whose mail lives otherwise: an address of that form, with one of these words. All
others are sent, delivered, opened and, where the mail's HTML has a link, clicked
  sent delivered opened clicked   no further than that
  unsubscribed     once it was opened; the address is on the list of the unsubscribed then
  spam             once it was delivered; later mail is taken all the same
  soft_bounced     soft_bounced, then delivered
  soft_then_hard   soft_bounced, then hard_bounced (after 48 h with --clock real)
  hard_bounced     hard_bounced
  spam_block       a spam block of the address' domain, its end, then delivered
  err_will_retry err_mailbox_full
                   soft_bounced with this delivery_status, then delivered
  err_user_unknown err_user_inactive err_mailbox_discarded err_spam_rejected err_blacklisted err_too_large
  err_unsubscribed err_unreachable err_skip_letter err_domain_inactive err_destination_misconfigured
  err_delivery_failed err_spam_skipped err_lost
                   hard_bounced with this delivery_status
Nothing is opened with track_read 0 or clicked with track_links 0; email/subscribe has no events.

domains that play a part with --dns rule: a name whose first label is one of these words, or begins with one
followed by - or a digit, as in split.acme.example
  ready            everything stands at once, DMARC too
  missing          no TXT record ever appears
  different        the verification record and DKIM appear with the values of somebody else
  otherkey         DKIM appears with another key
  malformed        DKIM appears without p=
  split            both appear in three strings
  cname            us._domainkey is an alias, and the key stands where it leads
  wildcard         a wildcard TXT answers in the place of DKIM
  twospf           two SPF records
  manyspf          SPF takes ten look-ups without the service's
  cached           resolvers know each change 30 s later than the name server (--clock real: 5 hours)
  nomail           no MX, A or AAAA
  nowhere          the domain is not in DNS
  servfail         whoever is asked fails
  lame             the name server refuses to answer for the zone
  slow             nobody answers
  unknown          whoever is asked for DKIM fails: 129
  internal         validate-dkim ends with 120, whatever DNS has
  forbidden        can't be registered: 130
"""
