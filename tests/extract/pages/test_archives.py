"""Pages in archives, and archives that nobody should trust."""

from __future__ import annotations

import gc
import gzip
import io
import json
import random
import tarfile
import tracemalloc
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from shilu.extract.pages import Failure, archives, count_members, read_pages, tar
from shilu.schemas import Page

FILES: Mapping[str, str] = {
    "报纸/2023/a.txt": "全县建成102座书屋",
    "报纸/2023/a.meta.json": '{"published": "2023-05", "title": "一版"}',
    "docs.jsonl": '{"id": "甲", "text": "修路3公里"}\nno json\n',
    "b.html": "<p>三座桥</p>",
    "readme.docx": "PK",
    "__MACOSX/._a.txt": "\0\0",
}


def pack_zip(path: Path, files: Mapping[str, str]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, text in files.items():
            zipped.writestr(name, text)


def pack_tar(path: Path, files: Mapping[str, str]) -> None:
    mode = {".gz": "w:gz", ".tgz": "w:gz", ".bz2": "w:bz2", ".xz": "w:xz", ".tar": "w"}[path.suffix]
    with tarfile.open(path, mode) as tar:
        for name, text in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(text.encode())
            tar.addfile(info, io.BytesIO(text.encode()))


def pack(path: Path, files: Mapping[str, str] = FILES) -> Path:
    (pack_zip if path.suffix == ".zip" else pack_tar)(path, files)
    return path


def only_failure(path: Path) -> Failure:
    (failure,) = [found for found in read_pages([path]) if isinstance(found, Failure)]
    return failure


ENDINGS = [".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_pages_in_archives_are_read_as_if_they_lay_in_a_folder(ending: str, tmp_path: Path) -> None:
    path = pack(tmp_path / f"all{ending}")
    page, document, bad, html = read_pages([path])
    assert isinstance(page, Page)
    assert (page.id, page.text, page.title) == ("a", "全县建成102座书屋", "一版")
    assert page.published is not None
    assert page.source == f"{path}/报纸/2023/a.txt"
    assert isinstance(document, Page)
    assert (document.id, document.source) == ("甲", f"{path}/docs.jsonl")
    assert isinstance(bad, Failure)
    assert (bad.source, bad.line) == (f"{path}/docs.jsonl", 2)
    assert bad.message.startswith(f"[S203] {path}/docs.jsonl, line 2: ")
    assert isinstance(html, Page)
    assert count_members(path) == 3


def test_an_archive_in_a_folder_is_read_with_it(tmp_path: Path) -> None:
    pack(tmp_path / "x.zip", {"1.txt": "一座桥"})
    pack(tmp_path / "y.tar.gz", {"2.txt": "二座桥"})
    (tmp_path / "z.txt").write_text("三座桥", encoding="utf-8")
    assert [page.id for page in read_pages([tmp_path]) if isinstance(page, Page)] == ["1", "2", "z"]


@pytest.mark.parametrize("ending", [".zip", ".tar.gz"])
@pytest.mark.parametrize(
    "name", ["../../evil.txt", "/etc/evil.txt", "a/../../evil.txt", "C:\\..\\evil.txt", "..\\evil.txt"]
)
def test_a_name_cannot_lead_out_of_the_scratch_folder(ending: str, name: str, tmp_path: Path) -> None:
    scratch = tmp_path / "deep" / "scratch"
    scratch.mkdir(parents=True)
    path = pack(tmp_path / f"all{ending}", {name: "书屋"})
    before = set(tmp_path.rglob("*"))
    for member in archives.unpacked(path, scratch=scratch):
        assert isinstance(member, archives.Member)
        assert member.path.parent.parent == scratch
        assert set(tmp_path.rglob("*")) - before == {member.path, member.path.parent}
    assert set(tmp_path.rglob("*")) == before
    (page,) = read_pages([path])
    assert isinstance(page, Page)


def test_a_link_in_an_archive_is_not_followed(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar", "w") as tar:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE):
            info = tarfile.TarInfo("secret.txt")
            info.type, info.linkname = kind, "/etc/passwd"
            tar.addfile(info)
    link = zipfile.ZipInfo("secret.txt")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as zipped:
        zipped.writestr(link, "/etc/passwd")
    found = list(read_pages([tmp_path]))
    assert len(found) == 4
    assert all(isinstance(one, Failure) and "S214" in one.message and "link" in one.message for one in found)


@pytest.mark.parametrize("ending", [".zip", ".tar.gz"])
def test_an_archive_that_grows_without_bound_is_left(
    ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tar, "_FREE", 1000)
    path = pack(tmp_path / f"all{ending}", {"a.txt": "书屋", "bomb.txt": " " * 5_000_000, "c.txt": "书屋"})
    *pages, failure = read_pages([path])
    assert len(pages) == (1 if ending == ".zip" else 0), "a tar is read to its end before it is believed"
    assert isinstance(failure, Failure)
    assert failure.message.startswith(f"[S213] {path}: it unpacks to more than 200 times its size")


def test_what_is_passed_over_counts_too_in_an_archive_that_must_be_read_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tar, "_FREE", 1000)
    assert "S213" in only_failure(pack(tmp_path / "a.tar.gz", {"bomb.bin": " " * 5_000_000})).message


def test_an_archive_within_an_archive_is_told(tmp_path: Path) -> None:
    pack(tmp_path / "inner.zip", {"a.txt": "书屋"})
    with zipfile.ZipFile(tmp_path / "outer.zip", "w") as zipped:
        zipped.write(tmp_path / "inner.zip", "x/inner.zip")
    assert "an archive within the archive" in only_failure(tmp_path / "outer.zip").message


def test_names_in_gb18030_that_do_not_say_so(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as zipped:
        zipped.writestr("XXXX.txt", "书屋")
    data = (tmp_path / "a.zip").read_bytes().replace(b"XXXX", "江城".encode("gb18030"))
    (tmp_path / "a.zip").write_bytes(data)
    (page,) = read_pages([tmp_path / "a.zip"])
    assert isinstance(page, Page)
    assert page.id == "江城"
    with tarfile.open(tmp_path / "b.tar", "w", encoding="gb18030", format=tarfile.GNU_FORMAT) as tar:
        info = tarfile.TarInfo("江城.txt")
        info.size = 6
        tar.addfile(info, io.BytesIO("书屋".encode()))
    (page,) = read_pages([tmp_path / "b.tar"])
    assert isinstance(page, Page)
    assert page.id == "江城"


def test_an_encrypted_page_is_told(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"a.txt": "书屋"})
    data = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    path.write_bytes(data)
    assert "it is encrypted" in only_failure(path).message


def corrupt(data: bytes, chance: random.Random) -> bytes:
    kind = chance.randrange(3)
    if kind == 0:
        return data[: chance.randrange(len(data))]
    changed = bytearray(data)
    for _ in range(chance.randrange(1, 20)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed) if kind == 1 else bytes(changed) + chance.randbytes(50)


@pytest.mark.parametrize("ending", [".zip", ".tar", ".tar.gz", ".tar.xz"])
def test_damage_never_ends_in_an_exception(ending: str, tmp_path: Path) -> None:
    chance = random.Random(7)
    data = pack(tmp_path / f"good{ending}").read_bytes()
    bad = tmp_path / f"bad{ending}"
    for _ in range(60):
        bad.write_bytes(corrupt(data, chance))
        for found in read_pages([bad]):
            assert isinstance(found, Page | Failure)
        count_members(bad)


@pytest.mark.parametrize("ending", [".zip", ".tar.gz"])
def test_what_is_no_archive_is_told(ending: str, tmp_path: Path) -> None:
    (tmp_path / f"a{ending}").write_text("书屋", encoding="utf-8")
    assert only_failure(tmp_path / f"a{ending}").message.startswith(f"[S206] {tmp_path / f'a{ending}'}: ")
    (tmp_path / f"a{ending}").write_bytes(b"")
    assert "S206" in only_failure(tmp_path / f"a{ending}").message


def test_an_archive_takes_no_more_memory_for_more_pages(tmp_path: Path) -> None:
    chance = random.Random(7)

    def peak(count: int) -> int:
        # Text that does not shrink: what zlib unpacks from one read is held in whole.
        path = pack(
            tmp_path / f"{count}.tar.gz", {f"{n}.txt": chance.randbytes(200).hex() for n in range(count)}
        )
        tracemalloc.start()
        for number, _ in enumerate(archives.unpacked(path), 1):
            if number % 50 == 0:
                gc.collect()  # when Python would look for circles depends on all that ran before
        assert number == count
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(1500) < peak(150) * 1.5


def _found(path: Path) -> tuple[list[Page], list[Failure]]:
    found = list(read_pages([path]))
    return [one for one in found if isinstance(one, Page)], [one for one in found if isinstance(one, Failure)]


@pytest.mark.parametrize("ending", [".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".zip"])
def test_a_flipped_bit_gives_nothing_that_it_could_have_changed(ending: str, tmp_path: Path) -> None:
    text = "全县建成102座书屋"
    whole = pack(tmp_path / f"good{ending}", {"a.txt": text, "b.txt": "修路3公里"}).read_bytes()
    bad = tmp_path / f"bad{ending}"
    directory = whole.find(b"PK\x01\x02") if ending == ".zip" else len(whole)  # its names have no check sum
    for place in range(len(whole)):
        bad.write_bytes(whole[:place] + bytes([whole[place] ^ 8]) + whole[place + 1 :])
        pages, failures = _found(bad)
        assert {page.text for page in pages} <= {text, "修路3公里"}
        assert len(pages) == 2 or failures or place >= directory, (
            f"byte {place}: a page is missing and nothing says so"
        )


def test_a_stored_gzip_with_one_wrong_character_gives_nothing(tmp_path: Path) -> None:
    plain = pack(tmp_path / "a.tar", {"a.txt": "全县建成102座书屋"}).read_bytes()
    packed = gzip.compress(plain, compresslevel=0)
    bad = tmp_path / "a.tar.gz"
    bad.write_bytes(packed.replace("建成102座".encode(), "建成902座".encode()))
    pages, failures = _found(bad)
    assert pages == []
    assert len(failures) == 1
    assert "CRC check failed" in failures[0].message


@pytest.mark.parametrize("ending", [".tar", ".tar.gz", ".tar.bz2", ".tar.xz"])
def test_an_archive_that_is_cut_gives_what_stands_whole_before(ending: str, tmp_path: Path) -> None:
    chance = random.Random(5)
    files = {f"{number}.txt": chance.randbytes(40_000).hex() for number in range(20)}
    path = pack(tmp_path / f"a{ending}", files)
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    pages, failures = _found(path)
    assert 5 < len(pages) < 15
    assert [page.text for page in pages] == [files[f"{number}.txt"] for number in range(len(pages))]
    assert all(page.meta["unverified"] is True for page in pages)
    assert len(failures) == 1
    assert failures[0].message.startswith(
        f"[S215] {path}: it is cut off before its end. The {len(pages)} members"
    )


def test_a_damaged_header_does_not_end_the_archive_in_silence(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.tar", {f"{number}.txt": "书屋" for number in range(5)})
    data = bytearray(path.read_bytes())
    data[data.index(b"3.txt")] ^= 1
    path.write_bytes(data)
    pages, failures = _found(path)
    assert [page.id for page in pages] == ["0", "1", "2"]
    assert len(failures) == 1
    assert "S215" in failures[0].message


@pytest.mark.parametrize("size", range(6))
def test_a_few_bytes_are_told(size: int, tmp_path: Path) -> None:
    for ending in ENDINGS:
        path = tmp_path / f"a{ending}"
        path.write_bytes(b"\x1f\x8b\x08\x00\x00\x00"[:size])
        assert only_failure(path).message


def test_a_large_header_is_refused_before_it_is_read(tmp_path: Path) -> None:
    info = tarfile.TarInfo("a.txt")
    info.pax_headers = {f"KEY{number}": "1" for number in range(100_000)}
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w", format=tarfile.PAX_FORMAT) as packed:
        packed.addfile(info)
    tracemalloc.start()
    assert "a header of" in only_failure(path).message
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()


@pytest.mark.parametrize("ending", [".zip", ".tar.gz"])
@pytest.mark.parametrize("length", [60, 70, 81, 82, 83])
def test_names_of_many_chinese_characters_are_read(ending: str, length: int, tmp_path: Path) -> None:
    name = "江" * length
    pages, failures = _found(
        pack(tmp_path / f"a{ending}", {f"{name}.txt": "书屋", f"{name}.jsonl": '{"text": "桥"}'})
    )
    assert failures == []
    assert [page.id for page in pages] == [name, f"{name}-1"]


def test_metadata_that_are_too_large_are_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "_META_MOST", 10)
    for ending in (".zip", ".tar"):
        (page,) = read_pages(
            [pack(tmp_path / f"a{ending}", {"a.txt": "书", "a.meta.json": json.dumps({"版": "一" * 9})})]
        )
        assert isinstance(page, Page)
        assert page.meta == {}


def falsely_flagged(path: Path, name: str, text: str, encoding: str) -> Path:
    """A zip archive whose names are in another encoding and are said to be UTF-8, as some programs write them."""
    raw = name.encode(encoding)
    with zipfile.ZipFile(path, "w") as zipped:
        zipped.writestr("x" * len(raw), text)
    data = bytearray(path.read_bytes().replace(b"x" * len(raw), raw))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + flags + 1] |= 0x08
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["gb18030", "gbk"])
def test_names_that_are_said_to_be_utf8_and_are_not_are_read(encoding: str, tmp_path: Path) -> None:
    path = falsely_flagged(tmp_path / "a.zip", "报纸/要闻.txt", "全县建成102座书屋", encoding)
    assert count_members(path) == 1
    (page,) = read_pages([path])
    assert isinstance(page, Page)
    assert (page.id, page.text) == ("要闻", "全县建成102座书屋")


def test_a_damaged_archive_with_such_names_is_a_failure_and_no_more(tmp_path: Path) -> None:
    path = falsely_flagged(tmp_path / "a.zip", "要闻.txt", "全县建成102座书屋", "gbk")
    whole = path.read_bytes()
    for cut in range(1, len(whole), 7):
        path.write_bytes(whole[:cut])
        assert "S206" in only_failure(path).message
