"""Messages on a pipe: any of them, written and read as frames."""

import struct
from typing import IO

import msgspec

from app.workers.protocol.api import (
    AskChat,
    AskModels,
    AskTranscript,
    AskVectors,
    CallAsked,
    ChatEnded,
    ModelsKnown,
    Refused,
    TakeCalls,
)
from app.workers.protocol.compress import (
    CompressModel,
    MeasureSurprise,
    ModelCompressed,
    SurpriseMeasured,
    TensorCompressed,
)
from app.workers.protocol.control import Cancel, Done, Failed, Ready, Stopped
from app.workers.protocol.draw import (
    Drawn,
    DrawPicture,
    Flatten,
    OpenPicture,
    PictureOpened,
    PicturePrepared,
    PreparePicture,
)
from app.workers.protocol.generate import (
    CountPictures,
    CountTokens,
    DevicesListed,
    FunctionCalled,
    Generate,
    Generated,
    InspectTextModel,
    ListDevices,
    LoadTextModel,
    PromptRead,
    TextModelInspected,
    TextModelLoaded,
    ThoughtText,
    TokenCounts,
    TokenText,
)
from app.workers.protocol.header import AdapterRead, HeaderLonger, HeaderRead, ProjectorRead, ReadHeader
from app.workers.protocol.index import (
    BuildGeneration,
    Candidates,
    CloseGeneration,
    DropVectors,
    Embed,
    EmbedderLoaded,
    FindNearest,
    FindPassages,
    GenerationBuilt,
    GenerationOpen,
    HoldVectors,
    HoldWords,
    LoadEmbedder,
    Neighbours,
    OpenGeneration,
    Vectors,
)
from app.workers.protocol.message import Message
from app.workers.protocol.model_state import (
    CompareTurns,
    ExportState,
    ImportState,
    StateExported,
    StateImported,
    StatePiece,
    TurnsCompared,
)
from app.workers.protocol.paper import PaperWritten, WritePaper, WriteSheet
from app.workers.protocol.read import FileLocked, FileOpened, FileRead, PageRead, ReadFile
from app.workers.protocol.samples import (
    DecodeRecording,
    EndSamples,
    HearSamples,
    OpenCaptions,
    OpenRecognition,
    OpenSpeakers,
    ProvisionalHeard,
    SamplesDecoded,
)
from app.workers.protocol.sound import (
    ClosePlayer,
    ListSoundDevices,
    OpenPlayer,
    PlaySound,
    RecordSound,
    SoundDevicesFound,
    SoundPlayed,
    TrackLost,
    TrackOpened,
    TrackTaken,
)
from app.workers.protocol.speak import ListVoices, Say, StillSaying, VoicesFound
from app.workers.protocol.tables import Calculate, Calculated
from app.workers.protocol.transcribe import (
    HeardUntil,
    LoadSpeechModel,
    RecordingOpened,
    SegmentHeard,
    SpeakerTurn,
    SpeakerVoice,
    TellSpeakers,
    Transcribe,
)

MAXIMUM_FRAME_BYTES = 512 * 1024 * 1024
_HEADER = struct.Struct("<II")


class ProtocolError(Exception):
    """The other side sent something that is not a message."""


AnyMessage = (
    Cancel
    | Ready
    | Done
    | Failed
    | Stopped
    | LoadTextModel
    | TextModelLoaded
    | InspectTextModel
    | TextModelInspected
    | ListDevices
    | DevicesListed
    | CountTokens
    | CountPictures
    | TokenCounts
    | Generate
    | PromptRead
    | ThoughtText
    | TokenText
    | FunctionCalled
    | Generated
    | CompressModel
    | TensorCompressed
    | ModelCompressed
    | MeasureSurprise
    | SurpriseMeasured
    | CompareTurns
    | TurnsCompared
    | ExportState
    | StatePiece
    | StateExported
    | ImportState
    | StateImported
    | LoadEmbedder
    | EmbedderLoaded
    | Embed
    | Vectors
    | HoldVectors
    | DropVectors
    | HoldWords
    | FindPassages
    | Candidates
    | FindNearest
    | Neighbours
    | BuildGeneration
    | OpenGeneration
    | CloseGeneration
    | GenerationBuilt
    | GenerationOpen
    | ReadHeader
    | HeaderLonger
    | HeaderRead
    | AdapterRead
    | ProjectorRead
    | DrawPicture
    | Flatten
    | Drawn
    | PreparePicture
    | PicturePrepared
    | OpenPicture
    | PictureOpened
    | ReadFile
    | FileOpened
    | FileLocked
    | PageRead
    | FileRead
    | LoadSpeechModel
    | Transcribe
    | RecordingOpened
    | SegmentHeard
    | HeardUntil
    | TellSpeakers
    | SpeakerTurn
    | SpeakerVoice
    | OpenRecognition
    | OpenSpeakers
    | DecodeRecording
    | SamplesDecoded
    | OpenCaptions
    | ProvisionalHeard
    | HearSamples
    | EndSamples
    | Calculate
    | Calculated
    | ListSoundDevices
    | SoundDevicesFound
    | RecordSound
    | TrackOpened
    | TrackLost
    | TrackTaken
    | OpenPlayer
    | PlaySound
    | SoundPlayed
    | ClosePlayer
    | ListVoices
    | VoicesFound
    | Say
    | StillSaying
    | WritePaper
    | WriteSheet
    | PaperWritten
    | TakeCalls
    | AskModels
    | ModelsKnown
    | AskChat
    | CallAsked
    | ChatEnded
    | AskVectors
    | AskTranscript
    | Refused
)

_encoder = msgspec.msgpack.Encoder()
_decoder: msgspec.msgpack.Decoder[AnyMessage] = msgspec.msgpack.Decoder(AnyMessage)


def write_frame(pipe: IO[bytes], request: int, message: Message) -> None:
    """Send one message and flush.

    Raises:
        ProtocolError: if it is longer than a frame may be.
        OSError: if the other side is gone.
    """
    body = _encoder.encode(message)
    if len(body) > MAXIMUM_FRAME_BYTES:
        raise ProtocolError(f"{type(message).__name__} of {len(body):,} bytes is longer than a frame may be")
    pipe.write(_HEADER.pack(len(body), request))
    pipe.write(body)
    pipe.flush()


def read_frame(pipe: IO[bytes]) -> tuple[int, AnyMessage] | None:
    """The next request number and message; None once the other side has closed the pipe.

    Raises:
        ProtocolError: if what came is not a message.
    """
    header = _read_exactly(pipe, _HEADER.size)
    if header is None:
        return None
    length, request = _HEADER.unpack(header)
    if length > MAXIMUM_FRAME_BYTES:
        raise ProtocolError(f"a frame of {length:,} bytes was announced; {MAXIMUM_FRAME_BYTES:,} is the limit")
    body = _read_exactly(pipe, length)
    if body is None:
        return None
    try:
        return request, _decoder.decode(body)
    except msgspec.MsgspecError as error:
        raise ProtocolError(f"not a message: {error}") from error


def _read_exactly(pipe: IO[bytes], size: int) -> bytes | None:
    parts = bytearray()
    while len(parts) < size:
        part = pipe.read(size - len(parts))
        if not part:
            return None
        parts += part
    return bytes(parts)
