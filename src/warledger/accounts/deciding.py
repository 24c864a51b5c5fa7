"""Which holder an answer names, or why it names none."""

from dataclasses import replace

from warledger.accounts.control import OTHER, Answer
from warledger.accounts.method import Method


def decided(answer: Answer, method: Method) -> tuple[str | None, str | None, Answer]:
    """The party that an answer names, or the reason why it names none (``unclear``, ``no_report``), with the answer.

    The probability of a holder that is named is what such holders turned out to have on open sets (``doubt``): the smoothing
    doubts them more than it need.
    """
    if answer.holder == OTHER or answer.probability < method.threshold:
        return None, "unclear", answer
    if answer.support < method.least_support:
        return None, "no_report", answer
    return answer.holder, None, replace(answer, probability=1.0 - method.doubt * (1.0 - answer.probability))
