import { describe, expect, it } from 'vitest';
import {
  askedAtFirst,
  groupsOf,
  nextToAnswer,
  writtenAfter,
} from '../../../web/features/requests/model/shown-request.ts';
import { buildEntry, buildItem, buildTerms } from './build-shown-request.ts';

const PARTIES = [{ role: 'ASKER' }, { role: 'HOLDER' }, { role: 'COMMUNITY' }] as const;

describe('a request as it is shown', () => {
  it('shows assets together that stand alike, and apart what was countered', () => {
    const terms = buildTerms();
    const items = [
      buildItem({ assetId: '0x01', terms }),
      buildItem({ assetId: '0x02', terms: buildTerms({ lastDay: '2028-12-31' }) }),
      buildItem({ assetId: '0x03', terms }),
    ];
    const groups = groupsOf(items).map((group) => group.items.map(({ assetId }) => assetId));
    expect(groups).toEqual([['0x01', '0x03'], ['0x02']]);
  });

  it('waits for those who have yet to agree to something open, in the order of the parties', () => {
    const items = [
      buildItem({ state: 'DECLINED', waitsFor: ['ASKER'] }),
      buildItem({ state: 'ANSWERED', waitsFor: ['COMMUNITY'] }),
      buildItem({ state: 'ASKED', waitsFor: ['HOLDER', 'COMMUNITY'] }),
    ];
    expect(nextToAnswer({ kind: 'USE', parties: PARTIES, items })).toEqual(['HOLDER', 'COMMUNITY']);
  });

  it('waits for the first answer to words without terms', () => {
    const parties = PARTIES.slice(0, 2);
    const asked = [buildItem({ state: 'ASKED', terms: null })];
    expect(nextToAnswer({ kind: 'QUESTION', parties, items: asked })).toEqual(['HOLDER']);
    const answered = [buildItem({ state: 'ANSWERED', terms: null })];
    expect(nextToAnswer({ kind: 'QUESTION', parties, items: answered })).toEqual([]);
  });

  it('keeps of several counters what was asked at first, and nothing that came back to it', () => {
    const change = (field: 'price' | 'to', before: string | null, after: string) => ({
      ...{ assetIds: ['0x01'], field, before, after },
    });
    const entries = [
      buildEntry({
        sequence: 2,
        changes: [change('price', null, '100'), change('to', '2030-12-31', '2028-12-31')],
      }),
      buildEntry({
        sequence: 3,
        changes: [change('price', '100', '90'), change('to', '2028-12-31', '2030-12-31')],
      }),
    ];
    expect([...askedAtFirst(entries, '0x01')]).toEqual([['price', null]]);
    expect([...askedAtFirst(entries, '0x02')]).toEqual([]);
  });

  it('counts what others wrote after the entry that was read', () => {
    const entries = [1, 2, 3].map((sequence) =>
      buildEntry({ sequence, account: sequence === 3 ? '0xme' : '0xother' }),
    );
    expect(writtenAfter(entries, { after: 1, account: '0xme' }).map(({ sequence }) => sequence)).toEqual([2]);
    expect(writtenAfter(entries, { after: 2, account: '0xme' })).toEqual([]);
  });
});
