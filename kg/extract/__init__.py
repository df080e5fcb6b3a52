"""One paper to what it says: the findings of the network and of the rules, merged and checked.

`extract` is a pure function of a paper and a model; `extract_all` runs it over many papers side by side.
"""

from kg.extract.many import extract_all
from kg.extract.single import extract

__all__ = ["extract", "extract_all"]
