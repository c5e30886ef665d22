"""What the Ask view shows after each thing that can happen."""

from dataclasses import replace

from app.core.asking.conversations import (
    AUTOMATIC,
    Answer,
    Answerer,
    Citation,
    Conversation,
    Role,
    Sentence,
    Support,
    Turn,
)
from app.core.asking.exhaustive import Reach
from app.core.asking.prompting import Thought
from app.core.events import Answered, Event, Found, Progress, Token
from app.core.library.documents import Passage, ScoredPassage
from app.core.library.filters import Filters
from app.core.models.adapters import AdapterWish
from app.ui.ask import changes
from app.ui.ask.changes import Change, Scope
from app.ui.ask.messages import AnswerMessage, RunningMessage, UnansweredMessage, UserMessage, messages
from app.ui.ask.reading import question_of
from app.ui.ask.sources import position_of, sources
from app.ui.ask.state import FIRST_NEW_KEY, AskState, reduce

PASSAGE = Passage(5, 1, 0, 3, 4, 100, 150, "Rent", "The rent is 1,200 euros.")
SCORED = ScoredPassage(PASSAGE, "/lease.pdf", "Lease", 0.8)
OTHER = ScoredPassage(Passage(6, 2, 0, 0, None, 0, 10, "", "Something."), "/notes.md", "Notes", 0.3)
FOUND = Found("What is the rent?", (SCORED, OTHER), 2, 12.0)
CITATION = Citation(1, 1, 5, "/lease.pdf", "Lease", 3, 4, 100, 124, "The rent is 1,200 euros.")
ANSWER = Answer(
    "The rent is 1,200 euros.", (Sentence("The rent is 1,200 euros.", Support.SUPPORTED, (1,)),), (CITATION,)
)
CONTRACTS = Scope("Contracts", filters=Filters(type="pdf"))
CONVERSATION = Conversation(7, "Rent", "2026-01-01", "2026-01-01", collection="Contracts")
TURNS = (
    Turn(20, 7, Role.USER, "What is the rent?", ""),
    Turn(21, 7, Role.ASSISTANT, ANSWER.text, "", ANSWER),
)


def after(*events: Change | Event, state: AskState | None = None) -> AskState:
    state = state or AskState()
    for event in events:
        state = reduce(state, event)
    return state


def opened() -> AskState:
    return after(changes.Chosen(7), changes.TurnsRead(CONVERSATION, TURNS, CONTRACTS))


def test_who_answers_is_chosen_for_each_conversation_and_kept_with_it() -> None:
    tone = Answerer("base", AdapterWish("tone", 0.5))
    state = after(changes.AnswererChosen(tone), changes.Sent("What is the rent?"))
    assert state.asking is not None
    question = question_of(state.asking)
    assert (question.model_id, question.adapter) == ("base", AdapterWish("tone", 0.5))
    assert after(changes.Ended(None), changes.NewChosen(), state=state).answerer == tone, "it was never used"
    assert after(changes.Chosen(7), state=state).answerer == AUTOMATIC
    kept = replace(CONVERSATION, answerer=tone)
    assert after(changes.Chosen(7), changes.TurnsRead(kept, TURNS)).answerer == tone
    other = Answerer("other")
    chosen = after(
        changes.AnswererChosen(other),
        changes.TurnsRead(kept, TURNS),
        state=after(changes.Chosen(7), changes.TurnsRead(kept, TURNS)),
    )
    assert chosen.answerer == other, "what is read again does not undo a choice"


def test_the_evidence_is_shown_before_the_first_word() -> None:
    state = after(changes.Sent("What is the rent?"), FOUND)
    assert state.sources_turn_id == 0
    assert [source.title for source in sources(state)] == ["Lease", "Notes"]
    assert isinstance(messages(state)[-1], RunningMessage)


def test_words_are_added_as_they_come() -> None:
    state = after(changes.Sent("What?"), FOUND, Progress("Reading", 1, 2, "tokens"), Token("The "), Token("rent"))
    assert state.asking is not None
    assert state.asking.text == "The rent"


def test_what_a_model_thinks_is_kept_apart_from_what_it_says() -> None:
    state = after(changes.Sent("What?"), FOUND, Thought("Rent, "), Thought("hm."), Token("The rent"))
    assert state.asking is not None
    assert (state.asking.thought, state.asking.text) == ("Rent, hm.", "The rent")
    assert reduce(AskState(), Thought("Nobody asked.")) == AskState()


def test_an_answer_takes_the_place_of_the_one_on_its_way_and_keeps_its_evidence() -> None:
    state = after(changes.Sent("What is the rent?"), FOUND, Token("The rent"), Answered(ANSWER, 7, 21))
    assert state.asking is None
    assert state.key == 7
    assert messages(state) == (
        UserMessage(0, "What is the rent?"),
        AnswerMessage(21, ANSWER, FOUND, latest=True, asked="What is the rent?"),
    )
    assert state.sources_turn_id == 21


