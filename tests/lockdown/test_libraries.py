"""The libraries that Alcove is built on work behind the lock, and leave nothing in the home folder that could be sent."""

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.lockdown.lock import Stage, install, silence_libraries
from app.storage.places import find_places
from tests.lockdown.conftest import Child

MODELS = find_places().models
EMBEDDER = find_places().resources / "models" / "embedding"
SPEAKERS = find_places().resources / "models" / "speakers"
CHAT_MODEL = next(MODELS.glob("smollm2*/*.gguf"), None)
SPEECH_MODEL = MODELS / "faster-whisper-base"
TELEMETRY = (".cache/Microsoft", ".cache/huggingface", ".cache/chroma", ".chroma", ".config/chroma", ".cache/posthog")


@pytest.fixture
def here(open_folder: Path) -> Child:
    """Runs functions as the user who runs the tests, who can read the models; the home folder is new and empty."""
    return Child(as_nobody=False, home=open_folder)


def embed_with_onnxruntime(folder: str) -> int:
    silence_libraries()
    import numpy
    import onnxruntime
    import tokenizers

    tokens = tokenizers.Tokenizer.from_file(f"{folder}/tokenizer.json").encode("a sentence")
    session = onnxruntime.InferenceSession(f"{folder}/model.onnx")
    given = {"input_ids": tokens.ids, "attention_mask": tokens.attention_mask, "token_type_ids": tokens.type_ids}
    arrays = {it.name: numpy.array([given[it.name]], dtype=numpy.int64) for it in session.get_inputs()}
    dimensions: int = session.run(None, arrays)[0].shape[-1]
    return dimensions


def search_with_chromadb(_: str) -> list[str]:
    silence_libraries()
    import chromadb

    client = chromadb.PersistentClient("index")
    collection = client.create_collection("passages", embedding_function=None)
    collection.add(ids=["a", "b"], embeddings=[[1.0, 0.0], [0.0, 1.0]])
    found: list[str] = collection.query(query_embeddings=[[0.9, 0.1]], n_results=1)["ids"][0]
    return found


def transcribe_with_faster_whisper(folder: str) -> list[object]:
    silence_libraries()
    import faster_whisper
    import numpy

    silence = numpy.zeros(16_000 * 2, dtype=numpy.float32)
    model = faster_whisper.WhisperModel(folder, device="cpu", compute_type="int8", cpu_threads=1)
    segments, heard = model.transcribe(silence, language="en", vad_filter=True)
    return [list(segments), heard.duration]


def tell_speakers_with_sherpa_onnx(folder: str) -> list[int]:
    silence_libraries()
    import numpy
    import sherpa_onnx

    pyannote = sherpa_onnx.OfflineSpeakerSegmentationPyannoteModelConfig(model=f"{folder}/segmentation-3.0.onnx")
    voices = sherpa_onnx.SpeakerEmbeddingExtractorConfig(model=f"{folder}/campplus_zh_en.onnx")
    diarization = sherpa_onnx.OfflineSpeakerDiarization(
        sherpa_onnx.OfflineSpeakerDiarizationConfig(
            segmentation=sherpa_onnx.OfflineSpeakerSegmentationModelConfig(pyannote=pyannote),
            embedding=voices,
            clustering=sherpa_onnx.FastClusteringConfig(threshold=0.5),
        )
    )
    found = diarization.process(numpy.zeros(16_000 * 12, dtype=numpy.float32))
    return [len(found.sort_by_start_time()), sherpa_onnx.SpeakerEmbeddingExtractor(voices).dim]


def answer_with_llama_cpp(path: str) -> int:
    silence_libraries()
    from app.workers.generation import library

    library.start()
    import llama_cpp

    model = llama_cpp.Llama(path, n_ctx=128, n_threads=1, verbose=False)
    return len(model.create_completion("One, two,", max_tokens=3)["choices"][0]["text"])


def draw_with_qt(_: str) -> list[object]:
    silence_libraries()
    from PySide6.QtWidgets import QApplication, QLabel

    application = QApplication([])
    label = QLabel("Alcove")
    label.show()
    application.processEvents()
    return [application.platformName(), label.grab().isNull()]


def keep_talking_to_the_display(display: str) -> list[object]:
    """The window's order of things: connect, seal, and go on."""
    os.environ["DISPLAY"] = display
    silence_libraries()
    install(Stage.LOCAL)
    from PySide6.QtWidgets import QApplication, QLabel

    application = QApplication([])
    sealed = install(Stage.SEALED)
    label = QLabel("Alcove")
    label.resize(320, 240)
    label.show()
    application.processEvents()
    pixels = application.primaryScreen().grabWindow(0)  # asks the display server for them
    return [application.platformName(), sealed.stage, pixels.width(), application.clipboard().text()]


