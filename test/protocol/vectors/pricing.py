#!/usr/bin/env python3
"""Writes pricing.json beside it: python3 test/protocol/vectors/pricing.py

Independent of protocol/pricing.ts and contracts/libraries/Pricing.sol: the months are counted by walking Python's calendar
(datetime.date) day by day, a day is a number by subtracting dates, and prices are exact fractions. A month begins on the day
of the month that the first day has; in a month that is too short for it, on the first of the next. Days beyond the year 9999,
where Python's calendar ends, are counted 400 years at a time: 146,097 days, 4,800 months, and then the calendar repeats.
"""
import json
import math
import pathlib
from datetime import date, timedelta
from fractions import Fraction

EPOCH = date(1970, 1, 1)
CYCLE = 146_097
WORLD = 2**256 - 1
WISH = ("media", "territories", "firstDay", "lastDay", "exclusive")
CN, FR, US, JP = (1 << bit for bit in (47, 74, 233, 112))


def day(text):
    return (date.fromisoformat(text) - EPOCH).days


def begins_month(current, first):
    if current.day == first.day:
        return True
    return current.day == 1 and (current - timedelta(days=1)).day < first.day


def months(first_day, last_day):
    cycles = max(0, first_day // CYCLE - 1) * CYCLE
    whole = (last_day - first_day) // CYCLE
    first = EPOCH + timedelta(days=first_day - cycles)
    last = EPOCH + timedelta(days=last_day - cycles - whole * CYCLE)
    count, current = 1 + whole * 4800, first
    while current < last:
        current += timedelta(days=1)
        count += begins_month(current, first)
    return count


def rule(minimum=0, media={}, groups=[], exclusivity=0):
    factors = [media.get(bit, 0) for bit in range(16)] if media else []
    named = [{"territories": str(territories), "factor": factor} for territories, factor in groups]
    return {"minimum": str(minimum), "mediaFactors": factors, "groups": named, "exclusivityFactor": exclusivity}


FLAT = rule()


def price(offer):
    base, r = int(offer["price"]), offer["rule"]
    if r == FLAT:
        return base
    hundredth = Fraction(1, 100)
    asked = [bit for bit in range(32) if offer["media"] >> bit & 1]
    media = Fraction(1)
    if r["mediaFactors"]:
        media = max(r["mediaFactors"][bit] for bit in asked) * hundredth
    factors = []
    for bit in range(256):
        if int(offer["territories"]) >> bit & 1:
            own = [g["factor"] for g in r["groups"] if int(g["territories"]) >> bit & 1]
            factors.append(max(own) if own else 100)
    exclusivity = r["exclusivityFactor"] * hundredth if offer["exclusive"] else 1
    exact = base * months(offer["firstDay"], offer["lastDay"]) * media * max(factors) * hundredth * exclusivity
    return max(int(r["minimum"]), math.ceil(exact))


def offered(wish):
    """An offer that sells the use beside others: all media that its rule prices, the world."""
    media = sum(1 << bit for bit, factor in enumerate(wish["rule"]["mediaFactors"]) if factor) or wish["media"]
    return {**wish, "media": media, "territories": str(WORLD)}


def use(first="2026-01-01", last="2026-12-31", base=1000, media=1, territories=CN, exclusive=False, r=FLAT):
    first_day = first if isinstance(first, int) else day(first)
    last_day = last if isinstance(last, int) else day(last)
    return {
        "price": str(base), "rule": r, "media": media, "territories": str(territories),
        "firstDay": first_day, "lastDay": last_day, "exclusive": exclusive,
    }


MONTHS = [
    ("one day", "2026-01-01", "2026-01-01"),
    ("two days across a month's end", "2026-01-31", "2026-02-01"),
    ("a whole January", "2026-01-01", "2026-01-31"),
    ("January and a day", "2026-01-01", "2026-02-01"),
    ("from the 15th to the 14th", "2026-03-15", "2026-04-14"),
    ("from the 15th to the 15th", "2026-03-15", "2026-04-15"),
    ("a year", "2026-01-01", "2026-12-31"),
    ("a year and a day", "2026-01-01", "2027-01-01"),
    ("a year across the turn", "2026-07-01", "2027-06-30"),
    ("the 31st to the end of a short February", "2026-01-31", "2026-02-28"),
    ("the 31st to the first of March", "2026-01-31", "2026-03-01"),
    ("the 31st to the 30th of March", "2026-01-31", "2026-03-30"),
    ("the 31st to the 31st of March", "2026-01-31", "2026-03-31"),
    ("the 30th to the end of a leap February", "2028-01-30", "2028-02-29"),
    ("the 29th to the leap day", "2028-01-29", "2028-02-29"),
    ("the 29th to the end of a short February", "2027-01-29", "2027-02-28"),
    ("a leap day alone", "2028-02-29", "2028-02-29"),
    ("a leap day to the day before its month is over", "2028-02-29", "2028-03-28"),
    ("a leap day to the 29th of March", "2028-02-29", "2028-03-29"),
    ("a leap day to the end of the next February", "2028-02-29", "2029-02-28"),
    ("a leap day to the first of March a year later", "2028-02-29", "2029-03-01"),
    ("a leap day to the next one", "2028-02-29", "2032-02-29"),
    ("across 2100, which is no leap year", "2100-02-28", "2100-03-01"),
    ("across 2000, which is one", "2000-02-28", "2000-03-01"),
    ("100 years", "2026-01-01", "2125-12-31"),
    ("100 years and a day", "2026-01-01", "2126-01-01"),
    ("from the first day that has a number", "1970-01-01", "1970-01-31"),
    ("to the last day with four digits", "2026-11-28", "9999-12-31"),
    ("to the last day that an offer may have", "2026-11-28", 2**24 - 1),
    ("the last days that an offer may have", 2**24 - 40, 2**24 - 1),
    ("August the 31st to the end of September", "2026-08-31", "2026-09-30"),
    ("August the 31st to the first of October", "2026-08-31", "2026-10-01"),
]

EUROPE_ASIA = [(FR, 150), (CN | JP, 80)]
MEDIA_RULE = {0: 300, 2: 100, 4: 250}
FULL = rule(50_000, MEDIA_RULE, EUROPE_ASIA, 400)
LARGEST = rule(0, {0: 65_535}, [(CN, 65_535)], 65_535)

PRICES = [
    ("flat: a day", use("2026-01-01", "2026-01-01")),
    ("flat: a hundred years", use("2026-01-01", "2125-12-31")),
    ("flat: nothing", use(base=0)),
    ("flat: exclusive", use(exclusive=True)),
    ("flat: the highest", use(base=2**96 - 1)),
    ("months alone: a day", use("2026-01-01", "2026-01-01", r=rule(1))),
    ("months alone: a month", use("2026-01-01", "2026-01-31", r=rule(1))),
    ("months alone: a month and a day", use("2026-01-01", "2026-02-01", r=rule(1))),
    ("months alone: a year", use(r=rule(1))),
    ("months alone: a hundred years", use("2026-01-01", "2125-12-31", r=rule(1))),
    ("months alone, marked by an exclusivity that does not count", use(r=rule(exclusivity=100))),
    ("minimum: below it", use("2026-01-01", "2026-01-01", r=rule(1001))),
    ("minimum: just it", use("2026-01-01", "2026-01-01", r=rule(1000))),
    ("minimum: above it", use("2026-01-01", "2026-02-01", r=rule(1001))),
    ("minimum: with no base", use(base=0, r=rule(700))),
    ("minimum: the highest", use(base=1, r=rule(2**96 - 1))),
    ("media: one", use(media=1 << 2, r=rule(0, MEDIA_RULE))),
    ("media: another", use(media=1 << 4, r=rule(0, MEDIA_RULE))),
    ("media: the highest of two", use(media=1 << 2 | 1 << 4, r=rule(0, MEDIA_RULE))),
    ("media: the highest of three", use(media=0b10101, r=rule(0, MEDIA_RULE))),
    ("media: the sixteenth", use(media=1 << 15, r=rule(0, {15: 1000, 0: 1}))),
    ("territories: in a group above 1", use(territories=FR, r=rule(0, {}, EUROPE_ASIA))),
    ("territories: in a group below 1", use(territories=CN, r=rule(0, {}, EUROPE_ASIA))),
    ("territories: in no group", use(territories=US, r=rule(0, {}, EUROPE_ASIA))),
    ("territories: below 1 and in no group", use(territories=CN | US, r=rule(0, {}, EUROPE_ASIA))),
    ("territories: in both groups", use(territories=CN | FR, r=rule(0, {}, EUROPE_ASIA))),
    ("territories: the world", use(territories=WORLD, r=rule(0, {}, EUROPE_ASIA))),
    ("territories: the dearest of groups that overlap", use(territories=CN, r=rule(0, {}, [(CN, 80), (WORLD, 90)]))),
    ("territories: the cheaper group holds more", use(territories=CN | US, r=rule(0, {}, [(CN, 95), (WORLD, 90)]))),
    ("territories: eight groups", use(territories=WORLD, r=rule(0, {}, [(1 << n, 110 + n) for n in range(8)]))),
    ("territories: the highest bit", use(territories=1 << 255, r=rule(0, {}, [(1 << 255, 123)]))),
    ("exclusive: four times", use(exclusive=True, r=rule(0, {}, [], 400))),
    ("exclusive: not asked", use(r=rule(0, {}, [], 400))),
    ("exclusive: cheaper than beside others", use(exclusive=True, r=rule(0, {}, [], 50))),
    ("rounded up: a hundredth of one", use("2026-01-01", "2026-01-01", base=1, r=rule(0, {0: 1}))),
    ("rounded up: a millionth of one", use("2026-01-01", "2026-01-01", base=1, exclusive=True, r=rule(0, {0: 1}, [(CN, 1)], 1))),
    ("rounded up: just above a whole", use("2026-01-01", "2026-01-01", base=101, r=rule(0, {0: 101}))),
    ("rounded up: a whole stays", use("2026-01-01", "2026-01-01", base=100, r=rule(0, {0: 101}))),
    ("rounded once, at the end", use("2026-01-01", "2026-01-01", base=3, exclusive=True, r=rule(0, {0: 50}, [(CN, 50)], 150))),
    ("all together: the dearest", use(media=0b10101, territories=WORLD, exclusive=True, r=FULL)),
    ("all together: below the minimum", use("2026-05-01", "2026-05-31", media=4, territories=CN, exclusive=True, r=FULL)),
    ("all together: beside others", use("2026-01-31", "2028-02-29", media=1, territories=CN | FR, r=FULL)),
    ("all together: days of two leap years", use("2024-02-29", "2028-02-28", media=0b100, territories=JP, exclusive=True, r=FULL)),
    ("the largest factors", use("2026-01-01", "2026-01-31", base=10**9, exclusive=True, r=LARGEST)),
    ("a base of 95 bits for a year at a tenth", use(base=2**95 - 1, r=rule(0, {0: 10}))),
    ("a license of the last days", use(2**24 - 40, 2**24 - 1, r=rule(1))),
]

REFUSED = [
    ("nine groups", "PricingGroupsTooMany", use(r=rule(0, {}, [(1 << n, 100) for n in range(9)]))),
    ("an empty group", "PricingGroupEmpty", use(r=rule(0, {}, [(CN, 100), (0, 100)]))),
    ("a group's factor of zero", "PricingFactorZero", use(r=rule(0, {}, [(CN, 0)]))),
    ("an offered medium's factor of zero", "PricingFactorZero", use(media=0b11, r=rule(0, {0: 100}))),
    ("an exclusivity of zero in an exclusive offer", "PricingFactorZero", use(exclusive=True, r=rule(1))),
    ("a factor of a medium that is not offered", "PricingMediumNotOffered", use(media=1, r=rule(0, {0: 100, 1: 100}))),
    ("15 factors of media", "PricingMediaFactorsInvalid", use(r={**rule(1), "mediaFactors": [100] + [0] * 14})),
    ("17 factors of media", "PricingMediaFactorsInvalid", use(r={**rule(1), "mediaFactors": [100] + [0] * 16})),
    ("neither base nor minimum", "PricingBaseZero", use(base=0, r=rule(0, {0: 100}))),
    ("a flat price of 2^96", "OfferBookPriceTooHigh", use(base=2**96)),
    ("a base of 2^96 less one, and two months", "OfferBookPriceTooHigh", use(last="2026-02-01", base=2**96 - 1, r=rule(1))),
    ("a whole window that costs 2^96", "OfferBookPriceTooHigh", use(base=2**92, last="2027-04-30", r=rule(1))),
    ("the dearest medium alone is too much", "OfferBookPriceTooHigh", use(base=2**90, media=0b11, r=rule(0, {0: 100, 1: 10_000}))),
    ("a territory in no group is too much", "OfferBookPriceTooHigh", use(base=2**93, territories=CN | US, r=rule(0, {}, [(CN, 1)]))),
    ("exclusivity is too much", "OfferBookPriceTooHigh", use(base=2**90, exclusive=True, r=rule(0, {}, [], 65_535))),
]

DAYS_REFUSED = [("the last day is the one before", 20_455, 20_454), ("no day after the first", 1, 0)]


def main():
    for _, error, offer in REFUSED:
        if error == "OfferBookPriceTooHigh":
            assert price(offer) >= 2**96
    vectors = {
        "about": " ".join(__doc__.split()) + " Each offer of `prices` can be opened; those of `refused` are refused at "
        "their opening with the contracts' error that is named. Integers that may exceed 2^53 are decimal text.",
        "months": [
            {"name": name, "firstDay": (f := first if isinstance(first, int) else day(first)),
             "lastDay": (l := last if isinstance(last, int) else day(last)), "months": months(f, l)}
            for name, first, last in MONTHS
        ],
        "prices": [
            {"name": name, "offer": offered(wish), "wish": {key: wish[key] for key in WISH}, "price": str(price(wish))}
            for name, wish in PRICES
        ],
        "refused": [{"name": name, "error": error, "offer": offer} for name, error, offer in REFUSED],
        "refusedDays": [
            {"name": name, "error": "PricingDaysInvalid", "firstDay": first, "lastDay": last}
            for name, first, last in DAYS_REFUSED
        ],
    }
    path = pathlib.Path(__file__).with_suffix(".json")
    path.write_text(json.dumps(vectors, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


main()
