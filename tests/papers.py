"""Papers made by hand, sentence by sentence."""

from kg.model import Paper, Span


def paper_of(key: str, title: str, *sentences: str, gap: str = " ") -> Paper:
    """A paper with these sentences, whatever the program would take for one, and a `gap` of one character between."""
    spans, at = [Span(0, len(title))], len(title) + 1
    for sentence in sentences:
        spans.append(Span(at, at + len(sentence)))
        at += len(sentence) + 1
    return Paper(key, title, gap.join(sentences), tuple(spans))
