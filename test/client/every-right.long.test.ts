import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { formatDay } from '@lanran/protocol/kernel/day';
import { type AssetId, type OrganizationId, randomBytes32 } from '@lanran/protocol/kernel/ids';
import { mediaOf } from '@lanran/protocol/licensing/media';
import { consentRightsOf, REVOCABLE, RIGHTS, rightsBits, rightsOf } from '@lanran/protocol/licensing/rights';
import type { Wish } from '@lanran/protocol/licensing/window';
import { territoryCodes } from '@lanran/protocol/territories/territories';
import { getAsset } from '@lanran/sdk/assets/assets';
import { doAsAgreed, foreseeAgreement } from '@lanran/sdk/desk/agreed-acts';
import {
  answerRequest,
  askForUse,
  type DeskRequest,
  getRequest,
  type PartyRole,
  readObstacles,
} from '@lanran/sdk/desk/requests';
import type { Platform } from '@lanran/sdk/kernel/session';
import { mintAct } from '@lanran/sdk/licensing/licensing-acts';
import { buyLicenses } from '@lanran/sdk/licensing/purchase';
import { withdrawAct } from '@lanran/sdk/custody/custody-acts';
import { admit, newPerson, type Person, relayAct } from '../support/people.ts';
import { buildContent, publishAsset } from '../support/publications.ts';
import { buildWish, PRICE, tokenOf } from '../support/sales.ts';
import { serve, type ServedServices } from '../support/served-services.ts';
import { openServices, type Services } from '../support/services.ts';
import { type Stack, startStack } from '../support/stack.ts';

const SHARE_BPS = 2_000;
const MANY = 15;

