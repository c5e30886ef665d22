"""Knowledge packs: whole and signed or not at all, searched like any documents, and erased without a trace."""

import functools
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.administration.knowledge import KnowledgePack, shown_path
from app.core.administration.manifests import ManifestError
from app.core.cancel import CancelToken
from app.core.errors import Cancelled, LockedFile, NothingFound, RefusedByPolicy, UserError
from app.core.events import Failed, Notice
from app.core.library.documents import Document, LibraryStatus
from app.core.library.filters import Filters
from app.core.meetings.meeting_documents import COLLECTION
from app.engines.drawing import Drawing
from app.engines.process import WorkerProcess
from app.services.administration import knowledge as service
from app.services.library.search import Search
from app.services.library.viewing import Original, Viewing
from installers.sign import new_key
from tests.installed import REPOSITORY
from tests.made_documents import pdf
from tests.services.opened_library import opened_library
from tests.services.packed_knowledge import NAME, PASSWORD, TITLE, Builder, Packed, builder_in, opened

PUMP = b"# Pump\n\nThe pump must be primed with three litres of oil before its first start.\n"
PUMP_AGAIN = b"# Pump\n\nThe pump must be primed with five litres of oil before its first start.\n"
TIDES = b"High water at Dover is at 11:12 on Monday, and the harbour master closes the gate at noon.\n"
BREAD = b"Knead the dough of rye for ten minutes, and bake the loaf in a hot oven for an hour.\n"
FIRST = {"manuals/pump.md": PUMP, "tides.txt": TIDES, "sheet.pdf": pdf("The keel is painted green every May.")}
SECOND = {"manuals/pump.md": PUMP_AGAIN, "sheet.pdf": FIRST["sheet.pdf"], "bread.txt": BREAD}
QUESTIONS = {
    "How much oil does the pump need?": "manuals/pump.md",
    "When is high water at Dover?": "tides.txt",
    "Which part of the boat is painted green?": "sheet.pdf",
}


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Builder:
    return builder_in(tmp_path_factory.mktemp("builder"))


@pytest.fixture(scope="module")
def first(build: Builder) -> Path:
    return build(FIRST, "1.0")


@pytest.fixture(scope="module")
def second(build: Builder) -> Path:
    """A whole pack under another salt, as one that is built from nothing has it."""
    return build(SECOND, "2.0")


@pytest.fixture(scope="module")
def delta(build: Builder, first: Path) -> Path:
    return build(SECOND, "2.1", "--base", str(first))


@pytest.fixture(scope="module")
def expiring(build: Builder, first: Path) -> Path:
    return build(FIRST, "1.1", "--base", str(first), "--expires", "2030-12-31")


@pytest.fixture
def packed(tmp_path: Path, build: Builder) -> Iterator[Packed]:
    with opened(tmp_path / "profile", build.by.public) as made:
        yield made


def paths(packed: Packed) -> set[str]:
    return {path.removeprefix(f"knowledge:{NAME}/") for path in packed.texts()}


def met(packed: Packed) -> tuple[object, ...]:
    """All that the library says it has, asked in every way."""
    documents, matching = packed.library.documents, packed.library.matching
    return (
        documents.documents(),
        documents.collections(),
        documents.status(),
        documents.passage_ids(),
        matching.documents(None, None, Filters()),
        matching.count_readable(),
        matching.named("", 9),
        documents.latest_texts(9),
    )


def staged(packed: Packed) -> int:
    """How many documents are on their way in."""
    with packed.library.database.reading() as connection:
        return int(connection.execute("SELECT count(*) FROM knowledge_documents WHERE staged").fetchone()[0])


def one(packed: Packed) -> KnowledgePack:
    (pack,) = packed.knowledge.packs()
    return pack


