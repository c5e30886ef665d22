"""The fields of a PDF's forms: what was filled in, by the name that the form shows for it."""

import ctypes
import re
from collections.abc import Callable
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

_LONGEST_VALUE = 10_000
_LONGEST_LABEL = 100
_MOST_OPTIONS = 1000
_LONGEST_STRING = 1 << 20
"""Bytes."""
_FIRST_LINE = 20.0
"""In points: what is printed beside a tall field stands beside its beginning."""
_ABOVE = 16.0
_SPACES = re.compile(r"\s+")
_BLANKS = re.compile(r"[_.…]{2,}|\s[|]\s")
"""Lines to write on, as forms print them."""
_NAMED_BY_A_PROGRAM = re.compile(
    r"(?:text|field|check|checkbox|box|button|radio|group|combo|dropdown|list|undefined|untitled|fill|f|c|p|page|tf|cb|rb)"
    r"(?:[\W_]*(?:field|box|button|\d+))*",
    re.IGNORECASE,
)
_SAYS_ONLY_THAT = re.compile(r"(?:on|yes|true|ja|oui|x|\W|\d)*", re.IGNORECASE)
"""Values of a choice that say no more than that it was chosen."""
_TICKED = (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON)
_CHOSEN = (pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX)


@dataclass(frozen=True, slots=True)
class Rectangle:
    """Of a page, in points from its left and bottom edge."""

    left: float
    bottom: float
    right: float
    top: float


def field_line(
    page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage, annotation: pdfium.FPDF_ANNOTATION, rectangle: Rectangle
) -> str:
    """A field as "its name: its value"; "" where nothing was filled in, or nobody is to read it."""
    form = page.formenv
    if form is None:
        return ""
    kind = pdfium.FPDFAnnot_GetFormFieldType(form, annotation)
    field = _Field(form, annotation, textpage, rectangle)
    if kind in _TICKED:
        return field.ticked(is_one_of_many=kind == pdfium.FPDF_FORMFIELD_RADIOBUTTON)
    if kind in _CHOSEN:
        return field.told(field.options() or field.asked(pdfium.FPDFAnnot_GetFormFieldValue))
    if kind != pdfium.FPDF_FORMFIELD_TEXTFIELD:
        return ""
    if pdfium.FPDFAnnot_GetFormFieldFlags(form, annotation) & pdfium.FPDF_FORMFLAG_TEXT_PASSWORD:
        return ""
    return field.told(field.asked(pdfium.FPDFAnnot_GetFormFieldValue))


def within(textpage: pypdfium2.PdfTextPage, rectangle: Rectangle) -> str:
    """What is printed in a rectangle, as one line."""
    if rectangle.left >= rectangle.right or rectangle.bottom >= rectangle.top:
        return ""
    found = textpage.get_text_bounded(
        rectangle.left, rectangle.bottom, rectangle.right, rectangle.top, errors="replace"
    )
    return _SPACES.sub(" ", found).strip()


def one_line(ask: Callable[[object, int], int]) -> str:
    """A string of PDFium's, asked for by a function of a buffer and its size in bytes; white space becomes one space."""
    size = ask(None, 0)
    if not 2 < size <= _LONGEST_STRING:
        return ""
    buffer = ctypes.create_string_buffer(size)
    ask(ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return _SPACES.sub(" ", buffer.raw[: size - 2].decode("utf-16-le", "replace")).strip()


@dataclass(frozen=True, slots=True)
class _Field:
    form: pypdfium2.PdfFormEnv
    annotation: pdfium.FPDF_ANNOTATION
    textpage: pypdfium2.PdfTextPage
    rectangle: Rectangle

    def asked(self, ask: Callable[[object, object, object, int], int]) -> str:
        return one_line(lambda buffer, size: ask(self.form, self.annotation, buffer, size))[:_LONGEST_VALUE]

    def told(self, value: str) -> str:
        if not any(map(str.isalnum, value)):
            return ""
        return f"{self._label(self._beside() or self._above()) or 'Filled in'}: {value}"

    def ticked(self, *, is_one_of_many: bool) -> str:
        if not pdfium.FPDFAnnot_IsChecked(self.form, self.annotation):
            return ""
        value = self.asked(pdfium.FPDFAnnot_GetFormFieldExportValue)
        beside = self._behind()
        if not is_one_of_many:
            return f"{self._label(beside) or value or 'Box'}: checked"
        chosen = beside or ("" if _SAYS_ONLY_THAT.fullmatch(value) else value)
        return f"{self._label('') or 'Chosen'}: {chosen or value}"

    def options(self) -> str:
        """What is chosen from a list, as the list shows it."""
        count = min(pdfium.FPDFAnnot_GetOptionCount(self.form, self.annotation), _MOST_OPTIONS)
        chosen = (
            one_line(
                lambda buffer, size, at=index: pdfium.FPDFAnnot_GetOptionLabel(  # type: ignore[misc]
                    self.form, self.annotation, at, buffer, size
                )
            )
            for index in range(count)
            if pdfium.FPDFAnnot_IsOptionSelected(self.form, self.annotation, index)
        )
        return ", ".join(filter(None, chosen))[:_LONGEST_VALUE]

    def _label(self, printed: str) -> str:
        """The name meant for people, what is printed, or the name meant for programs where it is words."""
        told = self.asked(pdfium.FPDFAnnot_GetFormFieldAlternateName)
        if not told and not printed:
            name = self.asked(pdfium.FPDFAnnot_GetFormFieldName).rpartition(".")[2].partition("[")[0]
            told = "" if _NAMED_BY_A_PROGRAM.fullmatch(name) else name.replace("_", " ")
        return (told or printed)[-_LONGEST_LABEL:].strip(" :.*")

    def _beside(self) -> str:
        """What is printed before the field, in its line: after whatever else is to be filled in there."""
        printed = within(self.textpage, Rectangle(0.0, self._first_line(), self.rectangle.left, self.rectangle.top))
        return next(filter(None, (part.strip(" :") for part in reversed(_BLANKS.split(printed)))), "")

    def _behind(self) -> str:
        """What is printed after a box to tick, up to the next."""
        after = Rectangle(self.rectangle.right, self._first_line(), self.rectangle.right + 300.0, self.rectangle.top)
        return next(filter(None, (part.strip(" :") for part in _BLANKS.split(within(self.textpage, after)))), "")

    def _above(self) -> str:
        field = self.rectangle
        return within(self.textpage, Rectangle(field.left, field.top, field.right, field.top + _ABOVE))

    def _first_line(self) -> float:
        return max(self.rectangle.bottom, self.rectangle.top - _FIRST_LINE)
