"""MiniLM while it learns: the plain model, frozen, with an addition to every dense layer of its encoder."""

from collections.abc import Sequence
from typing import Any

import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812 - as everywhere

from tests.quality import lora

_AT_ONCE = 32


class Learner(nn.Module):
    """Turns tokens into unit rows; in training mode it drops a tenth of what passes, as the model's makers did."""

    def __init__(self, bert: nn.Module, tokenizer: Any, rank: int) -> None:
        super().__init__()
        self.bert, self.tokenizer = bert.requires_grad_(False), tokenizer
        lora.attach(bert.get_submodule("encoder"), rank)

    def tokens(self, texts: Sequence[str]) -> list[list[int]]:
        """Give the numbers of each text's tokens."""
        numbers: list[list[int]] = self.tokenizer(list(texts), truncation=True, max_length=256)["input_ids"]
        return numbers

    def forward(self, inputs: Sequence[list[int]]) -> torch.Tensor:
        """Give one unit row per input, in order: n × d, float32."""
        order = sorted(range(len(inputs)), key=lambda i: len(inputs[i]))
        parts = [order[i : i + _AT_ONCE] for i in range(0, len(order), _AT_ONCE)]
        rows = torch.cat([self._rows([inputs[i] for i in part]) for part in parts])
        return rows[torch.tensor(order).argsort()]

    def _rows(self, inputs: list[list[int]]) -> torch.Tensor:
        batch = self.tokenizer.pad({"input_ids": inputs}, return_tensors="pt")
        with torch.autocast("cpu", torch.bfloat16):
            hidden = self.bert(**batch).last_hidden_state.float()
        kept = batch["attention_mask"][..., None]
        return F.normalize((hidden * kept).sum(dim=1), dim=1)
