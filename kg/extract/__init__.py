"""Information extraction from a paper: the findings of the network and of the rules, merged and checked.

`extract` is a pure function of a paper and a model; `extract_all` maps it over many papers in parallel.
"""

from kg.extract.many import extract_all
from kg.extract.single import extract

__all__ = ["extract", "extract_all"]
