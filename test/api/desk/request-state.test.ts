import { assert, property, array, constantFrom, nat, record, integer } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agreedDocumentOf } from '@lanran/api/desk/domain/agreed-document';
import { actsOf } from '@lanran/api/desk/domain/request-acts';
import {
  ENTRY_KINDS,
  type EntryKind,
  PARTY_ROLES,
  partiesOf,
  type PartyRole,
  type RequestEntry,
} from '@lanran/api/desk/domain/request';
import {
  type AskersLicense,
  dayOf,
  isFinal,
  itemsOf,
  type RequestItem,
  type RequestState,
  stateOf,
} from '@lanran/api/desk/domain/request-state';
import { communityShareOf, differencesOf } from '@lanran/api/desk/domain/request-terms';
import { parseDay } from '@lanran/protocol/kernel/day';
import { organizationIdOf } from '@lanran/protocol/kernel/ids';
import { parseTerritories } from '@lanran/protocol/territories/territories';
import {
  ASSET,
  buildEntry,
  buildRequest,
  buildSale,
  buildTerms,
  COMMUNITY,
  MUSEUM,
  OTHER_ASSET,
  STUDIO,
} from './build-request.ts';

const OTHER_MUSEUM = organizationIdOf('other-museum');
const OTHER_TERMS = buildTerms({ price: 200_000n });
const REQUEST = buildRequest();
const TODAY = '2026-11-28';

interface Case {
  readonly thread: readonly RequestEntry[];
  readonly state: RequestState;
  readonly today?: string;
  readonly licenses?: readonly AskersLicense[];
}

function standing({ thread, today = TODAY, licenses = [] }: Omit<Case, 'state'>, request = REQUEST) {
  const [item] = itemsOf(request, thread, { today: parseDay(today), licenses });
  if (item === undefined) throw new Error('no item');
  return item;
}

const AGREED = [buildEntry(2, 'AGREE', 'COMMUNITY'), buildEntry(3, 'AGREE', 'HOLDER')];
const COUNTERED = buildEntry(2, 'COUNTER', 'COMMUNITY', { terms: [OTHER_TERMS] });
const IN_JANUARY = '2027-01-15';

