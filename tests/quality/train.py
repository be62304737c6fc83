"""Learn the goal layer from training-*.jsonl: `python -m tests.quality.train`, `--leave NAME` to try it on one file."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from safetensors.torch import save_file
from sentence_transformers import SentenceTransformer

from matching.goal_layer import GOAL_LAYER
from matching.model_files import PACKAGED_SHA256, packaged_folder
from tests.quality.learner import Learner
from tests.quality.lora import factors
from tests.quality.measures import closenesses, figure, ranks
from tests.quality.ranking import ranking_loss
from tests.quality.rows import Row, names, read, texts


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to learn; chosen on development.jsonl and on files left out (see README.md)."""

    rank: int = 8
    epochs: int = 4
    batch: int = 64
    rate: float = 1e-3
    temperature: float = 0.07
    decay: float = 0.01
    seed: int = 0


def main() -> None:
    """Learn, print figures after each epoch, and write the file unless something was left out."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality.train", description=__doc__)
    parser.add_argument("--leave", choices=names("training-*"), help="measure on this file and write nothing")
    parser.add_argument("--to", type=Path, default=GOAL_LAYER)
    asked = parser.parse_args()
    recipe = Recipe()
    torch.manual_seed(recipe.seed)
    model = SentenceTransformer(str(packaged_folder()), device="cpu", local_files_only=True)
    learner = Learner(model.get_submodule("0.auto_model"), model.tokenizer, recipe.rank)
    taught = [row for name in names("training-*") if name != asked.leave for row in read(name)]
    judges = {name: read(name) for name in ("development", asked.leave) if name}
    _learn(learner, taught, judges, recipe)
    if not asked.leave:
        notes = {"base_sha256": PACKAGED_SHA256, "recipe": json.dumps(asdict(recipe))}
        save_file(dict(factors(learner.bert)), asked.to, metadata=notes)


def _learn(learner: Learner, taught: Sequence[Row], judges: dict[str, list[Row]], recipe: Recipe) -> None:
    own, judged = _tokens(learner, taught), {name: _tokens(learner, rows) for name, rows in judges.items()}
    weights = [weight for weight in learner.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(weights, weight_decay=recipe.decay)
    steps = recipe.epochs * (len(taught) // recipe.batch)
    pace = torch.optim.lr_scheduler.OneCycleLR(optimiser, recipe.rate, total_steps=steps, pct_start=0.1)
    for epoch in range(recipe.epochs):
        learner.train()
        for batch in _batches(len(taught), recipe.batch):
            goal, same, near = learner([part[i] for part in own for i in batch]).chunk(3)
            loss = ranking_loss(goal, same, near, recipe.temperature)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            pace.step()
        for name, inputs in judged.items():
            sys.stdout.write(f"epoch {epoch + 1}, {name}: precision@1 {_precision(learner, inputs)}\n")


def _tokens(learner: Learner, rows: Sequence[Row]) -> list[list[list[int]]]:
    """Give the tokens of goals, partners and near misses."""
    numbers = learner.tokens(texts(rows))
    return [numbers[i : i + len(rows)] for i in range(0, len(numbers), len(rows))]


def _batches(rows: int, size: int) -> Iterator[list[int]]:
    order = torch.randperm(rows).tolist()
    return (order[i : i + size] for i in range(0, rows - size + 1, size))


@torch.no_grad()
def _precision(learner: Learner, inputs: list[list[list[int]]]) -> str:
    learner.eval()
    goals, sames, _ = inputs
    close = closenesses(learner(goals + sames).numpy(), corrected=True)
    return str(figure((ranks(close, len(goals)) == 1).mean(axis=1)))


if __name__ == "__main__":
    main()
