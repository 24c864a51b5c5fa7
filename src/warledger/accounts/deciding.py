"""Which holder an answer names, or why it names none."""

from warledger.accounts.control import OTHER, Answer
from warledger.accounts.method import Method


def decided(answer: Answer, method: Method) -> tuple[str | None, str | None, Answer]:
    """The party that an answer names, or the reason why it names none (``unclear``, ``no_report``), with the answer."""
    if answer.holder == OTHER or answer.probability < method.threshold:
        return None, "unclear", answer
    if answer.support < method.least_support:
        return None, "no_report", answer
    return answer.holder, None, answer
