"""Everything the register raises on purpose. cli.py turns each into one line and an exit code; nothing else does."""


class DisclosureError(Exception):
    """Base class: the message names the thing, the place and the next step."""


class UsageError(DisclosureError):
    """Raised when a command is asked for something that does not exist: a path, a district, a date."""


class PluginError(DisclosureError):
    """Raised when a district's folder cannot be loaded, or a part of it is not what it has to be (faults.py)."""


class OverstepError(PluginError):
    """Raised when a part of a district's plugin would touch what is not the district's own."""


class SchemaError(DisclosureError):
    """Raised by tables.py when a table schema or the codelists contradict themselves."""


class RuleError(DisclosureError):
    """Raised by rules.py and judgement when a rule's header is incomplete or its SQL does not run."""


class BuildError(DisclosureError):
    """Raised by pipeline.py when nothing could be published; the last publication stays as it was."""
