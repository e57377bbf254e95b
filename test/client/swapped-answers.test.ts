import { describe, expect, it } from 'vitest';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { organizationIdOf, parseAssetId, parseLogId } from '@lanran/protocol/kernel/ids';
import { bitsOf } from '@lanran/protocol/licensing/media';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { WORLD } from '@lanran/protocol/territories/territories';
import { findAssetState } from '@lanran/sdk/assets/asset-state';
import { getAsset } from '@lanran/sdk/assets/assets';
import { type PreparedPublication, requireSameLog } from '@lanran/sdk/publishing/publishing';
import { signBatch } from '@lanran/sdk/publishing/batch-publishing';
import { openOffer } from '@lanran/sdk/licensing/offers';
import { findOrganization } from '@lanran/sdk/organizations/organizations';
import { PinnedDeployment, requireTrusted, trustOf } from '@lanran/sdk/kernel/pinned-deployment';
import { type Deployment, type Platform, platformOf } from '@lanran/sdk/kernel/session';
import { proposeAs } from '@lanran/sdk/acts/safe-acts';
import { createSafe, getSafe } from '@lanran/sdk/acts/safes';
import { keySigner } from '@lanran/sdk/kernel/signer';
import { buildStatement, filled, LOG_ID } from '../protocol/builders.ts';
import { answeringApi } from './answering-api.ts';
import { PlayedPlatform } from './played-platform.ts';

const idOf = (byte: string): Hex => `0x${byte.repeat(32)}`;
const addressOf = (byte: string) => parseAddress(`0x${byte.repeat(20)}`);
const ASSET = parseAssetId(idOf('01'));
const OTHER = parseAssetId(idOf('02'));
const TOKEN = addressOf('07');
const UNTRUSTWORTHY = { code: 'UNTRUSTWORTHY_ANSWER' };

const partyOf = (slug: string) => ({ id: organizationIdOf(slug), slug });

/** A platform of which each thing asked for is told by name; what is not told may not be asked for, such as to relay an act. */
async function telling(answers: Readonly<Record<string, unknown>>): Promise<Platform> {
  const api = await answeringApi(({ query }) => {
    const name = Object.keys(answers).find((each) => new RegExp(`\\b${each}\\b\\s*[({]`).test(query));
    if (name === undefined) throw new Error(`nothing more may be asked: ${query}`);
    return { [name]: answers[name] };
  });
  const deployment = await (await PlayedPlatform.start()).connect().then((played) => played.deployment);
  return platformOf({ api, safe: null, signer: keySigner(idOf('11')), deployment });
}

describe('an asset that is acted on', () => {
  const told = {
    id: ASSET,
    title: {},
    version: 1,
    holder: partyOf('museum'),
    community: partyOf('xijiang'),
    files: [],
    consent: null,
    offers: [],
    useConsents: [],
    takeDowns: [],
    isTakenDown: false,
    isWithdrawn: false,
    custodyOffer: null,
    disputes: [],
  };

  it.each<[string, object]>([
    ['is another one', { id: OTHER }],
    ['has a holder under another’s name', { holder: { ...partyOf('museum'), slug: 'studio' } }],
  ])('is refused when it %s', async (_, change) => {
    const { api } = await telling({ asset: { ...told, ...change } });
    await expect(getAsset(api, ASSET)).rejects.toMatchObject(UNTRUSTWORTHY);
    await expect(findAssetState(api, ASSET)).rejects.toMatchObject(UNTRUSTWORTHY);
  });

  const wish = { media: bitsOf(['STREAMING']), territories: WORLD, firstDay: 20_000, lastDay: 20_100 };
  const request = { ...wish, exclusive: false, price: 100n, token: TOKEN, rights: 0 };
  const consent = {
    collection: null,
    holder: { id: told.holder.id },
    media: ['STREAMING'],
    territories: ['WORLD'],
    lastDay: '2030-01-01',
    shareBps: 9_000,
    rights: [],
  };

  it('is not offered with another share than was shown', async () => {
    const platform = await telling({ asset: { ...told, consent } });
    await expect(openOffer(platform, ASSET, { ...request, communityShareBps: 2_000 })).rejects.toMatchObject({
      code: 'SHARE_CHANGED',
      message: expect.stringContaining('90 % now, you were shown 20 %'),
    });
  });
});

describe('an organization that is named', () => {
  const museum = {
    ...partyOf('museum'),
    kind: 'INSTITUTION',
    name: {},
    isAdmitted: true,
    requestedBy: null,
    council: null,
  };

  it('is the one that was asked for, by slug or id', async () => {
    const { api } = await telling({ organization: museum });
    expect(await findOrganization(api, 'museum')).toMatchObject({ id: museum.id });
    expect(await findOrganization(api, museum.id)).toMatchObject({ slug: 'museum' });
    const unnamed = await telling({ organization: { ...museum, slug: museum.id } });
    expect(await findOrganization(unnamed.api, 'museum')).toMatchObject({ id: museum.id });
  });

  it.each<[string, object]>([
    ['another one', partyOf('studio')],
    ['another one’s id under its slug', { id: organizationIdOf('studio') }],
    ['no slug', { slug: 'Museum!' }],
  ])('is refused as %s', async (_, change) => {
    const { api } = await telling({ organization: { ...museum, ...change } });
    await expect(findOrganization(api, 'museum')).rejects.toMatchObject(UNTRUSTWORTHY);
  });
});

