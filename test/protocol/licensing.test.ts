import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AbiCoder, keccak256 } from 'ethers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { storageSlots } from '../../contracts/abi/storage-layout.ts';
import { toHex } from '@lanran/protocol/kernel/bytes';
import { formatDay, parseDay, todayOf } from '@lanran/protocol/kernel/day';
import { FormatError } from '@lanran/protocol/kernel/errors';
import {
  assetIdOf,
  communityCommitment,
  licenseIdFrom,
  organizationIdOf,
  parseLicenseId,
  parseStatementHash,
} from '@lanran/protocol/kernel/ids';
import { ALL_MEDIA, bitsOf, formatMedia, MEDIA, mediaOf, parseMedia } from '@lanran/protocol/licensing/media';
import { describeOldTerms } from '@lanran/protocol/licensing/old-terms';
import { formatMoney, parseMoney } from '@lanran/protocol/kernel/money';
import { quoteWish, type QuotedOffer, type QuoteQuestion } from '@lanran/protocol/licensing/quote';
import { findReason, REASON_CODES, reasonOf } from '@lanran/protocol/licensing/reasons';
import {
  ADAPTABLE,
  ALL_RIGHTS,
  CONSENTED_RIGHTS,
  ENDURING,
  FORMER_RIGHTS,
  PASSED_ON_RIGHTS,
  PROMOTABLE,
  FIXED_VERSION,
  formatRights,
  parseRights,
  RENEWABLE,
  REVOCABLE,
  rightName,
  RIGHTS,
  rightsBits,
  rightsOf,
  SUBLICENSABLE,
  TRANSFERABLE,
} from '@lanran/protocol/licensing/rights';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { LAYOUT } from '@lanran/protocol/chain/storage-layout';
import { encodeTerms, licenseIdOf, ORIGINS, type Terms } from '@lanran/protocol/licensing/terms';
import { parseTerms, termsToJson } from '@lanran/protocol/licensing/terms-json';
import { canonicalJsonBytes } from '@lanran/protocol/kernel/json';
import table from '../../protocol/territories.json' with { type: 'json' };
import {
  formatTerritories,
  parseTerritories,
  TERRITORIES_HASH,
  TERRITORY_CODES,
  territoriesOf,
  territoryName,
  WORLD,
} from '@lanran/protocol/territories/territories';
import { contains, isEmpty, overlaps, type Window, type Wish } from '@lanran/protocol/licensing/window';
import { arbitraryBytes32, filled, MUSEUM, STUDIO } from './builders.ts';
import { walks } from '../support/walks.ts';

const TODAY = parseDay('2026-11-25');
const TOKEN = parseAddress(`0x${'77'.repeat(20)}`);
const ASSET = assetIdOf(MUSEUM, filled(1));
const VERSION = parseStatementHash(filled(0x5e));

describe('day', () => {
  it('reads what it writes, for every day of four-digit years', () => {
    fc.assert(
      fc.property(fc.nat(2_932_896), (day) => {
        expect(parseDay(formatDay(day))).toBe(day);
      }),
    );
    expect(parseDay('1970-01-01')).toBe(0);
    expect(parseDay('2024-02-29')).toBe(19_782);
  });

  it.each([
    '2026-02-29',
    '2026-13-01',
    '2026-1-1',
    '1969-12-31',
    ' 2026-01-01',
    '2026-01-01T00:00:00Z',
    '',
    '26-01-01',
    20_000,
    null,
  ])('refuses %j', (text) => {
    expect(() => parseDay(text, 'until')).toThrow(expect.objectContaining({ field: 'until' }));
  });

  it('is the UTC day until its last second', () => {
    expect(todayOf(86_399)).toBe(0);
    expect(todayOf(86_400)).toBe(1);
  });
});

