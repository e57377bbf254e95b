import { beforeAll, describe, expect, it } from 'vitest';
import { formatBundle, type Bundle } from '@lanran/protocol/proofs/bundle';
import type { SaleProof } from '@lanran/protocol/proofs/bundle-sale';
import type { Check, CheckName, Known } from '@lanran/protocol/proofs/check';
import { toHex, uintBytes } from '@lanran/protocol/kernel/bytes';
import { assetIdOf, NO_COMMUNITY } from '@lanran/protocol/kernel/ids';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { verifyBundle, verifyBundleText } from '@lanran/protocol/proofs/verify';
import { filled, MUSEUM } from './builders.ts';
import { buildCase, flipByte, type Case, type CaseOptions } from './bundles.ts';
import { COUNCIL, type SaleOptions } from './simulated-sale.ts';

const ALTERED = 2_000;

let whole: Case;
beforeAll(async () => {
  whole = await buildCase();
});

function never(): never {
  throw new Error('the case lacks what the test needs');
}

async function outcome(
  name: CheckName,
  options: CaseOptions,
  change: (bundle: Bundle) => Bundle = (bundle) => bundle,
): Promise<Check> {
  const { bundle, known } = await buildCase(options);
  return find(name, change(bundle), known);
}

async function find(name: CheckName, bundle: Bundle, known: Known): Promise<Check> {
  const { checks } = await verifyBundle(bundle, known);
  return checks.find((check) => check.name === name) ?? never();
}

const changedSale =
  (change: (sale: SaleProof) => SaleProof) =>
  (bundle: Bundle): Bundle => ({ ...bundle, sale: change(bundle.sale ?? never()) });

describe('the consent that a sale stood on', () => {
  it.each<[string, SaleOptions]>([
    ['to the asset', {}],
    ['to a collection that the asset follows', { kind: 'collection-consented' }],
    ['to this one use', { kind: 'use-consented' }],
    ['under the state of the sale’s own block', { isSameBlock: true }],
  ])('%s is proven, with who consented, when and to what', async (_what, sale) => {
    const { status, reason } = await outcome('consent', { sale });
    expect({ status, reason }).toMatchObject({ status: 'pass' });
    expect(reason).toContain(COUNCIL);
    expect(reason).toContain('until 2027-03-23 for a share of 30 %');
  });

  it('is not needed where no community stands behind the asset, and not accepted then', async () => {
    const { bundle, known } = await buildCase({ statement: { community: NO_COMMUNITY } });
    expect(await find('consent', bundle, known)).toMatchObject({
      status: 'fail',
      reason: 'the chain has another community for the asset than its statement',
    });
  });

  it.each<[string, CaseOptions, string]>([
    ['ended', { sale: { isEnded: true } }, 'it was not in force when the license was sold'],
    ['ends before the license', { sale: { lastDay: 20_811 } }, 'it ended on 2026-12-24'],
    ['is to other media', { sale: { media: 8 } }, 'media STREAMING'],
    ['asks a higher share', { sale: { shareBps: 3_100 } }, 'a share of 31 %'],
    ['of another day stands in the log', { sale: { givenAt: 1_794_500_000 } }, 'not in block 12'],
    ['says something else in the log', { sale: { statedShareBps: 100 } }, 'something else: share'],
    ['was given without a council', { sale: { council: parseAddress(`0x${'00'.repeat(20)}`) } }, 'had none'],
  ])('fails when it %s', async (_what, options, reason) => {
    const found = await outcome('consent', options);
    expect(found).toMatchObject({ status: 'fail' });
    expect(found.reason).toContain(reason);
  });

  it.each<[string, CaseOptions, (own: SaleProof, other: SaleProof) => SaleProof]>([
    [
      'that of another asset',
      { terms: { assetId: assetIdOf(MUSEUM, filled(0x99)) } },
      (own, { consent = never() }) => ({ ...own, consent }),
    ],
    [
      'that of another day',
      { sale: { givenAt: 1_794_500_000 } },
      ({ consent = never(), ...own }, { consent: other = never() }) => ({
        ...own,
        consent: { ...consent, given: other.given, header: other.header, council: other.council },
      }),
    ],
    [
      'that of another council',
      { sale: { council: parseAddress(`0x${'c1'.repeat(20)}`) } },
      ({ consent = never(), ...own }, { consent: other = never() }) => ({
        ...own,
        consent: { ...consent, header: other.header, council: other.council },
      }),
    ],
    [
      'another state of the registry',
      { sale: { lastDay: 25_000 } },
      ({ consent = never(), ...own }, { consent: other = never() }) => ({
        ...own,
        consent: { ...consent, registry: other.registry },
      }),
    ],
  ])('fails when it was exchanged for %s', async (_what, options, exchange) => {
    const other = (await buildCase(options)).bundle.sale ?? never();
    const exchanged = changedSale((own) => exchange(own, other))(whole.bundle);
    expect(await find('consent', exchanged, whole.known)).toMatchObject({ status: 'fail' });
    const { chain: _chain, trust: _trust, ...offline } = whole.known;
    expect(await find('consent', exchanged, offline)).toMatchObject({ status: 'fail' });
  });

  it('is unknown in a bundle of before, which is accepted, and where it couldn’t be proven any more', async () => {
    const older = await buildCase({ sale: null });
    const report = await verifyBundleText(formatBundle(older.bundle), older.known);
    expect(report.ok).toBe(true);
    const unknowns = report.checks.filter(({ status }) => status === 'unknown').map(({ name }) => name);
    expect(unknowns).toEqual(['consent', 'undisputed']);
    const pruned = changedSale(({ consent: _consent, ...sale }) => sale)(whole.bundle);
    expect(await find('consent', pruned, whole.known)).toMatchObject({ status: 'unknown' });
    expect(await find('undisputed', pruned, whole.known)).toMatchObject({ status: 'pass' });
  });
});

