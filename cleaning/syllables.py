"""Whether letters without marks make a Vietnamese syllable: "Quân" for "Quang" is another word, "Quagn" is a slip."""

from __future__ import annotations

import re

_ONSET = "ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx]"
_RIMES = (
    "a|ac|ach|ai|am|an|ang|anh|ao|ap|at|au|ay|e|ec|ech|em|en|eng|enh|eo|ep|et|eu"
    "|i|ia|ich|iec|iem|ien|ieng|iep|iet|ieu|im|in|inh|ip|it|iu"
    "|o|oa|oac|oach|oai|oam|oan|oang|oanh|oao|oap|oat|oay|oc|oe|oem|oen|oeo|oet|oi|om|on|ong|ooc|oong|op|ot"
    "|u|ua|uan|uang|uat|uay|uc|ue|uech|uen|uenh|uet|ui|um|un|ung|uo|uoc|uoi|uom|uon|uong|uop|uot|uou|up|ut|uu"
    "|uy|uya|uych|uyen|uyet|uynh|uyt|y|yem|yen|yet|yeu"
)
_SYLLABLE = re.compile(f"(?:{_ONSET})?(?:{_RIMES})")


def is_syllable(folded: str) -> bool:
    """Whether a folded word may be one of the language."""
    return bool(_SYLLABLE.fullmatch(folded))
