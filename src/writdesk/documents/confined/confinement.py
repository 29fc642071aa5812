"""The walls around the process that parses foreign bytes: memory, processor time, files, processes, network.

Limits of the system (setrlimit) hold on every Unix. On Linux the process also moves into an empty network
namespace where it may, and gives up the calls that open files, reach a network, start programs or signal
others (seccomp): a reader that a document has taken over can only answer through its pipe, and the desk
believes nothing in that answer but known codes and numbers.
"""

from __future__ import annotations

import contextlib
import ctypes
import math
import os
import platform
import resource
import struct
import sys

MEMORY = 512 * 1024 * 1024
OPEN_FILES = 16

_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP = 4, 38, 22
_SECCOMP_MODE_FILTER = 2
_ALLOW, _DENY = 0x7FFF0000, 0x00050000 | 13  # SECCOMP_RET_ERRNO with EACCES
_LOAD, _JUMP_IF_EQUAL, _JUMP_IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_CALL_NUMBER_AT, _ARCHITECTURE_AT = 0, 4
_X32_CALLS = 0x40000000

# Numbers from the kernel's tables (arch/x86/entry/syscalls, include/uapi/asm-generic/unistd.h).
_EVERYWHERE = {
    "clone3": 435,
    "io_uring_setup": 425,
    "openat2": 437,
    "fchmodat2": 452,
    "pidfd_send_signal": 424,
}
_X86_64 = {
    "open": 2, "openat": 257, "creat": 85, "open_by_handle_at": 304, "truncate": 76,
    "socket": 41, "connect": 42, "bind": 49, "socketpair": 53,
    "clone": 56, "fork": 57, "vfork": 58, "execve": 59, "execveat": 322,
    "kill": 62, "tkill": 200, "tgkill": 234, "ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311,
    "rename": 82, "renameat": 264, "renameat2": 316, "unlink": 87, "unlinkat": 263, "rmdir": 84,
    "mkdir": 83, "mkdirat": 258, "link": 86, "linkat": 265, "symlink": 88, "symlinkat": 266,
    "chmod": 90, "fchmodat": 268, "chown": 92, "lchown": 94, "fchownat": 260,
}  # fmt: skip
_AARCH64 = {
    "openat": 56, "open_by_handle_at": 265, "truncate": 45,
    "socket": 198, "connect": 203, "bind": 200, "socketpair": 199,
    "clone": 220, "execve": 221, "execveat": 281,
    "kill": 129, "tkill": 130, "tgkill": 131, "ptrace": 117,
    "process_vm_readv": 270, "process_vm_writev": 271,
    "renameat": 38, "renameat2": 276, "unlinkat": 35, "mkdirat": 34, "linkat": 37, "symlinkat": 36,
    "fchmodat": 53, "fchownat": 54,
}  # fmt: skip
_MACHINES = {"x86_64": (0xC000003E, _X86_64), "aarch64": (0xC00000B7, _AARCH64)}


def confine(memory: int = MEMORY) -> None:
    """Put up every wall that this system has. To be called once all that is needed has been imported."""
    for limit, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_NPROC, 0),
    ):
        # Some systems know a limit and do not let it be set (macOS: memory).
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (value, value))
    if sys.platform == "linux":
        _leave_network()
        _give_up_calls()


def allow_seconds(seconds: float) -> None:
    """Processor time for one job. The system itself ends the process (SIGXCPU) after it."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    until = math.ceil(usage.ru_utime + usage.ru_stime + seconds + 1)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (until, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _leave_network() -> None:
    """Into a network namespace without any interface. Containers may forbid it; then seccomp is the wall."""
    ctypes.CDLL(None).unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def _give_up_calls() -> None:
    if platform.machine() not in _MACHINES:
        return
    architecture, calls = _MACHINES[platform.machine()]
    rules = _filter(architecture, sorted({*calls.values(), *_EVERYWHERE.values()}))
    libc = ctypes.CDLL(None)
    buffer = ctypes.create_string_buffer(rules, len(rules))
    program = struct.pack("HxxxxxxP", len(rules) // 8, ctypes.addressof(buffer))
    libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, program, 0, 0)


def _filter(architecture: int, calls: list[int]) -> bytes:
    """A BPF program: deny these calls, and every call of another architecture; allow the rest."""
    count = len(calls)
    steps = [
        (_LOAD, 0, 0, _ARCHITECTURE_AT),
        (_JUMP_IF_EQUAL, 0, count + 3, architecture),
        (_LOAD, 0, 0, _CALL_NUMBER_AT),
        (_JUMP_IF_AT_LEAST, count + 1, 0, _X32_CALLS),
        *((_JUMP_IF_EQUAL, count - place, 0, call) for place, call in enumerate(calls)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _DENY),
    ]
    return b"".join(struct.pack("HBBI", *step) for step in steps)


def process_is_confined() -> bool:
    """Whether a wall against opening files stands: asked in tests and by the doctor."""
    try:
        os.close(os.open("/dev/null", os.O_RDONLY))
    except OSError:
        return True
    return False
