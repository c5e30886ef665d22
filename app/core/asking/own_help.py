"""Questions about Alcove itself, and greetings: known by rule, and answered in words that come with it.

A question is about Alcove only where its words leave nothing else it could be about: "How do I add documents?" is, "How do
I add documents to the case file?" is for the documents. So is "How do I change my password?", which a manual among them may
tell, and "Where is the recording of the meeting?", which asks for no way to do something: these must name Alcove.
"""

import re
import tomllib
from dataclasses import dataclass

from app.core.words.text import folded, is_right_to_left

OWN_HELP = "Alcove's own help"
"""Who gave such an answer."""
_WORD = re.compile(r"[\w'’]+")
_BESIDE = frozenset(
    "how do i can you to a an the my is it in into for with here alcove please does one we could would should show me where"
    " what tell of and or some your this program app"
    " wie kann ich man bitte in die der das den ein eine einen einem zu ist es mir zeig zeige wo hier und mit kannst du wird"
    " können sie werden"
    " كيف يمكنني يمكن هل أن لي في إلى من على ما هي هو أين".split()
)
_ASKING = frozenset("how can where what which show help wie wo welche kann zeig zeige كيف هل أين ما".split())
_HOW = re.compile(
    r"\b(?:(?:how|where) (?:do|can|could) (?:i|you|one)|how to|what can i do|(?:wie|wo) \w+ (?:ich|man)|كيف)\b"
)
"""Somebody wants to do something."""
_MOST_WORDS = 14
_GERMAN = frozenset(
    map(
        folded,
        "wie kann ich man was wer wo bist hallo guten tag morgen abend danke vielen dankeschön tschüss hilfe servus moin"
        " wiedersehen gute nacht meine welche bis".split(),
    )
)


@dataclass(frozen=True, slots=True)
class HelpTopic:
    """Something Alcove says of itself: one of `phrases` is all that is said, or one of each group in `about` is.

    What is `shared` is done in other programs too.
    """

    phrases: frozenset[str]
    about: tuple[frozenset[str], ...]
    beside: frozenset[str]
    shared: frozenset[str]
    texts: dict[str, str]
    small_talk: bool

    def fits(self, words: list[str]) -> bool:
        """Whether a question of these words is about it, and about nothing else."""
        said, sentence = set(words), " ".join(words)
        if sentence in self.phrases:
            return True
        if not self.about or not _ASKING & said or len(words) > _MOST_WORDS:
            return False
        if "alcove" not in said and (self.shared & said or not _HOW.search(sentence)):
            return False
        known = self.beside.union(_BESIDE, *self.about)
        return all(group & said for group in self.about) and known.issuperset(words)


def parse_topics(text: str) -> tuple[HelpTopic, ...]:
    """The topics of a TOML file. Raises ValueError where it is none."""
    return tuple(
        HelpTopic(
            frozenset(" ".join(_words(one)) for one in topic.get("phrases", ())),
            tuple(frozenset(map(folded, group)) for group in topic.get("about", ())),
            frozenset(map(folded, topic.get("beside", ()))),
            frozenset(map(folded, topic.get("shared", ()))),
            {language: str(topic[language]) for language in ("en", "de", "ar")},
            bool(topic.get("small_talk", False)),
        )
        for topic in tomllib.loads(text)["topic"]
    )


def topic_of(question: str, topics: tuple[HelpTopic, ...]) -> HelpTopic | None:
    """What a question about Alcove is about; None for every other."""
    words = _words(question)
    alone = [word for word in words if word not in ("alcove", "there")]
    return next((one for one in topics if words and (one.fits(words) or (alone and one.fits(alone)))), None)


def told(topic: HelpTopic, question: str) -> str:
    """What is said of it, in the language of the question."""
    if is_right_to_left(question):
        return topic.texts["ar"]
    return topic.texts["en" if _GERMAN.isdisjoint(_words(question)) else "de"]


def _words(text: str) -> list[str]:
    return _WORD.findall(folded(text).replace("’", "'"))
