"""Import of a Markdown file that is a contribution of this program already: its bytes stay as they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import normpath

from bulletin.findings.errors import BulletinError
from bulletin.importing.output.account import Account, count
from bulletin.importing.plan import Imported, ImportTarget
from bulletin.importing.readers.foreign_markdown import FindPicture
from bulletin.model.content import Contribution, Picture
from bulletin.reading.contribution import read_contribution
from bulletin.reading.decode import decode
from bulletin.workspace import pictures, scaffold
from bulletin.workspace.transaction import digest


@dataclass(frozen=True, slots=True)
class OwnContribution:
    """A file that is a contribution already."""

    name: str
    data: bytes
    contribution: Contribution
    find_picture: FindPicture
    notes: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """Of the file's bytes."""
        return digest(self.data)


def contribution_in(name: str, data: bytes) -> Contribution | None:
    """The contribution in a Markdown file; ``None`` unless its front matter has a title and a source."""
    if not data.lstrip(b"\xef\xbb\xbf").startswith(b"---"):
        return None
    source, findings = decode(name, data)
    if any(one.is_error for one in findings):
        return None
    contribution, _ = read_contribution(source)
    return contribution if contribution.title.text and contribution.source else None


def carry_over(own: OwnContribution, target: ImportTarget) -> Imported:
    """The file under the name of the issue's next contribution, with the pictures that lie beside it.

    Raises:
        BulletinError: there is no workspace, or the issue has a picture of the same name.
    """
    if target.series is None:
        raise BulletinError(
            f"{own.name} 是一篇稿件，这里却还没有工作文件夹。", "先建一个：bulletin init 我的简报"
        )
    title = own.contribution.title.text
    place = scaffold.next_place(target.contributions)
    files = {scaffold.file_name(place, title): own.data}
    used = {one.casefold() for one in target.present}
    for path, image in _pictures(own):
        if path.casefold() in used:
            raise BulletinError(
                f"{own.name} 的图片“{path}”在 {target.folder} 里已经有同名的，没有导入。",
                "给图片改个名字，稿件里也跟着改，再导入。",
            )
        used.add(path.casefold())
        files[path] = image
    if "issue.yaml" not in target.present:
        files["issue.yaml"] = scaffold.issue_yaml(target.number).encode()
    characters = count([own.contribution.source_file.text]).total()
    notes = (*own.notes, "已经是稿件的格式，原样放进来。")
    return Imported(own.name, files, (title,), Account(characters, characters, 0), notes)


def _pictures(own: OwnContribution) -> Iterator[tuple[str, bytes]]:
    """Path (from its folder) and bytes of each picture that a contribution names, in order of paths."""
    for path in sorted({one.path for one in own.contribution.body if isinstance(one, Picture)}):
        image = own.find_picture(path)
        if image is None:
            continue  # check says that it is missing
        fault = pictures.fault(path, image)
        if fault or normpath(path) != path:
            message = fault[0] if fault else f"图片的路径“{path}”用不了。"
            raise BulletinError(
                f"{own.name}：{message}没有导入。", "图片放在稿件旁边，只写文件名。"
            )
        yield path, image
