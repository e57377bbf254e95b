import { parseAddress } from '@lanran/protocol/kernel/signature';
import type { PlatformCurrency } from '@lanran/protocol/licensing/currencies';
import { STATEMENT_KINDS, type StatementKind } from '@lanran/protocol/log/statement';
import { parseTerritories, territoryCodes, WORLD } from '@lanran/protocol/territories/territories';
import { describe, expect, it } from 'vitest';
import { statementSentence } from '../../../web/lib/statements/statement-sentence.ts';
import { statementText } from '../../../web/lib/statements/text.ts';
import type { StatementDetailsJson } from '../../../web/lib/statements/statement-details.ts';

const MUSEUM = `0x${'11'.repeat(32)}`;
const STUDIO = `0x${'22'.repeat(32)}`;
const TOKEN = `0x${'33'.repeat(20)}`;
const NAMES = new Map([
  [MUSEUM, 'County museum'],
  [STUDIO, 'River studio'],
]);
const CURRENCY: PlatformCurrency = {
  ...{ symbol: 'TCNY', decimals: 2, kind: 'TEST' },
  address: parseAddress(TOKEN.toLowerCase()),
};

const WINDOW = {
  media: ['STREAMING'],
  territories: ['FR', 'CN'],
  firstDay: '2027-01-01',
  lastDay: '2027-12-31',
  exclusive: false,
};
const CONSENT = { ...WINDOW, holder: MUSEUM, shareBps: 2000, rights: [] };
const AGREED = { ...WINDOW, licensee: STUDIO, offerId: '1', origin: 'SALE', parent: null };

/** What a statement of each kind says, after docs/formats.md; kinds that are left out say nothing. */
const TOLD: Readonly<Partial<Record<StatementKind, StatementDetailsJson>>> = {
  published: {
    version: 1,
    title: { en: 'Whirlpool', zh: '涡妥纹' },
    organization: MUSEUM,
    files: { count: 2 },
  },
  revised: {
    version: 2,
    title: { en: 'Whirlpool', zh: '涡妥纹' },
    organization: MUSEUM,
    files: { count: 1 },
  },
  transferred: { previous: MUSEUM, holder: STUDIO },
  disputed: { organizationId: MUSEUM, reasonHash: null },
  'dispute-resolved': { organizationId: MUSEUM, reasonHash: null },
  consented: CONSENT,
  'collection-consented': { ...CONSENT, collection: '0x', community: MUSEUM, size: 40 },
  'collection-consent-withdrawn': { collection: '0x', community: MUSEUM },
  'consent-joined': { collection: '0x' },
  offered: { ...WINDOW, offerId: '1', holder: MUSEUM, price: { amount: '120000', token: TOKEN } },
  'offer-closed': { offerId: '1' },
  licensed: { ...AGREED, licenseId: '0x1' },
  ordered: { ...AGREED, orderId: '0x1' },
  'order-canceled': { orderId: '0x1' },
  'invoice-paid': { orderId: '0x1' },
  'share-received': { orderId: '0x1' },
  'license-transferred': { licenseId: '0x1', previous: STUDIO, licensee: MUSEUM },
  'license-revoked': { licenseId: '0x1', reasonHash: null },
  'custody-offered': { holder: MUSEUM, taker: STUDIO },
  'organization-admitted': { organizationId: MUSEUM, kind: 1 },
  'member-added': { key: TOKEN, role: 2 },
  'member-removed': { key: TOKEN, compromised: true },
  'payout-changed': { payout: TOKEN },
  'succession-proposed': { candidate: TOKEN, seatableAt: '2027-02-01T08:00:00.000Z', byCouncil: true },
  'succession-vetoed': { candidate: TOKEN },
  'council-seated': { council: TOKEN, previous: TOKEN },
  'organization-suspended': {
    organizationId: MUSEUM,
    suspendedFrom: '2027-02-01T08:00:00.000Z',
    reasonHash: null,
  },
  'suspension-lifted': { organizationId: MUSEUM },
  'dispute-allowed': { organizationId: MUSEUM },
  claimed: { token: TOKEN, amount: '1', payout: TOKEN },
  'fixity-checked': { scope: 'ALL', ok: 40, repaired: 1, damaged: 1, missing: 1, unreadable: 0 },
  agreed: { organization: MUSEUM, parties: [MUSEUM, STUDIO], algorithm: 'sha256', hash: '0x1' },
  used: { organization: STUDIO, licenseId: '0x1', algorithm: 'sha256', hash: '0x1', periodTo: '2027-03-31' },
  'version-taken': { licenseId: '0x1', version: '0x2' },
  'use-consented': { ...CONSENT, licensee: STUDIO },
  'use-consent-withdrawn': { licensee: STUDIO },
  'use-consent-spent': { licensee: STUDIO },
  'taken-down': { organizationId: MUSEUM, scopeHash: null, reasonHash: '0x1' },
  'sales-paused': { by: TOKEN },
  'sales-resumed': { by: TOKEN },
};

function sentence(
  kind: StatementKind,
  language: 'en' | 'zh',
  details: StatementDetailsJson = TOLD[kind] ?? {},
): string {
  return statementSentence({
    kind,
    details,
    actor: 'County museum',
    names: NAMES,
    currencies: [CURRENCY],
    language,
  });
}

