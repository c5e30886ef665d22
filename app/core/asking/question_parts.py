"""Questions that ask several things at once, taken apart by rule: "When is X, and who does Y?" is two.

A joint divides only where a whole question stands before it and another one behind it: told by the question word, the
verb after it and their order, as nobody inverts in "what it costs and who pays it is written there". What is doubtful
stays whole, for a question in one piece is at worst answered by half. English, German, French and Spanish.
"""

import re
from collections.abc import Iterator

from app.core.asking.exhaustive import task_of
from app.core.tools.sums import another_sum, is_sum
from app.core.words.keywords import query_terms
from app.core.words.sentences import split_sentences

_LONGEST = 600
"""Characters: whoever writes more has pasted something, and asks about that."""
_MOST_PARTS = 6
_FEWEST_WORDS = 3
_SHELTERED = re.compile(r"(?:(?<=(?P<end>[.?!])) ?)?\([^()]*\)|\"[^\"]*\"|“[^”]*”|„[^“”]*[“”]|«[^»]*»")
"""What is quoted, or put beside in brackets, is not asked; brackets behind a question's end belong to it."""

_BE_OR_MAY = (
    r"(?:is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|shall|should|must|may|might|[a-z]+n['’]t)\b"
)
_POINTER = r"(?:i|you|he|she|it|we|they|there|one|anyone|someone|anybody|everyone|this|these|those)\b"
_NO_VERB = rf"(?:{_POINTER}|that|the|an?|my|your|his|her|its|our|their|to|of|in|on|at|for|from|by|with|and|or|not|if|when|else)\b"
_BEFORE = r"(?:(?:in|at|on|by|to|from|for|under|until|since|of|with|about|after) )?"
_NOUN = rf"(?:(?!{_NO_VERB}|{_BE_OR_MAY})[\w'’%-]+ )"
_NAMED = rf"{_NOUN}{{1,4}}(?:of (?:the |all |my |our )?{_NOUN}{{1,3}})?"
_GOES_ON = r"(?:happens?|happened|causes?|caused|makes?|made|comes?|came|goes|went|applies|counts|follows|followed|changes|changed)\b"
_ENGLISH = (
    rf"{_BEFORE}(?:(?:when|where|why|how|whom|who|what|which|whose)(?: else)? {_BE_OR_MAY}"
    r"|(?:who|what|when|where|how|why)['’]s\b"
    rf"|how (?!to\b){_NAMED}{_BE_OR_MAY}"
    rf"|which ones? {_BE_OR_MAY}|(?:what|which|whose) (?:of the )?{_NAMED}{_BE_OR_MAY}|what {_GOES_ON}"
    rf"|how (?:many|much) {_NAMED}(?:lie|live|work|fit|belong|remain|need|get|take|pay|sleep|stay|took|died|came|went|left)\b)"
)
_ENGLISH_SUBJECT = (
    rf"who (?!{_NO_VERB}|{_BE_OR_MAY})(?-i:[a-z])[\w'’-]+|(?:who|which(?: {_NOUN}{{1,3}})?) {_BE_OR_MAY}"
    rf"|(?:which|what) {_NOUN}(?!{_NO_VERB}|{_BE_OR_MAY})(?-i:[a-z]+(?:s|ed))\b"
)
"""These could go on with a relative clause as well: "the king who ruled and who fell"."""

