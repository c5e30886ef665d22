"""Build a backend for graphics cards, which Alcove then finds beside the processor's.

    python3 installers/backends.py vulkan    AMD, Intel and NVIDIA cards
    python3 installers/backends.py cuda      NVIDIA cards, where NVIDIA's compiler is
    python3 installers/backends.py metal     Apple's

After `bootstrap.py run` was once at its end. It is made from the very source of the engine, and kept with it for every
clone of this user; the engine itself stays as it is. Standard library only.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import bootstrap
from bootstrap import SetupError

# Of the whole engine only what the backend is linked with is built again; the names of both are the same.
FLAGS = ("-DCMAKE_BUILD_TYPE=Release -DBUILD_SHARED_LIBS=ON -DGGML_NATIVE=OFF -DGGML_BACKEND_DL=ON -DGGML_CPU=OFF"
         " -DGGML_METAL_EMBED_LIBRARY=ON -DGGML_CCACHE=OFF -DLLAMA_OPENSSL=OFF -DLLAMA_BUILD_COMMON=OFF -DLLAMA_BUILD_TESTS=OFF"
         " -DLLAMA_BUILD_TOOLS=OFF -DLLAMA_BUILD_EXAMPLES=OFF -DLLAMA_BUILD_SERVER=OFF -DCMAKE_SKIP_RPATH=ON").split()
REMEDIES = {
    "vulkan": {
        "debian": "sudo apt install libvulkan-dev glslc spirv-headers",
        "fedora": "sudo dnf install vulkan-loader-devel vulkan-headers glslc spirv-headers-devel",
        "arch": "sudo pacman -S vulkan-headers vulkan-icd-loader shaderc spirv-headers",
        "suse": "sudo zypper install vulkan-devel shaderc spirv-headers",
        "win32": "winget install KhronosGroup.VulkanSDK",
    },
    "cuda": {},
    "metal": {"darwin": "xcode-select --install"},
}


def build(name: str) -> None:
    """Build a backend, and lay it beside the engine.

    Raises:
        SetupError: the engine is not set up, or something to build with is missing.
    """
    if not bootstrap.environment_is_ready("run"):
        raise SetupError("Set Alcove up first: python3 installers/bootstrap.py run")
    bootstrap.WORK.mkdir(exist_ok=True)
    tools, source = bootstrap.engine_source()
    folder = bootstrap.WORK / f"backend-{name}"
    chosen = [f"-DGGML_{each.upper()}={'ON' if each == name else 'OFF'}" for each in REMEDIES]
    try:
        for _ in bootstrap.told_by(tools, "cmake", "-S", str(source / "vendor" / "llama.cpp"), "-B", str(folder),
                                   "-G", "Ninja", *FLAGS, *chosen):
            pass
    except SetupError as error:
        remedy = REMEDIES[name].get(bootstrap.platform_family(), f"the tools that build for {name}")
        raise SetupError(f"{error}\nWhat it is built with is probably missing. Install it: {remedy}") from error
    require_headers(folder)
    lines = bootstrap.told_by(tools, "cmake", "--build", str(folder), "--target", f"ggml-{name}", "--config", "Release",
                              CMAKE_BUILD_PARALLEL_LEVEL=bootstrap.compilers())
    bootstrap.compiled(bootstrap.Progress(f"Backend {name}"), lines)
    built = [path for path in folder.glob(f"bin/**/*ggml-{name}.*") if path.suffix in (".so", ".dll", ".dylib")]
    if not built:
        raise SetupError(f"The build ended without a library for {name}; what it said is in {bootstrap.WORK / 'log.txt'}.")
    kept = bootstrap.engine_cache() / "backends"
    kept.mkdir(parents=True, exist_ok=True)
    shutil.copy2(built[0], kept)
    bootstrap.install_backends()
    shutil.rmtree(bootstrap.WORK, ignore_errors=True)
    bootstrap.say(f"{built[0].name} is in place. What it finds: alcove models device")


def require_headers(folder: Path) -> None:
    """Go on only with headers new enough: what is too old would be told after half an hour of shaders.

    Raises:
        SetupError: they do not know VK_EXT_layer_settings, which the backend is written with.
    """
    found = re.search(r"^Vulkan_INCLUDE_DIR:PATH=(.+)$", (folder / "CMakeCache.txt").read_text("utf-8"), re.MULTILINE)
    header = Path(found[1]) / "vulkan" / "vulkan_core.h" if found else None
    if header is None or not header.is_file():
        return
    text = header.read_text("utf-8", "replace")
    if "VK_EXT_layer_settings" not in text:
        version = re.search(r"#define VK_HEADER_VERSION (\d+)", text)
        raise SetupError(
            f"The headers of Vulkan in {header.parent} are too old (1.3.{version[1] if version else '?'}): 1.3.275 or later is "
            "needed, as in Debian 13 and Ubuntu 24.04. Install newer ones, or Vulkan's SDK.")


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in REMEDIES:
        bootstrap.say((__doc__ or "").strip())
        sys.exit(2)
    try:
        build(sys.argv[1])
    except KeyboardInterrupt:
        bootstrap.say("\nInterrupted. What was compiled is kept: the same command continues.")
        sys.exit(130)
    except SetupError as error:
        bootstrap.say(f"\n{error}")
        sys.exit(1)
