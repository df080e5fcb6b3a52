"""Rules: patterns over the text for what the wording decides without doubt.

Some rules find what can be found exactly, before the network runs; the others correct its predictions where the wording
contradicts them. All are functions of a text and of spans in it: they know neither entities nor probabilities. In the
order in which `kg.extract` calls them:

    what a text contains
      abbreviations      short forms that it defines; `counted` handles digits that count words (A2C)
      quantities         numbers that may be results, with their units; `numbers` reads one, `units` has the words
      links              web addresses, and what they lead to
    which names corefer
      names              spellings and plurals of one name, and the guard that keeps versions apart
      variants           within one paper also words that add nothing, and abbreviations spelt out
    what a sentence says about two entities
      comparisons        which of two systems is better, if either is
      negation           what is left out, denied, or only contrasted ("unlike X")
      problems           that an entity suffers from a problem, which does not mean that it addresses it
      related_work       what related work is about, and what others introduced
      training           whether it mentions training at all
    what a sentence says about a number
      respectively       the names that it is paired with, and those paired with other numbers
      changes            whether it is a loss or a slowdown; the value before a change
      human_performance  whether it measures humans
      dimensions         what its unit can measure
      proximity          which of two measures it belongs to
      sentence_subjects  the system that is the subject of the sentence, and so of the number
      baselines          whether it belongs to the baseline of a comparison

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