describe('media', () => {
  it('has the bits of the design, and ALL without AI training', () => {
    expect(bitsOf(['THEATRICAL', 'STREAMING', 'AI_TRAINING'])).toBe(0x8005);
    expect(ALL_MEDIA).toBe(0x7fff);
    expect(MEDIA).toHaveLength(16);
  });

  it('reads what it writes, for every assigned set', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 0xffff }), (bits) => {
        expect(parseMedia(formatMedia(bits))).toBe(bits);
        expect(bitsOf(mediaOf(bits))).toBe(bits);
      }),
    );
  });

  it('shows bits that have no name yet, even the highest', () => {
    expect(formatMedia(0x8000_0001)).toBe('THEATRICAL,BIT_31');
  });

  it.each(['', 'streaming', 'STREAMING,', 'WORLD', 'BIT_16'])('refuses %j', (text) => {
    expect(() => parseMedia(text)).toThrow(FormatError);
  });
});

describe('territories', () => {
  it('are the 249 officially assigned ISO 3166-1 codes in the order of their letters', () => {
    expect(TERRITORY_CODES).toHaveLength(249);
    expect([...TERRITORY_CODES].sort()).toEqual(TERRITORY_CODES);
    expect(TERRITORY_CODES.every((code) => /^[A-Z]{2}$/.test(code))).toBe(true);
  });

  it('have a name in both languages', () => {
    const isNamed = (code: string): boolean =>
      territoryName(code, 'en') !== code && /\p{Script=Han}/u.test(territoryName(code, 'zh'));
    expect(TERRITORY_CODES.filter((code) => !isNamed(code))).toEqual([]);
  });

  it('keep their bits and their hash: both are part of every license ever sold', () => {
    expect(parseTerritories('AD')).toBe(1n);
    expect(parseTerritories('CN')).toBe(1n << 47n);
    expect(parseTerritories('ZW')).toBe(1n << 248n);
    expect(TERRITORIES_HASH).toBe('0x3446f337c6edaa7b22b69db86a451c068501b7ed8395369e29eb0a7a519c0f8a');
    expect(keccak256(canonicalJsonBytes(table))).toBe(TERRITORIES_HASH);
  });

  it('read what they write, for every assigned set, and the world is all 256 bits', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, (1n << 249n) - 1n), (bits) => {
        expect(parseTerritories(formatTerritories(bits))).toBe(bits);
        expect(parseTerritories(territoriesOf(bits).join(','))).toBe(bits);
      }),
    );
    expect(parseTerritories('WORLD')).toBe(WORLD);
    expect(formatTerritories(WORLD)).toBe('WORLD');
    expect(formatTerritories(1n | (1n << 255n))).toBe('AD,BIT_255');
  });

  it.each(['', 'cn', 'CN,', 'XX', 'CHN', 'EU'])('refuse %j', (text) => {
    expect(() => parseTerritories(text)).toThrow(FormatError);
  });
});

const arbitraryWindow: fc.Arbitrary<Window> = fc.record({
  media: fc.nat(7),
  territories: fc.bigInt(0n, 7n),
  firstDay: fc.nat(6),
  lastDay: fc.nat(6),
});

/** Every (medium, territory, day) in a window: the model. */
function pointsOf(window: Window): Set<string> {
  const points = new Set<string>();
  for (let medium = 0; medium < 3; medium++)
    for (let territory = 0n; territory < 3n; territory++)
      for (let day = window.firstDay; day <= window.lastDay; day++)
        if ((window.media >> medium) & 1 && (window.territories >> territory) & 1n)
          points.add(`${medium}/${territory}/${day}`);
  return points;
}

describe('window', () => {
  it('overlaps and is empty as sets of points are', () => {
    fc.assert(
      fc.property(arbitraryWindow, arbitraryWindow, (left, right) => {
        const points = pointsOf(right);
        expect(isEmpty(left)).toBe(pointsOf(left).size === 0);
        expect(overlaps(left, right)).toBe([...pointsOf(left)].some((point) => points.has(point)));
      }),
      { numRuns: walks(200) },
    );
  });

  it('contains another as a set of points does, where that is not empty', () => {
    fc.assert(
      fc.property(arbitraryWindow, arbitraryWindow, (outer, inner) => {
        fc.pre(!isEmpty(inner));
        const points = pointsOf(outer);
        expect(contains(outer, inner)).toBe([...pointsOf(inner)].every((point) => points.has(point)));
      }),
      { numRuns: walks(200) },
    );
  });

  it('keeps the highest media bit apart from a sign', () => {
    const window = { media: 0x8000_0000, territories: 1n, firstDay: 0, lastDay: 0 };
    expect(overlaps(window, window)).toBe(true);
    expect(contains({ ...window, media: 0x7fff_ffff }, window)).toBe(false);
  });
});

