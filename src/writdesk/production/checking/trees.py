"""A package as a tree of files, whether it lies in a folder or in a zip."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO, Protocol

from writdesk.production.checking.faults import Code, Findings, NoPackage
from writdesk.production.checking.paths import fault_of_path

PIECE_BYTES = 1 << 20


class Unreadable(Exception):  # becomes a fault at once
    """A file's bytes cannot be read: the archive or the disk is damaged there."""


class Tree(Protocol):
    """The files under one folder, by path with forward slashes."""

    name: str | None

    @property
    def sizes(self) -> Mapping[str, int]:
        """Every file's size in bytes."""

    def open(self, path: str) -> AbstractContextManager[IO[bytes]]:
        """Open one file. Reading it may raise ``Unreadable``."""

    def has_folder(self, path: str) -> bool:
        """Whether a folder, perhaps empty, is there."""


class FolderTree:
    """An unpacked package. Symbolic links and devices are faults and are never followed."""

    def __init__(self, root: Path, findings: Findings) -> None:
        # The officer may call the folder what they like.
        self.name: str | None = None
        self._root = root
        self._findings = findings
        self._sizes: dict[str, int] = {}
        self._scan(root, "")

    @property
    def sizes(self) -> Mapping[str, int]:
        """Every file's size in bytes."""
        return self._sizes

    def open(self, path: str) -> AbstractContextManager[IO[bytes]]:
        """Open one file."""
        return (self._root / path).open("rb")

    def has_folder(self, path: str) -> bool:
        """Whether a folder is there."""
        return (self._root / path).is_dir()

    def _scan(self, folder: Path, prefix: str) -> None:
        with os.scandir(folder) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                self._take(entry, f"{prefix}{entry.name}")

    def _take(self, entry: os.DirEntry[str], path: str) -> None:
        mode = entry.stat(follow_symlinks=False).st_mode
        if stat.S_ISDIR(mode):
            self._scan(Path(entry.path), f"{path}/")
        elif not stat.S_ISREG(mode):
            self._findings.fault(Code.NOT_A_FILE, path, "is a link or a device, where a bag has files only")
        elif wrong := fault_of_path(path):
            shown = path.encode("utf-8", "backslashreplace").decode()
            self._findings.fault(Code.UNSAFE_PATH, shown, wrong)
        else:
            self._sizes[path] = entry.stat(follow_symlinks=False).st_size


def looks_like_a_bag(paths: Mapping[str, int]) -> bool:
    """Whether anything says that this was meant to be a bag, even if its first file is gone."""
    return "bagit.txt" in paths or any(
        path.startswith(("manifest-", "tagmanifest-")) and path.endswith(".txt") for path in paths
    )


def folder_tree(root: Path, findings: Findings) -> FolderTree:
    """The tree of a folder. Raises ``NoPackage``."""
    tree = FolderTree(root, findings)
    if not looks_like_a_bag(tree.sizes):
        raise NoPackage(
            f"{root} holds neither bagit.txt nor a manifest; unpack the package and give its folder"
        )
    return tree
