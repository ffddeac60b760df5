"""What a scanner typed as a keyboard, put right: sdk/doc/format.md section 9, written from that page."""

import re

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
SAME = "0123456789 !%*()-_=+\\"
RUSSIAN = dict(
    zip(
        "йцукенгшщзхъфывапролджэячсмитьбюё" + "ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ" + '.,"№;:?/' + SAME,
        "qwertyuiop[]asdfghjkl;'zxcvbnm,.`" + 'QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>~' + "/?@#$^&|" + SAME,
        strict=True,
    )
)
AROUND = "".join(map(chr, [*range(0x21), 0x7F]))


def on_russian(character):
    """What a Russian layout shows where the American one shows `character`."""
    return {american: russian for russian, american in RUSSIAN.items()}[character]


def without_shift(character):
    """What is left of `character` on the American layout when Shift is lost."""
    return {"$": "4", "%": "5", "*": "8", "+": "=", ":": ";"}.get(character, character.lower())


MAX_TYPED = 8656


def put_right(text):
    if len(text.encode()) > MAX_TYPED:
        return text
    text = without_surroundings(text)
    if text.startswith("SKN1:"):
        return text
    if text and ord(text[0]) >= 0x80:
        if not all(character in RUSSIAN for character in text):
            return text
        american = "".join(RUSSIAN[character] for character in text)
        return with_case_and_shift(american, "") or text
    if text[:3].lower() == "skn" or text[:2].lower() == "hc":
        return with_case_and_shift(text, ";:") or text
    return text


def without_surroundings(text):
    text = text.lstrip(AROUND).removeprefix("\ufeff")
    text = re.sub(r"^(\][Qq]|[ъЪ][йЙ])[0-9]", "", text)
    return text.strip(AROUND)


def with_case_and_shift(typed, american_signs):
    """`american_signs`: what only the American layout tells about Shift; `;` that it was lost, `:` that it was not."""
    text = typed.upper().replace("=", "+").replace(";", ":").replace(">", ".")
    form = re.fullmatch(r"(?:SKN|HC)[0-9]{1,2}:(.*)", text, re.DOTALL)
    if not typed.isascii() or not form or any(character not in ALPHABET for character in text):
        return None
    lost = "=" in typed or (";" in american_signs and ";" in typed)
    kept = any(symbol in typed for symbol in "$%*+") or (":" in american_signs and ":" in typed)
    capitals, small = re.search("[A-Z]", typed), re.search("[a-z]", typed)
    if not lost and bool(capitals) != bool(small) and (capitals or kept):
        return text
    return None if any(may_be_symbol(form[1], at) for at in range(len(form[1]))) else text


def may_be_symbol(base45, at):
    is_last_of_two = len(base45) % 3 == 2 and at == len(base45) - 1
    return base45[at] in "458" and at % 3 != 2 and not is_last_of_two
