"""The tables keep the rules by which Citus distributes them over machines by the workspace id.

Its documentation (Creating and Modifying Distributed Objects; Data Modeling) asks that every primary key and every
unique constraint or index contain the distribution column, that distributed tables be co-located by a column of one
type, that a foreign key between them include it in the same place on both sides, and that what depends on time or
chance be no default in the database.
"""

from collections.abc import Sequence

from sqlalchemy import Engine, inspect

from storage.tables import Base

KEY = "workspace_id"
TABLES = sorted(Base.metadata.tables)
OUTSIDE = {"alembic_version"}
"""Tables that no row of a workspace is in: Alembic's one line stays on the coordinator."""


def test_there_is_no_reference_table(engine: Engine) -> None:
    assert set(inspect(engine).get_table_names()) - OUTSIDE == set(TABLES)
    assert all(KEY in Base.metadata.tables[table].columns for table in TABLES)


def test_every_primary_and_unique_key_is_led_by_the_workspace(engine: Engine) -> None:
    inspector = inspect(engine)
    for table in TABLES:
        keys: list[Sequence[str | None]] = [inspector.get_pk_constraint(table)["constrained_columns"]]
        keys += [each["column_names"] for each in inspector.get_unique_constraints(table)]
        keys += [each["column_names"] for each in inspector.get_indexes(table) if each["unique"]]
        assert all(key[0] == KEY for key in keys), table


def test_every_reference_stays_in_its_workspace(engine: Engine) -> None:
    inspector = inspect(engine)
    for reference in (each for table in TABLES for each in inspector.get_foreign_keys(table)):
        pairs = zip(reference["constrained_columns"], reference["referred_columns"], strict=True)
        assert (KEY, KEY) in pairs, reference["name"]
        # Citus takes cascades between co-located tables, but none that sets or defaults the distribution column.
        assert (reference["options"].get("ondelete"), reference["options"].get("onupdate")) == ("CASCADE", None)


def test_every_table_that_hangs_on_nothing_is_the_workspace_itself(engine: Engine) -> None:
    inspector = inspect(engine)
    assert [table for table in TABLES if not inspector.get_foreign_keys(table)] == ["workspace"]


def test_the_workspace_id_has_one_type_everywhere_and_no_column_draws_its_own_value(engine: Engine) -> None:
    inspector = inspect(engine)
    columns = {(table, each["name"]): each for table in TABLES for each in inspector.get_columns(table)}
    assert {str(each["type"]) for (_, name), each in columns.items() if name == KEY} == {"VARCHAR(32)"}
    assert {each["default"] for each in columns.values()} == {None}
