"""A file that is a contribution of our own kind already: it is carried over byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import normpath

from bulletin.findings.errors import BulletinError
from bulletin.importing.output.account import Account, count
from bulletin.importing.plan import Goal, Imported
from bulletin.importing.readers.foreign_markdown import FindPicture
from bulletin.model.content import Contribution, Picture
from bulletin.reading.contribution import read_contribution
from bulletin.reading.decode import decode
from bulletin.workspace import pictures, scaffold


def contribution_in(name: str, data: bytes) -> Contribution | None:
    """The contribution that a Markdown file is; ``None`` where it has no title and source of ours."""
    if not data.lstrip(b"\xef\xbb\xbf").startswith(b"---"):
        return None
    source, found = decode(name, data)
    if any(one.is_error for one in found):
        return None
    contribution, _ = read_contribution(source)
    return contribution if contribution.title.text and contribution.source else None


def carry_over(
    name: str, data: bytes, contribution: Contribution, goal: Goal, picture: FindPicture
) -> Imported:
    """The contribution under the next number, its pictures beside it.

    Raises:
        BulletinError: there is no workspace, or another picture has the name of one of its own.
    """
    if goal.series is None:
        raise BulletinError(
            f"{name} 是一篇稿件，这里却还没有工作文件夹。", "先建一个：bulletin init 我的简报"
        )
    place = scaffold.next_place([one for one in goal.taken if one.lower().endswith(".md")])
    files = {scaffold.file_name(place, contribution.title.text): data}
    taken = {one.casefold() for one in goal.taken}
    for path, image in _pictures(name, contribution, picture):
        if path.casefold() in taken:
            raise BulletinError(
                f"{name} 的图片“{path}”在 {goal.folder} 里已经有同名的，没有导入。",
                "给图片改个名字，稿件里也跟着改，再导入。",
            )
        taken.add(path.casefold())
        files[path] = image
    if "issue.yaml" not in goal.taken:
        files["issue.yaml"] = scaffold.issue_yaml(goal.number).encode()
    characters = count([contribution.source_file.text]).total()
    return Imported(
        name=name,
        files=files,
        series="",
        is_whole=False,
        titles=(contribution.title.text,),
        found=(),
        mends=(),
        omitted=(),
        notes=("已经是稿件的格式，原样放进来。",),
        guesses=(),
        account=Account(characters, characters, 0),
    )


def _pictures(
    name: str, contribution: Contribution, picture: FindPicture
) -> Iterator[tuple[str, bytes]]:
    """The pictures that lie beside a contribution, each once, by the path from its folder.

    Raises:
        BulletinError: what a path names is no picture, or does not lie below the contribution.
    """
    paths = {block.path for block in contribution.body if isinstance(block, Picture)}
    for path in sorted(paths):
        image = picture(path)
        if image is None:
            continue  # check says that it is missing
        wrong = pictures.fault(path, image)
        if wrong or normpath(path) != path:
            message = wrong[0] if wrong else f"图片的路径“{path}”用不了。"
            raise BulletinError(f"{name}：{message}没有导入。", "图片放在稿件旁边，只写文件名。")
        yield path, image
