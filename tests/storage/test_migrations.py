"""Migrations make exactly the tables that the code expects, from nothing, once, from anywhere."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import CheckConstraint, Engine, inspect

from storage import migrations
from storage.database import Database
from storage.engine import WRITES
from storage.errors import DatabaseUnusableError
from storage.tables import Base

MOMENT = "2026-03-02 09:00:00.000000"


def test_an_empty_database_becomes_current(blank_engine: Engine) -> None:
    assert not migrations.is_current(blank_engine)
    migrations.upgrade(blank_engine)
    assert migrations.is_current(blank_engine)


def test_migrated_tables_are_those_of_the_code(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []


def test_migrated_tables_check_what_the_code_says(engine: Engine) -> None:
    inspector = inspect(engine)
    for table in Base.metadata.tables.values():
        migrated = {str(check["name"]) for check in inspector.get_check_constraints(table.name)}
        assert migrated == _checks(table.constraints, engine.dialect.name)


def test_checks_are_word_for_word_the_same_on_both_paths(engine: Engine, blank_engine: Engine) -> None:
    Base.metadata.create_all(blank_engine)
    assert _reflected_checks(engine) == _reflected_checks(blank_engine)


def test_rows_of_an_earlier_version_stay(blank_engine: Engine) -> None:
    with blank_engine.execution_options(**{WRITES: True}).begin() as connection:
        config = migrations.configuration()
        config.attributes["connection"] = connection
        command.upgrade(config, "0004")
        connection.exec_driver_sql(f"INSERT INTO workspace VALUES ('T1', 'mon', 10, 'Etc/UTC', '{MOMENT}')")
        named = "workspace_id, member_id, channel_id, zone, status, waited, joined_at"
        values = f"'T1', 'U1', 'D1', 'Etc/UTC', 'active', 2, '{MOMENT}'"
        connection.exec_driver_sql(f"INSERT INTO member ({named}) VALUES ({values})")
    migrations.upgrade(blank_engine)
    with Database(blank_engine).read() as work:
        (member,) = work.members.all("T1")
    assert (member.id, member.waited, member.change) == ("U1", 2, None)


def test_upgrading_twice_changes_nothing(engine: Engine) -> None:
    migrations.upgrade(engine)
    assert migrations.is_current(engine)


def test_two_processes_may_upgrade_at_once(blank_engine: Engine) -> None:
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(migrations.upgrade, [blank_engine, blank_engine]))
    assert migrations.is_current(blank_engine)


def test_a_database_of_a_newer_version_is_left_alone(blank_engine: Engine) -> None:
    migrations.upgrade(blank_engine)
    with blank_engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    assert not migrations.is_current(blank_engine)
    with pytest.raises(DatabaseUnusableError, match="newer Trellis"):
        migrations.upgrade(blank_engine)


def test_a_failed_upgrade_leaves_nothing_behind(blank_engine: Engine) -> None:
    with blank_engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE nudge (theirs INTEGER)")
    with pytest.raises(DatabaseUnusableError, match="nothing but Trellis"):
        migrations.upgrade(blank_engine)
    assert inspect(blank_engine).get_table_names() == ["nudge"]


def test_migrating_works_from_any_folder(blank_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    migrations.upgrade(blank_engine)
    assert migrations.is_current(blank_engine)


def _checks(constraints: set[Any], dialect: str) -> set[str]:
    checks = [each for each in constraints if isinstance(each, CheckConstraint)]
    return {str(each.name) for each in checks if each._ddl_if is None or each._ddl_if.dialect in {None, dialect}}


def _reflected_checks(engine: Engine) -> dict[str, set[tuple[str, str]]]:
    inspector = inspect(engine)
    return {
        name: {(str(check["name"]), check["sqltext"]) for check in inspector.get_check_constraints(name)}
        for name in Base.metadata.tables
    }
