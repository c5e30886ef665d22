"""The package for Windows Installer, for each machine or for each user; `wixl` (msitools) builds it from the source here.

https://learn.microsoft.com/windows/win32/msi/windows-installer-portal
"""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from app.core.administration.manifests import PACK_SUFFIX
from installers.build import SUMMARY, Build, below, run
from installers.icons import write_ico
from installers.windows import sign
from installers.windows.payload import MAKER, PACK_CLASS, PROGRAMS, RULE, WINDOW, Scope, payload, stable_id

NAMESPACE = "http://schemas.microsoft.com/wix/2006/wi"
ICON = "alcove.ico"
NEWER = "A newer version of Alcove is installed. Remove it first if you want this older one."
DATA_SWITCHES = {"REMOVEDATA": "profile", "REMOVEMODELS": "models"}
"""What removes the user's data along with the program, if it is set to 1, and the folder below the user's data."""

# https://learn.microsoft.com/windows/win32/msi/custom-action-types
_SET_PROPERTY, _RUN, _IGNORE_RESULT, _DEFERRED, _AS_SYSTEM = 51, 50, 64, 1024, 2048


def build_for_machine(build: Build) -> Path:
    """The package that administrators install, for everybody on the machine."""
    return _build(build, Scope.MACHINE)


def build_for_user(build: Build) -> Path:
    """The package that users install for themselves."""
    return _build(build, Scope.USER)


def _build(build: Build, scope: Scope) -> Path:
    folder = payload(build)
    recipe = build.work / f"alcove-{scope}.wxs"
    write_ico(folder.with_name(ICON))
    recipe.write_text(source(folder, build.version, scope), "utf-8")
    ending = "" if scope is Scope.MACHINE else "-user"
    target = build.output / f"alcove-{build.version}-x64{ending}.msi"
    compile_it = ["wixl", "--arch", "x64", "--output", str(target.absolute()), str(recipe.absolute())]
    run(compile_it, {"SOURCE_DATE_EPOCH": str(build.time_s)}, folder)
    run(["msibuild", str(target), *(word for each in beyond_wixl(scope) for word in ("-q", each))])
    sign.sign(target, sign.certificate(build.work), build.time_s)
    return target


def source(folder: Path, version: str, scope: Scope) -> str:
    """What wixl compiles: every file of the folder, in the same order each time, and what the machine is told of it.

    The icon lies beside the folder; wixl takes no absolute path.
    """
    root = Element("Wix", xmlns=NAMESPACE)
    product = SubElement(
        root,
        "Product",
        Id=stable_id("product", scope, version),
        Name="Alcove",
        Language="1033",
        Version=version,
        Manufacturer=MAKER,
        UpgradeCode=stable_id("upgrade", scope),
    )
    SubElement(
        product,
        "Package",
        InstallerVersion="500",
        Compressed="yes",
        InstallScope="perMachine" if scope is Scope.MACHINE else "perUser",
        Description=SUMMARY,
        Comments="Models run on this machine; no process reaches the network.",
        Manufacturer=MAKER,
    )
    SubElement(product, "MajorUpgrade", DowngradeErrorMessage=NEWER)
    SubElement(product, "Media", Id="1", Cabinet="alcove.cab", EmbedCab="yes")
    SubElement(product, "Icon", Id=ICON, SourceFile=f"../{ICON}")
    SubElement(product, "Property", Id="ARPPRODUCTICON", Value=ICON)
    SubElement(product, "Property", Id="ARPNOMODIFY", Value="1")
    components = _folders(product, folder, scope)
    feature = SubElement(product, "Feature", Id="Alcove", Level="1", Title="Alcove")
    for each in components:
        SubElement(feature, "ComponentRef", Id=each)
    ElementTree.indent(root)
    return ElementTree.tostring(root, "unicode", xml_declaration=True)


def _folders(product: Element, folder: Path, scope: Scope) -> list[str]:
    """The places on the machine, with a component for each file; returns the components' names."""
    target = SubElement(product, "Directory", Id="TARGETDIR", Name="SourceDir")
    SubElement(target, "Directory", Id="ProgramMenuFolder")
    if scope is Scope.MACHINE:
        programs = SubElement(target, "Directory", Id="ProgramFiles64Folder")
    else:
        local = SubElement(target, "Directory", Id="LocalAppDataFolder")
        programs = SubElement(local, "Directory", Id="UserPrograms", Name="Programs")
    install = SubElement(programs, "Directory", Id="INSTALLDIR", Name="Alcove")
    places = {folder: SubElement(install, "Directory", Id="PROGRAM", Name="program")}
    components = []
    for path in below(folder):
        within = path.relative_to(folder).as_posix()
        if path.is_dir():
            places[path] = SubElement(places[path.parent], "Directory", Id=_name("d", within), Name=path.name)
        else:
            components.append(_component(places[path.parent], path, within, scope))
    components += [_menu_entry(install, scope), _kind_of_file(install, scope)]
    return components


def _component(place: Element, path: Path, within: str, scope: Scope) -> str:
    name = _name("c", within)
    component = SubElement(place, "Component", Id=name, Guid=stable_id("file", scope, within), Win64="yes")
    SubElement(component, "File", Id=_file_id(within), Source=within, Name=path.name, KeyPath="yes")
    return name