describe('the state of an asset in a request', () => {
  it.each<[string, Case]>([
    ['ASKED while nobody answered', { thread: [], state: 'ASKED' }],
    ['ASKED when who asked wrote again', { thread: [buildEntry(2, 'MESSAGE', 'ASKER')], state: 'ASKED' }],
    ['ANSWERED by a message', { thread: [buildEntry(2, 'MESSAGE', 'HOLDER')], state: 'ANSWERED' }],
    ['ANSWERED by other terms', { thread: [COUNTERED], state: 'ANSWERED' }],
    ['ANSWERED when one of two agreed', { thread: AGREED.slice(0, 1), state: 'ANSWERED' }],
    ['AGREED when every party agreed', { thread: AGREED, state: 'AGREED' }],
    [
      'AGREED to other terms when the two others agreed to them',
      {
        thread: [COUNTERED, buildEntry(3, 'AGREE', 'ASKER'), buildEntry(4, 'AGREE', 'HOLDER')],
        state: 'AGREED',
      },
    ],
    [
      'ANSWERED when terms came after the agreement of others',
      {
        thread: [
          buildEntry(2, 'AGREE', 'HOLDER'),
          { ...COUNTERED, sequence: 3 },
          buildEntry(4, 'AGREE', 'ASKER'),
        ],
        state: 'ANSWERED',
      },
    ],
    [
      'ANSWERED when who asked names other terms after all agreed',
      { thread: [...AGREED, buildEntry(4, 'COUNTER', 'ASKER', { terms: [OTHER_TERMS] })], state: 'ANSWERED' },
    ],
    ['AGREED past the due day', { thread: AGREED, today: IN_JANUARY, state: 'AGREED' }],
    ['EXPIRED once the agreed use is over', { thread: AGREED, today: '2028-01-01', state: 'EXPIRED' }],
    ['ASKED on the due day', { thread: [], today: '2026-12-25', state: 'ASKED' }],
    ['EXPIRED after it', { thread: [], today: '2026-12-26', state: 'EXPIRED' }],
    ['EXPIRED also when countered', { thread: [COUNTERED], today: '2026-12-26', state: 'EXPIRED' }],
    [
      'EXPIRED for an agreement that came too late',
      {
        thread: [AGREED[0], buildEntry(3, 'AGREE', 'HOLDER', { day: '2026-12-26' })].filter(
          (entry) => entry !== undefined,
        ),
        today: '2026-12-26',
        state: 'EXPIRED',
      },
    ],
    ['DECLINED by anybody', { thread: [buildEntry(2, 'DECLINE', 'COMMUNITY')], state: 'DECLINED' }],
    [
      'DECLINED after an agreement',
      { thread: [...AGREED, buildEntry(4, 'DECLINE', 'HOLDER')], state: 'DECLINED' },
    ],
    ['WITHDRAWN by who asked', { thread: [buildEntry(2, 'WITHDRAW', 'ASKER')], state: 'WITHDRAWN' }],
    ['ASKED when another withdraws', { thread: [buildEntry(2, 'WITHDRAW', 'HOLDER')], state: 'ASKED' }],
    [
      'BOUGHT by a license of just what was agreed',
      { thread: AGREED, licenses: [buildSale('2026-11-27T00:00:00Z')], state: 'BOUGHT' },
    ],
    [
      'BOUGHT by an invoice',
      {
        thread: AGREED,
        licenses: [buildSale('2026-11-27T00:00:00Z', { origin: 'INVOICE' })],
        state: 'BOUGHT',
      },
    ],
    [
      'BOUGHT in the second of the agreement',
      { thread: AGREED, licenses: [buildSale('2026-11-26T12:00:00Z')], state: 'BOUGHT' },
    ],
    [
      'BOUGHT before other terms came',
      {
        thread: [...AGREED, buildEntry(4, 'COUNTER', 'HOLDER', { terms: [OTHER_TERMS], day: '2026-11-28' })],
        licenses: [buildSale('2026-11-27T00:00:00Z')],
        state: 'BOUGHT',
      },
    ],
    [
      'AGREED where the license is older',
      { thread: AGREED, licenses: [buildSale('2026-11-25T00:00:00Z')], state: 'AGREED' },
    ],
    [
      'AGREED where the license cost more',
      { thread: AGREED, licenses: [buildSale('2026-11-27T00:00:00Z', { price: 120_001n })], state: 'AGREED' },
    ],
    [
      'AGREED where the license cost less',
      { thread: AGREED, licenses: [buildSale('2026-11-27T00:00:00Z', { price: 100n })], state: 'AGREED' },
    ],
    [
      'AGREED where another holder sold it',
      {
        thread: AGREED,
        licenses: [buildSale('2026-11-27T00:00:00Z', { holder: OTHER_MUSEUM })],
        state: 'AGREED',
      },
    ],
    [
      'AGREED where it is a part of another’s license',
      {
        thread: AGREED,
        licenses: [buildSale('2026-11-27T00:00:00Z', { origin: 'SUBLICENSE' })],
        state: 'AGREED',
      },
    ],
    [
      'AGREED where the license is of fewer days',
      {
        thread: AGREED,
        licenses: [
          buildSale('2026-11-27T00:00:00Z', {
            wish: { ...buildTerms().wish, lastDay: parseDay('2027-01-01') },
          }),
        ],
        state: 'AGREED',
      },
    ],
    [
      'AGREED where the license is exclusive',
      {
        thread: AGREED,
        licenses: [buildSale('2026-11-27T00:00:00Z', { wish: { ...buildTerms().wish, exclusive: true } })],
        state: 'AGREED',
      },
    ],
    [
      'AGREED where the license is of more days',
      {
        thread: AGREED,
        licenses: [
          buildSale('2026-11-27T00:00:00Z', {
            wish: { ...buildTerms().wish, lastDay: parseDay('2028-01-01') },
          }),
        ],
        state: 'AGREED',
      },
    ],
    [
      'ANSWERED where nobody agreed to what was sold',
      { thread: [COUNTERED], licenses: [buildSale('2026-11-27T00:00:00Z')], state: 'ANSWERED' },
    ],
  ])('is %s', (_name, { state, ...given }) => {
    expect(standing(given).state).toBe(state);
  });

  it('names what was sold of an agreement that was declined or countered since', () => {
    const sale = buildSale('2026-11-28T18:00:00Z');
    const ends = [
      buildEntry(4, 'DECLINE', 'HOLDER', { day: '2026-11-27' }),
      buildEntry(4, 'COUNTER', 'HOLDER', { terms: [OTHER_TERMS], day: '2026-11-27' }),
    ];
    expect(
      ends.map((end) => {
        const { state, licenseId, sales } = standing({ thread: [...AGREED, end], licenses: [sale] });
        return { state, licenseId, sales };
      }),
    ).toEqual([
      { state: 'DECLINED', licenseId: null, sales: [sale.id] },
      { state: 'ANSWERED', licenseId: null, sales: [sale.id] },
    ]);
    expect(standing({ thread: [COUNTERED], licenses: [sale] }).sales).toEqual([]);
  });

  it('needs a price and a share before anybody agrees', () => {
    const request = buildRequest({ terms: [buildTerms({ price: null })] });
    expect(standing({ thread: AGREED }, request)).toMatchObject({ state: 'ASKED', agreedBy: ['ASKER'] });
  });

  it('needs the holder alone where there is no community, and the council alone for a review', () => {
    const plain = buildRequest({ community: null });
    expect(standing({ thread: [buildEntry(2, 'AGREE', 'HOLDER')] }, plain).state).toBe('AGREED');
    expect(partiesOf({ kind: 'REVIEW', community: COMMUNITY })).toEqual(['ASKER', 'COMMUNITY']);
  });

  it('stays ANSWERED after the due day where there are only words', () => {
    const question = buildRequest({ kind: 'QUESTION', community: null, terms: [] });
    const late = { today: IN_JANUARY };
    expect(standing({ thread: [buildEntry(2, 'MESSAGE', 'HOLDER')], ...late }, question).state).toBe(
      'ANSWERED',
    );
    expect(standing({ thread: [], ...late }, question).state).toBe('EXPIRED');
  });

  it('is each asset’s own', () => {
    const request = buildRequest({ assetIds: [ASSET, OTHER_ASSET] });
    const items = itemsOf(request, [buildEntry(2, 'DECLINE', 'COMMUNITY')], {
      today: parseDay(TODAY),
      licenses: [],
    });
    expect(items.map(({ state }) => state)).toEqual(['DECLINED', 'ASKED']);
    expect(stateOf(items)).toBe('ANSWERED');
  });
});

