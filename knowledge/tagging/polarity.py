"""Words that carry a feeling whatever they are about, and those that turn them round."""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_GOOD_TEXT = """
    amazing appreciate appreciated appreciative awesome beautiful best brilliant calm caring
    charming cheerful clean clear comfortable comforting
    compassionate considerate courteous delighted
    delightful easy easier efficient efficiently empathetic enjoy enjoyed excellent exceptional
    fab fabulous fair fantastic fast faultless favourite first-class flawless friendly generous
    gentle glad good gracious grateful great happy helped helpful helping helps honest hospitable
    impressed impressive incredible informative kind kindly kindness kudos lovely love loved loves
    lovely magnificent marvellous nice outstanding patient patience perfect perfectly pleasant
    pleased polite positive prompt promptly professional professionalism punctual quick quickly
    quicker reassured reassuring recommend recommended reliable relaxed respect respectful
    responsive safe satisfactory satisfied seamless skilled smooth smoothly spotless super superb
    support supported supportive sympathetic thank thankful thanks thorough tidy top top-notch
    understanding valued warm welcoming well wonderful worth danke gut gute super toll freundlich
    schnell perfekt zufrieden hilfsbereit merci parfait gracias excelente
"""
_BAD_TEXT = """
    abandoned abrupt abysmal angry annoyed annoying appalling arrogant ashamed atrocious avoid awful
    bad bill-shock broke broken cancelled canceled careless charged chaos chaotic cold complain
    complained complaint complaints confused confusing cramped crap delay delayed delays dirty
    disappointed disappointing disappointment disaster disgrace disgraceful disgusted disgusting
    dismissive disorganised disorganized disrespectful dreadful error errors fail failed failing
    fails failure fault faulty filthy fraud frustrated frustrating frustration furious garbage hate
    horrendous horrible horrid hung ignorant ignored impossible inadequate incompetent incorrect
    ignoring insulting joke lack lacking late lied lies lost lousy mess mess-up messed misleading
    missed missing mistake mistakes nightmare noisy overcharged overpriced pain painful pathetic
    patronising poor poorly problem problems rant ridiculous rip-off rubbish rude rudeness scam
    shambles shame shocking slow smelly sorry stress stressed stressful stuck stupid terrible
    tired trouble trash ugly unacceptable unable unclear uncomfortable unfair unfriendly
    unhappy unhelpful unprofessional unreliable unresponsive unsafe upset upsetting useless waited
    waiting waste wasted weak worse worst worthless wrong schlecht katastrophe unfreundlich leider
    langsam falsch unverschämt warten ärgerlich mauvais nul
"""
_TURNING_TEXT = "not no never nothing none neither nor cannot without hardly barely n't nicht kein"
_GOOD = frozenset(_GOOD_TEXT.split())
_BAD = frozenset(_BAD_TEXT.split())
_TURNING = frozenset(_TURNING_TEXT.split())
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
# "Nothing could be better": the forms ask what to improve, and that is high praise.
_NOTHING_BETTER = re.compile(
    r"\b(?:nothing|no|not|n['’]t|cannot|can['’]t|couldn['’]t|don['’]t|none)\b[^.!?\n]{0,40}"
    r"\b(?:better|bettered|improv\w{1,6}|fault\w{0,3}|complain\w{0,5}|complaints?)\b"
    r"|^\W*(?:nothing|none|no|n/?a|nil|not? (?:at all|really))(?: at all| really| to add)?\W*$",
    re.IGNORECASE,
)
_REACH = 3
_ENOUGH = 3
FEATURES = 4


def polarity_features(texts: Sequence[str]) -> NDArray[np.float32]:
    """Good words, bad words, their balance, and praise by denial; 0..1 (balance -1..1) each."""
    rows = [_features(text) for text in texts]
    return np.asarray(rows, dtype=np.float32).reshape(len(rows), FEATURES)


def _features(text: str) -> tuple[float, float, float, float]:
    praise = bool(_NOTHING_BETTER.search(text[:2000]))
    good = bad = 0
    turned = 0
    for word in _WORD.findall(text[:5000].casefold().replace("’", "'")):
        if word in _TURNING or word.endswith("n't"):
            turned = _REACH
            continue
        sign = (word in _GOOD) - (word in _BAD)
        # "not good" is bad; "no problems" is good, but says less.
        good += sign > 0 and not turned
        bad += (sign < 0 and not turned) or (sign > 0 and bool(turned) and not praise)
        turned = max(0, turned - 1)
    balance = (good - bad) / max(good + bad, 1)
    return min(good / _ENOUGH, 1.0), min(bad / _ENOUGH, 1.0), balance, float(praise)
