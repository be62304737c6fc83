from tools.lock import pins


def chosen(name: str, version: str) -> dict[str, dict[str, str]]:
    return {"metadata": {"name": name, "version": version}}


def test_pins_are_sorted_by_canonical_name_and_free_of_local_builds() -> None:
    report = [chosen("torch", "2.13.0+cpu"), chosen("Jinja2", "3.1.6"), chosen("ast_serialize", "0.13.1")]
    assert pins(report) == ["ast-serialize==0.13.1", "jinja2==3.1.6", "torch==2.13.0"]


def test_pip_is_left_as_the_environment_brings_it() -> None:
    assert pins([chosen("pip", "26.3")]) == []
