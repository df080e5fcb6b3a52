"""A cache of answers: the graph never changes while it is served."""

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final

from kg.serve.messages import Reply

_LARGEST_SHARE: Final = 64


@dataclass(slots=True)
class Cache:
    """An LRU cache of `room` bytes of questions and answers, without those that alone take more than a 64th of it."""

    room: int
    _answers: OrderedDict[bytes, Reply] = field(default_factory=OrderedDict)
    _taken: int = 0

    def get(self, question: bytes) -> Reply | None:
        """The answer to `question`, if it is kept."""
        answer = self._answers.get(question)
        if answer is not None:
            self._answers.move_to_end(question)
        return answer

    def put(self, question: bytes, answer: Reply) -> None:
        """Keep an answer, in place of the least recently used ones."""
        size = _size(question, answer)
        if question in self._answers or size > self.room // _LARGEST_SHARE:
            return
        self._answers[question] = answer
        self._taken += size
        while self._taken > self.room:
            oldest, given = self._answers.popitem(last=False)
            self._taken -= _size(oldest, given)


def _size(question: bytes, answer: Reply) -> int:
    return len(question) + len(answer.body)
