"""Turns what a package tool logged into one sentence."""

from pathlib import Path

DISK_SIGNS = ("No space left on device", "Disk quota exceeded")
NETWORK_SIGNS = ("connection broken", "ConnectionError", "Max retries", "timed out", "ProxyError", "SSLError")


def is_network_fault(log: str) -> bool:
    """Tell whether the tool complained that it could not reach its server."""
    return any(sign in log for sign in NETWORK_SIGNS)


def explain(log: str, path: Path) -> str:
    """Say what stopped pip and what helps; `path` is where the whole log can be read."""
    if any(sign in log for sign in DISK_SIGNS):
        return f"The disk is full: make room (about 4 GB) and run the same command again. Details: {path}"
    if is_network_fault(log):
        return f"The package registry cannot be reached: check the network and pip's settings. Details: {path}"
    errors = [line for line in log.splitlines() if line.startswith("ERROR")]
    return f"pip could not finish ({errors[-1] if errors else 'it gave no reason'}). Details: {path}"
