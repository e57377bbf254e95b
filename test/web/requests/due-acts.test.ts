import { describe, expect, it } from 'vitest';
import type { AgreedAsset } from '../../../web/features/requests/model/documents.ts';
import { actsOnAgreeing, dueActs, standingOf } from '../../../web/features/requests/model/due-acts.ts';
import type { Voice } from '../../../web/features/requests/model/voices.ts';
import { buildEntry, buildItem, buildRequest, buildTerms } from './build-shown-request.ts';

const NOTHING: AgreedAsset = { id: '0x01', useConsents: [], offers: [], statements: { edges: [] } };
const TERMS = buildTerms();
const CONSENT = {
  ...{ media: TERMS.media, territories: TERMS.territories, firstDay: TERMS.firstDay, lastDay: TERMS.lastDay },
  ...{ exclusive: false, rights: [], shareBps: 2_000, licensee: { id: 'studio' } },
  minPrice: { amount: '120000', token: TERMS.price?.token.toUpperCase().replace('X', 'x') ?? '' },
};
const AGREED = buildItem({
  state: 'AGREED',
  agreedBy: ['ASKER', 'HOLDER', 'COMMUNITY'],
  waitsFor: [],
  agreement: { sha256: '00' },
});

function voiceOf(role: Voice['role'], organizationId: string, safe: Voice['safe'] = null): Voice {
  return { role, organizationId, canDecide: true, safe };
}
const COUNCIL = voiceOf('COMMUNITY', 'village');
const HOLDER = voiceOf('HOLDER', 'museum');
const SAFE = { address: '0xsafe', owners: ['0xa', '0xb'], threshold: 2 };

describe('what is agreed and not done yet', () => {
  const request = buildRequest();
  const due = (voice: Voice, asset: AgreedAsset, item = AGREED, entries = request.entries) =>
    dueActs(voice, item, { standing: standingOf(request, item, asset), entries });

  it('is a consent and a statement of the council, and an offer and a statement of the holder', () => {
    expect(due(COUNCIL, NOTHING)).toEqual(['consent', 'statement']);
    expect(due(HOLDER, NOTHING)).toEqual(['offer', 'statement']);
  });

  it('leaves out what the platform shows already, whatever case addresses are in', () => {
    const consented: AgreedAsset = { ...NOTHING, useConsents: [{ ...CONSENT, state: 'GRANTED' }] };
    expect(due(COUNCIL, consented)).toEqual(['statement']);
    const details = JSON.stringify({ organization: 'village', request: 'r1' });
    const stated: AgreedAsset = {
      ...consented,
      statements: { edges: [{ node: { kind: 'agreed', details } }] },
    };
    expect(due(COUNCIL, stated)).toEqual([]);
    expect(due(HOLDER, stated)).toEqual(['offer', 'statement']);
  });

  it('is not done by a consent at another price, or by one that is used up', () => {
    const dearer = {
      ...CONSENT,
      minPrice: { ...CONSENT.minPrice, amount: '130000' },
      state: 'GRANTED' as const,
    };
    expect(due(COUNCIL, { ...NOTHING, useConsents: [dearer] })).toContain('consent');
    expect(due(COUNCIL, { ...NOTHING, useConsents: [{ ...CONSENT, state: 'SPENT' }] })).toContain('consent');
  });

  it('is no statement once what was agreed expired unused', () => {
    const ended = (state: 'BOUGHT' | 'EXPIRED') => due(HOLDER, NOTHING, { ...AGREED, state });
    expect(ended('BOUGHT')).toEqual(['statement']);
    expect(ended('EXPIRED')).toEqual([]);
  });

  it('asks no Safe for a statement', () => {
    expect(due(voiceOf('COMMUNITY', 'village', SAFE), NOTHING)).toEqual(['consent']);
  });

  it('asks a council for its consent before all have agreed only where it said yes to others’ terms', () => {
    const open = buildItem({ state: 'ANSWERED', agreedBy: ['ASKER', 'COMMUNITY'], waitsFor: ['HOLDER'] });
    const yes = buildEntry({ sequence: 2, kind: 'AGREE', role: 'COMMUNITY' });
    expect(due(COUNCIL, NOTHING, open, [buildEntry(), yes])).toEqual(['consent']);
    const own = { ...open, revision: 2, agreedBy: ['COMMUNITY'] as const };
    const counter = buildEntry({ sequence: 2, kind: 'COUNTER', role: 'COMMUNITY' });
    expect(due(COUNCIL, NOTHING, { ...own, agreedBy: ['COMMUNITY'] }, [buildEntry(), counter])).toEqual([]);
  });

  it('is signed at once by who agrees, a holder’s offer once it is the last to agree', () => {
    const open = buildItem({ state: 'ANSWERED' });
    expect(actsOnAgreeing(COUNCIL, [open])).toEqual(['consent']);
    expect(actsOnAgreeing(HOLDER, [open])).toEqual([]);
    expect(actsOnAgreeing(HOLDER, [{ ...open, waitsFor: ['HOLDER'] }])).toEqual(['offer', 'statement']);
    expect(actsOnAgreeing(voiceOf('ASKER', 'studio'), [{ ...open, waitsFor: ['ASKER'] }])).toEqual([]);
  });
});
