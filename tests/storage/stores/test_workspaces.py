"""What hosts chose is kept whole, and defaults hold until they do."""

from storage.database import Database
from storage.records import Programme
from storage.vocabulary import Preset
from tests.storage.build import ANN, BEN, OTHER_WS, WS, card


def test_a_workspace_begins_with_the_defaults(people: Database) -> None:
    with people.read() as work:
        assert work.programmes.get(WS) == Programme()
        assert work.programmes.hosts(WS) == frozenset()


def test_what_a_host_chose_comes_back_whole(people: Database) -> None:
    chosen = Programme(Preset.MOVEMENT, "C0DECLARE", "C0PULSE", True, "Xf0MANAGER", 3, card(1))
    with people.write() as work:
        work.programmes.put(WS, chosen)
        work.programmes.put(WS, chosen)
        work.commit()
    with people.read() as work:
        assert work.programmes.get(WS) == chosen
        assert work.programmes.get(OTHER_WS) == Programme()


def test_exactly_the_named_people_are_hosts(people: Database) -> None:
    with people.write() as work:
        work.programmes.set_hosts(WS, [ANN, BEN])
        work.programmes.set_hosts(WS, [BEN])
        work.commit()
    with people.read() as work:
        assert work.programmes.hosts(WS) == {BEN}
