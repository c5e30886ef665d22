"""Packages for Windows: what is in them, who signed it, and what they leave behind."""

import os
import shutil
import struct
import subprocess
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QImage

from installers import icons
from installers.build import Build, PackagingError
from installers.sign import SigningError, new_key
from installers.windows import msi, msix, payload, setup, sign
from installers.windows.payload import COMMAND, PACK_CLASS, WINDOW, Scope

WINE = Path("/usr/lib/wine/wine64")
BUILTIN = Path("/usr/lib/x86_64-linux-gnu/wine/x86_64-windows/hostname.exe")
"""A program for Windows that comes with Wine: what stands in for ours."""
TOOLS = ("wixl", "msibuild", "msiinfo", "makensis", "osslsigncode")
MISSING = [name for name in TOOLS if not shutil.which(name)]
ENVIRONMENTS = {
    "AllUsers": ("HKLM", r"System\CurrentControlSet\Control\Session Manager\Environment"),
    "CurrentUser": ("HKCU", "Environment"),
}
WIX = f"{{{msi.NAMESPACE}}}"
with_tools = pytest.mark.skipif(
    bool(MISSING) or not (WINE.exists() and BUILTIN.exists()),
    reason=f"not on this machine: {', '.join(MISSING) or 'wine64'}",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder in the shape of a build for Windows."""
    complete = tmp_path / "complete"
    (complete / "_internal" / "PySide6").mkdir(parents=True)
    program = BUILTIN.read_bytes() if BUILTIN.exists() else b"MZ"
    for name in (COMMAND, WINDOW, "_internal/PySide6/QtCore.pyd"):
        (complete / name).write_bytes(program)
    (complete / "_internal" / "it's 100 % plain & simple.txt").write_text("text")
    return complete


@pytest.fixture
def build(folder: Path, tmp_path: Path) -> Build:
    return build_of("1.2.3", folder, tmp_path)


def build_of(version: str, folder: Path, tmp_path: Path) -> Build:
    work = tmp_path / f"work-{version}"
    work.mkdir()
    return Build(version, "x86_64", 1_700_000_000, folder, work, tmp_path, new_key(work / "key.pem"))


def elements(folder: Path, scope: Scope, name: str, version: str = "1.2.3") -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(msi.source(folder, version, scope)).iter(f"{WIX}{name}"))


@pytest.mark.parametrize("scope", Scope)
def test_every_file_is_a_component_of_its_own_that_the_only_feature_installs(folder: Path, scope: Scope) -> None:
    files = {each.get("Source") for each in elements(folder, scope, "File")}
    assert files == {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    components = Counter(each.get("Id") for each in elements(folder, scope, "Component"))
    assert components == Counter(each.get("Id") for each in elements(folder, scope, "ComponentRef"))
    assert set(components.values()) == {1}


def test_an_upgrade_is_known_as_one_and_the_same_file_keeps_its_component(folder: Path) -> None:
    def product(version: str) -> ElementTree.Element:
        return elements(folder, Scope.MACHINE, "Product", version)[0]

    older, newer = product("1.2.3"), product("1.2.4")
    assert older.get("UpgradeCode") == newer.get("UpgradeCode")
    assert older.get("Id") != newer.get("Id")
    before, after = ([each.get("Guid") for each in product.iter(f"{WIX}Component")] for product in (older, newer))
    assert before == after


def test_a_user_installs_without_an_administrator_and_beside_the_machine_wide_one(folder: Path) -> None:
    assert elements(folder, Scope.USER, "Package")[0].get("InstallScope") == "perUser"
    places = {each.get("Id") for each in elements(folder, Scope.USER, "Directory")}
    assert "LocalAppDataFolder" in places
    assert "ProgramFiles64Folder" not in places
    assert {each.get("Root") for each in elements(folder, Scope.USER, "RegistryKey")} == {"HKCU"}
    own, machine = (elements(folder, scope, "Product")[0].get("UpgradeCode") for scope in Scope)
    assert own != machine


def test_both_programs_are_forbidden_the_network_where_an_administrator_installs() -> None:
    told = "\n".join(msi.beyond_wixl(Scope.MACHINE))
    for program in (WINDOW, COMMAND):
        assert f'dir=out action=block enable=yes profile=any program="[PROGRAM]{program}"' in told
    assert "netsh.exe advfirewall" not in told
    assert "[System64Folder]netsh.exe" in told
    assert "firewall" not in "\n".join(msi.beyond_wixl(Scope.USER))


@pytest.mark.parametrize("switch", msi.DATA_SWITCHES)
def test_data_is_removed_only_where_a_switch_says_so_and_never_by_an_upgrade(switch: str) -> None:
    erasing = [each for each in msi.beyond_wixl(Scope.USER) if "InstallExecuteSequence" in each and "Erase" in each]
    assert [f'REMOVE="ALL" AND NOT UPGRADINGPRODUCTCODE AND {switch}="1"' in each for each in erasing].count(True) == 1


def test_the_appcontainer_has_no_capability_at_all() -> None:
    told = ElementTree.fromstring(msix.manifest("1.2.3", 'CN="Alcove & Co", O=Alcove'))
    names = [each.tag.rpartition("}")[2] for each in told.iter()]
    assert not [name for name in names if "Capabilit" in name]
    identity = next(each for each in told.iter() if each.tag.endswith("Identity"))
    assert (identity.get("Version"), identity.get("Publisher")) == ("1.2.3.0", 'CN="Alcove & Co", O=Alcove')
    application = next(each for each in told.iter() if each.tag.endswith("}Application"))
    assert [value for name, value in application.items() if name.endswith("TrustLevel")] == ["appContainer"]


def test_a_folder_that_was_not_built_for_windows_is_refused(build: Build) -> None:
    (build.folder / WINDOW).unlink()
    with pytest.raises(PackagingError, match="freeze it on Windows"):
        payload.payload(build)


def test_a_folder_too_big_for_one_package_is_refused_before_anything_is_signed(build: Build) -> None:
    with (build.folder / "model.gguf").open("wb") as content:
        content.truncate(payload.MOST_BYTES)
    with pytest.raises(PackagingError, match="hand models out beside it"):
        payload.payload(build)


def test_a_key_in_a_token_needs_the_tokens_library(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ALCOVE_AUTHENTICODE", "pkcs11:object=alcove")
    monkeypatch.delenv("ALCOVE_PKCS11_MODULE", raising=False)
    with pytest.raises(SigningError, match="ALCOVE_PKCS11_MODULE"):
        sign.certificate(tmp_path)


@with_tools
def test_what_is_a_program_is_signed_whatever_it_is_called_and_nothing_else(build: Build) -> None:
    folder = payload.payload(build)
    signed = {path.name for path in folder.rglob("*") if path.is_file() and is_signed(path, build)}
    assert signed == {COMMAND, WINDOW, "QtCore.pyd"}
    assert (build.folder / COMMAND).read_bytes() == BUILTIN.read_bytes()


def is_signed(path: Path, build: Build) -> bool:
    """Whether the test certificate vouches for a file."""
    certificate = str(build.work / sign.TEST_CERTIFICATE)
    command = ["osslsigncode", "verify", "-CAfile", certificate, "-in", str(path)]
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode == 0


@with_tools
def test_the_icon_is_in_the_package_and_at_its_entry_in_the_menu(build: Build) -> None:
    made = msi.build_for_machine(build)
    assert table(made, "Icon")[0][0] == msi.ICON
    assert msi.ICON in table(made, "Shortcut")[0]
    assert ["ARPPRODUCTICON", msi.ICON] in table(made, "Property")


@with_tools
@pytest.mark.parametrize(("scope", "name"), [(Scope.MACHINE, "=-*PATH"), (Scope.USER, "=-PATH")])
def test_shells_find_the_command_and_packs_are_opened_by_a_double_click(build: Build, scope: Scope, name: str) -> None:
    made = (msi.build_for_machine if scope is Scope.MACHINE else msi.build_for_user)(build)
    assert table(made, "Environment") == [["Path", name, "[~];[PROGRAM]", "PackFiles"]]
    values = {row[2]: row[4] for row in table(made, "Registry") if row[1] == ("2" if scope is Scope.MACHINE else "1")}
    assert values["Software\\Classes\\.alcovepack\\"] == PACK_CLASS
    assert values[f"Software\\Classes\\{PACK_CLASS}\\shell\\open\\command\\"].endswith(' open "%1"')


def table(package: Path, name: str) -> list[list[str]]:
    """The rows of a table of a package for Windows Installer."""
    # It leaves the streams of a table in the folder where it runs.
    export = ["msiinfo", "export", str(package), name]
    told = subprocess.run(export, cwd=package.parent, capture_output=True, check=True).stdout
    return [line.split("\t") for line in told.decode("latin-1").splitlines()[3:] if line]


def test_the_icon_has_a_picture_for_each_scale_of_the_screen(tmp_path: Path) -> None:
    content = icons.write_ico(tmp_path / "alcove.ico").read_bytes()
    reserved, kind, count = struct.unpack_from("<HHH", content)
    assert (reserved, kind, count) == (0, 1, len(icons.WINDOWS_PIXELS))
    for number, pixels in enumerate(icons.WINDOWS_PIXELS):
        side, _, _, _, _, bits, size_bytes, place = struct.unpack_from("<BBBBHHII", content, 6 + 16 * number)
        picture = QImage.fromData(content[place : place + size_bytes], "PNG")
        assert (side or 256, bits, picture.width()) == (pixels, 32, pixels)
        opaque = sum(picture.pixelColor(x, y).alpha() > 200 for x in range(pixels) for y in range(pixels))
        assert opaque > pixels * pixels / 2


class Windows:
    """A Windows of its own below a folder, as Wine plays it, without a display."""

    def __init__(self, folder: Path) -> None:
        self.drive = folder / "drive_c"
        self._environment = {**os.environ, "WINEPREFIX": str(folder), "WINEDEBUG": "-all", "DISPLAY": ""}
        self.run("wineboot", "-i")

    def run(self, *command: str | Path) -> int:
        """Run a program to its end; its exit code."""
        words = [str(WINE), *map(str, command)]
        done = subprocess.run(words, env=self._environment, capture_output=True, timeout=200, check=False)
        subprocess.run(["/usr/lib/wine/wineserver64", "-w"], env=self._environment, timeout=60, check=False)
        return done.returncode

    def opens_packs(self) -> bool:
        """Whether a double click on a pack is meant for Alcove."""
        told = [self._asked(hive, rf"Software\Classes\{PACK_CLASS}\shell\open\command") for hive in ("HKLM", "HKCU")]
        return any(f'{WINDOW}" open "%1"' in each for each in told)

    def path(self) -> str:
        """Where shells look for programs: the machine's folders, and the user's."""
        return "".join(self._asked(*place, "PATH") for place in ENVIRONMENTS.values())

    def set_path(self, mode: str, text: str) -> None:
        """Have everybody's shells, or this user's, look there and nowhere else."""
        hive, key = ENVIRONMENTS[mode]
        self.run("reg", "add", rf"{hive}\{key}", "/v", "PATH", "/t", "REG_EXPAND_SZ", "/d", text, "/f")

    def _asked(self, hive: str, key: str, name: str = "") -> str:
        words = [str(WINE), "reg", "query", rf"{hive}\{key}", *(("/v", name) if name else ("/ve",))]
        done = subprocess.run(words, env=self._environment, capture_output=True, text=True, timeout=60, check=False)
        return done.stdout

    def files(self) -> set[Path]:
        """Everything of Alcove, users' data included."""
        found = {
            path
            for top in self.drive.rglob("*")
            if top.name.lower().startswith("alcove")
            for path in (top, *top.rglob("*"))
        }
        return {path.relative_to(self.drive) for path in found if path.is_file()}


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Windows:
    return Windows(tmp_path_factory.mktemp("wine"))


@pytest.fixture
def own_data(windows: Windows) -> Path:
    """What a user wrote."""
    kept = next((windows.drive / "users").glob("*/AppData/Local")) / "alcove" / "profile" / "vault.db"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text("a library")
    return kept


@pytest.mark.slow
@pytest.mark.timeout(1800)
@with_tools
@pytest.mark.parametrize("scope", Scope)
def test_the_msi_installs_upgrades_refuses_an_older_one_and_leaves_only_the_users_data(
    scope: Scope, windows: Windows, own_data: Path, folder: Path, tmp_path: Path
) -> None:
    make = msi.build_for_machine if scope is Scope.MACHINE else msi.build_for_user
    older = make(first := build_of("1.2.3", folder, tmp_path))
    (folder / "_internal" / "PySide6" / "QtCore.pyd").unlink()
    newer = make(build_of("1.2.4", folder, tmp_path))
    assert is_signed(older, first)
    assert windows.run("msiexec", "/i", older, "/qn") == 0
    names = {path.name for path in windows.files()}
    assert {COMMAND, WINDOW, "QtCore.pyd", "Alcove.lnk", "alcove.manifest"} <= names
    assert windows.opens_packs()
    assert r"\Alcove\program" in windows.path()
    assert windows.run("msiexec", "/i", newer, "/qn") == 0
    assert "QtCore.pyd" not in {path.name for path in windows.files()}
    assert windows.run("msiexec", "/i", older, "/qn") != 0
    command = next(windows.drive / path for path in windows.files() if path.name == COMMAND)
    command.unlink()
    assert windows.run("msiexec", "/i", newer, "REINSTALL=ALL", "REINSTALLMODE=amus", "/qn") == 0
    assert command.is_file()
    assert windows.run("msiexec", "/x", newer, "/qn") == 0
    assert windows.files() == {own_data.relative_to(windows.drive)}
    assert not windows.opens_packs()
    assert "Alcove" not in windows.path()
    assert windows.run("msiexec", "/i", newer, "/qn") == 0
    assert windows.run("msiexec", "/x", newer, "/qn", "REMOVEDATA=1") == 0
    assert windows.files() == set()


@pytest.mark.slow
@pytest.mark.timeout(1800)
@with_tools
@pytest.mark.parametrize("mode", ["AllUsers", "CurrentUser"])
def test_the_setup_installs_upgrades_refuses_an_older_one_and_leaves_only_the_users_data(
    mode: str, windows: Windows, own_data: Path, folder: Path, tmp_path: Path
) -> None:
    older = setup.build(first := build_of("1.2.3", folder, tmp_path))
    (folder / "_internal" / "PySide6" / "QtCore.pyd").unlink()
    newer = setup.build(build_of("1.2.4", folder, tmp_path))
    assert is_signed(older, first)
    windows.set_path(mode, longer_than_nsis := ";".join(f"C:\\folder {number:04}" for number in range(200)))
    assert windows.run(older, "/S", f"/{mode}") == 0
    assert {COMMAND, WINDOW, "QtCore.pyd", "Alcove.lnk"} <= {path.name for path in windows.files()}
    assert windows.opens_packs()
    assert windows.path().count(r"\Alcove\program") == 1
    assert longer_than_nsis in windows.path()
    remover = next(windows.drive.rglob("uninstall.exe"))
    assert is_signed(remover, first)
    assert windows.run(newer, "/S", f"/{mode}") == 0
    assert "QtCore.pyd" not in {path.name for path in windows.files()}
    assert windows.path().count(r"\Alcove\program") == 1
    assert windows.run(older, "/S", f"/{mode}") == 3
    assert windows.run(remover, "/S", f"/{mode}") == 0
    assert windows.files() == {own_data.relative_to(windows.drive)}
    assert not remover.exists()
    assert not windows.opens_packs()
    assert "Alcove" not in windows.path()
    assert longer_than_nsis in windows.path()
    assert windows.run(newer, "/S", f"/{mode}") == 0
    assert windows.run(remover, "/S", f"/{mode}", "/REMOVEDATA") == 0
    assert windows.files() == set()
