"""Files of any supported form to papers with clean text, sentences and stable ids."""

from kg.corpus.cleaning import clean
from kg.corpus.reading import CleaningReport, Corpus, Source, clean_paper, read_papers, shipped_corpus
from kg.corpus.sentences import paper_sentences, split_sentences

__all__ = [
    "CleaningReport",
    "Corpus",
    "Source",
    "clean",
    "clean_paper",
    "paper_sentences",
    "read_papers",
    "shipped_corpus",
    "split_sentences",
]
