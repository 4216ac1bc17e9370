"""The addresses of the app are compiled once for all the apps of a test run: they are most of what making one costs."""

from collections.abc import Callable

from werkzeug.routing import Rule

_compile = Rule._compile_builder
_compiled: dict[tuple, Callable] = {}


def _shared(self: Rule, append_unknown: bool = True) -> Callable:
    """What werkzeug would compile for this rule; the function is bound to each rule anew, so it may be shared."""
    defaults = tuple(sorted((self.defaults or {}).items()))
    key = (self.rule, self.subdomain, append_unknown, defaults, tuple(self._trace))
    if key not in _compiled:
        _compiled[key] = _compile(self, append_unknown)
    return _compiled[key]


Rule._compile_builder = _shared