describe('money', () => {
  const tcny = { symbol: 'TCNY', decimals: 2 };
  it('reads what it writes', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 2n ** 256n - 1n), fc.nat(18), (units, decimals) => {
        const currency = { symbol: 'X2', decimals };
        expect(parseMoney(formatMoney(units, currency), [currency])).toEqual({ units, symbol: 'X2' });
      }),
    );
    expect(formatMoney(120_000n, tcny)).toBe('1200 TCNY');
    expect(formatMoney(5n, tcny)).toBe('0.05 TCNY');
    expect(parseMoney('0.5 TCNY', [tcny]).units).toBe(50n);
  });

  it.each([
    '',
    '1200',
    '1,200 TCNY',
    '-1 TCNY',
    '+1 TCNY',
    '01 TCNY',
    '1. TCNY',
    '.5 TCNY',
    '1.001 TCNY',
    '1e3 TCNY',
    '1 tcny',
    '1 USD',
    '1  TCNY',
    '1 TCNY ',
    `${'9'.repeat(90)} TCNY`,
    `${2n ** 256n} TCNY`,
  ])('refuses %j', (text) => {
    expect(() => parseMoney(text, [tcny], 'price')).toThrow(expect.objectContaining({ field: 'price' }));
  });
});

describe('ids', () => {
  it('are those of the formats', () => {
    const encode = (a: string, b: string): string =>
      keccak256(AbiCoder.defaultAbiCoder().encode(['bytes32', 'bytes32'], [a, b]));
    expect(organizationIdOf('guizhou-museum')).toBe(
      keccak256(new TextEncoder().encode('lanran:organization:guizhou-museum')),
    );
    expect(assetIdOf(MUSEUM, filled(1))).toBe(encode(MUSEUM, filled(1)));
    expect(communityCommitment(MUSEUM, filled(2))).toBe(encode(MUSEUM, filled(2)));
    expect(() => organizationIdOf('Guizhou Museum')).toThrow(FormatError);
  });

  it('of licenses are read in any case, and refused with advice', () => {
    const id = `0x${'aB'.repeat(32)}`;
    expect(parseLicenseId(id)).toBe(id.toLowerCase());
    expect(licenseIdFrom(BigInt(id))).toBe(id.toLowerCase());
    expect(licenseIdFrom(1n)).toBe(`0x${'0'.repeat(63)}1`);
    for (const text of [
      '14',
      '0x14',
      id.slice(2),
      `${id} `,
      `0X${'ab'.repeat(32)}`,
      `0x${'gg'.repeat(32)}`,
      14,
    ])
      expect(() => parseLicenseId(text, 'license')).toThrow(/^license: must be .* shows as its id$/);
  });
});

