import { describe, expect, it } from 'vitest';
import type { AgreedAsset } from '../../../web/features/requests/model/documents.ts';
import {
  actsOnAgreeing,
  dueActs,
  isConsentUnsigned,
  standingOf,
  takenBackBy,
} from '../../../web/features/requests/model/due-acts.ts';
import type { Voice } from '../../../web/features/requests/model/voices.ts';
import { buildEntry, buildEvent, buildItem, buildRequest, buildTerms } from './build-shown-request.ts';

const NOTHING: AgreedAsset = { id: '0x01', useConsents: [], offers: [] };
const TERMS = buildTerms();
const CONSENT = {
  ...{ media: TERMS.media, territories: TERMS.territories, firstDay: TERMS.firstDay, lastDay: TERMS.lastDay },
  ...{ exclusive: false, rights: [], shareBps: 2_000, licensee: { id: 'studio' }, holder: { id: 'museum' } },
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

describe('a council that agreed in the thread', () => {
  const item = buildItem({ state: 'ANSWERED', agreedBy: ['ASKER', 'COMMUNITY'], waitsFor: ['HOLDER'] });
  const agree = buildEntry({ sequence: 2, kind: 'AGREE', role: 'COMMUNITY', at: '2026-11-30T09:00:00.700Z' });
  const entries = [buildEntry(), agree];
  const request = buildRequest({ entries });

  it('has not consented until the log says so', () => {
    expect(isConsentUnsigned(request, item, undefined)).toBe(true);
    const consented = buildEvent({ at: '2026-11-30T09:00:00Z' });
    expect(isConsentUnsigned({ ...request, events: [consented] }, item, undefined)).toBe(false);
    const ofOther = buildEvent({ assetId: '0x02' });
    expect(isConsentUnsigned({ ...request, events: [ofOther] }, item, undefined)).toBe(true);
    expect(isConsentUnsigned(request, item, standingOf(request, item, NOTHING))).toBe(true);
  });

  it('has nothing to sign where it named the terms itself, or did not agree', () => {
    const own = { ...item, revision: 2 };
    const counter = { ...agree, kind: 'COUNTER' as const };
    expect(isConsentUnsigned({ ...request, entries: [buildEntry(), counter] }, own, undefined)).toBe(false);
    expect(isConsentUnsigned(request, { ...item, agreedBy: ['ASKER'] }, undefined)).toBe(false);
  });
});

describe('what is agreed and not done yet', () => {
  const request = buildRequest();
  const due = (voice: Voice, asset: AgreedAsset, item = AGREED, entries = request.entries) =>
    dueActs(voice, item, { standing: standingOf(request, item, asset), entries, events: [] });

  it('is a consent and a statement of the council, and an offer and a statement of the holder', () => {
    expect(due(COUNCIL, NOTHING)).toEqual(['consent', 'statement']);
    expect(due(HOLDER, NOTHING)).toEqual(['offer', 'statement']);
  });

  it('leaves out what the platform shows already, whatever case addresses are in', () => {
    const consented: AgreedAsset = { ...NOTHING, useConsents: [{ ...CONSENT, state: 'GRANTED' }] };
    expect(due(COUNCIL, consented)).toEqual(['statement']);
    const stated = (role: Voice['role'], assetId: string) => ({
      standing: standingOf(request, AGREED, consented),
      entries: request.entries,
      events: [buildEvent({ kind: 'STATED', role, assetId })],
    });
    expect(dueActs(COUNCIL, AGREED, stated('COMMUNITY', AGREED.assetId))).toEqual([]);
    expect(dueActs(COUNCIL, AGREED, stated('COMMUNITY', '0x02'))).toEqual(['statement']);
    expect(dueActs(HOLDER, AGREED, stated('COMMUNITY', AGREED.assetId))).toEqual(['offer', 'statement']);
  });

  it('takes a consent for what is agreed on without the rights that only the holder gives', () => {
    const item = { ...AGREED, terms: buildTerms({ rights: ['TRANSFERABLE', 'RENEWABLE'] }) };
    const withRights = (rights: AgreedAsset['useConsents'][number]['rights']): AgreedAsset => ({
      ...NOTHING,
      useConsents: [{ ...CONSENT, rights, state: 'GRANTED' }],
    });
    expect(due(COUNCIL, withRights(['TRANSFERABLE']), item)).toEqual(['statement']);
    expect(due(COUNCIL, withRights([]), item)).toEqual(['consent', 'statement']);
  });

  it('names the use that a consent would replace, while that is in force', () => {
    const other = { ...CONSENT, media: ['GAME'], state: 'GRANTED' as const };
    const replacedBy = (use: AgreedAsset['useConsents'][number]) =>
      standingOf(request, AGREED, { ...NOTHING, useConsents: [use] }).replaced;
    expect(replacedBy(other)).toBe(other);
    expect(replacedBy({ ...CONSENT, state: 'GRANTED' })).toBeNull();
    expect(replacedBy({ ...other, state: 'WITHDRAWN' })).toBeNull();
    expect(replacedBy({ ...other, lastDay: '2020-01-01' })).toBeNull();
    expect(replacedBy({ ...other, holder: { id: 'archive' } })).toBeNull();
    expect(replacedBy({ ...other, licensee: { id: 'rival' } })).toBeNull();
  });

  it('is taken back by who gave it', () => {
    const { media, territories, firstDay, lastDay } = CONSENT;
    const offer = {
      ...{ id: '7', media, territories, firstDay, lastDay, exclusive: false, rights: [] },
      ...{ communityShareBps: 2_000, price: CONSENT.minPrice, licensee: { id: 'studio' } },
    };
    const standing = standingOf(request, AGREED, {
      ...NOTHING,
      useConsents: [{ ...CONSENT, state: 'GRANTED' }],
      offers: [offer],
    });
    expect(takenBackBy(HOLDER, [null, standing])).toEqual(['offer']);
    expect(takenBackBy(COUNCIL, [standing])).toEqual(['consent']);
    expect(takenBackBy(voiceOf('ASKER', 'studio'), [standing])).toEqual([]);
    expect(takenBackBy(HOLDER, [standingOf(request, AGREED, NOTHING)])).toEqual([]);
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
