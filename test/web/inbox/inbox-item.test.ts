import { INBOX_KINDS } from '@lanran/api/desk/domain/inbox-item';
import { INBOX_KINDS as CLIENT_KINDS } from '@lanran/sdk/desk/inbox-kinds';
import { describe, expect, it } from 'vitest';
import type { InboxItem } from '../../../web/features/inbox/model/documents.ts';
import { daysOf, kindOf, pathOf } from '../../../web/features/inbox/model/inbox-item.ts';

const organization = { slug: 'o', name: { en: 'O', zh: null } };
const COUNCIL = { ...organization, id: 'c1', kind: 'COMMUNITY' } as const;
const STUDIO = { ...organization, id: 's1', kind: 'STUDIO' } as const;

function item(overrides: Partial<InboxItem> = {}): InboxItem {
  return {
    id: 'i1',
    kind: 'ASKED',
    at: '2026-11-30T10:00:00.000Z',
    isUnread: true,
    count: null,
    orderId: null,
    isAssetHidden: false,
    recipient: STUDIO,
    by: null,
    asset: { id: 'a1', title: { en: 'Batik', zh: null } },
    request: {
      id: 'r1',
      kind: 'USE',
      state: 'ASKED',
      dueDay: '2026-12-25',
      size: 1,
      role: null,
      entry: null,
      isAgreement: false,
    },
    call: null,
    license: { id: 'l1', lastDay: '2027-01-01', licensee: null, share: null },
    search: null,
    ...overrides,
  };
}

describe('an inbox item', () => {
  it.each<[Partial<InboxItem>, string | null]>([
    [{ kind: 'ASKED' }, '/requests/r1'],
    [{ kind: 'REQUEST_ENDS' }, '/requests/r1'],
    [{ kind: 'DECLINED', request: null }, null],
    [{ kind: 'BOUGHT' }, '/licenses/l1'],
    [{ kind: 'BOUGHT', license: null }, null],
    [{ kind: 'BOUGHT', recipient: COUNCIL }, '/council/c1/earnings'],
    [{ kind: 'SHARE_EARNED', recipient: COUNCIL }, '/council/c1/earnings'],
    [{ kind: 'LICENSE_ENDS' }, '/licenses/l1'],
    [{ kind: 'LICENSE_REVOKED', recipient: COUNCIL }, '/assets/a1'],
    [{ kind: 'LICENSE_REVOKED', license: null, asset: null }, null],
    [{ kind: 'ASSET_REVISED' }, '/assets/a1/versions'],
    [{ kind: 'ASSET_REVISED', asset: null }, null],
    [{ kind: 'ASSET_TAKEN_DOWN' }, '/assets/a1'],
    [{ kind: 'DISPUTED' }, '/assets/a1'],
    [{ kind: 'DISPUTED', recipient: COUNCIL }, '/council/c1/disputes'],
    [{ kind: 'CONSENT_WITHDRAWN', asset: null }, '/institution/s1'],
    [{ kind: 'SEARCH_FOUND', recipient: null }, '/searches'],
    [{ kind: 'SIGNATURE_WAITS', recipient: COUNCIL }, '/council/c1/signatures'],
    [{ kind: 'PAYMENT_ASKED', orderId: '0x7' }, '/orders/0x7'],
    [{ kind: 'ADMISSION_ASKED', recipient: null }, '/admin#requests'],
  ])('leads to where to act: %j', (overrides, path) => {
    expect(pathOf(item(overrides))).toBe(path);
  });

  it('stands under its day, in the order of writing', () => {
    const items = ['2026-11-30T01:00:00Z', '2026-11-29T23:00:00Z', '2026-11-30T00:30:00Z'].map((at, place) =>
      item({ id: String(place), at }),
    );
    expect(daysOf(items).map(({ day, items: ofDay }) => [day, ofDay.map(({ id }) => id)])).toEqual([
      ['2026-11-30', ['0', '2']],
      ['2026-11-29', ['1']],
    ]);
  });

  it('is chosen by a kind that there is', () => {
    expect(kindOf('DISPUTED')).toBe('DISPUTED');
    expect(kindOf('SOLD')).toBeNull();
    // The list of clients is the platform's, in another order.
    expect(CLIENT_KINDS.toSorted()).toEqual(INBOX_KINDS.toSorted());
  });
});
