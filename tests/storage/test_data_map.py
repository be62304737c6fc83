"""PRIVACY.md says of every column what it is for, and says it in the words of the tables."""

from pathlib import Path

from sqlalchemy import Engine

from storage.data_map import as_markdown, data_map, dump
from storage.database import Database
from storage.tables import Base
from tests.storage import build
from tests.storage.build import ANN, BEN, CY, WS

PRIVACY = Path(__file__).parents[2] / "PRIVACY.md"
START, END = "<!-- data map: written by `trellis data-map` -->\n", "<!-- end of data map -->"


def test_privacy_md_holds_the_data_map_word_for_word() -> None:
    told = PRIVACY.read_text(encoding="utf-8").split(START)[1].split(END)[0]
    assert told.strip() == as_markdown().strip(), "run `trellis data-map` and put its table between the markers"


def test_every_column_is_in_the_map_with_a_purpose_and_an_end() -> None:
    entries = data_map()
    assert len(entries) == sum(len(table.columns) for table in Base.metadata.tables.values())
    assert all(entry.purpose and entry.kept.startswith("until ") for entry in entries)


def test_lists_are_named_by_what_they_list() -> None:
    forms = {(entry.table, entry.column): entry.type for entry in data_map()}
    assert forms["goal", "cadence"] == "one Cadence"
    assert forms["goal", "formats"] == "several Format"
    assert forms["goal", "message_ts"] == "SlackTs"


def test_privacy_md_explains_every_form() -> None:
    explained = PRIVACY.read_text(encoding="utf-8").split(START)[0]
    forms = {entry.type.split()[0] for entry in data_map()}
    assert all(f"`{form}`" in explained for form in forms)


def test_a_dump_shows_every_row_of_every_table(database: Database, engine: Engine) -> None:
    build.add_people(database)
    rows = dump(engine)
    assert set(rows) == {*Base.metadata.tables, "alembic_version"}
    assert [row["member_id"] for row in rows["member"]] == [ANN, BEN, CY]
    assert rows["member"][0]["status"] == "active"
    assert rows["workspace"][0]["workspace_id"] == WS
    assert rows["goal"] == []


def test_a_dump_hides_no_table_that_is_not_ours(blank_engine: Engine) -> None:
    with blank_engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE stray (words VARCHAR(40))")
        connection.exec_driver_sql("INSERT INTO stray VALUES ('something somebody said')")
    assert dump(blank_engine)["stray"] == [{"words": "something somebody said"}]