_GERMAN_NO_VERB = r"(?:es|er|sie|ich|wir|du|ihr|man|der|die|das|den|dem|des|ein\w*|kein\w*|mein\w*|unser\w*|dies\w*|sich|nicht|mit|seit)\b"
_GERMAN_VERB = (
    r"(?:ist|sind|war|waren|wird|werden|wurden?|hat|haben|hatten?|muss|müssen|musste|darf|dürfen|kann|können|konnte|soll|sollen"
    r"|sollte|gilt|gelten|gibt|geht|gehen|gehört|kommt|kam|fand|liegt|(?-i:(?!ge)[a-zäöüß]{2,}(?:t|te|ten|en)))\b"
)
_AFTER_WAS = (
    r"(?:ist|sind|war|waren|wird|wurde|hat|haben|kostet|kosten|passiert|geschieht|steht|stehen|sagt|sagen|bedeutet|heißt|gilt|muss"
    r"|darf|soll|kann|macht|machen|ergibt|gehört|braucht|enthält|brauche|zahle|zahlt)\b"
)
"""Listed, for "was" is English too."""
_GERMAN_NOUN = rf"(?:(?!{_GERMAN_NO_VERB}|{_GERMAN_VERB})[\w-]+ )"
_GERMAN = (
    r"(?:(?:in|an|auf|bei|bis|ab|seit|von|zu|für|mit|um|nach|vor|unter|über|aus) )?"
    r"(?:(?:wann|wo|wohin|woher|wofür|womit|warum|wieso|weshalb|wie|wer|wem|wen|wessen|welche[rsnm]?|wie ?viele?) "
    rf"{_GERMAN_NOUN}{{0,3}}(?!{_GERMAN_NO_VERB}){_GERMAN_VERB}|was {_AFTER_WAS})"
)
_FRENCH_NO_VERB = r"(?:le|la|les|l|un|une|des|de|du|je|tu|il|elle|on|nous|vous|ils|elles|se|ne|en|y|pas)\b"
_FRENCH = (
    r"(?:(?:à|de|en|dans|pour|avec|par|sur|depuis) )?"
    r"(?:(?:quand|comment|pourquoi|combien|quel(?:le)?s?|qu['’]est-ce)\b.*|où (?:est|sont|se|peut|faut|puis|doit|doivent|a|ont)\b.*)"
)
_FRENCH_SUBJECT = rf"(?:qui est-ce|qui (?!{_FRENCH_NO_VERB})\w+)"
_SPANISH = (
    r"(?:¿ ?)?(?:(?:en|de|a|por|para|con|desde|hasta) )?"
    r"(?:qué|quién(?:es)?|cuándo|cuánt[oa]s?|a?dónde|cómo|cuál(?:es)?)\b.*"
)
_QUESTION = re.compile(
    rf"(?:{_ENGLISH}|{_ENGLISH_SUBJECT}|{_GERMAN}|{_FRENCH}|{_FRENCH_SUBJECT}|{_SPANISH})", re.IGNORECASE
)
_INVERTED = re.compile(_ENGLISH, re.IGNORECASE)
_MAY_BE_RELATIVE = re.compile(rf"(?:{_ENGLISH_SUBJECT}|{_FRENCH_SUBJECT})", re.IGNORECASE)
_YES_OR_NO = re.compile(
    rf"{_BE_OR_MAY} |(?:ist|sind|hat|haben|kann|darf|muss|gibt|wird|est-ce que|peut-on|faut-il|hay|es|puedo) ",
    re.IGNORECASE,
)
_YES_OR_NO_BEHIND = re.compile(rf"{_BE_OR_MAY} {_POINTER}", re.IGNORECASE)
_ASKS_NO_SUBJECT = re.compile(
    rf"{_BEFORE}(?:when|where|why|how(?! (?:many|much)\b))\b|{_BEFORE}(?:what|which|who|whom|how|whose) (?:{_NOUN}{{0,4}})"
    rf"(?:(?:do|does|did) |{_BE_OR_MAY} (?:{_POINTER}|the|an?|my|your|our) )",
    re.IGNORECASE,
)
"""What these ask for is no subject, so that a verb behind it needs one of its own: it begins another question."""
_POLITE = (
    r"(?:(?:please|and|also|then|bitte|und|auch|dann|now) )*(?:can you |could you |would you |kannst du |können sie )?"
)
_TELL = re.compile(
    rf"{_POLITE}(?:(?:tell me|let me know|explain|say|sag mir|sagen sie mir|erkläre?|dis-moi|dites-moi|dime|dígame)"
    r"(?: about)?|i (?:want|need|would like) to know|i['’]d like to know),? ",
    re.IGNORECASE,
)
_INDIRECT = re.compile(
    rf"(?:when|where|why|how|what|which|who|whether|wann|wo|warum|wie|was|wer|welche\w*|ob) (?!{_BE_OR_MAY} not\b)\w+",
    re.IGNORECASE,
)
_CALCULATION = re.compile(
    rf"{_POLITE}(?:calculate|compute|work out|(?:be|er)?rechne|calculez?|calcula) .*\d", re.IGNORECASE
)
_JOINT = re.compile(
    r"\s*[,;]?\s+(?:and|und|et|y|e|sowie)\s+(?:(?:also|then|auch|außerdem|aussi|también|then also),?\s+)?|\s*[,;]\s+",
    re.IGNORECASE,
)
_CONJUNCTION = re.compile(r"(?:(?:and|und|et|y|also|außerdem)\b,?\s+)+", re.IGNORECASE)
_UNFINISHED = re.compile(
    r"\b(?:when|where|why|how|what|which|who|whom|whose|wann|wo|wie|was|wer|quand|où|comment|qui|cuándo|dónde|cómo|quién|both"
    r"|between|zwischen|entre|about|of|from|if so|if not|if yes|wenn ja|si oui)$",
    re.IGNORECASE,
)
_OPEN_BETWEEN = re.compile(r"\b(?:between|zwischen|entre|both|sowohl)\b(?!.*\s(?:and|und|et|y|als)\s)", re.IGNORECASE)
_LEFT_OUT = re.compile(r"^(?:\w+ ){0,3}(?:not|nicht|pas|no)$", re.IGNORECASE)
"""What is to be supplied from the question before: "and what is not?"."""
_RELATIVE = re.compile(r".\b(?:who|whom|whose|which|that|qui)\b", re.IGNORECASE)
_END = ".?!¿ ,;"


