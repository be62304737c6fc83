"""What this processor is quick at."""

import torch


def fast_dtype() -> torch.dtype:
    """Give bfloat16 where the processor multiplies it natively (2.5 times as quick), else float32."""
    able = torch.cpu.get_capabilities()
    return torch.bfloat16 if able.get("avx512_bf16") or able.get("amx_bf16") or able.get("bf16") else torch.float32
