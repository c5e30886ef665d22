"""Packages for Linux: what is in them, who owns it, and that the same sources give the same bytes."""

import gzip
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from app.cli.arguments import parser
from app.core.administration.manifests import PACK_SUFFIX
from installers.build import Build, PackagingError, below
from installers.linux import appimage, archive, deb, rpm, tree
from installers.linux.manual import manual_page
from tests.installers.linux_build import build as build

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="packages for Linux are built on Linux")
with_dpkg = pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="dpkg-deb is not on this machine")
with_zstd = pytest.mark.skipif(not shutil.which("zstd"), reason="zstd is not on this machine")


def listing(package: Path) -> dict[str, str]:
    """Path in the package to its rights, owner and what a link leads to."""
    told = subprocess.run(["dpkg-deb", "--contents", str(package)], check=True, capture_output=True, text=True).stdout
    lines = [line.split(maxsplit=5) for line in told.splitlines()]
    return {
        words[5].partition(" -> ")[0]: f"{words[0]} {words[1]} {words[5].partition(' -> ')[2]}".strip()
        for words in lines
    }


@with_dpkg
def test_the_package_has_the_program_its_menu_entry_its_manual_and_its_profile(build: Build) -> None:
    files = listing(deb.build(build))
    assert files["./usr/bin/alcove"] == "lrwxrwxrwx root/root ../lib/alcove/alcove"
    assert files["./usr/lib/alcove/alcove"] == "-rwxr-xr-x root/root"
    assert files["./usr/lib/alcove/_internal/library.so.1"] == "-rw-r--r-- root/root"
    assert files["./usr/lib/alcove/_internal/library.so"] == "lrwxrwxrwx root/root library.so.1"
    assert {
        "./etc/apparmor.d/usr.lib.alcove.alcove",
        "./usr/share/applications/alcove.desktop",
        "./usr/share/icons/hicolor/scalable/apps/alcove.svg",
        "./usr/share/man/man1/alcove.1.gz",
    } <= files.keys()


@with_dpkg
def test_the_package_is_the_same_to_the_byte_wherever_and_whenever_it_is_built(build: Build, tmp_path: Path) -> None:
    first = deb.build(build).read_bytes()
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(build.folder, elsewhere / "complete", symlinks=True)
    os.utime(elsewhere / "complete" / "alcove", (5, 5))
    (elsewhere / "work").mkdir()
    again = Build("1.2.3", "x86_64", build.time_s, elsewhere / "complete", elsewhere / "work", elsewhere, build.signer)
    assert deb.build(again).read_bytes() == first


@with_dpkg
def test_the_package_names_what_it_needs_and_what_the_administrator_may_change(build: Build) -> None:
    package = deb.build(build)
    field = ["dpkg-deb", "--field", str(package)]
    told = subprocess.run(field, check=True, capture_output=True, text=True).stdout
    assert re.search(r"(?m)^Depends: libc6 \(>= 2\.\d+\), libegl1, libgl1", told)
    assert re.search(r"(?m)^Version: 1\.2\.3$", told)
    configuration = ["dpkg-deb", "--info", str(package), "conffiles"]
    assert subprocess.run(configuration, check=True, capture_output=True, text=True).stdout == f"/{tree.APPARMOR}\n"


@with_zstd
def test_the_archive_is_one_folder_that_anybody_may_read_and_the_same_each_time(build: Build, tmp_path: Path) -> None:
    packed = archive.build(build)
    first = packed.read_bytes()
    assert archive.build(build).read_bytes() == first
    subprocess.run(["tar", "--zstd", "-xf", str(packed), "-C", str(tmp_path)], check=True)
    unpacked = tmp_path / "alcove-1.2.3-linux-x86_64"
    assert subprocess.run([unpacked / "alcove"], check=True, capture_output=True, text=True).stdout == "alcove\n"
    assert (unpacked / "share/applications/alcove.desktop").is_file()
    assert unpacked.joinpath("_internal/library.so").resolve().read_bytes() == b"library"