def test_cited_sources_come_first_with_their_numbers_and_scores() -> None:
    state = after(changes.Sent("What is the rent?"), FOUND, Answered(ANSWER, 7, 21))
    listed = sources(state)
    assert [(source.number, source.title, source.score) for source in listed] == [(1, "Lease", 0.8), (0, "Notes", 0.3)]
    assert (listed[0].start, listed[0].end) == (CITATION.start, CITATION.end)
    assert position_of(listed, 1) == 0
    assert position_of(listed, 9) is None


def test_a_kept_answer_lists_its_citations_without_scores() -> None:
    state = reduce(opened(), changes.SourcesShown(21))
    assert [(source.number, source.score) for source in sources(state)] == [(1, None)]


def test_the_answer_goes_on_while_another_conversation_is_read() -> None:
    state = after(changes.Sent("What?"), FOUND, changes.Chosen(7), Token("The rent"))
    assert messages(state) == ()
    assert state.asking is not None
    assert state.asking.text == "The rent"
    back = reduce(state, changes.Chosen(FIRST_NEW_KEY))
    assert isinstance(messages(back)[-1], RunningMessage)


def test_an_answer_that_ends_elsewhere_does_not_disturb_what_is_read() -> None:
    state = after(changes.Sent("What?"), FOUND, changes.Chosen(7), changes.TurnsRead(CONVERSATION, TURNS))
    done = reduce(state, Answered(ANSWER, 9, 31))
    assert done.key == 7
    assert done.turns == TURNS


def test_only_one_question_is_asked_at_a_time() -> None:
    state = after(changes.Sent("First?"), changes.Sent("Second?"))
    assert state.asking is not None
    assert state.asking.question == "First?"


def test_an_empty_question_is_not_sent() -> None:
    assert after(changes.Sent("  \n ")).asking is None


def test_a_failure_is_said_under_the_question_and_can_be_tried_again() -> None:
    state = after(changes.Sent("What?"), changes.Ended("The model is not here."))
    assert messages(state)[-1] == UnansweredMessage("What?", 0, "The model is not here.")
    assert after(changes.Sent("What?"), state=state).failure is None


def test_a_question_stopped_before_its_first_word_stands_there_unanswered() -> None:
    state = after(changes.Sent("What?"), FOUND, changes.StopPressed(), changes.Ended(""))
    assert messages(state) == (UserMessage(0, "What?"), UnansweredMessage("What?", 0, ""))
    assert state.sources_turn_id is None


def test_a_new_conversation_is_listed_once_while_its_question_is_answered() -> None:
    before = after(changes.Listed((CONVERSATION,)), changes.Sent("What is the rent?", None))
    new = Conversation(9, "What is the rent?", "", "")
    assert after(changes.Listed((new, CONVERSATION)), state=before).conversations == (CONVERSATION,)
    other = Conversation(8, "Who pays?", "", "")
    assert after(changes.Listed((other, CONVERSATION)), state=before).conversations == (other, CONVERSATION)


def test_what_was_kept_of_an_unanswered_new_question_takes_its_place() -> None:
    conversation = Conversation(9, "What?", "", "")
    turn = Turn(40, 9, Role.USER, "What?", "")
    state = after(changes.Sent("What?"), changes.Ended("Broken."), changes.Kept(FIRST_NEW_KEY, conversation, (turn,)))
    assert state.key == 9
    assert messages(state) == (UserMessage(40, "What?"), UnansweredMessage("What?", 40, "Broken."))


def test_a_conversation_interrupted_by_a_crash_offers_to_ask_again() -> None:
    state = after(changes.Chosen(7), changes.TurnsRead(CONVERSATION, TURNS[:1]))
    assert messages(state)[-1] == UnansweredMessage("What is the rent?", 20, "")


def test_the_end_of_a_job_after_its_answer_changes_nothing() -> None:
    state = after(changes.Sent("What?"), FOUND, Answered(ANSWER, 7, 21))
    assert reduce(state, changes.Ended(None)) == state


def test_drafts_stay_with_their_conversation() -> None:
    state = after(changes.DraftTyped("half a thought"), changes.Chosen(7), changes.DraftTyped("another"))
    assert state.draft == "another"
    assert reduce(state, changes.Chosen(FIRST_NEW_KEY)).draft == "half a thought"


def test_sending_clears_the_draft_of_that_conversation_only() -> None:
    state = after(changes.DraftTyped("kept"), changes.Chosen(7), changes.DraftTyped("sent"), changes.Sent("sent"))
    assert state.draft == ""
    assert reduce(state, changes.Chosen(FIRST_NEW_KEY)).draft == "kept"


