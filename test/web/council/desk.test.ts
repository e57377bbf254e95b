import { describe, expect, it } from 'vitest';
import { randomBytes32 } from '@lanran/protocol/kernel/ids';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { answeredIn } from '../../../web/features/council/consents/model/answered-assets.ts';
import { byHolder, standingOf } from '../../../web/features/council/consents/model/asks.ts';
import { type Proposal, waitingOf } from '../../../web/features/council/signatures/model/proposals.ts';
import { soldIn } from '../../../web/features/council/consents/model/sold.ts';

type ThreadItem = Parameters<typeof answeredIn>[0][number]['items'][number];

const CONTRACT = parseAddress(`0x${'c0'.repeat(20)}`);

describe('how an asset stands with its council', () => {
  const none = new Map<string, string>();
  const open = {
    id: 'a1',
    access: 'LICENSED',
    consent: null,
    consentToJoin: null,
    consentRefusal: null,
  } as const;
  const consentToJoin = { collection: '0x01', lastDay: '2027-12-31' };
  const consentRefusal = { reason: 'No.', refusedAt: '2026-11-26T00:00:00Z' };

  it('asks until it was answered, by itself or with its collection', () => {
    expect(standingOf(open, none)).toBe('asks');
    expect(standingOf({ ...open, consentRefusal }, none)).toBe('refused');
    expect(standingOf({ ...open, consentToJoin }, none)).toBe('covered');
  });

  it('does not ask for what is never for sale', () => {
    expect(standingOf({ ...open, access: 'RESTRICTED' }, none)).toBe('never');
  });

  it('does not ask for what was answered in a request', () => {
    const answered = new Map([['a1', 'r1']]);
    expect(standingOf(open, answered)).toBe('answered');
    expect(standingOf({ ...open, consentRefusal }, answered)).toBe('refused');
  });

  it('is answered by the community’s own yes or no in a thread, as long as no thread asks for more', () => {
    const item: ThreadItem = { assetId: 'a1', agreedBy: ['ASKER'], waitsFor: [], declinedBy: null };
    const agreed: ThreadItem = { ...item, agreedBy: ['ASKER', 'COMMUNITY'], waitsFor: ['HOLDER'] };
    const declined: ThreadItem = { ...item, assetId: 'a2', declinedBy: 'COMMUNITY' };
    const byHolderAlone: ThreadItem = { ...item, assetId: 'a3', declinedBy: 'HOLDER' };
    const thread = (id: string, items: ThreadItem[], community = 'c1') => ({
      id,
      parties: [{ role: 'COMMUNITY' as const, organization: { id: community } }],
      items,
    });
    const latest = thread('r2', [agreed, declined, byHolderAlone]);
    const earlier = thread('r1', [{ ...item, declinedBy: 'COMMUNITY' }]);
    expect([...answeredIn([latest, earlier], 'c1')]).toEqual([
      ['a1', 'r2'],
      ['a2', 'r2'],
    ]);
    expect([...answeredIn([latest], 'c2')]).toEqual([]);
    const open = thread('r3', [{ ...item, waitsFor: ['HOLDER', 'COMMUNITY'] }]);
    expect([...answeredIn([open, latest], 'c1').keys()]).toEqual(['a2']);
  });

  it('is grouped by who keeps it, in the order of the list', () => {
    const holder = (id: string) => ({ id, slug: id, name: { en: id, zh: null } });
    const assets = [{ holder: holder('a') }, { holder: holder('b') }, { holder: holder('a') }];
    expect(byHolder(assets).map(({ holder: { id }, assets: { length } }) => [id, length])).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
  });
});

describe('what was sold under a consent', () => {
  const told = { media: ['GAME'], territories: ['FR'], firstDay: '2026-12-01', lastDay: '2027-12-01' };

  it('is every license of the history, with who has it now', () => {
    const licensed = {
      kind: 'licensed',
      details: JSON.stringify({ licenseId: '0x01', licensee: '0xaa', ...told }),
    };
    const handed = {
      kind: 'license-transferred',
      details: JSON.stringify({ licenseId: '0x01', previous: '0xaa', licensee: '0xbb' }),
    };
    const other = { kind: 'consented', details: '{}' };
    expect(soldIn([other, handed, licensed])).toMatchObject([
      { licenseId: '0x01', licensee: '0xbb', media: ['GAME'] },
    ]);
    expect(soldIn([{ kind: 'licensed', details: '{}' }])).toEqual([]);
  });
});

describe('the desk of several owners', () => {
  function buildProposal(overrides: Partial<Proposal>): Proposal {
    return {
      hash: randomBytes32(),
      safe: CONTRACT,
      nonce: '0',
      state: 'OPEN',
      threshold: 2,
      signers: [],
      assetIds: [],
      proposedAt: '2026-11-26T08:00:00Z',
      contract: 'ConsentRegistry',
      functionName: 'grant',
      to: CONTRACT,
      data: '0x',
      ...overrides,
    };
  }

  it('shows what waits in the order in which it can be done, and who stands for the same place', () => {
    const later = buildProposal({ nonce: '12' });
    const first = buildProposal({ nonce: '9' });
    const refused = buildProposal({ nonce: '9', state: 'REFUSED', proposedAt: '2026-11-26T09:00:00Z' });
    const done = buildProposal({ nonce: '8', state: 'EXECUTED' });
    const overtaken = buildProposal({ nonce: '9', state: 'OVERTAKEN' });
    const waiting = waitingOf([later, refused, done, overtaken, first]);
    expect(waiting).toEqual([
      { proposal: first, before: 0, isContested: true },
      { proposal: refused, before: 0, isContested: true },
      { proposal: later, before: 1, isContested: false },
    ]);
  });
});
