"""Whether two sentences of the same content say opposite things, or one is silent on the way that the other points.

One denies it, has the opposite of a word, or has another number in the same place. Looked at clause by clause:
"Photographs may be copied, manuscripts may not" denies nothing of photographs.
"""

import re
from collections import Counter
from collections.abc import Collection

from app.core.answers.features import NEGATIONS, closed, content, numbers, plain_number, tokens
from app.core.words.stems import WORD, stem

_DIRECTIONS = (
    "increase rise rose raise elevate enhance promote induce activate activation accelerate upregulate upregulation "
    "stimulate augment more higher greater gain expand encourage trigger overexpress overexpression high larger longer "
    "boost facilitate positive positively mehr höher steigt stieg größer"
    "|decrease fall fell fallen reduce reduction lower inhibit inhibition suppress suppression attenuate diminish impede "
    "block prevent deactivate downregulate downregulation less fewer smaller decline low negative negatively shorter "
    "impair hinder limit abrogate abolish weniger niedriger sinkt sank",
    "improve improvement better ameliorate benefit beneficial effective protect protective rescue superior favourable "
    "favorable good|worsen worse poor poorer damage exacerbate ineffective inferior adverse deteriorate harm harmful "
    "detrimental",
)
_PAIRS = (
    "heavier|lighter", "before|after", "above|below", "over|under", "first|last", "oldest|newest", "open|closed close",
    "approve accept|reject", "allow allowed permit permitted|forbid forbidden prohibit prohibited", "grant granted|deny denied",
    "include including included|exclude excluding excluded", "on|off", "north northern|south southern", "east eastern|west western",
    "male males|female females", "most|few", "double doubled|halve halved", "profit|loss", "gain|loss", "cause|prevent",
    "strong|weak", "cold|warm hot", "softer|firmer", "faster|slower", "morning|evening", "internal|external",
    "geöffnet offen|geschlossen", "erlaubt|verboten", "vor|nach", "present|absent", "sensitive|resistant", "buy bought|sell sold",
    "vaccinated|unvaccinated", "born|died", "begin begins began|end ends ended", "win won|lose lost", "paid|unpaid",
    "arrive arrives|depart departs", "enter enters|leave leaves", "maximum|minimum", "highest|lowest", "largest|smallest",
    "earliest|latest", "longest|shortest", "accurate|inaccurate", "stable|unstable", "safe|unsafe", "raise|lower",
)  # fmt: skip


def _sides(rows: Collection[str]) -> dict[str, tuple[set[str], set[str]]]:
    """Every word with those that say the same and those that say the opposite."""
    found: dict[str, tuple[set[str], set[str]]] = {}
    for row in rows:
        one, other = ({stem(word) for word in side.split()} for side in row.split("|")[:2])
        for mine, theirs in ((one, other), (other, one)):
            for word in mine:
                same, opposite = found.setdefault(word, (set(), set()))
                same.update(mine)
                opposite.update(theirs)
    return found


_POINTING = _sides(_DIRECTIONS)
_SIDES = _sides((*_DIRECTIONS, *_PAIRS))
_CLAUSE = re.compile(r"[,;:]|\b(?:but|whereas|while|although|however|aber|sondern|während)\b", re.IGNORECASE)
_CONTRACTED = re.compile(r"n['’]t\b")
_BOUND = re.compile(
    r"\b(?:(?P<least>more than|over|above|at least|from|since|after|longer than|not before|seit|über|mehr als|mindestens)"
    r"|(?P<most>up to|at most|under|below|less than|fewer than|no more than|until|till|before|within|bis|unter|höchstens))"
    r"\s+(?P<number>\d+(?:[.,:/]\d+)*)",
    re.IGNORECASE,
)
_DENYING = re.compile(
    r"\b(?:only|avoid\w*|except\w*|exclu\w+|other than|apart from|rather than|instead|unless|fail\w*|lack\w*|refus\w+|declin\w+"
    r"|reject\w+|prohibit\w*|forbid\w*|absent|missing|apolog\w+|nur|außer\w*|ausge(?:nommen|schlossen)\w*|fehl\w*|untersag\w*|verboten\w*"
    r"|un(?!d\b|der|i|til|to|s\b|ser)\w{3,}|non\w{3,})",
    re.IGNORECASE,
)
"""What denies without a negation."""
_UNIT = re.compile(r"(\w+(?:[.,:/]\d+)*)(?=\s+([^\W\d_]+))")
_SHARED = 0.5
"""The share of the sentence's words that a clause must hold to be about the same."""
_FEWEST_SHARED = 2
_DENIED_WORDS = 2


def opposes(sentence: str, stretch: str, telling: Collection[str]) -> bool:
    """Whether the stretch says the opposite of the sentence; `telling` are the tokens of the sentence that tell something."""
    nearest = _nearest_clauses(stretch, telling)
    return bool(nearest) and (_bounds_differ(sentence, stretch) or all(_flips(sentence, clause) for clause in nearest))


def points_alike(sentence: str, stretch: str) -> bool:
    """Whether every word of more or less, better or worse in the sentence has one that says the same in the stretch."""
    said = set(tokens(stretch))
    return all(_POINTING[word][0] & said for word in tokens(sentence) if word in _POINTING)