def keep_talking_to_the_session_bus(_: str) -> list[object]:
    """What the keyring does: a connection made before the seal goes on working, a new one is refused."""
    from jeepney import DBusAddress, new_method_call
    from jeepney.io.blocking import open_dbus_connection

    bus = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
    install(Stage.LOCAL)
    connection = open_dbus_connection("SESSION")
    install(Stage.SEALED)
    names = connection.send_and_get_reply(new_method_call(bus, "ListNames")).body[0]
    try:
        open_dbus_connection("SESSION")
    except PermissionError:
        return ["org.freedesktop.DBus" in names, "refused"]
    return ["org.freedesktop.DBus" in names, "connected"]


@pytest.mark.fault(7)
@pytest.mark.parametrize(
    ("work", "needs", "answer"),
    [
        (embed_with_onnxruntime, EMBEDDER, 384),
        (search_with_chromadb, None, ["a"]),
        (tell_speakers_with_sherpa_onnx, SPEAKERS, [0, 192]),
        pytest.param(transcribe_with_faster_whisper, SPEECH_MODEL, [[], 2.0], marks=pytest.mark.slow),
    ],
    ids=lambda it: getattr(it, "__name__", None),
)
def test_an_engine_works_sealed_and_leaves_no_trace_of_telemetry(
    here: Child, work: Callable[[str], Any], needs: Path | None, answer: object
) -> None:
    if needs and not needs.exists():
        pytest.skip(f"needs {needs}")
    assert here(work, needs or "", stage=Stage.SEALED) == answer
    assert left_behind(here.home) == []


def left_behind(home: Path) -> list[str]:
    """Everything new in the home folder but what the work itself was asked to write there."""
    paths = (it.relative_to(home) for it in home.rglob("*"))
    return sorted(str(it) for it in paths if it.parts[0] != "index")


@pytest.mark.skipif(CHAT_MODEL is None, reason="needs the small chat model")
def test_llama_cpp_answers_sealed(here: Child) -> None:
    assert here(answer_with_llama_cpp, CHAT_MODEL, stage=Stage.SEALED) > 0
    assert left_behind(here.home) == []


def test_qt_draws_sealed_without_a_display(here: Child) -> None:
    drawn = here(draw_with_qt, "", stage=Stage.SEALED, environment={"QT_QPA_PLATFORM": "offscreen"})
    assert drawn == ["offscreen", False]
    assert not [path for path in TELEMETRY if (here.home / path).exists()]


def test_the_window_goes_on_drawing_after_the_seal(here: Child, display: str) -> None:
    platform, stage, width, _ = here(keep_talking_to_the_display, display, environment={"QT_QPA_PLATFORM": "xcb"})
    assert (platform, stage, width) == ("xcb", Stage.SEALED, 640)


@pytest.mark.skipif(not shutil.which("dbus-run-session"), reason="needs a session bus")
def test_the_keyrings_connection_survives_the_seal(here: Child) -> None:
    ended = here.run(keep_talking_to_the_session_bus, "", under=("dbus-run-session", "--"))
    assert ended.output.strip() == '[true, "refused"]', ended.errors


# --- seen from outside: every system call that has to do with sockets

SOCKET_MADE = re.compile(r"\bsocket\((\w+).*= \d+")
RING_MADE = re.compile(r"\bio_uring_setup\(.*= \d+")


def traced(here: Child, log: Path, work: Callable[[str], Any], argument: str, **circumstances: Any) -> str:
    strace = ("strace", "-f", "-qq", "-o", str(log), "-e", "trace=%network,io_uring_setup")
    ended = here.run(work, argument, under=strace, **circumstances)
    assert ended.exit_code == 0, ended.errors
    return log.read_text()


@pytest.mark.fault(7)
@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("strace"), reason="needs strace")
@pytest.mark.parametrize(
    ("work", "argument"),
    [
        (embed_with_onnxruntime, EMBEDDER),
        (search_with_chromadb, ""),
        (transcribe_with_faster_whisper, SPEECH_MODEL),
        (tell_speakers_with_sherpa_onnx, SPEAKERS),
    ],
    ids=lambda it: getattr(it, "__name__", None),
)
def test_strace_sees_no_socket_made_by_an_engine(
    here: Child, tmp_path: Path, work: Callable[[str], Any], argument: Path
) -> None:
    if argument and not Path(argument).exists():
        pytest.skip(f"needs {argument}")
    calls = traced(here, tmp_path / "calls", work, str(argument), stage=Stage.SEALED)
    assert "= -1 EACCES" in calls  # strace sees the lock being asked
    assert SOCKET_MADE.findall(calls) == []
    assert RING_MADE.findall(calls) == []


@pytest.mark.fault(7)
@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("strace"), reason="needs strace")
def test_strace_sees_the_window_make_local_sockets_only(here: Child, tmp_path: Path, display: str) -> None:
    environment = {"QT_QPA_PLATFORM": "xcb"}
    calls = traced(here, tmp_path / "calls", keep_talking_to_the_display, display, environment=environment)
    assert set(SOCKET_MADE.findall(calls)) == {"AF_UNIX"}
    assert RING_MADE.findall(calls) == []
