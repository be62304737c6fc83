"""Words that say how somebody is, not what they do (practice, section 5)."""

import re

_WORD = re.compile(r"[a-z]+(?:['-][a-z]+)*")
_NAMED = """
accepting accountable affirming ambitious appreciative approachable attentive available balanced blunt bold
brave brief calm candid candour care caring challenging cheerful clarity clear committed compassion
compassionate competent concise confident considerate consistent constructive cool courage curiosity curious
dependable determined direct discipline disciplined discreet easy-going easygoing empathetic empathic empathy
encouragement encouraging energy engaged engaging enthusiasm enthusiastic fair fairness faithful feedback firm
firmness flexibility flexible forgiving forthright frank free friendliness friendly fun funny generous gentle
gentleness genuine good good-humoured grace great happy hard harsh helpful honest honesty humble humor humour
inspiring intelligent interest interested kind kind-hearted kindness laid-back light light-hearted lighthearted
love loving loyal loyalty mature merciful mild mindful motivated motivating motivation natural neutral nice
non-judgemental non-judgmental nonjudgemental nonjudgmental nurturing open open-minded openness optimism optimistic
organised organized patience patient peaceful personal playful pleasant polite positive positivity pragmatic
present professional punctual quick quiet real realistic reassuring regular relaxed relentless reliability
reliable respect respectful responsible responsive rigorous safe sensible sensitive serious silent simple
sincere smart soft solid steady straight straightforward strict strong support supportive sweet sympathetic
sympathy tact tactful tender thorough thoughtful tolerance tolerant tough transparent trust trusting trustworthy
truthful unafraid uncritical undemanding understanding upbeat vulnerable warm warm-hearted warmth welcoming
wisdom wise witty
"""
_BETWEEN = """
a above all also always am an and are as at be being bit both but by can do ever everything fully get give given
i if in is it just less like little lot lots manner me more most much my need needs never no not nothing
of or partner partners people person please pretty quite rather really should so somebody someone sort stay
supported that the them they things to tone too toward towards us very want way we well when who whom with
without would you your
"""
_QUALITIES = frozenset(_NAMED.split())
_AROUND = frozenset(_BETWEEN.split())
_ENDINGS = ("ful", "less", "ous", "ive", "able", "ible", "minded", "hearted", "spirited")


def only(text: str) -> bool:
    """Tell whether a line names qualities and nothing that somebody could do; words it does not know count as deeds."""
    words = _WORD.findall(text.lower().replace("’", "'"))
    named = [word for word in words if _is_quality(word)]
    return bool(named) and all(word in _AROUND or _is_quality(word) for word in words)


def _is_quality(word: str) -> bool:
    stem = word.removesuffix("ly")
    adverbs = {stem, f"{stem}y", f"{stem}le", f"{stem[:-1]}y"} if stem != word else set()
    return word in _QUALITIES or bool(adverbs & _QUALITIES) or (stem.endswith(_ENDINGS) and word not in _AROUND)
