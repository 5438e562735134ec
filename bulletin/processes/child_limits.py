"""Limits of child processes, as far as the system has them: they end with this one, and their memory."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from pathlib import Path

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _KILL_ON_CLOSE, _JOB_MEMORY = 0x2000, 0x200
    _EXTENDED_LIMITS = 9

    class _BasicLimits(ctypes.Structure):
        """JOBOBJECT_BASIC_LIMIT_INFORMATION of winnt.h."""

        _fields_ = (
            ("PerProcessUserTimeLimit", wintypes.LARGE_INTEGER),
            ("PerJobUserTimeLimit", wintypes.LARGE_INTEGER),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        )

    class _JobLimits(ctypes.Structure):
        """JOBOBJECT_EXTENDED_LIMIT_INFORMATION of winnt.h; six counters of input and output."""

        _fields_ = (
            ("BasicLimitInformation", _BasicLimits),
            ("IoInfo", ctypes.c_ulonglong * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        )


def bind(child: subprocess.Popen[bytes], megabytes: int) -> None:
    """On Windows: put a child and all that it starts into a job, which ends with this process.

    Elsewhere nothing: there a child reads from a pipe whose other end closes with this process,
    and limits its own memory.
    """
    if sys.platform == "win32":
        kernel = ctypes.windll.kernel32
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        job = kernel.CreateJobObjectW(None, None)
        limits = _JobLimits()
        limits.BasicLimitInformation.LimitFlags = _KILL_ON_CLOSE | _JOB_MEMORY
        limits.JobMemoryLimit = megabytes * 1024 * 1024
        size = ctypes.sizeof(limits)
        handle = wintypes.HANDLE(job)
        kernel.SetInformationJobObject(handle, _EXTENDED_LIMITS, ctypes.byref(limits), size)
        kernel.AssignProcessToJobObject(handle, wintypes.HANDLE(int(child._handle)))
        # The job's handle stays open until this process ends; then the job ends.


def limit_memory(megabytes: int) -> None:
    """Let this process use ``megabytes`` more memory than now; on Windows ``bind`` does that."""
    if sys.platform == "win32":
        return
    import resource

    limit = (megabytes_in_use() + megabytes) * 1024 * 1024
    with suppress(OSError, ValueError):  # macOS refuses
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def megabytes_in_use() -> int:
    """The size of this process's address space; a guess where the system does not say it."""
    try:
        pages = int(Path("/proc/self/statm").read_bytes().split()[0])
    except (OSError, ValueError, IndexError):
        return 100
    return pages * 4096 // (1024 * 1024) + 1
