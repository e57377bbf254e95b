import { describe, expect, it } from 'vitest';
import { organizationIdOf, parseAssetId } from '@lanran/protocol/kernel/ids';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { parseTerritories, territoryCodes, WORLD } from '@lanran/protocol/territories/territories';
import type { Deployment } from '@lanran/sdk/kernel/session';
import type { LicenseState } from '@lanran/sdk/licensing/license-state';
import { showAsset } from '../../../scripts/cli/finding/show.ts';
import { showLicense } from '../../../scripts/cli/lines/license.ts';
import { showOrganization } from '../../../scripts/cli/lines/organization.ts';

const TOKEN = parseAddress(`0x${'7c'.repeat(20)}`);
const OTHER_TOKEN = `0x${'0c'.repeat(20)}`;
const CANDIDATE = parseAddress(`0x${'ca'.repeat(20)}`);
const MUSEUM = { id: organizationIdOf('museum'), slug: 'museum' };
const VILLAGES = { id: organizationIdOf('villages'), slug: 'villages' };
const AUDITOR = { id: organizationIdOf('auditor'), slug: 'auditor' };
const ASSET = parseAssetId(`0x${'ab'.repeat(32)}`);

const deployment: Pick<Deployment, 'currencies'> & { readonly apiUrl: string } = {
  apiUrl: 'https://lanran.example',
  currencies: [{ symbol: 'TCNY', decimals: 2, kind: 'TEST', address: TOKEN }],
};

function buildAsset(overrides: Partial<Parameters<typeof showAsset>[0]> = {}) {
  return {
    id: ASSET,
    title: { en: 'Whirlpool batik', zh: '蜡染涡纹' },
    version: 1,
    holder: MUSEUM,
    community: { ...VILLAGES, council: CANDIDATE },
    files: [],
    troubles: [],
    labels: null,
    consent: {
      media: ['STREAMING'],
      territories: ['WORLD'],
      lastDay: '2028-12-31',
      shareBps: 2_000,
      rights: [],
    },
    useConsents: [],
    offers: [
      {
        id: '7',
        media: ['STREAMING'],
        territories: ['FR', 'CN'],
        firstDay: '2027-01-01',
        lastDay: '2027-12-31',
        exclusive: true,
        canBeTaken: true,
        price: { amount: 120_000n, token: TOKEN },
        communityShareBps: 2_000,
        rights: [],
      },
    ],
    isWithdrawn: false,
    takeDowns: [],
    custodyOffer: null,
    disputes: [],
    ...overrides,
  };
}

