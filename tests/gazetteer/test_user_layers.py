import zipfile
from pathlib import Path

import pytest

from warledger.gazetteer.layers import LayerError, extra_rows
from warledger.gazetteer.user_layers import add_layer

LINE = "99\tKafr Sample\tKafr Sample\tKafr Sampel,كفر\t35.5\t36.5\tP\tPPL\tSY\t\t12\t\t\t\t700\t\t300\tAsia/Damascus\t2020-01-01\n"


def test_a_dump_and_its_zip_give_the_same_places(tmp_path: Path) -> None:
    dump = tmp_path / "SY.txt"
    dump.write_text(LINE + "broken line\n", encoding="utf-8")
    archive = tmp_path / "zipped.zip"
    with zipfile.ZipFile(archive, "w") as z:
        z.write(dump, "SY.txt")
    plain, zipped = add_layer(dump, tmp_path / "a"), add_layer(archive, tmp_path / "b")
    assert plain.places == zipped.places == 1
    assert sum(plain.left_out.values()) == 1
    (row,) = extra_rows(plain.path)
    assert (row.geonameid, row.names[0], row.fcode, row.population) == (99, "Kafr Sample", "PPL", 700)


@pytest.mark.parametrize(
    ("name", "content"),
    [("x.txt", "no table\n"), ("x.csv", "name,kind\nA,town\n"), ("x.zip", "not a zip")],
)
def test_a_file_that_is_no_layer_is_refused_by_name(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(LayerError, match=name):
        add_layer(tmp_path / name, tmp_path / "kept")
    assert not list((tmp_path / "kept").glob("*"))


def test_a_row_off_the_earth_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("name,kind,country,admin1,lat,lon,aliases,source\nA,town,SY,,35,36,,me\nB,town,SY,,350,36,,me\n")
    with pytest.raises(LayerError, match="line 3"):
        list(extra_rows(file))
