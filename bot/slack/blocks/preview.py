"""What a host reads about the next suggestions beforehand: numbers over five people or more, and no names."""

from bot.practice.discretion import Few, Findings
from bot.slack.blocks import kit, phrases
from bot.slack.message import Message
from matching.vocabulary import Unmatched

RULE = (
    "Nothing was suggested and nobody is told of this. I count only where five people or more are meant and five or "
    "more remain, so smaller numbers are merged or missing."
)


def preview_card(findings: Findings[Unmatched]) -> Message:
    """Tell a host what a run would bring if it were now."""
    lines = [_looking(findings), _outcome(findings), _reasons(findings)]
    return Message(
        "The preview you asked for",
        [
            kit.header("If suggestions were made now"),
            kit.section(" ".join(line for line in lines if line)),
            kit.context(RULE),
        ],
    )


def _looking(findings: Findings[Unmatched]) -> str:
    if findings.looking is None:
        return "Fewer than five people are looking for a partner. Telling more would point at somebody."
    return f"{findings.looking} people are looking for a partner."


def _outcome(findings: Findings[Unmatched]) -> str:
    if findings.few is Few.LEFT:
        return "All or nearly all of them would get a suggestion."
    if findings.few is Few.SUGGESTED:
        return "None or hardly any of them would get a suggestion."
    if findings.few is Few.BOTH:
        return "" if findings.looking is None else "They are too few to tell more without pointing at somebody."
    groups = f" in at least {findings.groups} groups" if findings.groups else ""
    return f"{findings.suggested} of them would get a suggestion{groups}, and {findings.left} would be left out."


def _reasons(findings: Findings[Unmatched]) -> str:
    """Give the reasons that may be counted, and say whether there are more."""
    named = [f"{count} because {phrases.UNMATCHED_OF_OTHERS[reason]}" for reason, count in findings.because]
    if not named:
        return "The reasons differ too much to be counted." if findings.left else ""
    all_named = findings.left == sum(count for _, count in findings.because)
    return f"Left out: {phrases.listed(named if all_named else [*named, 'others for other reasons'])}."