describe('showing how things stand', () => {
  it('says of a sequence which frames are missing, can’t be decoded here and are unlike the others', () => {
    const files = [1, 2, 3, 5, 6].map((frame) => ({
      id: `${ASSET}.1.${frame}`,
      path: `s.000${frame}.exr`,
      bytes: 10,
    }));
    const troubles = [{ name: 's.0001–0006.exr', padding: 4, unlike: [5], undecodable: [2, 6] }];
    const { lines, json } = showAsset(buildAsset({ files, troubles }), deployment);
    expect(lines).toContain(
      "  file s.0001–0006.exr  5 frames  50 bytes  1 missing: 0004  2 can't be decoded here: 0002, 0006  1 unlike the others: 0005",
    );
    expect(json).toMatchObject({ asset: { troubles } });
  });

  it('says what the community consented to and what is on offer', () => {
    const { lines } = showAsset(buildAsset(), deployment);
    expect(lines.join('\n')).toContain(
      'consent: STREAMING in the whole world until 2028-12-31, 20 % to the community',
    );
    expect(lines.join('\n')).toContain(
      'offer 7: STREAMING in France and mainland China, 2027-01-01 to 2027-12-31, exclusive',
    );
    expect(lines.join('\n')).toContain('1200 TCNY');
  });

  it('says which rights were consented to and which go with an offer', () => {
    const asset = buildAsset({
      consent: {
        media: ['STREAMING'],
        territories: ['WORLD'],
        lastDay: '2028-12-31',
        shareBps: 2_000,
        rights: ['TRANSFERABLE'],
      },
      offers: buildAsset().offers.map((offer) => ({ ...offer, rights: ['TRANSFERABLE', 'RENEWABLE'] })),
    });
    const { lines } = showAsset(asset, deployment);
    expect(lines.join('\n')).toContain('to the community; rights: TRANSFERABLE');
    expect(lines.join('\n')).toContain('1200 TCNY; rights: TRANSFERABLE, RENEWABLE');
  });

  it('says of an offer that nobody can take that it can’t be taken', () => {
    const asset = buildAsset();
    const offers = asset.offers.map((offer) => ({ ...offer, canBeTaken: false }));
    const { lines } = showAsset(buildAsset({ offers }), deployment);
    expect(lines.join('\n')).toContain("offer 7 (can't be taken for now): STREAMING");
    expect(showAsset(asset, deployment).lines.join('\n')).not.toContain('for now');
  });

  it('says that nothing can be licensed without consent', () => {
    const { lines } = showAsset(buildAsset({ consent: null }), deployment);
    expect(lines.join('\n')).toContain('nothing can be licensed, unless a collection it is in has one');
  });

  it('asks for no consent where no community stands behind the asset', () => {
    const { lines } = showAsset(buildAsset({ consent: null, community: null }), deployment);
    expect(lines.join('\n')).not.toContain('consent');
  });

  it('names who disputes an asset, and why as far as words are known', () => {
    const dispute = { organization: AUDITOR, reasonHash: '0x5a', openedAt: '2026-06-01T00:00:00.000Z' };
    const disputes = [{ ...dispute, reason: 'Its origin is not shown.' }, dispute];
    const { lines } = showAsset(buildAsset({ disputes }), deployment);
    expect(lines.filter((line) => line.includes('disputed by auditor'))).toEqual([
      '  disputed by auditor since 2026-06-01T00:00:00.000Z: Its origin is not shown.',
      '  disputed by auditor since 2026-06-01T00:00:00.000Z: reason 0x5a',
    ]);
  });

  it('says that a withdrawn asset is not for sale, whatever was offered', () => {
    const { lines } = showAsset(buildAsset({ isWithdrawn: true }), deployment);
    expect(lines.join('\n')).toContain('withdrawn from sale for good');
    expect(lines.join('\n')).not.toContain('offer 7');
  });

  const rule = {
    minimum: 50_000n,
    mediaFactors: [{ medium: 'STREAMING' as const, factor: 150 }],
    territoryFactors: [],
    exclusivityFactor: 300,
  };
  const useConsent = {
    state: 'GRANTED' as const,
    licensee: AUDITOR,
    holder: MUSEUM,
    media: ['GAME'],
    territories: ['WORLD'],
    firstDay: '2027-01-01',
    lastDay: '2027-12-31',
    exclusive: false,
    minPrice: { amount: 100_000n, token: TOKEN },
    shareBps: 2_000,
    rights: [],
  };
  const withRule = () => buildAsset().offers.map((offer) => ({ ...offer, rule, licensee: AUDITOR }));

  it('tells a price by a rule, and whom an offer is for', () => {
    const { lines, json } = showAsset(buildAsset({ offers: withRule() }), deployment);
    expect(lines.join('\n')).toContain('exclusive, 1200 TCNY a month; rights: none');
    expect(lines).toContain('    for auditor alone');
    expect(lines).toContain('    for each month begun; at least 500 TCNY');
    expect(lines).toContain('    STREAMING × 1.50; the highest counts');
    expect(lines).toContain('    exclusive × 3.00');
    expect(JSON.parse(JSON.stringify(json))).toMatchObject({
      asset: { offers: [{ licensee: AUDITOR, rule: { pricePerMonth: '1200 TCNY', minimum: '500 TCNY' } }] },
    });
  });

  it('tells a factor of exclusivity of exclusive offers alone', () => {
    const offers = withRule().map((offer) => ({ ...offer, exclusive: false }));
    expect(showAsset(buildAsset({ offers }), deployment).lines.join('\n')).not.toContain('exclusive ×');
  });

  it('tells a consent for one use', () => {
    const spent = { ...useConsent, state: 'SPENT' as const, licensee: MUSEUM };
    const asset = buildAsset({ consent: null, useConsents: [useConsent, spent] });
    const { lines, json } = showAsset(asset, deployment);
    expect(lines).toContain('  no consent in force for everybody; for one use each:');
    expect(lines).toContain(
      '  consent for one license by auditor: GAME in the whole world, 2027-01-01 to 2027-12-31, from 1000 TCNY on, 20 % to the community; rights: none',
    );
    expect(lines.join('\n')).not.toContain('license by museum');
    expect(JSON.parse(JSON.stringify(json))).toMatchObject({
      asset: { useConsents: [{ minPrice: '1000 TCNY' }, { state: 'SPENT' }] },
    });
  });

  it('says that the holder is suspended', () => {
    const holder = { ...MUSEUM, suspension: { suspendedFrom: '2026-06-01T00:00:00.000Z' } };
    expect(showAsset(buildAsset({ holder }), deployment).lines).toContain(
      '  museum is suspended since 2026-06-01T00:00:00.000Z: nothing of it can be licensed; what was sold stays',
    );
  });

  it('says to whom an asset is offered', () => {
    const { lines } = showAsset(buildAsset({ custodyOffer: AUDITOR }), deployment);
    expect(lines.join('\n')).toContain('offered to auditor, which may take it over');
  });

  const villages = {
    ...VILLAGES,
    kind: 'COMMUNITY' as const,
    name: { en: 'Villages', zh: '村寨' },
    isAdmitted: true,
    members: [],
    payout: CANDIDATE,
    council: CANDIDATE,
    succession: null,
    suspension: null,
  };

  it('says since when an organization is suspended and why, or from when on it will be', () => {
    const suspension = {
      suspendedFrom: '2026-06-01T00:00:00.000Z',
      reasonHash: '0x00',
      reason: 'A forgery.',
    };
    const linesOf = (suspendedFrom: string) =>
      showOrganization(
        { ...villages, suspension: { ...suspension, suspendedFrom } },
        { credits: [], held: null, deployment, profile: {} },
      ).lines.join('\n');
    expect(linesOf(suspension.suspendedFrom)).toContain('suspended since 2026-06-01T00:00:00.000Z');
    expect(linesOf(suspension.suspendedFrom)).toContain('reason: A forgery.');
    const later = new Date(Date.now() + 86_400_000).toISOString();
    expect(linesOf(later)).toContain(`will be suspended from ${later} on`);
  });

  it('says from when a council that the accreditor proposes may take the seat', () => {
    const succession = { candidate: CANDIDATE, seatableAt: '2026-07-01T00:00:00.000Z', byCouncil: false };
    const { lines } = showOrganization(
      { ...villages, succession },
      { credits: [], held: null, deployment, profile: {} },
    );
    expect(lines.join('\n')).toContain('from 2026-07-01T00:00:00.000Z unless the present one vetoes it');
  });

  it('says that a council that the present one names may take the seat now', () => {
    const succession = { candidate: CANDIDATE, seatableAt: '2026-06-01T00:00:00.000Z', byCouncil: true };
    const { lines } = showOrganization(
      { ...villages, succession },
      { credits: [], held: null, deployment, profile: {} },
    );
    expect(lines.join('\n')).toContain('who may take the seat now');
  });

  it('says whom to ask, and what is said before anybody asks', () => {
    const profile = {
      contact: { name: 'Office', telephone: '0855 555', postalAddress: '1 River Road\nKaili' },
      ...{ website: 'https://village.example/', welcome: { en: 'Films', zh: '影片' }, never: { zh: '戏谑' } },
      ...{ answersWithinDays: 21, closedUntil: '2090-02-01', closedReason: { en: 'New Year' } },
    };
    const { lines, json } = showOrganization(villages, { credits: [], held: null, deployment, profile });
    expect(lines).toEqual(
      expect.arrayContaining([
        '  ask: Office · 0855 555 · 1 River Road, Kaili · https://village.example/',
        '  takes no new requests until 2090-02-01: New Year',
        '  welcomes: Films · 影片',
        '  never allows: 戏谑',
        '  answers within 21 days',
      ]),
    );
    expect(json).toMatchObject({ organization: { profile } });
  });

  it('says what can be claimed, of a token without a name in its smallest unit', () => {
    const credits = [
      { amount: 24_000n, token: TOKEN },
      { amount: 5n, token: OTHER_TOKEN },
    ];
    const { lines, json } = showOrganization(villages, { credits, held: null, deployment, profile: {} });
    expect(lines).toContain('  can claim 240 TCNY');
    expect(lines).toContain(`  can claim 5 of the smallest unit of ${OTHER_TOKEN}`);
    expect(JSON.stringify(json)).toContain('"240 TCNY"');
  });

  it('says whose the payout address is, and warns when it is nobody’s any more', () => {
    const held = { address: CANDIDATE, safe: null, name: 'Li Ming' };
    const { lines } = showOrganization(villages, {
      credits: [],
      held: { ...held, holder: { kind: 'nobody' }, concern: 'nobody' },
      deployment,
      profile: {},
    });
    expect(lines).toContain(`  paid at ${CANDIDATE} (Li Ming, nobody who acts for the organization now)`);
    expect(lines.join('\n')).toContain('warning: the money of villages goes to nobody who acts for it now');
  });

  const license: LicenseState = {
    id: `0x${'11'.repeat(32)}`,
    asset: { id: ASSET },
    version: { version: 1 },
    agreement: null,
    versions: [{ version: { version: 1, title: { en: 'Whirlpool batik' }, creditLine: null } }],
    newerVersion: { version: 2 },
    licensee: AUDITOR,
    media: ['GAME'],
    territories: ['WORLD'],
    firstDay: '2027-01-01',
    lastDay: '2027-12-31',
    exclusive: false,
    price: { amount: 120_000n, token: TOKEN },
    rights: [],
    origin: 'SALE',
    isRevoked: false,
    isLive: true,
    transaction: '0x22',
  };

  it.each<[string, Partial<LicenseState>, string]>([
    ['live', {}, '  live'],
    ['not of these days', { isLive: false }, '  not live today; its days are 2027-01-01 to 2027-12-31'],
    [
      'revoked for a reason that was told',
      { isRevoked: true, isLive: false, revocation: { reasonHash: '0x5a', reason: 'Misuse.', at: '2027' } },
      '  revoked: Misuse.',
    ],
    [
      'revoked for a reason known by its hash',
      { isRevoked: true, isLive: false, revocation: { reasonHash: '0x5a', at: '2027' } },
      '  revoked: reason 0x5a',
    ],
  ])('says that a license is %s', (_, overrides, line) => {
    expect(showLicense({ ...license, labels: null, ...overrides }, deployment).lines).toContain(line);
  });

  it('says which license agreement a license is under', () => {
    const agreement = {
      sha256: 'ab'.repeat(32),
      bytes: 12,
      mediaType: 'text/plain',
      name: { en: 'Film license', zh: '许可协议' },
    } as const;
    const shown = showLicense({ ...license, labels: null, agreement }, deployment);
    expect(shown.lines).toContain(
      `  license agreement of the holder: Film license · 许可协议 (text/plain, 12 bytes, sha256 ${agreement.sha256})`,
    );
    expect(shown.lines).toContain(`    read it at https://lanran.example/agreements/${agreement.sha256}`);
    expect(shown.json).toMatchObject({
      license: { agreement: { ...agreement, path: `/agreements/${agreement.sha256}` } },
    });
  });

  it('says of a license what was taken down of the versions that it opens', () => {
    const takeDown = {
      scopeHash: `0x${'5c'.repeat(32)}`,
      organization: VILLAGES,
      takenDownAt: '2026-06-01T00:00:00.000Z',
      reason: 'A burial.',
      reasonHash: `0x${'5a'.repeat(32)}`,
      state: 'ERASED' as const,
      backups: [],
    };
    const linesWith = (scope: object) =>
      showLicense({ ...license, labels: null, takeDowns: [{ ...takeDown, scope }] }, deployment).lines;
    expect(linesWith({ version: 1 })).toContain(
      '  version 1 was sold; what it opened was taken down: no file can be downloaded any more',
    );
    expect(linesWith({ path: 'a.tif' })).toContain('  version 1 was sold; it opens version 1');
    expect(linesWith({ path: 'a.tif' }).join('\n')).toContain('a.tif in every version up to then: A burial.');
    expect(linesWith({ version: 2 }).join('\n')).not.toContain('taken down');
  });

  it('says “everywhere but one” of a license in a few words', () => {
    const territories = territoryCodes(WORLD & ~parseTerritories('US'));
    const { lines } = showLicense({ ...license, labels: null, territories }, deployment);
    expect(lines).toContain('  GAME in the whole world except the United States, 2027-01-01 to 2027-12-31');
  });

  it('says how to credit an asset, and what its community asks', () => {
    const labels = {
      id: ASSET,
      title: { en: 'Whirlpool batik' },
      creditLine: 'Collection of the county museum',
      holder: { name: { en: 'County museum' } },
      community: {
        name: { en: 'Villages', zh: '村寨' },
        labels: [
          {
            code: 'TK-F',
            title: { en: 'Only at funerals', zh: '仅用于丧葬' },
            text: { en: 'Do not show it at feasts.' },
          },
        ],
      },
    };
    const shown = showLicense({ ...license, labels }, deployment);
    expect(shown.lines).toContain('  credit: Collection of the county museum');
    expect(shown.lines).toContain('    Only at funerals · 仅用于丧葬 (TK-F): Do not show it at feasts.');
    expect(shown.json).toMatchObject({ license: { creditLine: 'Collection of the county museum' } });
    expect(showAsset(buildAsset({ labels }), deployment).lines).toContain('  Villages · 村寨 asks:');
  });
});
