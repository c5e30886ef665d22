"""Who answers a question, in a whole application: picked by the question and the battery, or as the user chose."""

from collections.abc import Iterator

import pytest

from app.core.administration.policy import Policy
from app.core.asking.conversations import AUTOMATIC, Answerer, TokenCounts
from app.core.asking.prompting import GenerationSummary
from app.core.cancel import CancelToken
from app.core.errors import ModelError, RefusedByPolicy
from app.core.events import Answered, Event, Notice
from app.core.models.adapters import WITHOUT_ADAPTER, AdapterWish
from app.core.models.model import Role
from app.core.power import Battery
from app.engines import battery
from app.services.application import Application
from app.services.asking.questions import Chosen, Question
from tests.installed import LARGER_CHAT, SMALL_CHAT, TINY_CHAT, model, model_folder
from tests.made_models import FAMILIES, made_adapter, made_model
from tests.opened import add, opened_application

FACT = Question("Which oil does the pump need?", keep=False)
STORY = Question("Why does the pump need this oil?", keep=False)
QWEN = FAMILIES["Qwen 3"]


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    for model_id in (LARGER_CHAT, SMALL_CHAT, TINY_CHAT):
        model_folder(model_id)
    with opened_application(tmp_path_factory.mktemp("routing"), with_models=True) as application:
        for model_id, reading, writing in ((LARGER_CHAT, 90, 10), (SMALL_CHAT, 300, 25)):
            read, written = reading * 10, writing * 10
            took = GenerationSummary("end", TokenCounts(read, 0, written), 10_000.0, 10_000.0)
            application.measuring.learn(model(model_id), took)
        yield application


