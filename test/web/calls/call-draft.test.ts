import { describe, expect, it } from 'vitest';
import { RefusedError } from '@lanran/sdk/kernel/errors';
import {
  type CallDraft,
  EMPTY_DRAFT,
  faultIn,
  missingInDraft,
  NO_WELCOME,
  readDraft,
} from '../../../web/features/calls/model/call-draft.ts';
import { proposeAddress } from '../../../web/features/calls/model/propose-address.ts';

const WHOLE: CallDraft = {
  ...EMPTY_DRAFT,
  title: { en: '', zh: '蝴蝶' },
  purpose: { en: 'To see them move.', zh: '' },
  assetIds: ['0x01'],
  closingDay: '2027-01-31',
};

describe('a call that is being written', () => {
  it('lacks title, purpose, assets and closing day at first, and nothing in one language', () => {
    expect(missingInDraft(EMPTY_DRAFT, '2026-11-30')).toEqual(['title', 'purpose', 'assets', 'closingDay']);
    expect(missingInDraft(WHOLE, '2027-01-31')).toEqual([]);
    expect(missingInDraft({ ...WHOLE, welcome: NO_WELCOME }, '2026-11-30')).toEqual(['welcome']);
    const many = Array.from({ length: 201 }, (_, at) => String(at));
    expect(missingInDraft({ ...WHOLE, assetIds: many }, '2026-11-30')).toEqual(['assets']);
  });

  it('does not close on a day that is over, and takes no text that is too long', () => {
    expect(missingInDraft(WHOLE, '2027-02-01')).toEqual(['closingDay']);
    const long = (length: number) => ({ en: '', zh: '蓝'.repeat(length) });
    const texts = { title: long(121), purpose: long(4_001), criteria: long(4_001) };
    expect(missingInDraft({ ...WHOLE, ...texts }, '2026-11-30')).toEqual(['title', 'purpose', 'criteria']);
    const full = { title: long(120), purpose: long(4_000), criteria: long(4_000) };
    expect(missingInDraft({ ...WHOLE, ...full }, '2026-11-30')).toEqual([]);
  });

  it.each([
    ['title.zh', 'title'],
    ['assetIds.3', 'assets'],
    ['wish.media', 'welcome'],
    ['closingDay', 'closingDay'],
    ['batch', null],
  ])('shows a refusal of %s at %s', (field, shown) => {
    expect(faultIn(new RefusedError('BAD_INPUT', 'No.', { field }))).toBe(shown);
    expect(faultIn(new RefusedError('CONFLICT', 'No.', { field }))).toBeNull();
  });

  it('is kept whole, and nothing else is taken for one', () => {
    const kept = { ...WHOLE, welcome: { ...NO_WELCOME, media: ['STREAMING'] } };
    expect(readDraft(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
    for (const wrong of [null, 'x', {}, { ...WHOLE, title: 'x' }, { ...WHOLE, welcome: { media: ['x'] } }])
      expect(readDraft(wrong)).toBeNull();
  });
});

describe('the address of a proposal', () => {
  it('has the call, at most 50 assets and the welcome use', () => {
    const assetIds = Array.from({ length: 60 }, (_, at) => `0x${at}`);
    const welcome = {
      media: ['STREAMING'],
      territories: ['CN'],
      firstDay: '2027-01-01',
      lastDay: '2027-12-31',
      exclusive: true,
    };
    const address = new URL(proposeAddress({ id: 'c1', welcome }, assetIds), 'http://localhost');
    expect(address.searchParams.get('assets')?.split(',')).toEqual(assetIds.slice(0, 50));
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      call: 'c1',
      media: 'STREAMING',
      territories: 'CN',
      from: '2027-01-01',
      to: '2027-12-31',
      exclusive: '1',
    });
    const any = new URL(proposeAddress({ id: 'c1', welcome: null }, ['0x1']), 'http://localhost');
    expect(Object.fromEntries(any.searchParams)).toEqual({ call: 'c1', assets: '0x1' });
  });
});
