"""Who answers a conversation: told beside the question, and chosen from the same place."""

from pytestqt.qtbot import QtBot

from app.core.asking.conversations import AUTOMATIC, Answer, Answerer
from app.core.models.adapters import WITHOUT_ADAPTER, AdapterWish
from app.ui.ask.answer_footer import AnswerFooter
from app.ui.ask.changes import AdapterChoice, ModelChoice, ModelRead
from app.ui.ask.messages import AnswerMessage
from app.ui.ask.model_menu import ModelMenu

LARGE, SMALL = ModelChoice("large", "Qwen 1.5B (Q4)"), ModelChoice("small", "Qwen 0.5B (Q4)")
TONE = AdapterChoice("tone", "Tone", ("small",))
KNOWN = ModelRead(LARGE.name, LARGE.id, (LARGE, SMALL), (TONE,))


def shown(qtbot: QtBot, known: ModelRead, answerer: Answerer = AUTOMATIC) -> ModelMenu:
    menu = ModelMenu(None)  # type: ignore[arg-type]
    qtbot.addWidget(menu)
    menu.show_answerer(known, answerer)
    return menu


def choose(qtbot: QtBot, menu: ModelMenu, text: str) -> Answerer:
    [action] = [action for action in menu.choices if action.text() == text]
    with qtbot.waitSignal(menu.answerer_chosen) as told:
        action.trigger()
    assert told.args is not None
    return told.args[0]  # type: ignore[no-any-return]


def checked(menu: ModelMenu) -> list[str]:
    return [action.text() for action in menu.choices if action.isChecked()]


def test_the_model_in_use_is_named_and_others_can_be_chosen(qtbot: QtBot) -> None:
    menu = shown(qtbot, KNOWN)
    assert menu.whole_text == "Qwen 1.5B ▾"
    assert menu.accessibleName() == "Answered by: Qwen 1.5B (Q4)"
    assert checked(menu) == ["As the question needs", "Adapter as chosen under Models"]
    assert choose(qtbot, menu, SMALL.name) == Answerer("small")
    menu.show_answerer(KNOWN, Answerer("small"))
    assert menu.whole_text == "Qwen 0.5B ▾"
    assert choose(qtbot, menu, "As the question needs") == AUTOMATIC


def test_an_adapter_brings_a_model_it_goes_with_and_has_a_strength(qtbot: QtBot) -> None:
    menu = shown(qtbot, KNOWN)
    tone = choose(qtbot, menu, "Adapter: Tone")
    assert tone == Answerer("small", AdapterWish("tone"))
    menu.show_answerer(KNOWN, tone)
    assert menu.whole_text == "Qwen 0.5B + Tone ▾"
    assert checked(menu) == [SMALL.name, "Adapter: Tone", "1"]
    assert choose(qtbot, menu, "0.5") == Answerer("small", AdapterWish("tone", 0.5))
    assert choose(qtbot, menu, "No adapter") == Answerer("small", WITHOUT_ADAPTER)


def test_one_model_alone_leaves_nothing_to_choose_but_the_way_to_the_models(qtbot: QtBot) -> None:
    menu = shown(qtbot, ModelRead(LARGE.name, "large", (LARGE,)))
    assert [action.text() for action in menu.choices] == ["Show the models"]
    assert shown(qtbot, ModelRead("")).whole_text == "No chat model: quotations only"


def test_what_the_administrator_has_chosen_is_named_and_not_offered(qtbot: QtBot) -> None:
    menu = shown(qtbot, ModelRead(LARGE.name, LARGE.id, (LARGE, SMALL), fixed=True))
    assert menu.whole_text == "Qwen 1.5B ▾"
    assert [action.text() for action in menu.choices] == ["Show the models"]


def test_a_conversation_with_another_model_than_the_administrators_can_be_given_back(qtbot: QtBot) -> None:
    menu = shown(qtbot, ModelRead(LARGE.name, LARGE.id, (LARGE, SMALL), fixed=True), Answerer("small"))
    assert choose(qtbot, menu, "As your administrator chose") == AUTOMATIC


def test_a_chosen_model_that_is_gone_is_named_so_that_another_can_be_chosen(qtbot: QtBot) -> None:
    menu = shown(qtbot, KNOWN, Answerer("removed-one"))
    assert menu.whole_text == "removed-one ▾"
    assert choose(qtbot, menu, "As the question needs") == AUTOMATIC


def test_the_reason_stands_beside_the_answer(qtbot: QtBot) -> None:
    footer = AnswerFooter(None)
    qtbot.addWidget(footer)
    footer.show_message(AnswerMessage(1, Answer("It is.", model=LARGE.name, model_reason="a comparison, on mains")))
    assert "Qwen 1.5B: a comparison, on mains" in footer.coverage_text
