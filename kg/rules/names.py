"""Whether two names may mean the same: a key that all spellings of a name share, and a guard between versions."""

import re
import unicodedata
from collections import Counter
from collections.abc import Hashable
from functools import lru_cache
from typing import Final

from kg.rules.counted import WORDS_FOR_FIGURES, counted_out, counts_words, has_counts, repeated_starts
from kg.rules.units import NUMBER_WORDS

_CACHE: Final = 1 << 16
_NAMES: Final = 1 << 20
"""As many as a large corpus has: resolution looks up the words of each of them many times."""

_TOKEN: Final = re.compile(r"\d+(?:\.\d+)*|[^\W\d_]+|[+#*]")
_IN_BRACKETS: Final = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_IRREGULAR: Final = {
    "analyses": "analysis",
    "avalanches": "avalanche",
    "axes": "axis",
    "buses": "bus",
    "caches": "cache",
    "campuses": "campus",
    "corpora": "corpus",
    "corpuses": "corpus",
    "criteria": "criterion",
    "diagnoses": "diagnosis",
    "hypotheses": "hypothesis",
    "indices": "index",
    "lenses": "lens",
    "loci": "locus",
    "matrices": "matrix",
    "niches": "niche",
    "nuclei": "nucleus",
    "parentheses": "parenthesis",
    "phenomena": "phenomenon",
    "prognoses": "prognosis",
    "radii": "radius",
    "series": "series",
    "species": "species",
    "statuses": "status",
    "stimuli": "stimulus",
    "syntheses": "synthesis",
    "vertices": "vertex",
    "viruses": "virus",
}
_NO_PLURAL: Final = 2
"""Letters of the longest word that cannot be a plural ("as")."""

_NO_PLURAL_IN_VOWEL: Final = 3
"""Letters of the longest word that is not taken for the plural of one that ends in a vowel ("gas")."""

_PLURAL_OF_IE: Final = 4
"""Letters of the longest word in "-ies" whose singular ends in "-ie" ("ties")."""

_SINGULAR_S: Final = re.compile(r"(?:ss|us|is|ias|vas|tlas|chaos|lens)$")
_ES: Final = re.compile(r"(?:ss|x|zz|sh|ch|ia|va)es$|(?:ia|va|tla)ses$")


@lru_cache(maxsize=_NAMES)
def normalise(name: str) -> str:
    """The key that all spellings of a name share.

    It ignores case, diacritics, hyphens, spaces, brackets, British spelling and the plural of the last word, spells out
    Greek letters, and drops an abbreviation in brackets ("Vision Transformer (ViT)"). It keeps digits and versions, and
    the signs that distinguish C, C++ and C#, or RefCOCO and RefCOCO+.
    """
    tokens = words(name)
    if not tokens:
        return unicodedata.normalize("NFKC", name).casefold().strip()
    heads = {len(tokens) - 1} | {at - 1 for at, word in enumerate(tokens) if word == "of" and at > 0}
    return _joined([_american((singular(t) if at in heads else t).casefold()) for at, t in enumerate(tokens)])


@lru_cache(maxsize=_NAMES)
def words(name: str) -> tuple[str, ...]:
    """The words, numbers and signs of a name, case kept, without an abbreviation in brackets."""
    return tuple(_TOKEN.findall(_plain(_without_abbreviation(name.strip()))))


@lru_cache(maxsize=_NAMES)
def singular(word: str) -> str:
    """The English word without its plural ending: "caches" → "cache", "LLMs" → "LLM".

    In a word with capitals only a small "s" is an ending: "BASS" and "VITS" stay.
    """
    lower = word.casefold()
    if lower in _IRREGULAR:
        return _IRREGULAR[lower]
    if len(word) <= _NO_PLURAL or not word.endswith("s"):
        return word
    if word[-2].isupper() or word[-2].isdigit():
        return word[:-1]
    if _SINGULAR_S.search(lower) or (len(word) <= _NO_PLURAL_IN_VOWEL and lower[-2] in "aeiouy"):
        return word
    if lower.endswith("ies") and len(word) > _PLURAL_OF_IE:
        return word[:-3] + "y"
    return word[:-2] if _ES.search(lower) else word[:-1]