describe.each(['en', 'zh'] as const)('in %s', (language) => {
  it('has a sentence for every kind that the log can hold, and none for others', () => {
    expect(Object.keys(statementText[language].told).sort()).toEqual([...STATEMENT_KINDS].sort());
    expect(Object.keys(statementText[language].plain).sort()).toEqual([...STATEMENT_KINDS].sort());
  });

  it.each(STATEMENT_KINDS)('tells %s in full, without a value that is missing', (kind) => {
    const told = sentence(kind, language);

    expect(told).toMatch(/[.。]$/);
    expect(told).not.toMatch(/[{}]|undefined|told\.|an organization|某机构/);
  });

  it.each(STATEMENT_KINDS)('tells %s to a reader who may not see more', (kind) => {
    const options = {
      kind,
      details: {},
      actor: null,
      names: new Map<string, string>(),
      currencies: [],
      language,
    };

    expect(statementSentence(options)).toBe(statementText[language].plain[kind]);
  });
});

it('says what a council gave, for how long, and what goes to the community', () => {
  expect(sentence('consented', 'en')).toBe(
    'County museum consented to streaming in France and mainland China until December 31, 2027; 20% of every price goes to the community.',
  );
  expect(sentence('consented', 'zh')).toBe(
    'County museum同意在法国和中国大陆用于网络视频，截至2027年12月31日；每笔价款的 20% 归社区。',
  );
});

it('tells the price in the platform’s token, and none in a token it does not know', () => {
  const other = { ...TOLD.offered, price: { amount: '120000', token: STUDIO.slice(0, 42) } };

  expect(sentence('offered', 'en')).toContain('for 1,200\u00A0TCNY');
  expect(sentence('offered', 'en', other)).toMatch(/December 31, 2027\.$/);
});

it('names nobody whom a council consented to one use by, for those who may not know', () => {
  const details = { holder: MUSEUM, reserved: true };
  expect(sentence('use-consented', 'en', details)).toBe(
    'County museum consented to one license of one organization.',
  );
  expect(sentence('use-consent-withdrawn', 'en', { reserved: true })).toBe(
    'County museum withdrew its consent to one license.',
  );
  expect(sentence('use-consented', 'zh', details)).toBe('County museum同意某一家机构取得一份许可。');
});

it('says of originals read again how many are whole, brought back and damaged', () => {
  expect(sentence('fixity-checked', 'en')).toBe(
    'The stored originals were read again: 41 are as published, one of them brought back before; 2 are damaged, missing or unreadable.',
  );
  expect(sentence('fixity-checked', 'en', { scope: 'ASSET', ok: 1 })).toBe(
    'The originals of this asset were read again: one is as published.',
  );
});

it('says that an offer of custody was taken back when it names nobody', () => {
  expect(sentence('custody-offered', 'en', { holder: MUSEUM, taker: null })).toMatch(/took back/);
});

it('names an organization that it does not know without inventing a name', () => {
  const details = { previous: MUSEUM, holder: `0x${'99'.repeat(32)}` };

  expect(sentence('transferred', 'en', details)).toBe(
    'County museum handed the asset over to an organization, which answers for it from now on.',
  );
});

it.each([
  ['en', 'A statement of the kind “lent”, which this version doesn’t know. It counts as proof of nothing.'],
  ['zh', '类型为“lent”的声明：本版本不识别此类型，不作为任何事项的证明。'],
] as const)('says of a kind of a later platform that it is not known here (%s)', (language, words) => {
  const options = { details: { title: { en: 'x' } }, actor: 'County museum', names: NAMES, currencies: [] };

  expect(statementSentence({ ...options, language, kind: 'lent' })).toBe(words);
  expect(statementSentence({ ...options, language, kind: 'constructor' })).toContain('constructor');
});

it('names the other parties of an agreement, and the days of a usage report as far as they are said', () => {
  expect(sentence('agreed', 'en')).toBe(
    'County museum stated which document it agreed on with River studio.',
  );
  expect(sentence('agreed', 'en', { organization: MUSEUM, parties: [MUSEUM] })).toMatch(/agreed on\.$/);
  expect(sentence('used', 'en')).toBe('County museum reported how it used its license to March 31, 2027.');
});

it('tells a whole asset that was taken down from a part of it', () => {
  expect(sentence('taken-down', 'en')).toContain('took the asset down for good');
  const part = { organizationId: MUSEUM, scopeHash: '0x2', reasonHash: '0x1' };
  expect(sentence('taken-down', 'en', part)).toContain('took a part of the asset down');
});

it.each([
  ['en', 'streaming in the whole world except the United States until'],
  ['zh', '全球（美国除外）'],
] as const)('says “everywhere but one” in a few words (%s)', (language, words) => {
  const territories = territoryCodes(WORLD & ~parseTerritories('US'));
  const sentence = statementSentence({
    kind: 'consented',
    details: { ...CONSENT, territories },
    actor: 'The village council',
    names: NAMES,
    currencies: [CURRENCY],
    language,
  });
  expect(sentence).toContain(words);
  expect(sentence.length).toBeLessThan(200);
});