def test_drafts_of_the_last_time_are_there_again_beside_what_is_typed_now() -> None:
    state = after(changes.DraftTyped("now"), changes.DraftsRecalled({7: "then", FIRST_NEW_KEY: "older"}))
    assert state.draft == "now"
    assert reduce(state, changes.Chosen(7)).draft == "then"


def test_what_is_typed_during_the_answer_survives_it() -> None:
    state = after(changes.Sent("What?"), changes.DraftTyped("And then?"), FOUND, Answered(ANSWER, 7, 21))
    assert state.draft == "And then?"


def test_editing_puts_the_message_into_the_composer_and_cuts_the_thread_when_sent() -> None:
    state = reduce(opened(), changes.EditBegun(20))
    assert state.draft == "What is the rent?"
    sent = reduce(state, changes.Sent("What is the deposit?", state.editing_turn_id))
    assert sent.turns == ()
    assert sent.asking is not None
    assert question_of(sent.asking).replace_from_turn == 20
    assert sent.editing_turn_id is None


def test_giving_up_an_edit_changes_nothing() -> None:
    state = after(changes.EditBegun(20), changes.EditGivenUp(), state=opened())
    assert (state.turns, state.draft, state.editing_turn_id) == (TURNS, "", None)


def test_an_answer_cannot_be_edited() -> None:
    assert reduce(opened(), changes.EditBegun(21)).editing_turn_id is None


def test_a_conversation_brings_its_own_scope() -> None:
    assert opened().scope == CONTRACTS
    assert opened().scope_of(TURNS[-1].id) == CONTRACTS


def test_reading_the_turns_again_leaves_the_chosen_scope_alone() -> None:
    state = after(
        changes.ScopeChosen(Scope(use_documents=False)), changes.TurnsRead(CONVERSATION, TURNS), state=opened()
    )
    assert state.scope == Scope(use_documents=False)


def test_turns_of_a_conversation_no_longer_in_sight_are_not_shown() -> None:
    assert after(changes.Chosen(8), changes.TurnsRead(CONVERSATION, TURNS)).turns == ()


def test_a_question_asks_what_the_scope_says() -> None:
    state = after(
        changes.ScopeChosen(Scope(paths=("/lease.pdf", "/rules.md"), titles=("Lease", "Rules"))), changes.Sent("What?")
    )
    assert state.asking is not None
    question = question_of(state.asking)
    assert (question.paths, question.collection, question.use_documents) == (("/lease.pdf", "/rules.md"), None, True)
    assert question.conversation_id is None


def test_a_deleted_conversation_in_sight_makes_room_for_a_new_one() -> None:
    state = after(changes.Listed((CONVERSATION,)), changes.Deleted(7), state=opened())
    assert (state.conversations, state.turns) == ((), ())
    assert state.key < 0


def test_a_new_conversation_is_another_one_while_the_first_is_answered() -> None:
    state = after(changes.Sent("What?"), changes.NewChosen())
    assert state.asking is not None
    assert state.key != state.asking.key
    assert messages(state) == ()


def test_what_is_typed_says_how_much_will_be_read() -> None:
    state = reduce(AskState(), changes.DraftTyped("Summarize the lease"))
    assert state.reads_everything
    assert not reduce(state, changes.ReachChosen(Reach.BEST)).reads_everything
    assert not reduce(state, changes.DraftTyped("Who signs the lease?")).reads_everything
    assert not reduce(state, changes.ScopeChosen(Scope(use_documents=False))).reads_everything


def test_the_choice_holds_for_one_question() -> None:
    state = reduce(AskState(), changes.ReachChosen(Reach.EVERYTHING))
    sent = reduce(state, changes.Sent("Who signs the lease?"))
    assert sent.asking is not None
    assert (sent.asking.reach, sent.reach) == (Reach.EVERYTHING, Reach.AUTOMATIC)


def test_asked_again_a_question_reads_as_much_as_before_unless_something_else_is_chosen() -> None:
    read = replace(ANSWER, reach=Reach.EVERYTHING)
    turns = (TURNS[0], replace(TURNS[1], answer=read))
    state = after(changes.Chosen(7), changes.TurnsRead(CONVERSATION, turns, CONTRACTS))
    assert state.reach_again is Reach.EVERYTHING
    sent = reduce(state, changes.Sent("What is the rent?", 20, state.reach_again))
    assert sent.asking is not None
    assert sent.asking.reach is Reach.EVERYTHING
    assert reduce(sent, changes.Ended("The model could not be loaded.")).reach_again is Reach.EVERYTHING
    assert reduce(state, changes.ReachChosen(Reach.BEST)).reach_again is Reach.BEST
