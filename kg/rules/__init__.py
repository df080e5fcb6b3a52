"""Rules: what a text says in so many words, and what the wording around names and numbers decides.

Rules find what is exact before the network is asked, and correct what it says where wording leaves no doubt. All are
functions of a text and of spans in it: they know neither entities nor probabilities, and the same words always say the
same. In the order in which `kg.extract` comes to them:

    what a text holds
      abbreviations   short forms that it defines; `counted` are figures that count words (A2C)
      quantities      numbers that may be results, with their units; `numbers` reads one, `units` has the words
      links           web addresses, and what they lead to
    which names are one
      names           spellings and plurals of one name, and the guard that keeps versions apart
      variants        within one paper also words that add nothing, and abbreviations spelt out
    what a sentence says of two things
      comparisons     which is better, if either
      absences        what is left out, denied or only what something else is unlike
      burdens         what has a problem, which is not to address it
      others          what existing work is about, and what others introduced
      training        whether it speaks of training at all
    what a sentence says of a number
      respectively    the names that it is paired with, and those of other numbers
      changes         whether it is lost or slower; what it was before
      people          whether humans are measured
      dimensions      what its unit can measure
      nearness        which of two measures is its own
      openings        the system that the sentence opens with, as that of which it is
      rivals          whether it is of what something is compared with

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