describe('a Safe', () => {
  const owners = [addressOf('11'), addressOf('22')];
  const safe = { address: addressOf('55'), owners, threshold: 2, nonce: '0' };

  it('is made with the owners and the threshold that were asked for', async () => {
    const { api } = await telling({ createSafe: { ...safe, owners: owners.toReversed() } });
    expect(await createSafe(api, { owners, threshold: 2 })).toMatchObject({ address: safe.address });
  });

  it.each<[string, object]>([
    ['fewer signatures', { threshold: 1 }],
    ['another owner', { owners: [owners[0], addressOf('33')] }],
    ['one owner more', { owners: [...owners, addressOf('33')] }],
  ])('is refused when it needs %s', async (_, change) => {
    const { api } = await telling({ createSafe: { ...safe, ...change } });
    await expect(createSafe(api, { owners, threshold: 2 })).rejects.toMatchObject(UNTRUSTWORTHY);
  });

  it('is refused when it is another one', async () => {
    const { api } = await telling({ safe });
    await expect(getSafe(api, addressOf('66'))).rejects.toMatchObject(UNTRUSTWORTHY);
  });

  it('does not sign the same act of another Safe', async () => {
    const platform = await telling({
      safe,
      safeTransactions: [
        {
          hash: idOf('99'),
          safe: addressOf('66'),
          to: addressOf('a1'),
          data: '0x12345678',
          nonce: '0',
          contract: 'AssetRegistry',
          functionName: 'withdraw',
          assetIds: [],
          signers: [],
          threshold: 2,
          state: 'OPEN',
          transaction: null,
        },
      ],
    });
    const act = { contract: 'AssetRegistry', data: '0x12345678' as const };
    await expect(proposeAs(platform, { address: safe.address, nonce: null }, act)).rejects.toMatchObject({
      ...UNTRUSTWORTHY,
      message: expect.stringContaining(addressOf('66')),
    });
  });
});

describe('a statement that was checked for one log', () => {
  const elsewhere = { logId: parseLogId(filled(0x88)) };
  const prepared = {
    draftId: 'draft',
    logId: LOG_ID,
    statement: buildStatement(),
    statementText: '',
  } as unknown as PreparedPublication;

  it('is not signed for another, alone or in a batch', async () => {
    expect(() => requireSameLog(prepared, elsewhere)).toThrow(expect.objectContaining(UNTRUSTWORTHY));
    const platform = await telling({});
    const deployment = { ...platform.deployment, ...elsewhere };
    await expect(signBatch({ ...platform, deployment }, [prepared])).rejects.toMatchObject(UNTRUSTWORTHY);
  });
});

describe('an installation that was told once', () => {
  const changes: readonly (readonly [string, (told: Deployment) => Partial<Deployment>])[] = [
    ['checkpoint key', () => ({ checkpointKey: PlayedPlatform.otherKey() })],
    ['chain id', () => ({ chainId: 1n })],
    ['contract AssetRegistry', () => ({ contracts: new Map([['AssetRegistry', addressOf('ee')]]) })],
    [
      'contract LicenseMarket',
      ({ contracts }) => ({ contracts: new Map([...contracts, ['LicenseMarket', addressOf('ee')]]) }),
    ],
    [
      'currencies',
      ({ currencies }) => ({ currencies: currencies.map((each) => ({ ...each, decimals: 6 })) }),
    ],
    [
      'currencies',
      ({ currencies }) => ({ currencies: currencies.map((each) => ({ ...each, address: TOKEN })) }),
    ],
  ];

  it.each(changes)('is refused with another %s', async (what, change) => {
    const { deployment } = await telling({});
    const pinned = new PinnedDeployment();
    expect(pinned.require(deployment)).toBe(deployment);
    expect(pinned.require({ ...deployment })).toBe(deployment);
    expect(() => pinned.require({ ...deployment, ...change(deployment) })).toThrow(
      expect.objectContaining({ ...UNTRUSTWORTHY, message: expect.stringContaining(what) }),
    );
  });

  it('is refused when it is not that of a trust file', async () => {
    const { deployment } = await telling({});
    const trust = trustOf(deployment);
    expect(() => requireTrusted(deployment, trust, 'the trust file')).not.toThrow();
    expect(() => requireTrusted({ ...deployment, chainId: 1n }, trust, 'the trust file')).toThrow(
      expect.objectContaining({
        message: expect.stringContaining('chain id is 1, the trust file says 4242'),
      }),
    );
  });
});