const steps = array(
  record({
    kind: constantFrom(...ENTRY_KINDS.filter((kind) => kind !== 'ASK')),
    role: constantFrom(...PARTY_ROLES),
    pause: integer({ min: 0, max: 12 }),
    price: nat(2),
    isSale: nat(5),
  }),
  { maxLength: 14 },
);
interface Step {
  readonly kind: EntryKind;
  readonly role: PartyRole;
  readonly pause: number;
  readonly price: number;
  readonly isSale: number;
}
type Steps = readonly Step[];

/** A thread in the order of its days, and licenses sold on some of them. */
function played(drawn: Steps): { readonly thread: RequestEntry[]; readonly licenses: AskersLicense[] } {
  const thread: RequestEntry[] = [];
  const licenses: AskersLicense[] = [];
  let at = new Date('2026-11-25T09:00:00Z').getTime();
  for (const [index, { kind, role, pause, price, isSale }] of drawn.entries()) {
    at += pause * 86_400_000 + 1_000;
    const terms =
      kind === 'COUNTER' ? [buildTerms({ price: price === 0 ? null : BigInt(price) * 60_000n })] : [];
    thread.push({ ...buildEntry(index + 2, kind, role), at: new Date(at), terms });
    if (isSale === 0) licenses.push(buildSale(new Date(at + 500_000).toISOString(), { price: 60_000n }));
    at += 1_000_000;
  }
  return { thread, licenses };
}

/** The states after each entry, on its day, by what was sold until then. */
function course(drawn: Steps): RequestItem[] {
  const { thread, licenses } = played(drawn);
  return thread.map((entry, index) => {
    const given = {
      today: dayOf(entry.at),
      licenses: licenses.filter(({ soldAt }) => soldAt <= entry.at),
    };
    const [item] = itemsOf(REQUEST, thread.slice(0, index + 1), given);
    if (item === undefined) throw new Error('no item');
    return item;
  });
}

