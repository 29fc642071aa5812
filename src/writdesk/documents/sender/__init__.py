"""Who sent a mail: SPF, DKIM, DMARC and ARC from recorded DNS answers, and what the names in it give away.

A pure function of the mail's bytes, its envelope, the answers and the time: it can be computed anew years
later. Nothing here asks the network. Imports core and ``documents.mail``.
"""
