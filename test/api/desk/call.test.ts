import { describe, expect, it } from 'vitest';
import {
  type Call,
  callStateOn,
  changeAsSeen,
  changedCall,
  parseCallContent,
} from '@lanran/api/desk/domain/call';
import { parseDay } from '@lanran/protocol/kernel/day';
import { parseAssetId } from '@lanran/protocol/kernel/ids';
import { buildCall } from './build-call.ts';
import { ASSET, buildTerms, OTHER_ASSET } from './build-request.ts';

const TODAY = parseDay('2026-11-25');
const AT = new Date('2026-11-25T08:00:00Z');
const WHO = { at: AT, account: '0x01' } as const;

describe('the state of a call', () => {
  it.each<[string, Partial<Call>, string, string]>([
    ['before its closing day', {}, '2026-12-30', 'OPEN'],
    ['on its closing day', {}, '2026-12-31', 'OPEN'],
    ['after its closing day', {}, '2027-01-01', 'CLOSED'],
    ['closed early', { closedAt: AT }, '2026-11-25', 'CLOSED'],
    ['withdrawn while open', { withdrawnAt: AT }, '2026-11-25', 'WITHDRAWN'],
    ['withdrawn after it was closed', { closedAt: AT, withdrawnAt: AT }, '2026-11-25', 'WITHDRAWN'],
    ['withdrawn after its closing day', { withdrawnAt: AT }, '2027-01-01', 'WITHDRAWN'],
  ])('%s', (_, overrides, today, state) => {
    expect(callStateOn(buildCall(overrides), parseDay(today))).toBe(state);
  });
});

describe('what a call says', () => {
  it('is normalized to NFC and trimmed', () => {
    const content = parseCallContent(buildCall({ title: { en: ' Cafe\u0301 ', zh: '征集' } }), TODAY);
    expect(content.title).toEqual({ en: 'Café', zh: '征集' });
  });

  it.each<[string, Partial<Call>, string]>([
    ['a title of two lines', { title: { en: 'a\nb' } }, 'title.en'],
    ['a title of 121 characters', { title: { en: 'a'.repeat(121) } }, 'title.en'],
    ['no title', { title: { en: ' ' } }, 'title'],
    ['a purpose of 4,001 characters', { purpose: { zh: '字'.repeat(4_001) } }, 'purpose.zh'],
    ['criteria with a control character', { criteria: { en: 'a\u0007' } }, 'criteria.en'],
    ['text that turns its direction', { purpose: { en: 'a\u202eb' } }, 'purpose.en'],
    ['no asset', { assetIds: [] }, 'assetIds'],
    ['an asset twice', { assetIds: [ASSET, ASSET] }, 'assetIds'],
    [
      '201 assets',
      {
        assetIds: Array.from({ length: 201 }, (_, at) => parseAssetId(`0x${String(at).padStart(64, '0')}`)),
      },
      'assetIds',
    ],
    ['a closing day that is past', { closingDay: TODAY - 1 }, 'closingDay'],
    ['a closing day in two years', { closingDay: TODAY + 367 }, 'closingDay'],
    ['a welcome use without a medium', { welcome: { ...buildTerms().wish, media: 0 } }, 'welcome'],
  ])('is refused: %s', (_, overrides, field) => {
    expect(() => parseCallContent(buildCall(overrides), TODAY)).toThrow(
      expect.objectContaining({ code: 'BAD_INPUT', field }),
    );
  });
});

describe('a change of a call', () => {
  it('lists what is different, once', () => {
    const call = buildCall();
    const changed = changedCall(
      call,
      { ...call, assetIds: [OTHER_ASSET], closingDay: call.closingDay + 1, title: { en: 'Moths' } },
      WHO,
    );
    expect(changed).toMatchObject({ revision: 2, title: { en: 'Moths' }, assetIds: [OTHER_ASSET] });
    expect(changed.changes).toEqual([
      {
        ...WHO,
        fields: ['title', 'assets', 'closingDay'],
        added: [OTHER_ASSET],
        removed: [ASSET],
        closingDayBefore: call.closingDay,
        closingDayAfter: call.closingDay + 1,
      },
    ]);
    expect(changedCall(changed, changed, WHO)).toBe(changed);
  });

  it('is one of at most 100', () => {
    let call = buildCall();
    for (let at = 0; at < 100; at += 1)
      call = changedCall(call, { ...call, title: { en: `Title ${at}` } }, WHO);
    expect(() => changedCall(call, { ...call, title: { en: 'Once more' } }, WHO)).toThrow(
      expect.objectContaining({ code: 'LIMIT_EXCEEDED' }),
    );
  });

  it('tells nothing of assets that the reader does not see', () => {
    const call = buildCall();
    const [added] = changedCall(call, { ...call, assetIds: [ASSET, OTHER_ASSET] }, WHO).changes;
    if (added === undefined) throw new Error('nothing changed');
    const ofHidden = { isSeen: (id: string) => id === ASSET, isOwn: false };
    expect(changeAsSeen(added, ofHidden)).toBeNull();
    expect(changeAsSeen({ ...added, fields: ['title', 'assets'] }, ofHidden)).toMatchObject({
      fields: ['title'],
      added: [],
    });
    expect(changeAsSeen(added, { ...ofHidden, isOwn: true })).toMatchObject({
      fields: ['assets'],
      added: [],
    });
    expect(changeAsSeen(added, { isSeen: () => true, isOwn: false })).toEqual(added);
  });
});
