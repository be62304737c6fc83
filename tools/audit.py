"""Asks the public advisory service about every pinned version: `python -m tools.audit`."""

import json
import subprocess
import sys
from typing import Any, List

from tools.explain import is_network_fault

UNREACHABLE = "The advisory service cannot be reached from here: nothing was audited. Run this where it can be."


def main() -> int:
    """Give the exit code: 0 no advisory, 1 at least one, 2 not audited."""
    # The pins are read, not the environment, so that a local build of torch is looked up too.
    pins = ["-r", "constraints.txt", "--no-deps", "--disable-pip", "--timeout", "20"]
    command = [sys.executable, "-m", "pip_audit", *pins, "--progress-spinner", "off", "--format", "json"]
    answer = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True)
    return judge(answer.stdout, answer.stderr)


def judge(report: str, errors: str) -> int:
    """Print what pip-audit's JSON report and its error stream come to; gives the exit code of `main`."""
    if not report.strip():
        print(UNREACHABLE if is_network_fault(errors) else errors)
        return 2
    packages = json.loads(report)["dependencies"]
    audited = [package for package in packages if "vulns" in package]
    if not audited:  # pip-audit calls a run in which every look-up failed a success
        print(UNREACHABLE)
        return 2
    advisories = [line for package in audited for line in _lines(package)]
    print("\n".join(advisories or [f"No known advisory for {len(audited)} of {len(packages)} pinned packages."]))
    return 1 if advisories else 0


def _lines(package: Any) -> List[str]:
    which = f"{package['name']} {package['version']}"
    return [f"{which}: {flaw['id']}, mended in {_versions(flaw)}" for flaw in package["vulns"]]


def _versions(flaw: Any) -> str:
    return ", ".join(flaw["fix_versions"]) or "no version yet"


if __name__ == "__main__":
    sys.exit(main())