class TestWhatIsHere:
    def test_its_documents_are_found_and_it_says_what_it_is(self, packed: Packed, first: Path) -> None:
        (told,) = packed.add(first)
        assert told == "The knowledge pack “Field kit” 1.0 by Head office is here, with 3 documents."
        pack = one(packed)
        assert (pack.name, pack.version, pack.title, pack.publisher) == (NAME, "1.0", TITLE, "Head office")
        assert (pack.documents, pack.passages) == (3, 3)
        assert paths(packed) == set(FIRST)
        assert packed.library.documents.collections() == [TITLE]

    def test_the_same_is_found_as_where_the_folder_was_added(
        self, packed: Packed, build: Builder, first: Path, tmp_path: Path
    ) -> None:
        folder = build.documents(FIRST)
        packed.add(first)
        (tmp_path / "own").mkdir()
        with opened_library(tmp_path / "own") as own:
            own.add(folder)
            for question, path in QUESTIONS.items():
                searches = [Search(it.documents, it.matching, it.index) for it in (own, packed.library)]
                here, there = (search.find(question, 3, CancelToken()).passages for search in searches)
                assert here[0].passage.text == there[0].passage.text
                assert there[0].path.endswith(path)
                assert {it.passage.text for it in here} == {it.passage.text for it in there}

    def test_own_documents_and_packed_ones_are_ranked_together(
        self, packed: Packed, first: Path, tmp_path: Path
    ) -> None:
        packed.add(first)
        (tmp_path / "bread.txt").write_bytes(BREAD)
        packed.library.add(tmp_path / "bread.txt")
        search = Search(packed.library.documents, packed.library.matching, packed.library.index)
        found = search.find("bake bread after high water", 4, CancelToken()).passages
        assert {it.title for it in found[:2]} == {"bread", "tides"}
        within = search.find("bake bread after high water", 4, CancelToken(), collection=TITLE).passages
        assert "bread" not in {it.title for it in within}

    def test_a_citation_opens_the_page_of_the_file_itself(self, packed: Packed, first: Path) -> None:
        packed.add(first)
        process = WorkerProcess("draw")
        viewing = Viewing(packed.library.documents, Drawing(process), packed.knowledge.original)
        sheet = packed.library.documents.find(f"knowledge:{NAME}/sheet.pdf", TITLE)
        assert sheet is not None
        assert viewing.original(sheet.id) == Original(True, FIRST["sheet.pdf"])
        for path in packed.places.knowledge.iterdir():
            path.unlink()
        assert not viewing.original(sheet.id).unchanged

    def test_it_is_read_only(self, packed: Packed, first: Path, tmp_path: Path) -> None:
        packed.add(first)
        (tmp_path / "mine.txt").write_bytes(BREAD)
        with pytest.raises(UserError, match="nothing can be added to"):
            list(packed.library.library.add([tmp_path / "mine.txt"], TITLE, CancelToken()))
        with pytest.raises(UserError, match="alcove knowledge remove field-kit"):
            packed.library.library.remove([packed.library.documents.documents()[0].id])
        assert paths(packed) == set(FIRST)

    def test_nothing_that_waited_for_it_is_added_to_it(self, packed: Packed, first: Path, tmp_path: Path) -> None:
        (tmp_path / "mine.txt").write_bytes(BREAD)
        adding = packed.library.library.add([tmp_path / "mine.txt"], TITLE, CancelToken())
        next(adding)
        packed.add(first)
        with pytest.raises(UserError, match="nothing can be added to"):
            list(adding)

    def test_checking_the_library_finds_nothing_amiss(self, packed: Packed, first: Path) -> None:
        packed.add(first)
        events = list(packed.library.library.check(CancelToken()))
        assert not [event for event in events if isinstance(event, Failed)]


class TestMetNowhere:
    """What is on its way in, and what has expired, in everything that goes through the library without a search."""

    def test_while_it_is_taken_in_until_all_of_it_is_here(self, packed: Packed, first: Path, second: Path) -> None:
        packed.add(first)
        before = met(packed)
        while_staged = [met(packed) for _event in packed.knowledge.add(second, CancelToken()) if staged(packed)]
        assert while_staged
        assert all(one == before for one in while_staged)
        assert met(packed) != before

    def test_after_its_last_day_though_nothing_was_started_anew(
        self, packed: Packed, first: Path, expiring: Path
    ) -> None:
        packed.add(first)
        packed.add(expiring)
        with packed.library.database.writing() as connection:
            connection.execute("UPDATE knowledge_packs SET expires = date('now')")
        assert paths(packed) == set(FIRST)
        with packed.library.database.writing() as connection:
            connection.execute("UPDATE knowledge_packs SET expires = date('now', '-1 day')")
        assert met(packed) == ([], [], LibraryStatus(0, 0, 0, 0, 0), (), (), 0, [], [])
        assert packed.library.nearest("high water") == []