def parts_of(question: str) -> tuple[str, ...]:
    """The questions that a question consists of, each to be asked by itself; only itself, as it is, for most.

    A sentence that asks nothing belongs to the question behind it, or to the last one.
    """
    text = " ".join(question.split())
    if len(text) > _LONGEST:
        return (question,)
    parts = [part for sentence in _sentences(text) for part in _divided(sentence)]
    return tuple(map(_by_itself, parts)) if 1 < len(parts) <= _MOST_PARTS else (question,)


def _sentences(text: str) -> Iterator[str]:
    """The sentences that ask something, with those around them that do not."""
    begun, asked = 0, 0
    for span in split_sentences(_sheltered(text)):
        if not _asks(span.text):
            continue
        if asked:
            yield text[begun:asked]
            begun = asked
        asked = span.end
    yield text[begun:]


def _asks(sentence: str) -> bool:
    bare = _bare(sentence)
    told = sentence.endswith("?") or _tells_to(bare)
    return bool(told) and len(bare.split()) >= _FEWEST_WORDS


def _divided(sentence: str) -> list[str]:
    """A sentence at its joints."""
    begun, parts = 0, []
    for joint in _JOINT.finditer(_sheltered(sentence)):
        before, behind = sentence[begun : joint.start()], sentence[joint.end() :]
        if another_sum(before, behind) or (
            _is_whole(before) and _is_another(before, behind, listed=joint.group().strip() == ",")
        ):
            parts.append(before)
            begun = joint.end()
    return [*parts, sentence[begun:]]


def _is_whole(before: str) -> bool:
    """Whether a question could end here."""
    bare = _bare(before)
    asks = _QUESTION.match(bare) or _YES_OR_NO.match(bare) or is_sum(bare) or _tells_to(bare)
    left_open = _UNFINISHED.search(bare) or _OPEN_BETWEEN.search(bare)
    return bool(asks) and not left_open and len(bare.split()) >= _FEWEST_WORDS


def _is_another(before: str, behind: str, *, listed: bool) -> bool:
    """Whether a question begins here that does not only go on with what stands before it; behind a comma, surely."""
    bare = _bare(before)
    if listed and (not _INVERTED.match(behind) or _MAY_BE_RELATIVE.match(behind)):
        return False
    told = _TELL.match(bare)
    if len(behind.split()) < _FEWEST_WORDS or not query_terms(behind) or _LEFT_OUT.search(behind.strip(_END)):
        return False
    if _CALCULATION.match(behind) or _TELL.match(behind) or (told and _INDIRECT.match(behind)):
        return True
    relative = _RELATIVE.search(bare[told.end() if told else 0 :])
    if _QUESTION.match(behind):
        return not (relative and _MAY_BE_RELATIVE.match(behind))
    if _YES_OR_NO_BEHIND.match(behind):
        return True
    alone = _YES_OR_NO.match(bare) or _ASKS_NO_SUBJECT.match(bare)
    return bool(_YES_OR_NO.match(behind) and alone and not relative)


def _tells_to(bare: str) -> bool:
    """Whether it is no question in form, but wants an answer."""
    return bool(_TELL.match(bare) or _CALCULATION.match(bare)) or task_of(bare) is not None


def _by_itself(part: str) -> str:
    """A part as a question of its own, with the mark it ends in."""
    words = _CONJUNCTION.sub("", part.strip(), count=1) if _CONJUNCTION.match(part.strip()) else part.strip()
    words = words.rstrip(",; ")
    if not _sheltered(words).endswith((".", "?", "!")):
        words += "." if _tells_to(words) else "?"
    return words[:1].upper() + words[1:]


def _bare(text: str) -> str:
    """The last sentence of a text from where it could ask: behind an opening mark or a conjunction."""
    text = next((span.text for span in reversed(split_sentences(text))), "").strip(_END)
    conjunction = _CONJUNCTION.match(text)
    return text[conjunction.end() :] if conjunction else text


def _sheltered(text: str) -> str:
    return _SHELTERED.sub(lambda span: "_" * (len(span.group()) - 1) + (span["end"] or "_"), text)
