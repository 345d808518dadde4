"""Listening: calls of webhooks as they arrive here, checked, kept, told and passed on.

What the service is answered, and why:

====  ==============================================================================================
200   The call is in the file. A GET or HEAD, the service's check at set time, is 200, too.
400   No notification: broken JSON, a broken packing.
403   The signature is wrong or missing. Whoever holds no key learns nothing else, and of a call that is
      real nothing is lost: the service repeats it for 24 hours, until the right key is at hand here.
405   Neither POST nor GET nor HEAD.
413   More than this receiver takes, packed or unpacked.
415   A packing other than gzip.
503   It can't be written (the disk is full); the service tries again.
====  ==============================================================================================
"""