class TestVersions:
    @pytest.mark.parametrize("newer", ["second", "delta"])
    def test_a_new_version_takes_the_place_of_the_old_one_whole(
        self, newer: str, packed: Packed, first: Path, request: pytest.FixtureRequest
    ) -> None:
        packed.add(first)
        packed.add(request.getfixturevalue(newer), password="")
        assert paths(packed) == set(SECOND)
        texts = " ".join(packed.texts().values())
        assert "five litres" in texts
        assert "three litres" not in texts
        assert one(packed).version in {"2.0", "2.1"}
        assert packed.files() == 3

    def test_a_delta_is_small_and_leaves_what_stays_as_it_is(self, packed: Packed, first: Path, delta: Path) -> None:
        packed.add(first)
        before = packed.library.documents.find(f"knowledge:{NAME}/sheet.pdf", TITLE)
        packed.add(delta)
        assert packed.library.documents.find(f"knowledge:{NAME}/sheet.pdf", TITLE) == before
        assert b"sheet.pdf" not in delta.read_bytes()

    def test_a_delta_needs_the_pack_it_builds_on(self, packed: Packed, second: Path, delta: Path) -> None:
        with pytest.raises(UserError, match="which is not here; add that, or a whole pack, first"):
            packed.add(delta)
        packed.add(second)
        with pytest.raises(UserError, match="which is not here"):
            packed.add(delta)
        assert one(packed).version == "2.0"

    @pytest.mark.fault(49)
    def test_an_older_version_does_not_take_the_place_of_a_newer_one(
        self, packed: Packed, first: Path, second: Path
    ) -> None:
        packed.add(second)
        with pytest.raises(UserError, match=r"the newer version 2\.0 is here"):
            packed.add(first)

    def test_adding_it_again_changes_nothing(self, packed: Packed, first: Path) -> None:
        packed.add(first)
        before = packed.library.documents.documents()
        packed.add(first)
        assert packed.library.documents.documents() == before


