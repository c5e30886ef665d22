"""Words as the full-text index sees them: what is stored for a passage, and what is asked for a question.

Both sides go through the same steps, so that a word is found however it was written: NFKC and case folding, words of
letters, digits and marks, vowel points and stretching marks removed, character bigrams for scripts written without
spaces, and compounds such as "AB-1234", "3.14" or "1,234" kept whole as well as in parts.
"""

import functools
import re
import unicodedata
from collections.abc import Iterator

FTS5_TOKENIZER = "porter unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
"""How the FTS5 table must be declared: the marks of Indic scripts and of Thai belong to words there too."""

_MAXIMUM_TERMS = 64
_FIRST_AFTER_LATIN = "\u0250"
_DECIMAL_POINT = "\ue000"
"""Stands for the point inside a number, so that 12.5 is not 125; a private character, which FTS5 keeps in a word."""

_BIGRAM_SCRIPTS = (
    "\u3005-\u3007\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"  # Japanese kana, iteration marks
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e50-\u0e59\u0e80-\u0eff"  # Thai, Lao
    "\u1000-\u1049\u1050-\u109d\u1780-\u17d3\u17d7\u17dc\u17dd\u17e0-\u17e9"  # Burmese, Khmer
)
_POINTS = re.compile(
    "[\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u00ad\u200b-\u200f]"
)
_THOUSANDS = re.compile(r"(?<!\d)\d{1,3}(?:[,\u066c'’]\d{3})+(?!\d)")
_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")
_QUOTED = re.compile('["“„«]([^"“”„«»]{2,200})["”“»]')

_STOP_WORDS = {
    language: frozenset(words.split())
    for language, words in {
        "en": "a about after all also am an and any are as at be because been before being between both but by can could "
        "d did do does doing down during each few for from further had has have having he her here hers him his how i "
        "if in into is it its itself ll m me more most my no nor not of off on once only or other our out over own re s "
        "same she should so some such t than that the their theirs them then there these they this those through to "
        "too under until up ve very was we were what when where which while who whom why will with would you your",
        "de": "aber als am an auch auf aus bei bin bis da das dass dem den der des die dies diese dieser dieses durch ein "
        "eine einem einen einer eines er es für hat hatte ich ihr im in ist ja kann man mit nach nicht noch nun nur ob "
        "oder sein seine sich sie sind so über um und uns unter vom von vor war waren warum was welche welcher welches "
        "wem wen wenn wer werden wie wir wird wo wurde wurden zu zum zur",
        "fr": "au aux avec ce ces cette comment d dans de des du elle elles en est et eu il ils je l la le les leur leurs "
        "lui mais n ne nous on ont ou où par pas pour qu quand que quel quelle quelles quels qui quoi s sa se ses son "
        "sont sur un une vous y à été était",
        "es": "a al como con cuando cuál cuáles cuándo cuánto cuántos cómo de del desde donde dónde el en entre era es esta "
        "este esto fue fueron ha han la las lo los más no o para pero por que quien quién quiénes qué se sin sobre son su "
        "sus también un una y ya",
        "it": "a al alla anche che chi come con cosa da dal dalla dei del della delle di dove e gli ha hanno i il in è l la "
        "le lo ma nel nella non o per perché più quale quali quando quanto se si sono su un una uno",
        "pt": "a ao as com como da das de do dos e em era está foi foram mais mas na nas no nos o onde os ou para pela pelo "
        "por qual quais quando que quem se sem ser seu sua são um uma é",
        "nl": "aan als bij dat de deze die dit door een en er het hij hoe hun ik in is maar met naar niet of om ook op te tot "
        "uit van voor waar waarom wanneer was wat we welke werd wie wordt zich zij zijn",
    }.items()
}


def keyword_text(text: str) -> str:
    """The words of a text, normalized and joined by spaces: the column of an FTS5 table made with `FTS5_TOKENIZER`."""
    return " ".join(all_words(text))


def letters_and_digits(text: str) -> str:
    """Nothing but the letters and digits of a text, folded: a passage whose words hold a phrase holds it so too.

    Twenty times quicker than `keyword_text`, and so the way to tell which passages are worth looking into.
    """
    return _NOT_ALPHANUMERIC.sub("", _fold(text))


def match_query(text: str) -> str:
    """An FTS5 MATCH expression that finds passages with any word of `text`; "" if it has none.

    Stop words are left out unless nothing else remains; what stands in quotation marks is also looked for as a phrase.
    Every term is quoted, so no text can be a syntax error or an operator.
    """
    terms = [f'"{term}"' for term in query_terms(text) if not _is_lone_ideograph(term)]
    return " OR ".join(dict.fromkeys((*terms, *_to_the_letter(text))))


def exact_query(text: str) -> str:
    """An FTS5 MATCH expression for what bags of words cannot find: quoted phrases, lone ideographs; "" without any."""
    return " OR ".join(_to_the_letter(text))


def typed_query(text: str) -> str:
    """An FTS5 MATCH expression for text that holds all words of `text`, the last of which may be unfinished; "" if none."""
    words = [f'"{word}"' for word in all_words(text)[:_MAXIMUM_TERMS]]
    return " AND ".join([*words[:-1], f"{words[-1]} *"]) if words else ""


