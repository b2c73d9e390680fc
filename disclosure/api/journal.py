"""The server's log: lines on standard error, whatever a build in the same process has made of logging."""

import logging

LOG = logging.Logger("disclosure.api", logging.WARNING)
LOG.addHandler(logging.StreamHandler())
LOG.handlers[0].setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
