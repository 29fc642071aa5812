"""The data map is read strictly: every fault is named with its file and key, and all of them at once."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from writdesk.sources import load_data_map
from writdesk.sources.errors import DataMapError

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "demo" / "clipstream" / "clipstream.data-map.toml"
FAULTS = tomllib.loads(Path(__file__).with_name("data_map_faults.toml").read_text("utf-8"))["fault"]
GUIDELINES = [
    path for path in sorted((ROOT / "guidelines").glob("*/*.toml")) if not path.name.endswith(".cases.toml")
]


def _faults(tmp_path, text):
    path = tmp_path / "spoilt.data-map.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(DataMapError) as caught:
        load_data_map(path)
    return caught.value.faults


def test_the_shipped_data_map_is_sound():
    assert load_data_map(SHIPPED).title == "Clipstream"


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault["says"][:60])
def test_a_fault_is_named_with_file_and_key(tmp_path, fault):
    text = SHIPPED.read_text("utf-8")
    assert fault["replace"] in text
    faults = _faults(tmp_path, text.replace(fault["replace"], fault["by"], 1))
    assert all(each.startswith("spoilt.data-map.toml: ") for each in faults)
    assert any(fault["says"] in each for each in faults), faults


def test_all_faults_are_named_at_once(tmp_path):
    text = SHIPPED.read_text("utf-8")
    for before, after in [
        ('unit = "s"', 'unit = "sec"'),
        ('as = "bool"', 'as = "flag"'),
        ('title = "Devices"', ""),
    ]:
        text = text.replace(before, after, 1)
    assert len(_faults(tmp_path, text)) == 3


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not toml",
        "[platform]\nid = 1\nid = 2",
        '[kinds.login]\ntable = "a"\n[kinds.login]\ntable = "b"',
        "platform = 3\nkinds = []\nsources = 1",
    ],
)
def test_what_is_no_data_map_at_all_is_refused(tmp_path, text):
    assert _faults(tmp_path, text)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(DataMapError, match=r"absent\.toml"):
        load_data_map(tmp_path / "absent.toml")


@pytest.mark.parametrize("path", GUIDELINES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_data_map_answers_for_every_category_and_field_of_a_shipped_guideline(path):
    data_map = load_data_map(SHIPPED)
    document = tomllib.loads(path.read_text("utf-8"))
    assert document["guideline"]["id"] in data_map.guidelines
    for category in document["category"]:
        missing = set(category.get("fields", [])) - set(data_map.fields_of(category["id"]))
        assert not missing, f"{category['id']}: add {sorted(missing)} to the data map"
        leaves_out = "publicly_available" in category.get("except_when", [])
        assert data_map.categories[category["id"]].leaves_out_publicly_available == leaves_out