def _menu_entry(place: Element, scope: Scope) -> str:
    component = SubElement(place, "Component", Id="MenuEntry", Guid=stable_id("menu", scope), Win64="yes")
    SubElement(
        component,
        "Shortcut",
        Id="Menu",
        Directory="ProgramMenuFolder",
        Name="Alcove",
        Description="Ask your documents and recordings, offline",
        Target=f"[#{_file_id(WINDOW)}]",
        WorkingDirectory="PROGRAM",
        Icon=ICON,
    )
    SubElement(component, "RemoveFolder", Id="Left", On="uninstall")
    root = "HKLM" if scope is Scope.MACHINE else "HKCU"
    key = SubElement(component, "RegistryKey", Root=root, Key=r"Software\Alcove\Installation")
    SubElement(key, "RegistryValue", Name="Folder", Type="string", Value="[PROGRAM]", KeyPath="yes")
    return "MenuEntry"


def _kind_of_file(place: Element, scope: Scope) -> str:
    """Packs of models are opened by a double click."""
    component = SubElement(place, "Component", Id="PackFiles", Guid=stable_id("packs", scope), Win64="yes")
    root = "HKLM" if scope is Scope.MACHINE else "HKCU"
    window = f"[#{_file_id(WINDOW)}]"
    for key, value in (
        (PACK_SUFFIX, PACK_CLASS),
        (PACK_CLASS, "Pack of models for Alcove"),
        (rf"{PACK_CLASS}\DefaultIcon", f'"{window}",0'),
        (rf"{PACK_CLASS}\shell\open\command", f'"{window}" open "%1"'),
    ):
        named = SubElement(component, "RegistryKey", Root=root, Key=rf"Software\Classes\{key}")
        extra = {"KeyPath": "yes"} if key == PACK_SUFFIX else {}
        SubElement(named, "RegistryValue", {"Type": "string", "Value": value, **extra})
    return "PackFiles"


def beyond_wixl(scope: Scope) -> list[str]:
    """What the package's tables need and wixl has no words for, in the SQL of Windows Installer.

    Beside laying files down, an installation has the firewall forbid the programs every way out, and removes data on
    request; neither stops it where it fails.
    """
    switches = ";".join(DATA_SWITCHES)
    return [
        # An upgrade that fails puts the older version back only if that is removed within the same transaction.
        "UPDATE `InstallExecuteSequence` SET `Sequence` = 1501 WHERE `Action` = 'RemoveExistingProducts'",
        "UPDATE `Property` SET `Value` = 'WIX_DOWNGRADE_DETECTED;WIX_UPGRADE_DETECTED;"
        f"{switches}' WHERE `Property` = 'SecureCustomProperties'",
        *_action("FindNetsh", _SET_PROPERTY, "NETSH", "[System64Folder]netsh.exe", 1001),
        *_action("FindCmd", _SET_PROPERTY, "CMD", "[System64Folder]cmd.exe", 1002),
        *(each for number, name in enumerate(PROGRAMS) if scope is Scope.MACHINE for each in _rule(number, name)),
        *(each for number, name in enumerate(DATA_SWITCHES) for each in _erasure(number, name)),
        *_path_entry(scope),
    ]


def _path_entry(scope: Scope) -> list[str]:
    """Have shells find `alcove`. "=-" stands for set on installing and taken away again on removal, "*" for the machine.

    https://learn.microsoft.com/windows/win32/msi/environment-table
    """
    name = "=-*PATH" if scope is Scope.MACHINE else "=-PATH"
    step = "INSERT INTO `InstallExecuteSequence` (`Action`, `Condition`, `Sequence`) VALUES "
    return [
        "CREATE TABLE `Environment` (`Environment` CHAR(72) NOT NULL, `Name` CHAR(255) NOT NULL LOCALIZABLE, "
        "`Value` CHAR(255) LOCALIZABLE, `Component_` CHAR(72) NOT NULL PRIMARY KEY `Environment`)",
        "INSERT INTO `Environment` (`Environment`, `Name`, `Value`, `Component_`) VALUES "
        f"('Path', '{name}', '[~];[PROGRAM]', 'PackFiles')",
        f"{step}('RemoveEnvironmentStrings', '', 3300)",
        f"{step}('WriteEnvironmentStrings', '', 5200)",
    ]


def _rule(number: int, program: str) -> list[str]:
    kind = _RUN + _IGNORE_RESULT + _DEFERRED + _AS_SYSTEM
    rule = f'rule name="{RULE.format(program)}"'
    add = f'add {rule} dir=out action=block enable=yes profile=any program="[PROGRAM]{program}"'
    return [
        *_action(f"Forget{number}", kind, "NETSH", f"advfirewall firewall delete {rule}", 1510 + number),
        *_action(f"Forbid{number}", kind, "NETSH", f"advfirewall firewall {add}", 4010 + number, 'NOT REMOVE="ALL"'),
    ]


def _erasure(number: int, switch: str) -> list[str]:
    kind = _RUN + _IGNORE_RESULT + _DEFERRED
    folder = DATA_SWITCHES[switch]
    erase = f'/c rmdir /s /q "[LocalAppDataFolder]alcove\\{folder}"'
    condition = f'REMOVE="ALL" AND NOT UPGRADINGPRODUCTCODE AND {switch}="1"'
    return _action(f"Erase{folder.title()}", kind, "CMD", erase, 3510 + number, condition)


def _action(name: str, kind: int, source: str, target: str, place: int, condition: str = "") -> list[str]:
    action = "INSERT INTO `CustomAction` (`Action`, `Type`, `Source`, `Target`) VALUES "
    step = "INSERT INTO `InstallExecuteSequence` (`Action`, `Condition`, `Sequence`) VALUES "
    return [f"{action}('{name}', {kind}, '{source}', '{target}')", f"{step}('{name}', '{condition}', {place})"]


def _name(kind: str, within: str) -> str:
    """A name that the installer's tables allow: letters, digits, underscores."""
    return f"{kind}_{stable_id(within).strip('{}').replace('-', '_')}"


def _file_id(within: str) -> str:
    return _name("f", within)