def versions_agree(a: str, b: str) -> bool:
    """Whether two names may mean the same version, size or part.

    False if the names differ in a number (GPT-3 / GPT-4, top-1 / top-5), a size as number, word or letter (70B,
    T5-large, ViT-B), a Roman numeral or capital letter that stands alone (subtask A / B), or a sign (C / C++). Not
    counted as differences are "2" and "4" for "to" and "for", a digit for the words that it counts ("A2C"), a year for
    its last two digits, and a number word that the other name lacks ("ZSL").
    """
    if _versions(a) == _versions(b):
        return _counts(a) == _counts(b) or not (_counts(a) and _counts(b))
    return _versions(a) + _counts(a) == _versions(b) + _counts(b) or any(
        _reads_as_word(one, other) or _counts_words(one, other) for one, other in ((a, b), (b, a))
    )


def version_key(name: str) -> Hashable:
    """All that `versions_agree` looks at in a name: names with the same key agree with the same names.

    Most names have no version and share their key with many others; a name with a digit that may stand for words has a
    key of its own.
    """
    may_be_words = has_counts(name) or any(figure.search(name) for figure in _FIGURES_FOR_WORDS.values())
    return (
        frozenset(_versions(name).items()),
        frozenset(_counts(name).items()),
        name if may_be_words else "",
        frozenset(word for word in _FIGURES_FOR_WORDS if _has_word(name, word)),
        repeated_starts(name),
    )


_GREEK: Final = re.compile(r"GREEK (?:SMALL|CAPITAL) LETTER (?:FINAL )?(\w+)")