def denial_agrees(sentence: str, stretch: str, telling: Collection[str]) -> bool:
    """Whether the clauses of the stretch that are about the same deny nothing that the sentence affirms, nor the reverse."""
    return not all(_denial_differs(sentence, clause) for clause in _nearest_clauses(stretch, telling) or [stretch])


def denies(text: str) -> bool:
    """Whether a text denies anything, by a negation or as "except" and "unpaid" do."""
    return negates(text) or bool(_DENYING.search(text))


def negates(text: str) -> bool:
    """Whether a text holds a negation."""
    return _negations(text) > 0


def _nearest_clauses(stretch: str, telling: Collection[str]) -> list[str]:
    """The clauses that hold most of what is told, or else the whole stretch; none where that holds too little as well.

    A clause that only denies, such as "but not for theft", is about what it names.
    """
    least = max(_FEWEST_SHARED, _SHARED * len(telling))
    clauses = [clause for clause in _CLAUSE.split(stretch) if clause.strip()]
    if _shared(telling, stretch, stretch) < least:
        return []
    if denying := [clause for clause in clauses if _only_denies(clause, telling)]:
        return denying
    compared = [(_shared(telling, clause, stretch), clause) for clause in clauses]
    most = max((shared for shared, _ in compared), default=0)
    return [clause for shared, clause in compared if shared == most] if most >= least else [stretch]


def _only_denies(clause: str, telling: Collection[str]) -> bool:
    about = content(clause).keys()
    return bool(_denied(clause)) and len(about) <= _FEWEST_SHARED and about <= set(telling)


def _flips(sentence: str, clause: str) -> bool:
    """Another number in the same place, denied on one side only, or the opposite of a word; the latter two cancel out."""
    said = set(tokens(clause))
    opposite = any(_opposite(word) & said and not _same(word) & said for word in tokens(sentence))
    return _numbers_differ(sentence, clause) or _denial_differs(sentence, clause) != opposite


def _denial_differs(sentence: str, clause: str) -> bool:
    """Whether one has a negation more, and a word that both have, or its opposite, is denied in one of them only."""
    told, said = set(tokens(sentence)), set(tokens(clause))
    denied, held = _denied(sentence), _denied(clause)
    either = {
        word
        for word in denied.keys() | held.keys()
        if {word, *_opposite(word)} & told and {word, *_opposite(word)} & said
    }
    return (_negations(sentence) + _negations(clause)) % 2 == 1 and any(
        denied[word] % 2 != held[word] % 2 for word in either
    )


def _denied(text: str) -> Counter[str]:
    """How often each word is denied: the two telling words after a negation, or the one before where nothing follows."""
    words = WORD.findall(_CONTRACTED.sub(" not", text.casefold()))
    telling = content(" ".join(words))
    found: Counter[str] = Counter()
    for place, word in enumerate(words):
        if word in NEGATIONS:
            after = [token for token in tokens(" ".join(words[place + 1 :])) if token in telling]
            before = [token for token in tokens(" ".join(words[:place])) if token in telling]
            found.update(after[:_DENIED_WORDS] or before[-1:])
    return found


def _numbers_differ(sentence: str, clause: str) -> bool:
    """Whether a number of the sentence stands for the same things as another number in the clause, and not there itself."""
    counted, held = _units(clause), numbers(clause)
    return any(number not in held and any(unit == other for _, other in counted) for number, unit in _units(sentence))


def _units(text: str) -> set[tuple[str, str]]:
    """Numbers with the words after them: "8" and "hour" of "eight hours"."""
    pairs = ((match.group(1), match.group(2)) for match in _UNIT.finditer(closed(text)))
    spelt = ((next(iter(numbers(number)), ""), stem(unit)) for number, unit in pairs)
    return {(number, unit) for number, unit in spelt if number and content(unit)}


def _bounds_differ(sentence: str, stretch: str) -> bool:
    """Whether a number is a least on one side and a most on the other, as in "until 1994" and "since 1994"."""
    told, held = _bounds(sentence), _bounds(stretch)
    return any(number in held and side not in held[number] for number, sides in told.items() for side in sides)


def _bounds(text: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for match in _BOUND.finditer(text):
        found.setdefault(plain_number(match["number"]), set()).add("least" if match["least"] else "most")
    return found


def _shared(telling: Collection[str], clause: str, stretch: str) -> int:
    """How many of the words a clause holds; the opposite of a word counts where the stretch does not have the word itself."""
    said, anywhere = set(tokens(clause)), set(tokens(stretch))
    return sum(word in said or (word not in anywhere and bool(_opposite(word) & said)) for word in telling)


def _same(word: str) -> set[str]:
    return _SIDES[word][0] if word in _SIDES else {word}


def _opposite(word: str) -> set[str]:
    return _SIDES[word][1] if word in _SIDES else set()


def _negations(text: str) -> int:
    return sum(word in NEGATIONS for word in WORD.findall(_CONTRACTED.sub(" not", text.casefold())))
