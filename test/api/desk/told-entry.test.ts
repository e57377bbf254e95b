import { completesAgreement, entryOf, roleIn } from '@lanran/api/desk/domain/told-entry';
import { describe, expect, it } from 'vitest';
import { ASSET, buildEntry, buildRequest, COMMUNITY, MUSEUM, OTHER_ASSET, STUDIO } from './build-request.ts';

const BOTH = [ASSET, OTHER_ASSET];
const REQUEST = buildRequest({ assetIds: BOTH });
const FIRST = buildEntry(2, 'AGREE', 'HOLDER', { day: '2026-11-26', assetIds: BOTH });
const DECLINE = buildEntry(3, 'DECLINE', 'COMMUNITY', { day: '2026-11-27', assetIds: [OTHER_ASSET] });
const LAST = buildEntry(4, 'AGREE', 'COMMUNITY', { day: '2026-11-28' });
const WITHDRAW = buildEntry(5, 'WITHDRAW', 'ASKER', { day: '2026-11-29', assetIds: BOTH });
const THREAD = [FIRST, DECLINE, LAST, WITHDRAW];

describe('what an entry told', () => {
  it('is an agreement of all with the last answer alone, and stays one', () => {
    expect(THREAD.map((entry) => completesAgreement(REQUEST, THREAD, entry))).toEqual([
      false,
      false,
      true,
      false,
    ]);
  });

  it('is no agreement where one of its assets still waits for somebody', () => {
    const council = buildEntry(2, 'AGREE', 'COMMUNITY', { day: '2026-11-26' });
    const holder = buildEntry(3, 'AGREE', 'HOLDER', { day: '2026-11-27', assetIds: BOTH });
    expect(completesAgreement(REQUEST, [council, holder], holder)).toBe(false);
  });

  it('is found by its moment and its writer', () => {
    expect(entryOf(THREAD, { at: LAST.at, by: COMMUNITY })).toBe(LAST);
    expect(entryOf(THREAD, { at: LAST.at, by: MUSEUM })).toBeNull();
  });

  it('is told to a party', () => {
    expect([STUDIO, MUSEUM, COMMUNITY, 'other'].map((recipient) => roleIn(REQUEST, recipient))).toEqual([
      'ASKER',
      'HOLDER',
      'COMMUNITY',
      null,
    ]);
    const asker = { account: REQUEST.asker.account, organization: null };
    expect(roleIn(buildRequest({ asker }), asker.account)).toBe('ASKER');
  });
});