describe('rights', () => {
  it('have the bits of the contracts', () => {
    const first = { TRANSFERABLE, SUBLICENSABLE, REVOCABLE, RENEWABLE, FIXED_VERSION };
    const names = { ...first, ADAPTABLE, ENDURING, PROMOTABLE };
    for (const [name, bits] of Object.entries(names)) expect(parseRights(name)).toBe(bits);
    const ofFilms = rightsBits(['ADAPTABLE', 'ENDURING', 'PROMOTABLE']);
    expect(PASSED_ON_RIGHTS).toBe(ofFilms);
    expect(CONSENTED_RIGHTS).toBe(ofFilms | rightsBits(['TRANSFERABLE', 'SUBLICENSABLE']));
    expect([FORMER_RIGHTS, ALL_RIGHTS]).toEqual([rightsBits(RIGHTS.slice(0, 5)), rightsBits(RIGHTS)]);
    const source = readFileSync(join(import.meta.dirname, '../../contracts/types/Terms.sol'), 'utf8');
    const declared = [...source.matchAll(/uint8 constant (\w+) = (\d+);/g)].map(([, name, bits]) => [
      name,
      bits,
    ]);
    expect(declared).toEqual(Object.entries(names).map(([name, bits]) => [name, String(bits)]));
  });

  it('read what they write, for every assigned set, and have a name in both languages', () => {
    for (let bits = 0; bits <= ALL_RIGHTS; bits++) {
      expect(parseRights(formatRights(bits))).toBe(bits);
      expect(rightsBits(rightsOf(bits))).toBe(bits);
    }
    expect(parseRights('')).toBe(0);
    expect(formatRights(0x81)).toBe('TRANSFERABLE,PROMOTABLE');
    for (const right of RIGHTS) {
      expect(rightName(right, 'en')).toMatch(/^[a-z ]+$/);
      expect(rightName(right, 'zh')).toMatch(/^\p{Script=Han}+$/u);
    }
  });

  it.each(['transferable', 'RENEWABLE,', 'NONE,RENEWABLE', 'BIT_7'])('refuse %j', (text) => {
    expect(() => parseRights(text)).toThrow(/^rights: .* is not NONE or one of TRANSFERABLE/);
  });
});

const arbitraryTerms: fc.Arbitrary<Terms> = fc.record({
  assetId: fc.constant(ASSET),
  version: arbitraryBytes32.map((hex) => parseStatementHash(hex)),
  licensee: fc.constant(STUDIO),
  offerId: fc.bigInt(0n, 2n ** 64n - 1n),
  wish: fc.record({
    media: fc.nat(0xffff_ffff),
    territories: fc.bigInt(0n, WORLD),
    firstDay: fc.nat(0xffff_ffff),
    lastDay: fc.nat(0xffff_ffff),
    exclusive: fc.boolean(),
  }),
  token: fc.constant(TOKEN),
  price: fc.bigInt(0n, 2n ** 256n - 1n),
  communityShareBps: fc.nat(10_000),
  operatorShareBps: fc.nat(10_000),
  rights: fc.nat(255),
  origin: fc.constantFrom(...ORIGINS),
  parent: fc.option(arbitraryBytes32.map((hex) => parseLicenseId(hex))),
  territoriesHash: arbitraryBytes32,
});

describe('terms', () => {
  it('encode as Solidity’s struct does, and name the license by the hash', () => {
    const wish = '(uint32,uint256,uint32,uint32,bool)';
    const type = `(bytes32,bytes32,bytes32,uint64,${wish},address,uint256,uint16,uint16,uint8,uint8,uint256,bytes32)`;
    fc.assert(
      fc.property(arbitraryTerms, (terms) => {
        const { media, territories, firstDay, lastDay, exclusive } = terms.wish;
        const encoded = AbiCoder.defaultAbiCoder().encode(
          [type],
          [
            [
              terms.assetId,
              terms.version,
              terms.licensee,
              terms.offerId,
              [media, territories, firstDay, lastDay, exclusive],
              terms.token,
              terms.price,
              terms.communityShareBps,
              terms.operatorShareBps,
              terms.rights,
              ORIGINS.indexOf(terms.origin),
              BigInt(terms.parent ?? 0),
              terms.territoriesHash,
            ],
          ],
        );
        expect(toHex(encodeTerms(terms))).toBe(encoded);
        expect(licenseIdOf(terms)).toBe(keccak256(encoded));
      }),
      { numRuns: 50 },
    );
  });

  it('are JSON and back, for all terms', () => {
    fc.assert(
      fc.property(arbitraryTerms, (terms) => {
        expect(parseTerms(JSON.parse(JSON.stringify(termsToJson(terms))))).toEqual(terms);
      }),
      { numRuns: 50 },
    );
  });

  it('refuse numbers beyond their type, which the contracts could never have hashed', () => {
    const [terms] = fc.sample(arbitraryTerms, 1);
    if (terms === undefined) throw new Error('There is one sample.');
    expect(() => encodeTerms({ ...terms, offerId: 2n ** 64n })).toThrow(RangeError);
    expect(() => encodeTerms({ ...terms, rights: 256 })).toThrow(RangeError);
    const json = termsToJson(terms);
    for (const change of [
      { origin: 'GIFT' },
      { parent: '14' },
      { exclusive: 1 },
      { rights: 256 },
      { more: 1 },
    ])
      expect(() => parseTerms({ ...json, ...change })).toThrow(FormatError);
  });

  it('refuse those of before versions were sold by a name of their own, with advice', () => {
    const [terms] = fc.sample(arbitraryTerms, 1);
    if (terms === undefined) throw new Error('There is one sample.');
    const { version: _version, ...old } = termsToJson(terms);
    const refused: unknown = expect.objectContaining({ code: 'OLD_TERMS', field: 'license.terms.version' });
    expect(() => parseTerms(old, 'license.terms')).toThrow(refused);
    expect(() => parseTerms(old)).toThrow(/name no version.*Update the program/);
    const { price: _price, ...broken } = old;
    expect(() => parseTerms(broken)).toThrow(expect.objectContaining({ code: 'INVALID_FORMAT' }));
    expect(describeOldTerms().zh).toContain('请更新');
  });
});

