"""The package for Fedora, Red Hat, SUSE and their kin."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from installers.build import DESCRIPTION, SUMMARY, Build, run
from installers.linux.tree import APPARMOR, PROGRAM, system_tree

MACROS = """\
%global debug_package %{nil}
%global __os_install_post %{nil}
%global _build_id_links none
%global _binary_payload w12.zstdio
%global use_source_date_epoch_as_buildtime 1
%global clamp_mtime_to_source_date_epoch 1
%global _buildhost localhost
"""


def build(build: Build) -> Path:
    """Have rpmbuild pack the tree as it is: nothing in it is changed, stripped or looked through."""
    tree = system_tree(build)
    recipe = build.work / "alcove.spec"
    recipe.write_text(specification(build, tree), "utf-8")
    top = build.work / "rpm"
    command = ["rpmbuild", "-bb", "--quiet", "--target", build.machine, "--define", f"_topdir {top.absolute()}"]
    run([*command, str(recipe)], {"SOURCE_DATE_EPOCH": str(build.time_s)})
    made = top / "RPMS" / build.machine / f"alcove-{build.version}-1.{build.machine}.rpm"
    return made.rename(build.output / made.name)


def specification(build: Build, tree: Path) -> str:
    """The recipe in rpm's own words, around a tree that is ready."""
    day = datetime.fromtimestamp(build.time_s, UTC).strftime("%a %b %d %Y")
    return f"""{MACROS}
Name: alcove
Version: {build.version}
Release: 1
Summary: {SUMMARY}
License: Proprietary
AutoReqProv: no
Requires: libEGL.so.1()(64bit), libGL.so.1()(64bit), fontconfig
Recommends: pulseaudio-libs, dejavu-sans-fonts, speech-dispatcher, libspeechd.so.2()(64bit)

%description
{DESCRIPTION}

%install
cp -al {tree.absolute()}/. %{{buildroot}}/

%files
/{PROGRAM}
/usr/bin/alcove
/usr/share/applications/alcove.desktop
/usr/share/metainfo/local.alcove.Alcove.metainfo.xml
/usr/share/mime/packages/alcove.xml
/usr/share/icons/hicolor/scalable/apps/alcove.svg
/usr/share/man/man1/alcove.1.gz
%doc /usr/share/doc/alcove
%config /{APPARMOR}

%changelog
* {day} Alcove <support@alcove.invalid> - {build.version}-1
- See /usr/share/doc/alcove/changelog.gz
"""
