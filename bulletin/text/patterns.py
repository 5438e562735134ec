"""Regular expressions that are compiled when they are first used.

Python takes 0.1 to 10 ms to compile one that knows Chinese characters. The program has some three
hundred, and one run of it needs a third of them.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Regex:
    """Has the methods of a compiled expression, which is compiled at the first use of one."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(self.pattern, self._flags), name)
        setattr(self, name, value)
        return value


def regex(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What ``re.compile`` returns; a mistake in the pattern is raised (re.error) when it is first used."""
    return cast("re.Pattern[str]", _Regex(pattern, flags))
