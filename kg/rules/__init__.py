"""Rules: patterns over the text for what wording decides without doubt.

Rules find what is exact before the network is asked, and correct its predictions where the wording contradicts them.
All are functions of a text and of spans in it: they know neither entities nor probabilities. In the order in which
`kg.extract` calls them:

    what a text holds
      abbreviations      short forms that it defines; `counted` are figures that count words (A2C)
      quantities         numbers that may be results, with their units; `numbers` reads one, `units` has the words
      links              web addresses, and what they lead to
    which names corefer
      names              spellings and plurals of one name, and the guard that keeps versions apart
      variants           within one paper also words that add nothing, and abbreviations spelt out
    what a sentence says of two entities
      comparisons        which of two systems is better, if either is
      negation           what is left out, denied, or only set apart ("unlike X")
      problems           that an entity has a problem, which is not to address it
      related_work       what existing work is about, and what others introduced
      training           whether it speaks of training at all
    what a sentence says of a number
      respectively       the names that it is paired with, and those paired with other numbers
      changes            whether it is lost or slower; what it was before
      human_performance  whether humans are measured
      dimensions         what its unit can measure
      proximity          which of two measures it belongs to
      sentence_subjects  the system that the sentence begins with, whose number it then is
      baselines          whether it belongs to what a system is compared with

`english` and `units` hold the words that several of them share.
"""

from kg.rules.abbreviations import find_abbreviations
from kg.rules.links import find_links
from kg.rules.names import normalise, singular, versions_agree
from kg.rules.quantities import Quantity, find_quantities

__all__ = [
    "Quantity",
    "find_abbreviations",
    "find_links",
    "find_quantities",
    "normalise",
    "singular",
    "versions_agree",
]
