import { expect, it } from 'vitest';
import { assetRights } from '../../../web/features/asset/asset/model/asset-rights.ts';

type Me = NonNullable<Parameters<typeof assetRights>[0]>;
type Asset = Parameters<typeof assetRights>[1];

const NO_SEAT: readonly string[] = [];
const ASSET: Asset = {
  id: '0xasset',
  isTakenDown: false,
  versions: [{ takeDown: null }],
  access: 'LICENSED',
  isWithdrawn: false,
  holder: { id: '0xmuseum' },
  community: { id: '0xvillage' },
  custodyOffer: null,
};

function memberOf(id: string, role: 'OWNER' | 'EDITOR' | 'VIEWER', kind: Kind = 'INSTITUTION'): Me {
  const organization = {
    id,
    slug: id,
    kind,
    isAdmitted: true,
    council: null,
    suspension: null,
    name: { en: id, zh: null },
  };
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
  expect(assetRights(null, ASSET, NO_SEAT)).toEqual({
    canOffer: false,
    canRevise: false,
    canHandOver: false,
    canAccept: false,
    canWithdraw: false,
    takesDownAt: null,
    disputesAt: null,
    consentsAs: null,
    canDownload: false,
  });
  expect(assetRights(null, { ...ASSET, access: 'OPEN' }, NO_SEAT).canDownload).toBe(true);
});

it('lets the holder’s editors act, and its viewers only have the originals', () => {
  expect(assetRights(memberOf('0xmuseum', 'EDITOR'), ASSET, NO_SEAT)).toMatchObject({
    canOffer: true,
    canRevise: true,
  });
  expect(assetRights(memberOf('0xmuseum', 'VIEWER'), ASSET, NO_SEAT)).toMatchObject({
    canRevise: false,
    canDownload: true,
  });
});

it('offers no license of what is for its people alone', () => {
  const asset: Asset = { ...ASSET, access: 'RESTRICTED' };

  expect(assetRights(memberOf('0xmuseum', 'OWNER'), asset, NO_SEAT)).toMatchObject({
    canOffer: false,
    canRevise: true,
  });
});

it('ends the holder’s acts with the withdrawal', () => {
  const rights = assetRights(memberOf('0xmuseum', 'OWNER'), { ...ASSET, isWithdrawn: true }, NO_SEAT);

  expect(rights).toMatchObject({ canOffer: false, canRevise: false, canHandOver: false, canWithdraw: false });
});

it('lets the community’s council consent and dispute, and an auditor dispute, each at its own desk', () => {
  const member = memberOf('0xvillage', 'OWNER', 'COMMUNITY');
  expect(assetRights(member, ASSET, ['0xvillage'])).toMatchObject({
    consentsAs: '0xvillage',
    disputesAt: '/council/0xvillage/disputes',
  });
  expect(assetRights(memberOf('0xaudit', 'OWNER', 'AUDITOR'), ASSET, NO_SEAT)).toMatchObject({
    consentsAs: null,
    disputesAt: '/auditor/0xaudit',
  });
});

it('leads nobody to a desk that would refuse them', () => {
  const nothing = { consentsAs: null, disputesAt: null };
  // A member of the community who is not its council, and an auditor's viewer.
  expect(assetRights(memberOf('0xvillage', 'EDITOR', 'COMMUNITY'), ASSET, NO_SEAT)).toMatchObject(nothing);
  expect(assetRights(memberOf('0xaudit', 'VIEWER', 'AUDITOR'), ASSET, NO_SEAT)).toMatchObject(nothing);
  expect(assetRights(memberOf('0xother', 'OWNER', 'COMMUNITY'), ASSET, ['0xother'])).toMatchObject(nothing);
});

it('lets any council dispute what no community stands behind', () => {
  const asset: Asset = { ...ASSET, community: null };
  expect(assetRights(memberOf('0xother', 'OWNER', 'COMMUNITY'), asset, ['0xother'])).toMatchObject({
    consentsAs: null,
    disputesAt: '/council/0xother/disputes',
  });
});

it('lets only the organization it is offered to accept custody', () => {
  const asset: Asset = { ...ASSET, custodyOffer: { id: '0xarchive' } };

  expect(assetRights(memberOf('0xarchive', 'OWNER'), asset, NO_SEAT).canAccept).toBe(true);
  expect(assetRights(memberOf('0xmuseum', 'OWNER'), asset, NO_SEAT).canAccept).toBe(false);
});

it('offers neither licenses nor taking down where every version went', () => {
  const asset: Asset = { ...ASSET, versions: [{ takeDown: {} }, { takeDown: {} }] };

  const rights = assetRights(memberOf('0xmuseum', 'OWNER'), asset, NO_SEAT);

  expect(rights).toMatchObject({ canOffer: false, takesDownAt: null });
});
