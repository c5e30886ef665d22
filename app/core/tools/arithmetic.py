"""Arithmetic as it is written or said: read into an expression, and calculated exactly, with fractions and not with floats."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from math import isqrt

from app.core.errors import UserError
from app.core.tools.tables import number_of

_LONGEST = 400
_DEEPEST = 40
_MOST_BITS = 4_000
"""Of a result: some 1,200 digits, which are calculated in no time; without a limit 9^9^9 never ends."""
_SHOWN_DECIMALS = 12
_ROOT_DIGITS = Context(prec=60)

NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,'’]\d+)*(?![\w])")
"""A number without its sign, however its thousands are divided."""
_DOTS_DIVIDE = re.compile(
    r"(?<![\w.,])\d+(?:\.\d{3})*,(?:\d{1,2}|\d{4,})(?![\w.,])|\d\.\d{3}\.\d{3}"
    r"|\b(?:wie ?viele?|sind|ist|mal|von|und|prozent|geteilt|durch|rechne|berechne|addiere|teile|multipliziere|subtrahiere"
    r"|dividiere|kostet|kosten|zusammen|insgesamt|ich|wenn|cu[aá]nto|quanto|por ciento|per cento)\b",
    re.IGNORECASE,
)
"""A decimal comma, or a language that has it: there 2.340 is two thousand."""
_THOUSANDS = r"(?<![\w.,])[1-9]\d{0,2}(?:\.\d{3})+(?![\w.,]*\d)"
_EUROS = r"(?:€|EUR|euros?)(?!\w)"
_NOT_EACH = r"(?!\s?(?:/\s?[a-z]|(?:per|an?|je|pro|each)\b))"
_DOTTED_EUROS = re.compile(
    rf"{_THOUSANDS}\s?{_EUROS}{_NOT_EACH}|(?:€|\bEUR)\s?{_THOUSANDS}{_NOT_EACH}",
    re.IGNORECASE,
)
"""Euros with three decimals: nobody pays them but for a litre or a kilowatt-hour, so 1.200 EUR is twelve hundred."""
_DIVIDED_BY_COMMAS = re.compile(r"(?<![\w.,])[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?(?![\w,])")
_DOTTED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?|\d+,\d+")
_TOKEN = re.compile(r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<root>sqrt(?=\s*\())|(?P<sign>[-+*/^%()]))")
_SAID = tuple(
    (re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE), sign)
    for words, sign in (
        (r"(?:per ?cent|prozent|pour ?cent|por ciento|per cento)", "%"),
        (r"plus|and|added to|und|et|más|più|\+", "+"),
        (r"minus|less|weniger|moins|menos|meno|−|–", "-"),
        (r"multiplied by|times|mal|fois|multipliziert mit|por|per|×|·|x", "*"),
        (r"divided by|over|geteilt durch|durch|divisé par|dividido (?:por|entre)|diviso|÷|:", "/"),
        (r"(?:raised )?to the power(?: of)?|hoch|\*\*", "^"),
        (r"squared|zum quadrat", "^2"),
        (r"cubed", "^3"),
        (r"half of|die hälfte von", "1/2*"),
        (r"a quarter of|ein viertel von", "1/4*"),
        (r"(?:the )?square root of|(?:die )?(?:quadrat)?wurzel (?:aus|von)|racine carrée de|√", "sqrt"),
    )
)
_OF_PERCENT = re.compile(r"%\s*(?:of|von|de|di)\b", re.IGNORECASE)
_SIGNS = re.compile(r"(?<=[\d)%\s])(?:×|·|÷|−|–|√)(?=[\d(\s])")
_BARE_ROOT = re.compile(r"sqrt\s*(\d+(?:\.\d+)?)")


class _NoExpression(UserError):
    """What was read is not written like a calculation."""


@dataclass(frozen=True, slots=True)
class Value:
    """What an expression comes to; `exact` unless a root or a rounding was part of it."""

    number: Fraction
    exact: bool = True

    def __str__(self) -> str:
        """In decimals with its thousands divided; what does not end is rounded to twelve."""
        text = f"{_decimal(self._shown):,f}"
        return text.rstrip("0").rstrip(".") if "." in text else text

    def rounded(self, decimals: int) -> "Value":
        """With so many decimals, and no longer exact where that changed it."""
        near = round(self.number, decimals)
        return Value(near, self.exact and near == self.number)

    @property
    def is_shown_whole(self) -> bool:
        """Whether its decimals are all of it."""
        return self.exact and self._shown == self.number

    @property
    def _shown(self) -> Fraction:
        """With twelve decimals, or where it is below one with twelve digits that are not the zeros they begin with."""
        zeros = len(str(self.number.denominator)) - len(str(abs(self.number.numerator)))
        return round(self.number, _SHOWN_DECIMALS + max(0, zeros))


def expression_in(text: str, dotted: bool) -> str | None:
    """A calculation written or said in words, as an expression; None where it is more, or less, than that.

    "15 percent of 2,340" becomes "15% * 2340"; `dotted` if dots divide thousands.
    """
    stripped = text.strip().rstrip("?=. ").strip()
    if not stripped or len(stripped) > _LONGEST:
        return None
    said = NUMBER.sub(lambda match: _plain(match.group(), dotted) or match.group(), stripped)
    said = _OF_PERCENT.sub("%*", re.sub(r"(?<=\d)\s*(?:percent|prozent)\b", "%", said, flags=re.IGNORECASE))
    for pattern, sign in _SAID:
        said = pattern.sub(f" {sign} ", said)
    said = _OF_PERCENT.sub("%*", _SIGNS.sub(lambda match: _SAID_SIGNS[match.group()], said))
    said = _BARE_ROOT.sub(r"sqrt(\1)", re.sub(r"sqrt\s+", "sqrt", said))
    if not re.search(r"[-+*/^%]|sqrt", said) or not re.search(r"\d", said):
        return None
    try:
        written = " ".join(_tokens(said))
        calculated(written)
    except _NoExpression:
        return None
    except UserError:
        pass  # it is a calculation that comes to nothing, and the user is told why
    return _tidied(written)


_SAID_SIGNS = {"×": "*", "·": "*", "÷": "/", "−": "-", "–": "-", "√": "sqrt"}
_PRINTED_SIGNS = str.maketrans({"*": "×", "/": "÷", "-": "−"})


def in_print(expression: str) -> str:
    """An expression with the signs that books have: "15% × 2340"."""
    return re.sub(r"(?<=[\d)])\^", " ^ ", expression).translate(_PRINTED_SIGNS)


def with_plain_euros(text: str) -> str:
    """A text whose amounts of euros have no dots between their thousands: "1.200 EUR" is "1200 EUR"."""
    return _DOTTED_EUROS.sub(lambda match: match.group().replace(".", ""), text)


def numbers_in(text: str) -> tuple[str, ...]:
    """The numbers of a text in plain digits, each once: "1,250.50" is "1250.50"."""
    return tuple(dict.fromkeys(all_numbers_in(text, divides_thousands_by_dots(text))))


def all_numbers_in(text: str, dotted: bool) -> tuple[str, ...]:
    """The numbers of a text in plain digits as they follow each other; `dotted` if its dots divide thousands."""
    found = (_plain(match.group(), dotted) for match in NUMBER.finditer(text if dotted else with_plain_euros(text)))
    return tuple(number for number in found if number)


def divides_thousands_by_dots(question: str) -> bool:
    """Whether 2.340 is two thousand in a question, by its other numbers, its language, or as an amount of euros."""
    if _DOTS_DIVIDE.search(question) is not None:
        return True
    return _DOTTED_EUROS.search(question) is not None and _DIVIDED_BY_COMMAS.search(question) is None


def calculated(expression: str) -> Value:
    """What an expression comes to: + - * / ^ ( ) sqrt( ), and percentages as pocket calculators have them (80 + 5%).

    Raises:
        UserError: it is no expression, divides by zero, or is too long or too large to be calculated.
    """
    if len(expression) > _LONGEST:
        raise UserError(f"The calculation is too long ({len(expression):,} characters); divide it into parts.")
    return _Reading(list(_tokens(expression))).value()


class _Reading:
    """Reads tokens by recursive descent, calculating as it goes."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0
        self._exact = True

    def value(self) -> Value:
        number = self._sum()
        if self._at < len(self._tokens):
            raise _NoExpression(f"“{self._tokens[self._at]}” is not expected in this calculation.")
        return Value(number, self._exact)

    def _sum(self) -> Fraction:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise UserError("The calculation has too many brackets inside each other.")
        total, _ = self._product()
        while (sign := self._taken("+", "-")) is not None:
            operand, is_share = self._product()
            change = total * operand if is_share else operand
            total = _bounded(total + change if sign == "+" else total - change)
        self._depth -= 1
        return total

    def _product(self) -> tuple[Fraction, bool]:
        """The product, and whether it is a bare percentage."""
        total, is_share = self._signed()
        while (sign := self._taken("*", "/")) is not None:
            operand, _ = self._signed()
            if sign == "/" and operand == 0:
                raise UserError("This calculation divides by zero, which has no result.")
            total, is_share = _bounded(total * operand if sign == "*" else total / operand), False
        return total, is_share

    def _signed(self) -> tuple[Fraction, bool]:
        negative = False
        while (sign := self._taken("-", "+")) is not None:
            negative ^= sign == "-"
        number, is_share = self._power()
        return (-number if negative else number), is_share

    def _power(self) -> tuple[Fraction, bool]:
        base, is_share = self._single()
        if self._taken("^") is None:
            return base, is_share
        self._depth += 1
        if self._depth > _DEEPEST:
            raise UserError("The calculation has too many powers of powers.")
        exponent, _ = self._signed()
        self._depth -= 1
        return _power_of(base, exponent), False

    def _single(self) -> tuple[Fraction, bool]:
        if self._taken("sqrt") is not None:
            return self._root(), False
        if self._taken("(") is not None:
            number = self._sum()
            self._expect(")")
        else:
            number = self._number()
        is_share = False
        while self._taken("%") is not None:
            number, is_share = number / 100, True
        return number, is_share

    def _root(self) -> Fraction:
        self._expect("(")
        number = self._sum()
        self._expect(")")
        if number < 0:
            raise UserError("There is no real square root of a negative number.")
        roots = isqrt(number.numerator), isqrt(number.denominator)
        if roots[0] ** 2 == number.numerator and roots[1] ** 2 == number.denominator:
            return Fraction(*roots)
        self._exact = False
        return Fraction(_decimal(number).sqrt(_ROOT_DIGITS))

    def _number(self) -> Fraction:
        token = self._tokens[self._at] if self._at < len(self._tokens) else ""
        if not token[:1].isdigit():
            raise _NoExpression("A number is missing in this calculation.")
        self._at += 1
        return _bounded(Fraction(token))

    def _taken(self, *signs: str) -> str | None:
        if self._at < len(self._tokens) and self._tokens[self._at] in signs:
            self._at += 1
            return self._tokens[self._at - 1]
        return None

    def _expect(self, sign: str) -> None:
        if self._taken(sign) is None:
            raise _NoExpression(f"“{sign}” is missing in this calculation.")


