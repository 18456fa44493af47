"""Where a study keeps its takes."""

from pathlib import Path

from videostudio.evaluation.shelf import Shelf


def test_a_clip_like_another_takes_no_third_ones_place(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    refs = []
    for content in (b"black", b"black", b"fox"):
        out = shelf.new_file(".mp4")
        out.write_bytes(content)
        refs.append(shelf.put_file(out, "video/mp4"))
    assert [shelf.read(ref) for ref in refs] == [b"black", b"black", b"fox"]