@pytest.mark.skipif(not shutil.which("mksquashfs"), reason="mksquashfs is not on this machine")
def test_an_appimage_is_the_runtime_and_behind_it_what_it_starts_the_same_each_time(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    runtime = b"\x7fELF\x02\x01\x01\x00AI\x02" + bytes(4085)
    (build.work / "runtime").write_bytes(runtime)
    monkeypatch.setenv(appimage.RUNTIME, str(build.work / "runtime"))
    image = appimage.build(build)
    first = image.read_bytes()
    assert first.startswith(runtime)
    assert os.access(image, os.X_OK)
    unpacked = build.work / "unpacked"
    unpack = ["unsquashfs", "-quiet", "-no-progress", "-offset", str(len(runtime)), "-dest", str(unpacked), str(image)]
    subprocess.run(unpack, check=True, stdout=subprocess.DEVNULL)
    assert subprocess.run([unpacked / "AppRun"], check=True, capture_output=True, text=True).stdout == "alcove\n"
    assert {"alcove.desktop", "alcove.svg"} <= {path.name for path in unpacked.iterdir()}
    assert appimage.build(build).read_bytes() == first


def test_an_appimage_needs_a_runtime_of_its_kind(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(appimage.RUNTIME, raising=False)
    with pytest.raises(PackagingError, match="get runtime-x86_64 from"):
        appimage.build(build)
    monkeypatch.setenv(appimage.RUNTIME, sys.executable)
    with pytest.raises(PackagingError, match="is not a runtime of AppImages"):
        appimage.build(build)


def test_the_recipe_for_rpm_lists_everything_that_is_laid_out(build: Build) -> None:
    laid_out = tree.system_tree(build)
    files = rpm.specification(build, laid_out).partition("%files")[2].partition("%changelog")[0]
    listed = [line.rpartition(" ")[2] for line in files.splitlines() if line]
    missing = [
        path
        for path in below(laid_out)
        if not path.is_dir() and not any(f"/{path.relative_to(laid_out)}".startswith(each) for each in listed)
    ]
    assert missing == []


@pytest.mark.skipif(not shutil.which("rpmbuild"), reason="rpmbuild is not on this machine")
def test_the_package_for_fedora_is_the_same_each_time_and_belongs_to_root(build: Build) -> None:
    package = rpm.build(build)
    first = package.read_bytes()
    assert rpm.build(build).read_bytes() == first
    listed = subprocess.run(["rpm", "-qplv", str(package)], check=True, capture_output=True, text=True).stdout
    assert re.search(r"(?m)^-rwxr-xr-x +1 root +root .* /usr/lib/alcove/alcove$", listed)
    assert re.search(r"(?m)^lrwxrwxrwx .* /usr/bin/alcove -> ../lib/alcove/alcove$", listed)


def test_the_profile_gives_no_network() -> None:
    profile = (tree.FILES / "apparmor").read_text("utf-8")
    granted = re.findall(r"(?m)^\s*(network\b.*),", profile)
    assert granted == ["network unix"]


@pytest.mark.skipif(not shutil.which("apparmor_parser"), reason="apparmor_parser is not on this machine")
def test_the_profile_is_one_that_the_system_understands() -> None:
    check = ["apparmor_parser", "--skip-kernel-load", "--skip-cache", "--quiet", str(tree.FILES / "apparmor")]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(not shutil.which("desktop-file-validate"), reason="desktop-file-validate is not on this machine")
def test_the_menu_entry_is_valid() -> None:
    done = subprocess.run(
        ["desktop-file-validate", str(tree.FILES / "alcove.desktop")], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_the_manual_tells_every_command_and_every_option_once() -> None:
    page = manual_page(1_700_000_000).replace("\\-", "-")
    assert '"2023-11-14"' in page
    for name in next(action for action in parser()._actions if action.dest == "command").choices:
        assert f".SS alcove {name}" in page
    assert page.count("--passphrase-file F") == 1
    assert "--speakers" in page


@pytest.mark.skipif(not shutil.which("man"), reason="man is not on this machine")
def test_the_manual_is_set_without_a_complaint(build: Build) -> None:
    laid_out = tree.system_tree(build) / "usr/share/man/man1/alcove.1.gz"
    page = build.work / "alcove.1"
    page.write_bytes(gzip.decompress(laid_out.read_bytes()))
    done = subprocess.run(["man", "--warnings", "--local-file", str(page)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not shutil.which("appstreamcli"), reason="appstreamcli is not on this machine")
def test_what_software_centres_say_of_it_is_valid(build: Build) -> None:
    described = tree.system_tree(build) / "usr/share/metainfo/local.alcove.Alcove.metainfo.xml"
    check = ["appstreamcli", "validate", "--no-net", str(described)]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert '<release version="1.2.3" date="2023-11-14"/>' in described.read_text("utf-8")


@pytest.mark.skipif(not shutil.which("update-mime-database"), reason="update-mime-database is not on this machine")
def test_a_pack_is_known_by_its_name_and_opened_with_alcove(build: Build) -> None:
    share = tree.system_tree(build) / "usr/share"
    subprocess.run(["update-mime-database", str(share / "mime")], check=True)
    assert "50:application/x-alcovepack:*.alcovepack" in (share / "mime/globs2").read_text("utf-8").splitlines()
    entry = (share / "applications/alcove.desktop").read_text("utf-8")
    assert re.search(r"(?m)^MimeType=application/x-alcovepack;$", entry)
    called = re.search(r"(?m)^Exec=alcove (.*) %f$", entry)
    assert called
    assert parser().parse_args([called[1], f"field-kit{PACK_SUFFIX}"]).command == "open"


def test_the_recipe_for_flatpak_takes_what_is_in_the_archive_and_gives_no_network(build: Build) -> None:
    recipe = yaml.safe_load((tree.FILES.parent / "flatpak/local.alcove.Alcove.yml").read_text("utf-8"))
    assert not [given for given in recipe["finish-args"] if "network" in given or "all" in given.split("=")]
    (module,) = recipe["modules"]
    laid_out = tree.portable_tree(build)
    app = build.work / "app"
    for command in module["build-commands"]:
        words = re.sub(r"(?<!\w)/app\b", str(app), command)
        subprocess.run(["sh", "-ec", words], cwd=laid_out, check=True)
    assert (app / "bin/alcove").resolve() == app / "lib/alcove/alcove"
    exported = [path for path in (app / "share").rglob("*") if path.is_file()]
    assert {path.name.removeprefix(recipe["app-id"]) for path in exported} == {
        ".desktop",
        ".svg",
        ".xml",
        ".metainfo.xml",
    }
    for path in exported:
        text = path.read_text("utf-8")
        assert "Icon=alcove" not in text
        assert "alcove.desktop<" not in text