def query_terms(text: str) -> tuple[str, ...]:
    """The distinct words of a question that are worth looking for, in order, 64 at most."""
    return tuple(dict.fromkeys(telling_words(text)))[:_MAXIMUM_TERMS]


def all_words(text: str) -> list[str]:
    """The words of a text, normalized, in order."""
    return list(_terms(_fold(text)))


def telling_words(text: str) -> list[str]:
    """The words of a text in order, without the stop words of its language unless there is nothing else."""
    words = all_words(text)
    stop_words = _stop_words_for(tuple(dict.fromkeys(words)))
    return [word for word in words if word not in stop_words] or words


def is_stop_word(word: str, language: str) -> bool:
    """Whether a word in small letters only holds sentences of this language together."""
    return word in _STOP_WORDS.get(language, ())


def stop_word_language(text: str) -> str:
    """The language whose stop words a text has most of, of those that are known here; "" where it has none."""
    words = frozenset(all_words(text))
    language = max(_STOP_WORDS, key=lambda one: len(words & _STOP_WORDS[one]))
    return language if words & _STOP_WORDS[language] else ""


def quoted_phrases(text: str) -> tuple[str, ...]:
    """What stands between quotation marks, as written."""
    return tuple(match.group(1).strip() for match in _QUOTED.finditer(text))


def identifiers(text: str) -> tuple[str, ...]:
    """The distinct numbers and identifiers of a text (whatever holds a digit), whole, as `keyword_text` writes them."""
    found = (_whole(_close_thousands(match.group())) for match in _compound().finditer(_fold(text)))
    return tuple(dict.fromkeys(term for term in found if any(character.isdigit() for character in term)))


def in_english(text: str) -> bool:
    """Whether a question seems to be English: Latin letters, and no other language's stop words outnumber English ones."""
    terms = tuple(dict.fromkeys(_terms(_fold(text))))
    latin = all(character < _FIRST_AFTER_LATIN for character in text if character.isalpha())
    return latin and _stop_words_for(terms) is _STOP_WORDS["en"]


def _to_the_letter(text: str) -> list[str]:
    lone = [f'"{term}"*' for term in query_terms(text) if _is_lone_ideograph(term)]
    phrases = [f'"{phrase}"' for quoted in quoted_phrases(text) if " " in (phrase := keyword_text(quoted))]
    return list(dict.fromkeys((*lone, *phrases)))


def _stop_words_for(terms: tuple[str, ...]) -> frozenset[str]:
    """The stop words of the language that has most of them here, English when in doubt: German "die" is no English "die"."""
    return max(_STOP_WORDS.values(), key=lambda words: sum(term in words for term in terms))


def _fold(text: str) -> str:
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return _POINTS.sub("", folded)


def _terms(folded: str) -> Iterator[str]:
    for match in _compound().finditer(folded):
        compound = match.group()
        if compound.isascii() and compound.isalnum():
            yield compound
            continue
        compound = _close_thousands(compound)
        words = _word().findall(compound)
        if len(words) > 1:
            yield _whole(compound)
        for word in words:
            yield from _bigrams(word) if _bigram_run().fullmatch(word) else (word,)


def _close_thousands(compound: str) -> str:
    return _THOUSANDS.sub(lambda number: re.sub(r"\D", "", number.group()), compound)


def _whole(compound: str) -> str:
    """A compound as one word; a point between digits stays, as a private character."""
    pointed = re.sub(r"(?<=\d)[.,](?=\d)", _DECIMAL_POINT, compound)
    return "".join(_word().findall(pointed))


def _bigrams(run: str) -> Iterator[str]:
    if len(run) == 1:
        yield run
    for start in range(len(run) - 1):
        yield run[start : start + 2]


def _is_lone_ideograph(term: str) -> bool:
    return len(term) == 1 and _bigram_run().fullmatch(term) is not None


@functools.cache
def _bigram_run() -> re.Pattern[str]:
    return re.compile(f"[{_BIGRAM_SCRIPTS}]+")


@functools.cache
def _word() -> re.Pattern[str]:
    """A run of characters of a script without spaces, or of other letters, digits and marks."""
    return re.compile(f"{_bigram_run().pattern}|{_spaced_word()}")


@functools.cache
def _compound() -> re.Pattern[str]:
    """Words joined by single signs, as in AB-1234, 3.14, user_name, a@b.org; scripts without spaces stand alone."""
    joint = r"(?:[-\u2010\u2011._/@:+&#]|(?<=\d)[,\u066c'’](?=\d))"
    return re.compile(f"{_bigram_run().pattern}|{_spaced_word()}(?:{joint}{_spaced_word()})*")


@functools.cache
def _spaced_word() -> str:
    return rf"(?:[a-z0-9]++|(?![{_BIGRAM_SCRIPTS}])[^\W_]|[{_marks()}{_DECIMAL_POINT}])++"


@functools.cache
def _marks() -> str:
    """Every combining mark as the inside of a character class; Python's `\\w` leaves them out."""
    points = [point for point in range(0x300, 0x1F000) if unicodedata.category(chr(point)) in ("Mn", "Mc")]
    ranges: list[list[int]] = []
    for point in points:
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)