describe('disputes in the block of the sale', () => {
  it('fail the check when one stood open or the asset had been withdrawn', async () => {
    expect(await outcome('undisputed', { sale: { disputes: 2 } })).toMatchObject({
      status: 'fail',
      reason: expect.stringContaining('2 disputes about the asset stood open') as string,
    });
    expect(await outcome('undisputed', { sale: { isWithdrawn: true } })).toMatchObject({ status: 'fail' });
  });

  it('are those of that block and no other', async () => {
    const other = (await buildCase({ sale: { disputes: 1 } })).bundle.sale ?? never();
    const elsewhere = changedSale((sale) => ({
      ...sale,
      ...(other.before !== undefined && { before: other.before }),
      asset: other.asset,
    }));
    expect(await find('undisputed', elsewhere(whole.bundle), whole.known)).toMatchObject({
      status: 'fail',
      reason: 'the state is not that of the block before the sale',
    });
  });

  it('stay unknown while nobody says that the blocks are the chain’s', async () => {
    const { chain, ...offline } = whole.known;
    expect(await find('undisputed', whole.bundle, offline)).toMatchObject({ status: 'unknown' });
    expect(await find('consent', whole.bundle, offline)).toMatchObject({ status: 'unknown' });
    const lacking = {
      ...chain,
      findBlockHash: async (number: bigint) => (number === 12n ? filled(1) : chain.findBlockHash(number)),
    };
    const known = { ...whole.known, chain: lacking };
    expect(await find('consent', whole.bundle, known)).toMatchObject({ status: 'fail' });
    expect(await find('undisputed', whole.bundle, known)).toMatchObject({ status: 'pass' });
  });
});

describe('the title that the holder stated', () => {
  it('is named, and unknown where nothing was stated or shown', async () => {
    expect(await outcome('title stated', {})).toMatchObject({
      status: 'pass',
      reason: 'the holder stated: In copyright · gift (http://rightsstatements.org/vocab/InC/1.0/)',
    });
    const unstated = await outcome('title stated', { rightsStatement: null });
    expect(unstated).toMatchObject({ status: 'unknown' });
    expect(unstated.reason).toContain('neither copyright status nor basis');
    const hidden = await outcome('title stated', { reveal: ['files'] });
    expect(hidden.reason).toContain('is not shown');
    const wrong = await outcome('title stated', { rightsStatement: { status: 'https://example.org/mine' } });
    expect(wrong).toMatchObject({ status: 'fail' });
  });
});

it(`of ${ALTERED} altered bundles every one is refused offline`, { timeout: 600_000 }, async () => {
  const { checkpoint, ...bundle } = whole.bundle;
  // Without the witness's cosignature, which is unknown to a verifier that knows no witnesses.
  const own = checkpoint.split('\n').slice(0, -2).join('\n') + '\n';
  const text = formatBundle({ ...bundle, checkpoint: own });
  expect((await verifyBundleText(text)).ok).toBe(true);
  const from = text.indexOf('"sale":');
  const to = text.indexOf('"statement":', text.lastIndexOf('"sold":'));
  expect(to - from).toBeGreaterThan(5_000);
  const accepted: number[] = [];
  for (let round = 0; round < ALTERED; round++) {
    // Three of four in what the sale stood on.
    const [start, end] = round % 4 === 0 ? [0, text.length] : [from, to];
    const at = start + ((round * 7_919) % (end - start));
    const letter = text[at] === 'b' ? 'c' : 'b';
    const report = await verifyBundleText(text.slice(0, at) + letter + text.slice(at + 1));
    if (report.ok) accepted.push(at);
  }
  expect(accepted).toEqual([]);
});

it('every part of it is looked at', async () => {
  const consent = whole.bundle.sale?.consent ?? never();
  const changes: ((sale: SaleProof) => SaleProof)[] = [
    (sale) => ({ ...sale, header: flipByte(sale.header) }),
    (sale) => ({ ...sale, before: flipByte(sale.before ?? never()) }),
    (sale) => ({ ...sale, consent: { ...consent, header: flipByte(consent.header) } }),
    (sale) => ({ ...sale, consent: { ...consent, parties: consent.council } }),
    (sale) => ({ ...sale, sold: consent.given }),
    (sale) => ({ ...sale, consent: { ...consent, given: sale.sold } }),
    (sale) => ({ ...sale, sold: { ...sale.sold, leaf: { ...sale.sold.leaf, index: 0 } } }),
    (sale) => ({ ...sale, asset: { ...sale.asset, address: parseAddress(toHex(uintBytes(1, 20))) } }),
  ];
  for (const [at, change] of changes.entries()) {
    const { ok } = await verifyBundle(changedSale(change)(whole.bundle), whole.known);
    expect([at, ok]).toEqual([at, false]);
  }
});