def _tokens(expression: str) -> Iterator[str]:
    at = 0
    text = expression.rstrip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise _NoExpression(f"“{text[at:].split()[0][:40]}” cannot be calculated with.")
        yield match.group().strip()
        at = match.end()


def _power_of(base: Fraction, exponent: Fraction) -> Fraction:
    if exponent.denominator != 1:
        raise UserError("Only whole numbers can stand as a power.")
    if base == 0 and exponent < 0:
        raise UserError("This calculation divides by zero, which has no result.")
    bits = max(base.numerator.bit_length(), base.denominator.bit_length())
    if abs(exponent) > _MOST_BITS or bits * abs(int(exponent)) > _MOST_BITS:
        raise UserError("The result of this calculation is too large.")
    return Fraction(base ** int(exponent))


def _bounded(number: Fraction) -> Fraction:
    if max(number.numerator.bit_length(), number.denominator.bit_length()) > _MOST_BITS:
        raise UserError("The result of this calculation is too large.")
    return number


def _plain(number: str, dotted: bool) -> str:
    """A number in plain digits; "" for what is none."""
    if dotted and _DOTTED.fullmatch(number):
        return number.replace(".", "").replace(",", ".")
    known = number_of(number)
    return "" if known is None else format(known, "f")


def _tidied(expression: str) -> str:
    """With spaces only where they help to read it."""
    closed = re.sub(r"\s+(?=[)%^])|(?<=[(^])\s+|(?<=sqrt)\s+", "", expression)
    return re.sub(r"(?:^|(?<=[-+*/(^])|(?<=[-+*/(^] ))([-+]) ", r"\1", closed)


def _decimal(number: Fraction) -> Decimal:
    digits = Context(prec=_MOST_BITS)
    return digits.divide(Decimal(number.numerator), Decimal(number.denominator))
