r"""Macros that stand for what a paper introduces, as the name that its title gives it: "We propose \ours".

Left alone they would read as names themselves, and the "ours" and "method" of many papers as one thing.
"""

import re
from typing import Final

_OWN: Final = re.compile(
    r"\\(?:ours?|name|(?:our|my)?(?:method|model|approach|framework|system|sys|tool|project|algo)(?:name)?)(?:space)?"
    r"(?P<end>\s*\\xspace(?![a-zA-Z])|\{\}|\\(?=\s)|(?![a-zA-Z(\[{]))"
)
_TITLE_NAME: Final = re.compile(r"(?P<name>[^\s:]{2,40}?)\s?(?::\s|---|\s(?:--|[\u2013\u2014])\s)")


def spell_out_own_name(abstract: str, title: str) -> tuple[str, int]:
    """`abstract` with such macros written out, and how many there were; `title` is clean.

    Where the title begins with no name of one word before a colon or a dash, the macros stay.
    """
    named = _TITLE_NAME.match(title)
    if named is None or "\\" not in abstract:
        return abstract, 0
    return _OWN.subn(lambda _: named["name"], abstract)