describe('any thread', () => {
  it('leads out of no final state', () => {
    assert(
      property(steps, (drawn) => {
        const states = course(drawn).map(({ state }) => state);
        const end = states.findIndex(isFinal);
        if (end !== -1) expect(new Set(states.slice(end)).size).toBe(1);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is AGREED only by an agreement of every party since the terms on the table', () => {
    assert(
      property(steps, (drawn) => {
        const { thread } = played(drawn);
        for (const [index, { state, revision, terms, agreedBy }] of course(drawn).entries()) {
          if (state !== 'AGREED') continue;
          expect(agreedBy).toEqual(partiesOf(REQUEST));
          expect(terms?.price).not.toBeNull();
          // Entries after the due day change nothing.
          const since = thread
            .slice(0, index + 1)
            .filter(({ sequence, at }) => sequence > revision && dayOf(at) <= REQUEST.dueDay);
          const proposer = thread.find(({ sequence }) => sequence === revision)?.role ?? 'ASKER';
          for (const party of partiesOf(REQUEST))
            expect(
              party === proposer || since.some(({ kind, role }) => kind === 'AGREE' && role === party),
            ).toBe(true);
          expect(since.some(({ kind }) => kind === 'COUNTER')).toBe(false);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('terms', () => {
  it('give the community its share as the contract rounds it, up', () => {
    const share = (price: bigint, bps: number) =>
      communityShareOf(buildTerms({ price, communityShareBps: bps }));
    expect(share(120_000n, 2_000)).toBe(24_000n);
    expect(share(1n, 1)).toBe(1n);
    expect(share(10_001n, 3_333)).toBe(3_334n);
    expect(share(100n, 0)).toBe(0n);
    expect(communityShareOf(buildTerms({ price: null }))).toBeNull();
  });

  it('are compared field by field', () => {
    const after = buildTerms({
      price: null,
      wish: { ...buildTerms().wish, territories: parseTerritories('FR,CN'), exclusive: true },
    });
    expect(differencesOf(buildTerms(), after)).toEqual([
      { field: 'territories', before: 'WORLD', after: 'CN,FR' },
      { field: 'exclusive', before: 'false', after: 'true' },
      { field: 'price', before: '120000', after: null },
    ]);
    expect(differencesOf(after, after)).toEqual([]);
  });
});

describe('what was agreed', () => {
  it('is one document for all, hashed with a salt, and only once all agreed', () => {
    expect(agreedDocumentOf(REQUEST, standing({ thread: AGREED.slice(0, 1) }))).toBeNull();
    const document = agreedDocumentOf(REQUEST, standing({ thread: AGREED }));
    expect(document?.parties).toEqual([STUDIO, MUSEUM, COMMUNITY]);
    expect(JSON.parse(document?.text ?? '')).toMatchObject({
      request: 'r1',
      revision: 1,
      media: 'STREAMING',
      price: { amount: '120000' },
      communityShareBps: 2_000,
      agreedAt: '2026-11-26T12:00:00.000Z',
      salt: REQUEST.salt,
    });
    expect(
      agreedDocumentOf(REQUEST, standing({ thread: [...AGREED, buildEntry(4, 'DECLINE', 'HOLDER')] })),
    ).toBeNull();
    const otherSalt = buildRequest({ salt: `0x${'5b'.repeat(32)}` });
    expect(agreedDocumentOf(otherSalt, standing({ thread: AGREED }))?.sha256).not.toBe(document?.sha256);
    const bought = standing({ thread: AGREED, licenses: [buildSale('2026-11-27T00:00:00Z')] });
    expect(agreedDocumentOf(REQUEST, bought)?.sha256).toBe(document?.sha256);
  });

  it('is done by a consent to one use and an offer for one organization', () => {
    const acts = actsOf(REQUEST, standing({ thread: AGREED }));
    expect(acts?.consentTo).toMatchObject({
      holder: MUSEUM,
      licensee: STUDIO,
      minPrice: 120_000n,
      shareBps: 2_000,
    });
    expect(acts?.offer).toMatchObject({ licensee: STUDIO, price: 120_000n, communityShareBps: 2_000 });
    const plain = buildRequest({ community: null });
    expect(
      actsOf(plain, standing({ thread: [buildEntry(2, 'AGREE', 'HOLDER')] }, plain))?.consentTo,
    ).toBeNull();
    expect(actsOf(REQUEST, standing({ thread: [buildEntry(2, 'DECLINE', 'HOLDER')] }))).toBeNull();
  });
});
