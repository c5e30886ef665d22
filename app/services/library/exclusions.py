"""What of a followed folder is left out, as the user's patterns say."""

import os
from pathlib import Path

from pathspec import GitIgnoreSpec

from app.core.errors import UserError
from app.services.library.file_listing import LeavesOut, is_passed_over


def patterns_of(root: Path, text: str) -> LeavesOut:
    """The patterns of `text`, one a line as in a .gitignore file in `root`; case does not matter.

    Raises:
        UserError: a line is not a pattern.
    """
    try:
        spec = GitIgnoreSpec.from_lines(text.casefold().splitlines())
    except ValueError as error:
        raise UserError(f"This pattern cannot be understood: {error}") from error
    start = len(str(root).rstrip(os.sep)) + 1

    def leaves_out(path: Path, is_folder: bool) -> bool:
        relative = str(path)[start:].casefold().replace(os.sep, "/")
        return spec.match_file(relative + "/" if is_folder else relative)

    return leaves_out


def is_left_out(root: Path, path: Path, leaves_out: LeavesOut) -> bool:
    """Whether anything of the way from `root` to a file is left out, by pattern or by name."""
    parts = path.relative_to(root).parts
    if not parts:
        return False
    if any(is_passed_over(part) for part in parts):
        return True
    folders = [root.joinpath(*parts[:depth]) for depth in range(1, len(parts))]
    return any(leaves_out(folder, True) for folder in folders) or leaves_out(path, False)
