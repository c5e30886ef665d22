"""The Qt stylesheet, made from the tokens: what the palette cannot say about controls, panes and text roles."""

from string import Template

from app.ui.resources import resource
from app.ui.tokens import TEXT_SCALE, TOUCH, Colours, Radius, TextRole, contrast

_ICON_LINES = 1.8
_RAIL_ICON_LINES = 2.2
"""Sizes of icons in pixels for each point of ordinary text, so that they grow with it."""

_RULES = Template("""
* { outline: none; }
QToolTip { background: $text; color: $window; border: none; padding: 5px 8px; }
QMainWindow, QDialog { background: $window; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QWidget[surface="rail"] { background: $rail; border: none; }
QWidget[surface="pane"] { background: $pane; border: none; }
QWidget[surface="window"] { background: $window; border: none; }
QFrame[surface="card"] { background: $surface; border: 1px solid $border; border-radius: ${card}px; }
QFrame[surface="soft"] { background: $pane; border: 1px solid $border; border-radius: ${card}px; }
QFrame[surface="card"][focused="true"] { border: 1px solid $accent; }
QFrame[rule="true"] { background: $border; border: none; max-height: 1px; min-height: 1px; }
QScrollArea, QScrollArea > QWidget > QWidget[surface="clear"] { background: transparent; border: none; }

QLabel { background: transparent; color: $text; }
QLabel[role="display"] { font-size: ${display}pt; font-weight: 600; }
QLabel[role="title"] { font-size: ${title}pt; font-weight: 600; }
QLabel[role="heading"] { font-size: ${heading}pt; font-weight: 600; }
QLabel[role="caption"] { font-size: ${caption}pt; color: $muted; }
QLabel[role="code"] { font-size: ${code}pt; }
QLabel[tone="muted"] { color: $muted; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="success"] { color: $success; }
QLabel[tone="warning"] { color: $warning; }
QLabel[tone="danger"] { color: $danger; }
QLabel[badge="plain"] { background: $hover; color: $muted; }
QLabel[badge="accent"] { background: $selected; color: $accent; }
QLabel[badge="success"] { background: $success_soft; color: $success; }
QLabel[badge="warning"] { background: $warning_soft; color: $warning; }
QLabel[badge="danger"] { background: $danger_soft; color: $danger; }
QLabel[badge] { border-radius: 9px; padding: 2px 9px; font-size: ${caption}pt; font-weight: 500; }

QPushButton { background: $surface; color: $text; border: 1px solid $control_border; border-radius: ${control}px;
  padding: 6px 14px; min-height: 20px; font-weight: 500; icon-size: ${icon}px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $border; }
QPushButton:focus { border: 2px solid $accent; padding: 5px 13px; }
QPushButton:disabled { color: $control_border; border-color: $border; background: $window; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: 600; }
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="primary"]:disabled { background: $hover; color: $muted; border-color: $hover; }
QPushButton[kind="danger"] { color: $danger; border-color: $danger; }
QPushButton[kind="danger"]:hover { background: $danger_soft; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; color: $accent; }
QPushButton[kind="quiet"]:hover { background: $hover; }
QPushButton[kind="quiet"]:checked { background: $selected; }
QPushButton[kind="quiet"]:focus { border: 2px solid $accent; }
QPushButton[kind="tab"] { background: transparent; border: none; border-bottom: 2px solid transparent; border-radius: 0;
  color: $muted; padding: 4px 6px; font-weight: 600; }
QPushButton[kind="tab"]:hover { color: $text; }
QPushButton[kind="tab"]:checked { color: $text; border-bottom-color: $accent; }
QPushButton[kind="tab"]:focus { background: $selected; padding: 4px 6px; border: none; border-bottom: 2px solid $accent; }
QPushButton[kind="menu"] { background: transparent; border: 2px solid transparent; padding: 4px 6px; font-weight: 400; }
QPushButton[kind="menu"]:hover { background: $hover; }
QPushButton[kind="menu"]:focus { border-color: $accent; padding: 4px 6px; }
QPushButton[kind="menu"]::menu-indicator { image: none; width: 0; }
QPushButton[kind="chip"] { background: $selected; border: 1px solid $border; border-radius: 12px; padding: 2px 8px; }
QPushButton[kind="chip"]:hover { background: $hover; border-color: $control_border; }
QPushButton[kind="chip"]:focus { border: 2px solid $accent; padding: 1px 7px; }
QPushButton[kind="quiet"]:disabled { color: $control_border; }

QToolButton { background: transparent; color: $text; border: 2px solid transparent; border-radius: ${control}px;
  padding: 4px; qproperty-iconSize: ${icon}px ${icon}px; }
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $selected; }
QToolButton:focus { border-color: $accent; }
QToolButton:disabled { color: $control_border; }
QToolButton::menu-indicator { image: none; width: 0; }
QToolButton[kind="rail"] { qproperty-iconSize: ${rail_icon}px ${rail_icon}px; color: $muted; font-size: ${caption}pt; font-weight: 500; padding: 7px 4px 5px 4px;
  border-radius: ${card}px; }
QToolButton[kind="rail"]:hover { color: $text; }
QToolButton[kind="rail"]:checked { background: $selected; color: $accent; font-weight: 600; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox { background: $surface; color: $text;
  border: 1px solid $control_border; border-radius: ${control}px; padding: 5px 9px;
  selection-background-color: $accent; selection-color: $on_accent; placeholder-text-color: $muted; }
QLineEdit, QComboBox, QAbstractSpinBox { min-height: 22px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
  border: 2px solid $accent; padding: 4px 8px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {
  color: $control_border; background: $window; border-color: $border; }
QLineEdit[invalid="true"], QComboBox[invalid="true"] { border-color: $danger; }
QLineEdit[kind="search"] { background: $window; border-color: $border; }
QLineEdit[kind="search"]:focus { border: 2px solid $accent; }
QPlainTextEdit[kind="bare"], QTextEdit[kind="bare"], QTextBrowser { background: transparent; border: none; padding: 0; }
QComboBox::drop-down { border: none; width: 26px; }
QComboBox QAbstractItemView { background: $surface; color: $text; border: 1px solid $border; padding: 4px;
  selection-background-color: $selected; selection-color: $text; }

QComboBox::down-arrow { image: url("$chevron"); width: 14px; height: 14px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; background: transparent; width: 22px; }
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover { background: $hover; }
QAbstractSpinBox::up-arrow { image: url("$up"); width: 11px; height: 11px; }
QAbstractSpinBox::down-arrow { image: url("$chevron"); width: 11px; height: 11px; }

QRadioButton, QCheckBox { background: transparent; color: $text; spacing: 8px; }
QRadioButton:disabled, QCheckBox:disabled { color: $control_border; }
QRadioButton::indicator, QCheckBox::indicator, QListView::indicator { width: 16px; height: 16px;
  border: 1px solid $control_border; background: $surface; }
QListView[kind="checks"]::item { padding: 4px; }
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator, QListView::indicator { border-radius: 5px; }
QRadioButton::indicator:hover, QCheckBox::indicator:hover, QListView::indicator:hover { border-color: $accent; }
QRadioButton::indicator:checked { width: 8px; height: 8px; border: 5px solid $accent; background: $on_accent; }
QCheckBox::indicator:checked, QListView::indicator:checked { border-color: $accent; background: $accent; image: url("$check"); }
QRadioButton:focus, QCheckBox:focus, QLabel[tone="warning"]:focus { text-decoration: underline; }
QRadioButton::indicator:disabled, QCheckBox::indicator:disabled { border-color: $border; background: $window; }

QTabWidget::pane { border: none; }
QTabBar::tab { background: transparent; color: $muted; border: none; border-bottom: 2px solid transparent;
  padding: 8px 4px; margin-left: 24px; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; }
QTabBar::tab:focus { border-bottom: 2px solid $text; }
QListView, QTreeView, QTableView { background: transparent; color: $text; border: none;
  selection-background-color: $selected; selection-color: $text; }
QTreeView::item, QTableView::item { padding: 4px 6px; }
QTreeView::item:hover, QTableView::item:hover { background: $hover; }
QTreeView::item:selected, QTableView::item:selected { background: $selected; color: $text; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: transparent; color: $muted; border: none; border-bottom: 1px solid $border;
  padding: 6px; font-size: ${caption}pt; font-weight: 600; }

QProgressBar { background: $hover; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QSlider { min-height: 20px; }
QSlider::groove:horizontal { background: $control_border; height: 4px; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal { background: $accent; border: 2px solid $surface; width: 12px; margin: -6px 0;
  border-radius: 8px; }
QSlider::handle:horizontal:focus { border-color: $text; }
QSlider::groove:horizontal:disabled, QSlider::sub-page:horizontal:disabled { background: $border; }
QSlider::handle:horizontal:disabled { background: $control_border; }

QSplitter::handle { background: $border; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QSplitter::handle:hover { background: $accent; }

QMenu { background: $surface; color: $text; border: 1px solid $border; border-radius: ${control}px; padding: 5px; }
QMenu::item { padding: 6px 22px 6px 12px; border-radius: 5px; }
QMenu::item:selected { background: $selected; }
QMenu::item:disabled { color: $control_border; }
QMenu::separator { height: 1px; background: $border; margin: 5px 8px; }

QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: $border; border-radius: 4px; margin: 2px; }
QScrollBar::handle:hover { background: $control_border; }
QScrollBar::handle:vertical { min-height: 36px; }
QScrollBar::handle:horizontal { min-width: 36px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QFrame[banner="info"] { background: $selected; border-radius: ${control}px; }
QFrame[banner="success"] { background: $success_soft; border-radius: ${control}px; }
QFrame[banner="warning"] { background: $warning_soft; border-radius: ${control}px; }
QFrame[banner="danger"] { background: $danger_soft; border-radius: ${control}px; }
QFrame[banner="info"] QLabel { color: $text; }
QFrame[banner="success"] QLabel { color: $success; }
QFrame[banner="warning"] QLabel { color: $warning; }
QFrame[banner="danger"] QLabel { color: $danger; }
QFrame[toast="true"] { background: $text; border-radius: ${control}px; }
QFrame[toast="true"] QLabel { color: $window; }
QFrame[toast="true"] QPushButton { background: transparent; border-color: transparent; color: $window;
  font-weight: 600; text-decoration: underline; }
QFrame[toast="true"] QPushButton:focus { border-color: $window; }
""")

