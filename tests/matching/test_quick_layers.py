import pytest
import torch
from transformers import BertConfig, BertModel

from matching.quick_layers import quicken

TOKENS = torch.arange(24).reshape(2, 12)


@torch.inference_mode()
def test_quick_layers_give_what_plain_ones_give() -> None:
    bert = _bert()
    plain = bert(TOKENS).last_hidden_state
    quicken(bert)
    assert not any(isinstance(layer, torch.nn.Linear) for layer in bert.get_submodule("encoder").modules())
    assert torch.allclose(bert(TOKENS).last_hidden_state, plain, atol=0.05)


@torch.inference_mode()
def test_without_the_kernels_the_model_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matching.quick_layers._Quick.forward", _missing)
    bert = _bert()
    plain = bert(TOKENS).last_hidden_state
    quicken(bert)
    assert torch.equal(bert(TOKENS).last_hidden_state, plain)


def _bert() -> torch.nn.Module:
    torch.manual_seed(0)
    shape = BertConfig(hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=64, vocab_size=40)
    bert: torch.nn.Module = BertModel(shape)
    return bert.eval().to(torch.bfloat16)


def _missing(*_: object) -> torch.Tensor:
    raise NotImplementedError("no such kernel on this processor")