const buildWish = (overrides: Partial<Wish> = {}): Wish => ({
  media: bitsOf(['STREAMING']),
  territories: parseTerritories('CN'),
  firstDay: TODAY,
  lastDay: TODAY + 30,
  exclusive: false,
  ...overrides,
});

const buildOffer = (overrides: Partial<QuotedOffer> = {}): QuotedOffer => ({
  offerId: 1n,
  media: ALL_MEDIA,
  territories: WORLD,
  firstDay: TODAY,
  lastDay: TODAY + 365,
  exclusive: false,
  token: TOKEN,
  price: 120_000n,
  communityShareBps: 3000,
  rights: RENEWABLE,
  ...overrides,
});

const buildQuestion = (overrides: Partial<QuoteQuestion> = {}): QuoteQuestion => ({
  asset: { assetId: ASSET, isKnown: true, isWithdrawn: false, openDisputes: 0, needsConsent: true },
  version: VERSION,
  licensee: { organizationId: STUDIO, isKnown: true },
  consent: { media: ALL_MEDIA, territories: WORLD, lastDay: TODAY + 365, shareBps: 3000, rights: 0 },
  offers: [buildOffer()],
  operatorShareBps: 0,
  wish: buildWish(),
  today: TODAY,
  ...overrides,
});

describe('quote', () => {
  it('prices a wish by the cheapest offer that satisfies all of it', () => {
    const small = buildOffer({ offerId: 1n, media: bitsOf(['GAME']), price: 1n });
    const dear = buildOffer({ offerId: 2n, price: 500n });
    const cheap = buildOffer({ offerId: 3n, price: 100n });
    const quote = quoteWish(buildQuestion({ offers: [cheap, small, dear] }));
    expect(quote.reasons).toEqual([]);
    const terms: Terms = {
      assetId: ASSET,
      version: VERSION,
      licensee: STUDIO,
      offerId: 3n,
      wish: buildWish(),
      token: TOKEN,
      price: 100n,
      communityShareBps: 3000,
      operatorShareBps: 0,
      rights: RENEWABLE,
      origin: 'SALE',
      parent: null,
      territoriesHash: TERRITORIES_HASH,
    };
    expect(quote).toMatchObject({ terms, licenseId: licenseIdOf(terms) });
  });

  it('takes the lowest number of several as cheap, and never compares prices in different tokens', () => {
    const first = buildOffer({ offerId: 1n, price: 500n });
    const asDear = buildOffer({ offerId: 2n, price: 500n });
    const coin = buildOffer({ offerId: 3n, price: 1n, token: parseAddress(`0x${'00'.repeat(20)}`) });
    const quote = quoteWish(buildQuestion({ offers: [coin, asDear, first] }));
    expect(quote.terms?.offerId).toBe(1n);
  });

  it('compares what the use costs by each rule', () => {
    const rule = { minimum: 0n, mediaFactors: [], groups: [], exclusivityFactor: 100 };
    const monthly = buildOffer({ offerId: 1n, price: 300n, rule });
    const flat = buildOffer({ offerId: 2n, price: 500n });
    const quoteFor = (days: number) =>
      quoteWish(buildQuestion({ offers: [monthly, flat], wish: buildWish({ lastDay: TODAY + days }) }));
    expect(quoteFor(10).terms).toMatchObject({ offerId: 1n, price: 300n });
    expect(quoteFor(40).terms).toMatchObject({ offerId: 2n, price: 500n });
    expect(quoteFor(-1).reasons.map(({ name }) => name)).toEqual(['WINDOW_EMPTY']);
  });

  it('tells of an offer for another organization only where there is no other', () => {
    const reserved = buildOffer({ offerId: 1n, price: 1n, licensee: MUSEUM });
    const mine = buildOffer({ offerId: 2n, price: 9n, licensee: STUDIO });
    expect(quoteWish(buildQuestion({ offers: [reserved, mine] })).terms?.offerId).toBe(2n);
    const refused = quoteWish(buildQuestion({ offers: [reserved] }));
    expect(refused.reasons).toEqual([reasonOf('OFFER_RESERVED', 1n)]);
  });

  it('says what would be agreed even when something stands in the way, but not without an offer', () => {
    const disputed = quoteWish(buildQuestion({ asset: { ...asset, openDisputes: 1 } }));
    expect(disputed.terms?.offerId).toBe(1n);
    expect(disputed.licenseId).not.toBeNull();
    expect(quoteWish(buildQuestion({ offers: [] }))).toMatchObject({ terms: null, licenseId: null });
  });

  it('takes the first of the offers with the fewest obstacles when none serves', () => {
    const far = buildOffer({ offerId: 1n, media: bitsOf(['GAME']), territories: 1n });
    const near = buildOffer({ offerId: 2n, media: bitsOf(['GAME']) });
    const asNear = buildOffer({ offerId: 3n, territories: 1n });
    const quote = quoteWish(buildQuestion({ offers: [asNear, near, far] }));
    expect(quote.terms?.offerId).toBe(2n);
    expect(quote.reasons.map(({ name }) => name)).toEqual(['OFFER_MEDIA']);
  });

  const { asset } = buildQuestion();
  const consent = { media: ALL_MEDIA, territories: WORLD, lastDay: TODAY + 365, shareBps: 3000, rights: 0 };
  it.each<[string, [string, bigint][], Partial<QuoteQuestion>]>([
    [
      'an unknown asset, and asks no further',
      [['ASSET_UNKNOWN', 0n]],
      { asset: { ...asset, isKnown: false }, consent: null, offers: [] },
    ],
    ['a withdrawn asset', [['ASSET_WITHDRAWN', 0n]], { asset: { ...asset, isWithdrawn: true } }],
    ['a disputed asset', [['ASSET_DISPUTED', 2n]], { asset: { ...asset, openDisputes: 2 } }],
    [
      'an unknown licensee',
      [['LICENSEE_UNKNOWN', 0n]],
      { licensee: { organizationId: STUDIO, isKnown: false } },
    ],
    [
      'a suspended licensee, and the offers of a suspended holder',
      [
        ['LICENSEE_SUSPENDED', 0n],
        ['HOLDER_SUSPENDED', 0n],
      ],
      {
        licensee: { organizationId: STUDIO, isKnown: true, isSuspended: true },
        asset: { ...asset, isHolderSuspended: true },
      },
    ],
    ['an empty window', [['WINDOW_EMPTY', 0n]], { wish: buildWish({ lastDay: TODAY - 1 }) }],
    [
      'a past window',
      [
        ['WINDOW_PAST', BigInt(TODAY)],
        ['OFFER_DAYS', (BigInt(TODAY) << 32n) | BigInt(TODAY + 365)],
      ],
      { wish: buildWish({ firstDay: TODAY - 1 }) },
    ],
    [
      'want of consent and offer, both',
      [
        ['NO_CONSENT', 0n],
        ['NO_OFFER', 0n],
      ],
      { consent: null, offers: [] },
    ],
    [
      'media without consent',
      [
        ['CONSENT_MEDIA', 0x8000n],
        ['OFFER_MEDIA', 0x8000n],
      ],
      { wish: buildWish({ media: bitsOf(['AI_TRAINING', 'GAME']) }) },
    ],
    [
      'territories without consent',
      [['CONSENT_TERRITORIES', parseTerritories('CN')]],
      { consent: { ...consent, territories: parseTerritories('FR') } },
    ],
    [
      'days after consent',
      [['CONSENT_ENDS', BigInt(TODAY + 29)]],
      { consent: { ...consent, lastDay: TODAY + 29 } },
    ],
    ['sales while they are paused', [['SALES_PAUSED', 0n]], { isPaused: true }],
    [
      'exclusivity that nobody offers',
      [['EXCLUSIVE_NOT_OFFERED', 1n]],
      { wish: buildWish({ exclusive: true }) },
    ],
    [
      'to sell what is exclusive to many',
      [['ONLY_EXCLUSIVE', 1n]],
      { offers: [buildOffer({ exclusive: true })] },
    ],
    [
      'a share below the one consent demands by now',
      [['SHARE_RAISED', 3001n]],
      { consent: { ...consent, shareBps: 3001 } },
    ],
    [
      'rights the council has not consented to, and only those that need it',
      [['CONSENT_RIGHTS', BigInt(SUBLICENSABLE)]],
      {
        consent: { ...consent, rights: TRANSFERABLE },
        offers: [buildOffer({ rights: TRANSFERABLE | SUBLICENSABLE | REVOCABLE })],
      },
    ],
  ])('refuses %s', (_what, reasons, overrides) => {
    const quote = quoteWish(buildQuestion(overrides));
    expect(quote.reasons.map(({ name, subject }) => [name, subject])).toEqual(reasons);
  });

  it('needs no consent where no community stands behind the asset', () => {
    const question = buildQuestion({ asset: { ...asset, needsConsent: false }, consent: null });
    expect(quoteWish(question).reasons).toEqual([]);
  });

  it('allows today as the first day and the last day of consent and offer as the last', () => {
    expect(quoteWish(buildQuestion({ wish: buildWish({ lastDay: TODAY + 365 }) })).reasons).toEqual([]);
  });

  it('has a name for every code of the contract, by its number', () => {
    const path = join(import.meta.dirname, '../../contracts/types/Reason.sol');
    const [, members = ''] = /enum Code \{([^}]+)\}/.exec(readFileSync(path, 'utf8')) ?? [];
    const declared = members.split(',').map((name) => name.trim());
    expect(declared.indexOf('ONLY_EXCLUSIVE')).toBe(28);
    expect(['NONE', ...Object.keys(REASON_CODES)]).toEqual(declared);
    expect(Object.values(REASON_CODES)).toEqual(Array.from({ length: 36 }, (_, at) => at + 1));
    expect(findReason(10, 5n)).toEqual({ code: 10, name: 'CONSENT_ENDS', subject: 5n });
    expect(findReason(99, 0n)).toBeNull();
  });
});

describe('storage layout', () => {
  it('is the one that solc reports', () => {
    expect(storageSlots).toMatchObject({
      ProvenanceLog: {
        _sizes: BigInt(LAYOUT.ProvenanceLog.sizes),
        _roots: BigInt(LAYOUT.ProvenanceLog.roots),
      },
      Organizations: { _members: BigInt(LAYOUT.Organizations.members) },
      LicenseToken: { _records: BigInt(LAYOUT.LicenseToken.records) },
    });
  });
});