_FOR_FINGERS = Template("""
QPushButton { min-height: ${inside}px; }
QPushButton[kind="tab"] { min-height: ${inside_tab}px; min-width: ${touch}px; }
QPushButton[kind="menu"], QPushButton[kind="chip"] { min-height: ${inside}px; }
QToolButton { min-height: ${inside_tool}px; min-width: ${inside_tool}px; }
QLineEdit, QComboBox, QAbstractSpinBox { min-height: ${inside}px; }
QLineEdit QToolButton { min-height: 0; min-width: 0; }
QComboBox::drop-down { width: ${touch}px; }
QComboBox QAbstractItemView::item { min-height: ${touch}px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: ${touch}px; }
QRadioButton, QCheckBox { min-height: ${touch}px; }
QRadioButton::indicator, QCheckBox::indicator, QListView::indicator { width: 28px; height: 28px; }
QRadioButton::indicator { border-radius: 15px; }
QRadioButton::indicator:checked { width: 14px; height: 14px; border: 8px solid $accent; }
QListView[kind="checks"]::item { padding: 10px; }
QTabBar::tab { min-height: ${inside}px; min-width: ${touch}px; }
QTreeView::item, QTableView::item { min-height: ${touch}px; }
QHeaderView::section { min-height: ${inside}px; }
QMenu::item { padding: 14px 28px 14px 16px; }
QSlider { min-height: ${touch}px; }
QSlider::groove:horizontal { height: 8px; border-radius: 4px; }
QSlider::handle:horizontal { width: 28px; margin: -12px 0; border-radius: 16px; }
QScrollBar:vertical { width: 20px; }
QScrollBar:horizontal { height: 20px; }
QScrollBar::handle:vertical { min-height: ${touch}px; }
""")


