import { expect, it } from 'vitest';
import { assetRights } from '../../../web/features/asset/asset-rights.ts';

type Me = NonNullable<Parameters<typeof assetRights>[0]>;
type Asset = Parameters<typeof assetRights>[1];

const ASSET: Asset = {
  access: 'LICENSED',
  isWithdrawn: false,
  holder: { id: '0xmuseum' },
  community: { id: '0xvillage' },
  custodyOffer: null,
};

function memberOf(id: string, role: 'OWNER' | 'EDITOR' | 'VIEWER', kind: Kind = 'INSTITUTION'): Me {
  const organization = { id, slug: id, kind, isAdmitted: true, council: null, name: { en: id, zh: null } };
  return {
    address: '0xkey',
    isAccreditor: false,
    isOperator: false,
    account: null,
    memberships: [{ role, organization }],
  };
}

type Kind = Me['memberships'][number]['organization']['kind'];

it('offers nothing to a visitor but what is open to everyone', () => {
  expect(assetRights(null, ASSET)).toEqual({
    canOffer: false,
    canRevise: false,
    canHandOver: false,
    canAccept: false,
    canWithdraw: false,
    disputesAs: null,
    consentsAs: null,
    canDownload: false,
  });
  expect(assetRights(null, { ...ASSET, access: 'OPEN' }).canDownload).toBe(true);
});

it('lets the holder’s editors act, and its viewers only have the originals', () => {
  expect(assetRights(memberOf('0xmuseum', 'EDITOR'), ASSET)).toMatchObject({
    canOffer: true,
    canRevise: true,
  });
  expect(assetRights(memberOf('0xmuseum', 'VIEWER'), ASSET)).toMatchObject({
    canRevise: false,
    canDownload: true,
  });
});

it('offers no license of what is for its people alone', () => {
  const asset: Asset = { ...ASSET, access: 'RESTRICTED' };

  expect(assetRights(memberOf('0xmuseum', 'OWNER'), asset)).toMatchObject({
    canOffer: false,
    canRevise: true,
  });
});

it('ends the holder’s acts with the withdrawal', () => {
  const rights = assetRights(memberOf('0xmuseum', 'OWNER'), { ...ASSET, isWithdrawn: true });

  expect(rights).toMatchObject({ canOffer: false, canRevise: false, canHandOver: false, canWithdraw: false });
});

it('lets the community consent and dispute, and an auditor dispute', () => {
  expect(assetRights(memberOf('0xvillage', 'OWNER', 'COMMUNITY'), ASSET)).toMatchObject({
    consentsAs: '0xvillage',
    disputesAs: '0xvillage',
  });
  expect(assetRights(memberOf('0xaudit', 'OWNER', 'AUDITOR'), ASSET)).toMatchObject({
    consentsAs: null,
    disputesAs: '0xaudit',
  });
});

it('lets only the organization it is offered to accept custody', () => {
  const asset: Asset = { ...ASSET, custodyOffer: { id: '0xarchive' } };

  expect(assetRights(memberOf('0xarchive', 'OWNER'), asset).canAccept).toBe(true);
  expect(assetRights(memberOf('0xmuseum', 'OWNER'), asset).canAccept).toBe(false);
});