@pytest.fixture(autouse=True)
def _settings_as_declared(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "application" in request.fixturenames:
        application = request.getfixturevalue("application")
        for name in ("answer.routing", "model.chat", "answer.low_battery"):
            application.settings.reset(name)


@pytest.fixture
def on_battery(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(battery, "read_battery", lambda: Battery(0.18, discharging=True))


@pytest.fixture
def on_mains(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(battery, "read_battery", lambda: Battery(0.18))


def chosen(application: Application, question: Question) -> tuple[str, str]:
    """Who would answer, and why; nothing is loaded."""
    found: Chosen = application.answering._choose_model(question, None)
    return found.model.name, found.reason


@pytest.mark.usefixtures("on_mains")
def test_on_mains_the_largest_that_fits_answers_as_it_always_did(application: Application) -> None:
    assert chosen(application, FACT) == (model(LARGER_CHAT).name, "a short question, on mains")
    assert chosen(application, STORY) == (model(LARGER_CHAT).name, "an explanation, on mains")


@pytest.mark.usefixtures("on_battery")
def test_a_low_battery_is_spared_for_short_questions(application: Application) -> None:
    assert chosen(application, FACT) == (model(SMALL_CHAT).name, "a short question, on battery, 18% left")
    assert chosen(application, STORY)[0] == model(LARGER_CHAT).name
    application.settings.set("answer.low_battery", 10)
    assert chosen(application, FACT)[0] == model(LARGER_CHAT).name


@pytest.mark.usefixtures("on_battery")
def test_what_the_user_chose_answers_everything(application: Application) -> None:
    assert chosen(application, Question(FACT.text, model_id=TINY_CHAT)) == (
        model(TINY_CHAT).name,
        "chosen for this conversation",
    )
    application.catalogue.choose(Role.CHAT, LARGER_CHAT)
    assert chosen(application, FACT) == (model(LARGER_CHAT).name, "")


@pytest.mark.usefixtures("on_battery")
def test_a_model_whose_adapter_the_user_chose_answers_everything(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    adapters = {LARGER_CHAT: application.catalogue.chosen(Role.CHAT)}
    monkeypatch.setattr(application.catalogue, "adapter_of", lambda model, _wish=None: adapters.get(model.id))
    assert chosen(application, FACT) == (model(LARGER_CHAT).name, "")


@pytest.mark.usefixtures("on_battery")
def test_a_saved_question_is_compared_and_so_always_asked_of_the_same_model(application: Application) -> None:
    application.saved_questions.save("Oil", FACT)
    assert chosen(application, application.saved_questions.question("Oil")) == (model(LARGER_CHAT).name, "")
    application.saved_questions.remove("Oil")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    """Two made models, and an adapter that fits both."""
    folder = tmp_path_factory.mktemp("answerers")
    (folder / "pump.md").write_text("The pump P-310 needs oil of grade ISO VG 68.", encoding="utf-8")
    with opened_application(folder, with_models=False) as application:
        for name, word in (("base", "Yes."), ("other", "No!")):
            path = made_model(folder / f"{name}.gguf", QWEN, ["\n", *word, QWEN.end])
            list(application.catalogue.import_file(path, CancelToken()))
        list(application.catalogue.import_file(made_adapter(folder / "tone.gguf"), CancelToken()))
        add(application, folder / "pump.md")
        yield application


class TestAConversationOfItsOwn:
    def asked(self, made: Application, question: Question) -> tuple[Answered, list[Event]]:
        events = list(made.answering.ask(question, CancelToken()))
        assert isinstance(events[-1], Answered)
        return events[-1], events

    def test_keeps_its_model_and_its_adapter_and_another_is_answered_without(self, made: Application) -> None:
        tone = AdapterWish("tone", 1.5)
        with_tone, _ = self.asked(made, Question("Hello?", use_documents=False, model_id="base", adapter=tone))
        plain, _ = self.asked(made, Question("Hello?", use_documents=False, model_id="base", adapter=WITHOUT_ADAPTER))
        assert plain.answer.text == "Yes."
        assert with_tone.answer.text != plain.answer.text
        kept = made.history.conversation(with_tone.conversation_id)
        assert kept.answerer == Answerer("base", tone)
        assert made.history.conversations()[0].answerer == Answerer("base", WITHOUT_ADAPTER)
        assert {tone, WITHOUT_ADAPTER} <= set(made.history.adapter_wishes())

    def test_is_answered_by_a_model_its_adapter_goes_with(self, made: Application) -> None:
        tone = Question("Hello?", use_documents=False, adapter=AdapterWish("tone", 0.0), keep=False)
        answered, events = self.asked(made, tone)
        assert answered.answer.text in ("Yes.", "No!")
        assert not any(isinstance(event, Notice) for event in events), "nothing was left out"

    def test_goes_on_without_an_adapter_that_is_gone_and_says_so(self, made: Application) -> None:
        gone = Question("Hello?", use_documents=False, model_id="base", adapter=AdapterWish("gone"))
        answered, events = self.asked(made, gone)
        assert answered.answer.text == "Yes."
        assert any("gone is left out" in event.text for event in events if isinstance(event, Notice))

    def test_says_nothing_of_the_models_own_speed_where_it_has_an_adapter(
        self, made: Application, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        learned: list[str] = []
        monkeypatch.setattr(made.measuring, "learn", lambda model, _summary: learned.append(model.id))
        before = len(made.monitor.answers())
        wish = AdapterWish("tone", 0.0)
        self.asked(made, Question("Hello?", use_documents=False, model_id="base", adapter=wish))
        assert learned == []
        self.asked(made, Question("Hello?", use_documents=False, model_id="other", adapter=WITHOUT_ADAPTER))
        assert learned == ["other"]
        assert len(made.monitor.answers()) == before + 2, "both are seen in the monitor"

    def test_a_wish_for_an_adapter_that_is_not_there_or_too_strong_is_refused_in_words(self, made: Application) -> None:
        with pytest.raises(ModelError, match="alcove models adapters"):
            made.catalogue.wished_adapter(AdapterWish("gone"))
        with pytest.raises(ModelError, match="from 0 to 2"):
            made.catalogue.wished_adapter(AdapterWish("tone", 3.0))

    def test_is_not_answered_by_another_model_than_the_administrator_chose(
        self, made: Application, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        in_use = made.catalogue.chosen(Role.CHAT)
        assert in_use is not None
        [other] = {"base", "other"} - {in_use.model.id}
        monkeypatch.setattr(made.permissions, "policy", Policy({"model.chat": in_use.model.id}, "somewhere"))
        with pytest.raises(RefusedByPolicy, match=r"model\.chat"):
            self.asked(made, Question("Hello?", use_documents=False, model_id=other))

    def test_one_that_chose_nothing_is_kept_so(self, made: Application) -> None:
        answered, _ = self.asked(made, Question("Which oil does the pump need?"))
        assert made.history.conversation(answered.conversation_id).answerer == AUTOMATIC
