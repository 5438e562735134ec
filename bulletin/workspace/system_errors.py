"""Errors of the operating system, said in Chinese."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from bulletin.findings.errors import BulletinError
from bulletin.workspace.regular import NotRegular

_REASONS = {
    errno.EIO: "读写出错，磁盘可能坏了",
    errno.ENOEXEC: "它不是这台机器能运行的程序",
    errno.EMFILE: "同时打开的文件太多",
    errno.ELOOP: "链接指向它自己",
    errno.EFBIG: "文件太大",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘是只读的",
    errno.ENAMETOOLONG: "文件名太长",
}


def reason(error: OSError) -> str:
    """The system's reason in plain Chinese."""
    match error:
        case NotRegular():
            return "它不是普通文件，而是管道、设备或套接字"
        case FileNotFoundError():
            return "找不到"
        case IsADirectoryError() | NotADirectoryError():
            return "文件和文件夹弄混了"
        case PermissionError():
            return "没有权限，或正被别的程序占用"
        case FileExistsError():
            return "已经有了"
    return _REASONS.get(error.errno or 0, error.strerror or str(error))


def cannot_read(name: str, error: OSError) -> BulletinError:
    """The error for a file or folder that cannot be read; ``name`` as the user knows it."""
    hint = "请检查文件是否还在、有没有权限。"
    if isinstance(error, NotRegular):
        hint = "请把它从文件夹里移走；要用的内容，另存成普通文件再放进来。"
    elif error.errno == errno.EFBIG:
        hint = "请看看是不是放错了文件；图片多的，先压缩图片。"
    return BulletinError(f"读不了 {name}：{reason(error)}。", hint)


def cannot_write(path: Path, error: OSError) -> BulletinError:
    """The error for a file that cannot be written; an earlier version of it is unchanged."""
    if isinstance(error, PermissionError) and path.exists():
        program = {".pdf": " PDF 阅读器", ".docx": " Word 或 WPS "}.get(path.suffix, "别的程序")
        return BulletinError(
            f"写不了 {path.name}：它正在{program}里打开着，或者是只读的。",
            "请关掉那个窗口，再运行一次；原来的文件没有动。",
        )
    return BulletinError(
        f"写不了 {path.name}：{reason(error)}。", "请检查磁盘和权限；原来的文件没有动。"
    )


def refused(error: OSError) -> BulletinError:
    """The error for any other operation that the system refused."""
    name = f" {os.fsdecode(error.filename)}" if error.filename else "输出"
    return BulletinError(
        f"系统不让读写{name}：{reason(error)}。", "请检查名字、磁盘和权限；已有的文件没有动。"
    )
