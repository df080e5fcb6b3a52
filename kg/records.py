"""Extractions as JSON lines, in the record form of the annotation guidelines, and back.

A record is `{"id", "entities", "relations", "results"}`: entities `[type, name, other forms…]`, relations
`[head, relation, tail, sentence]`, results objects that refer to entities by name. Further keys hold what
the form has no place for: `mentions`, `scores`, `abbreviations` and `links`, with half-open character
offsets into title, newline, abstract.
"""