class TestRefused:
    def test_without_its_password(self, packed: Packed, first: Path) -> None:
        with pytest.raises(LockedFile, match="it needs its password"):
            packed.add(first, "")
        with pytest.raises(LockedFile, match="the password does not open it"):
            packed.add(first, "another one")
        assert packed.texts() == {}

    @pytest.mark.fault(31)
    def test_signed_by_nobody_who_is_trusted(self, tmp_path: Path, first: Path) -> None:
        with (
            opened(tmp_path / "profile", new_key(tmp_path / "other.pem").public) as packed,
            pytest.raises(ManifestError, match="not signed with a key that this Alcove trusts"),
        ):
            packed.add(first)

    def test_after_its_last_day(self, tmp_path: Path, build: Builder, first: Path, expiring: Path) -> None:
        with opened(tmp_path / "profile", build.by.public, now="2031-01-01T00:00:00+00:00") as packed:
            packed.add(first)
            with pytest.raises(ManifestError, match="it expired on 2030-12-31"):
                packed.add(expiring)

    def test_made_for_a_newer_program(
        self, packed: Packed, build: Builder, first: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as newer:
            newer.setattr("installers.knowledge.encode_about", lambda _about: '{"format": 2, "more": 1}')
            made = build(FIRST, "3.0", "--base", str(first))
        with pytest.raises(ManifestError, match="made for a newer version of Alcove"):
            packed.add(made)

    def test_into_the_collection_of_the_meetings(self, packed: Packed, build: Builder, first: Path) -> None:
        made = build(FIRST, "1.2", "--base", str(first), "--title", COLLECTION)
        with pytest.raises(UserError, match="“Meetings”, which it would fill, is there for others"):
            packed.add(made)

    def test_into_a_collection_of_the_users_own(self, packed: Packed, first: Path, tmp_path: Path) -> None:
        (tmp_path / "mine.txt").write_bytes(BREAD)
        list(packed.library.library.add([tmp_path / "mine.txt"], TITLE, CancelToken()))
        with pytest.raises(UserError, match="is there for others"):
            packed.add(first)

    def test_where_the_policy_forbids_packs(self, tmp_path: Path, build: Builder, first: Path) -> None:
        with (
            opened(tmp_path / "profile", build.by.public, {"knowledge.allowed": False}) as packed,
            pytest.raises(RefusedByPolicy, match="does not allow knowledge packs"),
        ):
            packed.add(first)

    @pytest.mark.fault(49)
    def test_with_a_byte_changed_cut_or_added(
        self, packed: Packed, first: Path, delta: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Some bytes of each part of it; `test_pack_reading` changes every one of another."""
        monkeypatch.setattr(service, "content_key", functools.cache(service.content_key))  # a second of work for each
        packed.add(first)
        content = delta.read_bytes()
        tampered = tmp_path / "tampered.alcovepack"
        changed = (
            content[:place] + bytes([content[place] ^ 1 << place % 8]) + content[place + 1 :]
            for place in range(0, len(content), 197)
        )
        for each in (*changed, content[:-1], content + b"\0", b""):
            tampered.write_bytes(each)
            with pytest.raises(ManifestError):
                packed.add(tampered)
        assert paths(packed) == set(FIRST)
        assert packed.files() == len(FIRST)
        tampered.write_bytes(content)
        packed.add(tampered)
        assert paths(packed) == set(SECOND)


class TestGone:
    def test_removing_it_leaves_nothing(self, packed: Packed, first: Path) -> None:
        packed.add(first)
        assert packed.library.nearest("high water") == [TIDES.decode().strip()]
        packed.knowledge.remove(NAME)
        assert (packed.texts(), packed.files(), packed.knowledge.packs()) == ({}, 0, [])
        assert packed.library.nearest("high water") == []
        assert packed.library.matching.keyword_search("Dover", 5) == []
        tables = ("documents", "pages", "passages", "vectors", "bags", "cards", "knowledge_documents", "gone_files")
        with packed.library.database.reading() as connection:
            counts = [connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]
        assert counts == [0] * len(tables)
        with pytest.raises(NothingFound):
            packed.knowledge.remove(NAME)

    def test_what_cancels_it_leaves_what_was_there(self, packed: Packed, first: Path, second: Path) -> None:
        packed.add(first)
        cancel = CancelToken()
        events = packed.knowledge.add(second, cancel)
        cancel.cancel()
        with pytest.raises(Cancelled):
            list(events)
        assert paths(packed) == set(FIRST)

    @pytest.mark.parametrize(
        ("rules", "now"),
        [({"knowledge.allowed": False}, ""), ({}, "2031-01-01T00:00:00+00:00")],
        ids=["forbidden", "expired"],
    )
    def test_it_goes_at_the_next_start_once_it_may_not_be_used(
        self, rules: dict[str, bool], now: str, tmp_path: Path, build: Builder, first: Path, expiring: Path
    ) -> None:
        with opened(tmp_path / "profile", build.by.public) as packed:
            packed.add(first)
            packed.add(expiring)
        with opened(tmp_path / "profile", build.by.public, rules, now) as packed:
            assert (packed.texts(), packed.files(), packed.knowledge.packs()) == ({}, 0, [])

    def test_it_goes_once_its_publisher_is_no_longer_trusted(self, tmp_path: Path, build: Builder, first: Path) -> None:
        with opened(tmp_path / "profile", build.by.public) as packed:
            packed.add(first)
        with opened(tmp_path / "profile", new_key(tmp_path / "other.pem").public) as packed:
            assert packed.texts() == {}

    @pytest.mark.parametrize("before", ["stage 1", "settle", "forget"])
    def test_killed_while_it_is_taken_in(
        self, before: str, tmp_path: Path, build: Builder, first: Path, second: Path
    ) -> None:
        """Whatever it dies before, the next start has the one version or the other, whole."""
        profile = tmp_path / "profile"
        with opened(profile, build.by.public) as packed:
            packed.add(first)
        child = [sys.executable, "-m", "tests.services.knowledge_child", str(profile), str(second), before]
        done = subprocess.run([*child, build.by.public.hex()], cwd=REPOSITORY, check=False, timeout=120)
        assert done.returncode == -9
        with opened(profile, build.by.public) as packed:
            assert paths(packed) == set(SECOND if before == "forget" else FIRST)
            assert packed.files() == 3
            assert one(packed).version == ("2.0" if before == "forget" else "1.0")


class TestForAllUsersOfTheMachine:
    def laid_down(self, folder: Path, *packs: Path) -> None:
        machine = folder / "profile" / "machine" / "knowledge"
        machine.mkdir(parents=True, exist_ok=True)
        for path in machine.iterdir():
            path.unlink()
        for pack in packs:
            (machine / pack.name).write_bytes(pack.read_bytes())

    def test_they_come_and_go_with_the_machines_folder(
        self, tmp_path: Path, build: Builder, first: Path, delta: Path
    ) -> None:
        (tmp_path / "profile").mkdir()
        with opened(tmp_path / "profile", build.by.public, {"knowledge.passwords": (PASSWORD,)}) as packed:
            self.laid_down(tmp_path, first)
            list(packed.knowledge.follow_machine(CancelToken()))
            assert paths(packed) == set(FIRST)
            assert one(packed).by_machine
            with pytest.raises(UserError, match="its administrator can take it away"):
                packed.knowledge.remove(NAME)
            self.laid_down(tmp_path, first, delta)
            list(packed.knowledge.follow_machine(CancelToken()))
            assert paths(packed) == set(SECOND)
            assert list(packed.knowledge.follow_machine(CancelToken())) == []
            self.laid_down(tmp_path)
            list(packed.knowledge.follow_machine(CancelToken()))
            assert packed.texts() == {}

    def followed(self, packed: Packed) -> dict[str, Document]:
        """What is in the library by its name in the pack, once the machine's folder was looked into."""
        list(packed.knowledge.follow_machine(CancelToken()))
        return {shown_path(it.path): it for it in packed.library.documents.documents()}

    def test_no_user_has_a_copy_of_their_files_which_are_read_where_they_lie(
        self, tmp_path: Path, build: Builder, first: Path, delta: Path
    ) -> None:
        (tmp_path / "profile").mkdir()
        with opened(tmp_path / "profile", build.by.public, {"knowledge.passwords": (PASSWORD,)}) as packed:
            self.laid_down(tmp_path, first)
            documents = self.followed(packed)
            assert {name: packed.knowledge.original(it) for name, it in documents.items()} == FIRST
            assert packed.files() == 0
            self.laid_down(tmp_path, first, delta)
            documents = self.followed(packed)
            assert {name: packed.knowledge.original(it) for name, it in documents.items()} == SECOND
            assert packed.files() == 0
            packed.knowledge.keep_in_order()
            assert {it.name for it in packed.places.machine_knowledge.iterdir()} == {first.name, delta.name}

    def test_a_file_in_them_that_was_changed_since_is_not_shown(
        self, tmp_path: Path, build: Builder, first: Path
    ) -> None:
        (tmp_path / "profile").mkdir()
        with opened(tmp_path / "profile", build.by.public, {"knowledge.passwords": (PASSWORD,)}) as packed:
            self.laid_down(tmp_path, first)
            documents = self.followed(packed)
            laid_down = packed.places.machine_knowledge / first.name
            content = laid_down.read_bytes()
            place = content.index(b"ALCOVE\x00\x01") + 100  # in the first sealed member
            laid_down.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
            shown = [packed.knowledge.original(it) for it in documents.values()]
            assert shown.count(None) == 1
            laid_down.unlink()
            assert [packed.knowledge.original(it) for it in documents.values()] == [None] * 3

    def test_a_user_puts_no_version_of_their_own_in_the_place_of_theirs(
        self, tmp_path: Path, build: Builder, first: Path, second: Path
    ) -> None:
        (tmp_path / "profile").mkdir()
        with opened(tmp_path / "profile", build.by.public, {"knowledge.passwords": (PASSWORD,)}) as packed:
            self.laid_down(tmp_path, first)
            self.followed(packed)
            with pytest.raises(UserError, match="its administrator can lay down another version"):
                packed.add(second)
            assert (paths(packed), one(packed).by_machine) == (set(FIRST), True)

    def test_what_a_user_had_of_an_earlier_version_stays_kept_where_theirs_does_not_bring_it(
        self, tmp_path: Path, build: Builder, first: Path, delta: Path
    ) -> None:
        (tmp_path / "profile").mkdir()
        with opened(tmp_path / "profile", build.by.public) as packed:
            packed.add(first)
            self.laid_down(tmp_path, delta)
            documents = self.followed(packed)
            assert {name: packed.knowledge.original(it) for name, it in documents.items()} == SECOND
            assert 0 < packed.files() < len(SECOND)

    def test_one_that_cannot_be_used_is_passed_over(self, tmp_path: Path, build: Builder, first: Path) -> None:
        (tmp_path / "profile").mkdir()
        with opened(tmp_path / "profile", build.by.public) as packed:
            self.laid_down(tmp_path, first)
            (tmp_path / "profile/machine/knowledge/broken.alcovepack").write_bytes(b"no pack")
            (told,) = [it for it in packed.knowledge.follow_machine(CancelToken()) if isinstance(it, Notice)]
            assert "it needs its password" in told.text