/** From the request to the license, over the library, as each party does it. */
describe('what is asked, agreed and bought', () => {
  let stack: Stack;
  let services: Services;
  let served: ServedServices;
  let wish: Wish;
  let studio: OrganizationId;
  let museum: OrganizationId;
  let community: OrganizationId;
  let platforms: Readonly<Record<PartyRole, Platform>>;
  const people: Readonly<Record<PartyRole, Person>> = {
    ASKER: newPerson(),
    HOLDER: newPerson(),
    COMMUNITY: newPerson(),
  };
  /** Signatures by role. */
  const signed: Record<PartyRole, number> = { ASKER: 0, HOLDER: 0, COMMUNITY: 0 };

  beforeAll(async () => {
    stack = await startStack();
    services = await openServices(stack);
    served = await serve(services);
    wish = buildWish(services);
    studio = await admit(services, { slug: 'studio', kind: 'STUDIO', owner: people.ASKER });
    museum = await admit(services, { slug: 'museum', kind: 'INSTITUTION', owner: people.HOLDER });
    community = await admit(services, { slug: 'xijiang', kind: 'COMMUNITY', owner: people.COMMUNITY });
    await relayAct(services, people.ASKER, mintAct(people.ASKER.address, 100_000_000n));
    platforms = {
      ASKER: await connect('ASKER'),
      HOLDER: await connect('HOLDER'),
      COMMUNITY: await connect('COMMUNITY'),
    };
  });
  afterAll(async () => {
    await served.stop();
    await stack.stop();
  });
  beforeEach(() => services.clock.catchUp());

  async function connect(role: PartyRole): Promise<Platform> {
    const platform = await served.connect(people[role]);
    const { signer } = platform;
    const signTypedData: typeof signer.signTypedData = async (data) => {
      signed[role] += 1;
      return signer.signTypedData(data);
    };
    return { ...platform, signer: { ...signer, signTypedData } };
  }

  async function publish(count: number): Promise<AssetId[]> {
    const assetIds: AssetId[] = [];
    for (let at = 0; at < count; at += 1)
      assetIds.push(
        (
          await publishAsset(services, people.HOLDER, {
            organizationId: museum,
            content: buildContent({ community, title: { en: `Cloth ${at}` } }),
          })
        ).assetId,
      );
    return assetIds;
  }

  async function ask(assetIds: readonly AssetId[], rights = 0): Promise<DeskRequest> {
    const [request] = await askForUse(platforms.ASKER.api, {
      assetIds,
      wish: wishInput(),
      rights,
      price: PRICE,
      token: tokenOf(stack),
      communityShareBps: SHARE_BPS,
      message: 'For a film.',
      batch: randomBytes32().slice(2, 42),
    });
    if (request === undefined) throw new Error('nothing was asked');
    return request;
  }

  const wishInput = () => ({
    media: mediaOf(wish.media),
    territories: territoryCodes(wish.territories),
    from: formatDay(wish.firstDay),
    to: formatDay(wish.lastDay),
    exclusive: wish.exclusive,
  });

  async function agree(role: PartyRole, { id }: Pick<DeskRequest, 'id'>) {
    const { api } = platforms[role];
    const before = await getRequest(api, id);
    const parts = { items: before.items, role, mayReplace: false };
    expect(await foreseeAgreement(platforms[role], before, parts)).toEqual([]);
    const agreed = await answerRequest(api, id, { kind: 'AGREE', after: before.lastSequence });
    return doAsAgreed(platforms[role], agreed, { ...parts, items: agreed.items });
  }

  async function buy(assetIds: readonly AssetId[]) {
    const outcome = await buyLicenses(platforms.ASKER, {
      assetIds,
      licensee: studio,
      wish,
      wishInput: wishInput(),
      maxPrice: null,
    });
    if ('refused' in outcome) throw new Error('the purchase was refused');
    return outcome.bought;
  }

  const cases = [...RIGHTS.map((right) => [right]), [...RIGHTS]];
  it.each(cases.map((rights) => ({ rights, name: rights.join(', ') })))(
    'carries $name from a counter-offer to the license, and into the consent what a council gives',
    async ({ rights }) => {
      const bits = rightsBits(rights);
      const assetIds = await publish(1);
      const request = await ask(assetIds);
      const change = { rights: bits };
      await answerRequest(platforms.HOLDER.api, request.id, { kind: 'COUNTER', after: 1, change });
      await agree('ASKER', request);
      expect(await agree('COMMUNITY', request)).toMatchObject([{ state: 'DONE', reasons: [] }]);
      expect(await agree('HOLDER', request)).toMatchObject([
        {
          state: 'DONE',
          offerId: expect.stringMatching(/^\d+$/),
          statement: { leafIndex: expect.any(Number) },
        },
      ]);
      const [assetId] = assetIds;
      const asset = await getAsset(platforms.ASKER.api, assetId ?? ('' as AssetId));
      expect(asset.useConsents[0]?.rights).toEqual(rightsOf(consentRightsOf(bits)));
      expect(asset.offers[0]?.rights).toEqual(rights);
      const [license] = await buy(assetIds);
      const sold = license === undefined ? null : await stack.stores.licenses.find(license.licenseId);
      expect(sold?.terms.rights).toBe(bits);
    },
  );

  it('takes one signature for the acts of many assets and one for what is stated, also after a counter-offer of all', async () => {
    const assetIds = await publish(MANY);
    const request = await ask(assetIds, rightsBits(RIGHTS));
    const start = { ...signed };
    await agree('COMMUNITY', request);
    await agree('HOLDER', request);
    expect(signed.COMMUNITY - start.COMMUNITY).toBe(1);
    expect(signed.HOLDER - start.HOLDER).toBe(2);
    const agreed = await getRequest(platforms.HOLDER.api, request.id);
    expect(agreed.state).toBe('AGREED');
    const { lastSequence: after } = agreed;
    const change = { rights: rightsBits(RIGHTS) & ~REVOCABLE };
    const countered = await answerRequest(platforms.ASKER.api, request.id, {
      kind: 'COUNTER',
      after,
      change,
    });
    expect(new Set(countered.items.map(({ state }) => state))).toEqual(new Set(['ANSWERED']));
    const before = { ...signed };
    // What the council gave is the same without a right that only the holder gives.
    expect((await agree('COMMUNITY', request)).map(({ state }) => state)).toEqual(assetIds.map(() => null));
    await agree('HOLDER', request);
    expect(signed.COMMUNITY - before.COMMUNITY).toBe(0);
    expect(signed.HOLDER - before.HOLDER).toBe(2);
  });

  it('says before anybody agrees what could not be carried out, and writes nothing of it', async () => {
    const assetIds = await publish(2);
    const [gone, left] = assetIds;
    if (gone === undefined || left === undefined) throw new Error('not published');
    const request = await ask(assetIds);
    await relayAct(services, people.HOLDER, withdrawAct(gone));
    const { api } = platforms.COMMUNITY;
    const obstacles = [
      { assetId: gone, reasons: [{ code: 'ASSET_WITHDRAWN', zh: expect.stringContaining('撤回') }] },
    ];
    expect(await readObstacles(api, request.id, {})).toMatchObject(obstacles);
    await expect(answerRequest(api, request.id, { kind: 'AGREE', after: 1 })).rejects.toMatchObject({
      code: 'ANSWER_IMPOSSIBLE',
      reasons: [{ code: 'ASSET_WITHDRAWN', data: { assetId: gone } }],
    });
    expect((await getRequest(api, request.id)).lastSequence).toBe(1);
    const change = { communityShareBps: 3_000 };
    await expect(answerRequest(api, request.id, { kind: 'COUNTER', after: 1, change })).rejects.toMatchObject(
      {
        code: 'ANSWER_IMPOSSIBLE',
      },
    );
    const agreed = await answerRequest(api, request.id, { kind: 'AGREE', after: 1, assetIds: [left] });
    expect(agreed.lastSequence).toBe(2);
  });
});