def _plain(text: str) -> str:
    """NFKD without diacritics, with Greek letters by name, sizes as "2x2", "and" for "&", no thousands separators."""
    letters = (_by_name(char) for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    plain = re.sub(r"(?<=\d),(?=\d{3}\b)", "", "".join(letters))
    plain = re.sub(r"(?<=\d)\s?[xX\u00d7]\s?(?=\d)", "x", plain)
    return re.sub(r"\s&\s", " and ", plain)


def _by_name(char: str) -> str:
    if not "\u0370" <= char <= "\u03ff":
        return char
    greek = _GREEK.match(unicodedata.name(char, ""))
    return f" {greek[1].lower()} " if greek else char


def _without_abbreviation(name: str) -> str:
    """The name without brackets that hold an abbreviation of the words before them; others stay: "(IoU=0.5)"."""

    def replacement(bracket: re.Match[str]) -> str:
        inside, before = bracket[1].strip(), name[: bracket.start()]
        return "" if _abbreviates(inside, before) else bracket[0]

    return _IN_BRACKETS.sub(replacement, name)


def _abbreviates(short: str, long: str) -> bool:
    """Whether `short` has capitals, no space, and its letters in the order of `long`, the first at a word's start."""
    letters = [char for char in singular(short).casefold() if char.isalnum()]
    if " " in short or len(letters) <= 1 or not any(char.isupper() for char in short):
        return False
    return any(_in_order(letters, line) for line in long.casefold().split("\n"))


def _in_order(letters: list[str], line: str) -> bool:
    """Whether `line` has the letters in this order, the first at the start of a word; a greedy search suffices."""
    first = re.search(rf"(?<![a-z0-9]){re.escape(letters[0])}", line)
    if first is None:
        return False
    rest = iter(line[first.end() :])
    return all(letter in rest for letter in letters[1:])


def _american(word: str) -> str:
    word = re.sub(r"(?<=\w{2})is(?=(?:e|ed|er|ing|ation)$)", "iz", word)
    word = re.sub(r"(?<=[a-z]l)l(?=(?:ing|ed|er)$)", "", word)
    word = re.sub(r"(?<=dg)e(?=ment$)", "", word)
    return re.sub(r"(?<=\w{3})our(?=(?:al|ed|ing|hood|able|ization)?$)", "or", word)


def _joined(words: list[str]) -> str:
    """The words as one, with a space only where two numbers would run together ("llama2 70b")."""
    key = ""
    for word in words:
        key += f" {word}" if key[-1:].isdigit() and word[0].isdigit() else word
    return key


_FIGURE: Final = re.compile(r"(\d+(?:\.\d+)*)([a-z](?![a-z]))?", re.IGNORECASE)
_YEAR: Final = re.compile(r"(?:19[5-9]|20[0-3])\d")
_ROMAN: Final = {"II": "2", "III": "3", "IV": "4", "VI": "6", "VII": "7", "VIII": "8", "IX": "9"}
_TRAILING: Final = re.compile(r"(?<=[\w)+][\s\-_])([A-Z]+)(?=$|[\s\-_/]?\d|[\s)\]/])")
_SIGNS: Final = re.compile(r"[+#*†‡]+(?=$|[\s)/\-])")
_SIZE: Final = re.compile(
    r"(?<=[\w)][\s\-_])(nano|tiny|mini|small|base|medium|large|huge|giant|xs|xl|xxl|xlarge|lite|pro|ultra|plus)"
    r"(?=$|[\-_/(]|\s(?:models?$|v?\d|[(]))",
    re.IGNORECASE,
)
_FIGURES_FOR_WORDS: Final = {
    word: re.compile(rf"(?<=[^\W\d]){figure}(?=[^\W\d])") for figure, word in WORDS_FOR_FIGURES.items()
}
_SIZE_LETTERS: Final = {"T": "tiny", "S": "small", "B": "base", "M": "medium", "L": "large", "H": "huge", "G": "giant"}


@lru_cache(maxsize=_CACHE)
def _versions(name: str) -> Counter[str]:
    plain = _plain(name)
    found = Counter(_figure(*match.groups()) for match in _FIGURE.finditer(plain))
    found.update(size.casefold() for size in _SIZE.findall(plain))
    found.update(_SIGNS.findall(plain))
    for letters in _TRAILING.findall(plain):
        if letters in _ROMAN:
            found[_ROMAN[letters]] += 1
        elif len(letters) == 1:
            found[_SIZE_LETTERS.get(letters, letters)] += 1
    return found


def _figure(digits: str, letter: str | None) -> str:
    """The number with its letter ("70b", "4o"); a year as two digits, "3D" as 3, without a plural "s"."""
    digits = digits[2:] if _YEAR.fullmatch(digits) else digits
    return digits + (letter or "").casefold().strip("ds")


@lru_cache(maxsize=_CACHE)
def _counts(name: str) -> Counter[str]:
    words = re.findall(r"[a-z]+", name.casefold())
    return Counter(NUMBER_WORDS[word] for word in words if word in NUMBER_WORDS and word not in {"a", "an"})


def _counts_words(short: str, long: str) -> bool:
    """Whether the names agree if a digit in the short one is read as a count of words ("A2C")."""
    return counts_words(short, long) and _versions(counted_out(short)) == _versions(long)


def _reads_as_word(figures: str, words: str) -> bool:
    """Whether the names agree if a "2" between letters is read as "to", and a "4" as "for" ("seq2seq")."""
    spelt = figures
    for word, figure in _FIGURES_FOR_WORDS.items():
        if _has_word(words, word):
            spelt = figure.sub(f"-{word}-", spelt)
    return spelt != figures and _versions(spelt.casefold()) == _versions(words)


def _has_word(name: str, word: str) -> bool:
    return re.search(rf"\b{word}\b", name, re.IGNORECASE) is not None