def stylesheet(colours: Colours, body_points: float, *, for_fingers: bool = False) -> str:
    """The stylesheet for these colours; `body_points` is the size of ordinary text.

    `for_fingers`, everything that is pressed is at least `TOUCH` high and wide, its border and padding counted.
    """
    values: dict[str, object] = {name: getattr(colours, name) for name in colours.__slots__}
    values |= {role.value: round(body_points * TEXT_SCALE[role], 2) for role in TextRole}
    values |= {"check": _drawing("check", on=colours.accent), "chevron": _drawing("chevron", on=colours.surface)}
    values["up"] = _drawing("chevron-up", on=colours.surface)
    values |= {"icon": round(_ICON_LINES * body_points), "rail_icon": round(_RAIL_ICON_LINES * body_points)}
    values |= {"touch": TOUCH, "inside": TOUCH - 12, "inside_tab": TOUCH - 10, "inside_tool": TOUCH - 12}
    rules = _RULES.template + (_FOR_FINGERS.template if for_fingers else "")
    return Template(rules).substitute(values, control=int(Radius.CONTROL), card=int(Radius.CARD))


def _drawing(name: str, on: str) -> str:
    """The light or the dark version of a small drawing, whichever shows on this background; for a `url()`."""
    version = max(("light", "#ffffff"), ("dark", "#101010"), key=lambda each: contrast(each[1], on))[0]
    return resource("icons", "controls", f"{name}-{version}.svg").as_posix()
