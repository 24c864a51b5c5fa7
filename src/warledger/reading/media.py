"""Propaganda and recruitment, and what is done against them: frames of frames/messaging.toml."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from warledger.reading.actors import Actor, actors_of
from warledger.reading.company import clause_span, governing_verb, has_company
from warledger.reading.frames import Frame
from warledger.reading.paths import Dropped, agents_of
from warledger.reading.relevance import ARMED_KINDS
from warledger.reading.story import Story
from warledger.reading.syntax import children, conjuncts, is_verb, patients, prepositional

SPEAKING_KINDS = ARMED_KINDS - {"peacekeepers"}
"""Kinds of armed parties whose messages are propaganda and recruitment."""

MEDIA = frozenset("video recording audio clip footage telegram twitter website".split())
"""Nouns for what carries a message."""

ONLINE = frozenset(
    "twitter facebook telegram youtube google instagram tiktok account accounts online internet social "
    "website websites web server servers domain domains whatsapp vkontakte platform".split()
)


@dataclass(frozen=True, slots=True)
class MessagingFinding:
    """What was done with words and images, and by whom."""

    frame: Frame
    trigger: Token
    what: str
    actors: list[Actor]
    quote: tuple[int, int]


def find_messaging(story: Story) -> Iterator[MessagingFinding | Dropped]:
    """Every statement on propaganda, recruitment, counter-messaging and takedowns."""
    told: set[int] = set()
    for token, frames in story.framed("messaging"):
        if token.dep_ == "acl" and token.head.head.i in told:  # "released a video showing ..."
            continue
        actors = _actors(story, token)
        reasons: list[Dropped] = []
        for frame in (f for f in frames if has_company(story, f, token)):
            reason = _rejected(story, frame, token, actors)
            if reason is None:
                told.add(token.i)
                known = [a for a in actors if a.party or a.generic]
                yield MessagingFinding(frame, token, _what(frame, token), known, clause_span(_quoted(token)))
                break
            reasons.append(Dropped(token.idx, token.idx + len(token), frame.id, reason))
        else:
            yield from reasons[:1]


def _what(frame: Frame, token: Token) -> str:
    """What the frame says, but propaganda against a party ("anti-ISIS propaganda") is counter-messaging."""
    before = {t.lower_ for t in token.subtree if t.i < token.i} | {token.nbor(-1).lower_ if token.i else ""}
    against = any(word.startswith(("anti", "counter")) for word in before)
    objects = {c.lower_ for child in token.children if child.dep_ == "dobj" for c in child.subtree}
    against = against or any(word.startswith(("anti", "counter")) for word in objects)
    return "counter_messaging" if frame.sets["what"] == "propaganda" and against else frame.sets["what"]


def _quoted(token: Token) -> Token:
    if token.dep_ in {"compound", "nmod"} and not is_verb(token.head):
        return token.head
    return token


def _actors(story: Story, token: Token) -> list[Actor]:
    if is_verb(token):
        if story.lemma(token) == "join":
            return actors_of(story, patients(token))
        return actors_of(story, agents_of(story, token))
    heads = [*children(token, "poss", "compound", "amod", "nmod"), *prepositional(token, "by", "from", "of")]
    heads = [
        h for h in heads if not any(t.lower_.startswith(("anti", "counter")) for t in h.doc[h.left_edge.i : h.i + 1])
    ]
    verb = governing_verb(token)
    found = [a for h in heads for a in actors_of(story, [h])]
    return found or (actors_of(story, agents_of(story, verb)) if verb is not None and is_verb(verb) else [])


def _rejected(story: Story, frame: Frame, token: Token, actors: list[Actor]) -> str | None:
    if not story.is_conflict:
        return "the story tells of no conflict"
    armed = any(
        (a.party is not None and a.party.kind in SPEAKING_KINDS) or (a.generic and a.party is None) for a in actors
    )
    if frame.needs & {"armed_actor", "armed_object"} and not armed:
        return "its party is not armed"
    if "armed_named" in frame.needs and not any(
        story.party_at[t.i].party.kind in SPEAKING_KINDS for t in token.sent if t.i in story.party_at
    ):
        return "no armed party in the sentence"
    if "people_called" in frame.needs and not _calls_people(story, token):
        return "nobody is called upon"
    if "medium" in frame.needs and not any(
        story.lemma(n) in MEDIA for n in prepositional(token, "in", "on", "to", "via", "through")
    ):
        return "it was not said by a medium"
    if "online" in frame.needs and not any(t.lower_ in ONLINE for t in token.sent):
        return "nothing online in the sentence"
    return None


CALLED = frozenset(
    "man men woman women youth people citizen citizens follower followers supporter supporters muslim muslims volunteer "
    "volunteers civilian resident villager villagers student adult boy girl foreigner foreigners member tribesman "
    "tribesmen family families reservist veteran brother brothers young believer faithful fighter convict prisoner "
    "compatriot household everyone anyone".split()
)
"""Who can be called to arms."""


def _calls_people(story: Story, verb: Token) -> bool:
    """Whether a call goes to people ("urged young men to enlist", "appealed to foreigners to come and fight")."""
    called = [*patients(verb), *prepositional(verb, "on", "upon", "to"), *children(verb, "dative", "nsubj")]
    below = [n for c in verb.children if is_verb(c) for n in children(c, "nsubj")]  # "urged men to enlist"
    return any(
        n.lower_ in CALLED or story.lemma(n) in CALLED or n.tag_ == "NNPS"
        for c in (*called, *below)
        for n in conjuncts(c)
    )
