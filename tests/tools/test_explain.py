from pathlib import Path

import pytest

from tools.explain import explain

LOG = Path("install.log")


@pytest.mark.parametrize(
    ("log", "sentence"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "The disk is full"),
        (
            "WARNING: Retrying after connection broken by 'NewConnectionError(…)': /simple/",
            "registry cannot be reached",
        ),
        ("Collecting x\nERROR: No matching distribution found for x", "pip could not finish (ERROR: No matching"),
        ("", "pip could not finish (it gave no reason)"),
    ],
)
def test_each_fault_becomes_one_sentence_that_names_the_log(log: str, sentence: str) -> None:
    told = explain(log, LOG)
    assert sentence in told
    assert told.endswith("install.log")
    assert "\n" not in told
