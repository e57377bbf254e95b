import { graphql, type GraphQLSchema } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Loaders } from '@lanran/api/platform/graphql/loaders';
import { buildGraphqlSchema } from '@lanran/api/platform/graphql/schema';
import { loadersOver } from '@lanran/api/loaders';
import { resolversOver } from '@lanran/api/resolvers';
import { formatDay } from '@lanran/protocol/kernel/day';
import { fromHex, toHex } from '@lanran/protocol/kernel/bytes';
import { rootOf } from '@lanran/protocol/log/merkle';
import { RENEWABLE, SUBLICENSABLE } from '@lanran/protocol/licensing/rights';
import { licenseIdOf } from '@lanran/protocol/licensing/terms';
import { parseTerms } from '@lanran/protocol/licensing/terms-json';
import { grantCollectionAct, withdrawCollectionAct } from '../../support/collection-acts.ts';
import { confirmPaidAct, orderAct, sublicenseAct } from '../../support/license-acts.ts';
import { LicensingScene } from '../../support/licensing-scene.ts';
import { actorOf, type Person } from '../../support/people.ts';
import { buildContent, publishAsset } from '../../support/publications.ts';
import { buildWish, offeringAct, PRICE } from '../../support/sales.ts';
import type { Services } from '../../support/services.ts';

describe('licensing as GraphQL shows it', () => {
  let scene: LicensingScene;
  let services: Services;
  let schema: GraphQLSchema;

  beforeAll(async () => {
    scene = await LicensingScene.start();
    ({ services } = scene);
    schema = buildGraphqlSchema(resolversOver(services));
  });
  afterAll(() => scene.stop());
  beforeEach(() => services.clock.catchUp());

  async function execute(person: Person, source: string, variableValues: Record<string, unknown>) {
    const actor = await actorOf(services, person);
    const parts = new Map(loadersOver(services).map((part) => [part.name, part]));
    const contextValue = { actor, token: null, requestId: 'test', loaders: new Loaders(actor, parts) };
    return graphql({ schema, source, variableValues, contextValue });
  }

  async function ask(
    person: Person,
    source: string,
    variableValues: Record<string, unknown> = {},
  ): Promise<Record<string, unknown>> {
    const { data, errors } = await execute(person, source, variableValues);
    expect(errors ?? []).toEqual([]);
    // As JSON clients get it: without prototypes.
    return JSON.parse(JSON.stringify(data)) as Record<string, unknown>;
  }

  function wish() {
    const { firstDay, lastDay } = buildWish(services);
    return {
      media: ['STREAMING'],
      territories: ['WORLD'],
      from: formatDay(firstDay),
      to: formatDay(lastDay),
      exclusive: false,
    };
  }

  it('quotes invoices, renewals and sublicenses with the terms that their hash is of', async () => {
    const held = await scene.sell({ rights: RENEWABLE | SUBLICENSABLE });
    const query = `query ($assetId: ID!, $licenseId: ID!, $licensee: ID!, $wish: WishInput!, $other: WishInput!) {
      invoice: quote(assetId: $assetId, wish: $wish, invoiced: true) { ...answer }
      renewal: quoteRenewal(licenseId: $licenseId) { ...answer }
      sublicense: quoteSublicense(licenseId: $licenseId, licensee: $licensee, wish: $other, revocable: true) { ...answer }
    }
    fragment answer on Quote { ok termsHash terms rights price { amount } reasons { code } }`;
    const answers = await ask(scene.buyer, query, {
      assetId: held.terms.assetId,
      licenseId: held.id,
      licensee: scene.partners,
      wish: wish(),
      other: wish(),
    });
    expect(answers).toMatchObject({
      invoice: { ok: true, price: { amount: PRICE.toString() }, reasons: [] },
      renewal: { ok: true, rights: ['SUBLICENSABLE', 'RENEWABLE'] },
      sublicense: { ok: true, price: { amount: '0' }, rights: ['REVOCABLE'] },
    });
    const origins = Object.values(answers).map((answer) => {
      const { terms, termsHash } = answer as { terms: string; termsHash: string };
      const parsed = parseTerms(JSON.parse(terms));
      expect(licenseIdOf(parsed)).toBe(termsHash);
      return parsed.origin;
    });
    expect(origins).toEqual(['INVOICE', 'RENEWAL', 'SUBLICENSE']);
  });

  it('names the licenses that the licensee has already of what it asks for, to its members alone', async () => {
    const held = await scene.sell();
    const query = `query ($assetId: ID!, $licensee: ID!, $wish: WishInput!) {
      quote(assetId: $assetId, licensee: $licensee, wish: $wish) {
        held { license { id exclusive } isWhole media territories firstDay lastDay }
      }
    }`;
    const { from, to, media } = wish();
    const variables = { assetId: held.terms.assetId, licensee: scene.studio };
    const narrower = { ...wish(), territories: ['FR'], to: from };
    expect(await ask(scene.buyer, query, { ...variables, wish: narrower })).toEqual({
      quote: {
        held: [
          {
            license: { id: held.id, exclusive: false },
            isWhole: true,
            media,
            territories: ['FR'],
            firstDay: from,
            lastDay: from,
          },
        ],
      },
    });
    const wider = { ...wish(), media: ['STREAMING', 'GAME'], territories: ['FR'] };
    expect(await ask(scene.buyer, query, { ...variables, wish: wider })).toMatchObject({
      quote: { held: [{ isWhole: false, media, territories: ['FR'], firstDay: from, lastDay: to }] },
    });
    for (const person of [scene.partner, scene.curator, scene.stranger])
      expect(await ask(person, query, { ...variables, wish: wish() })).toEqual({ quote: { held: [] } });
  });

  it('lists the parts that were granted of a license, with the license and with its licensee', async () => {
    const held = await scene.sell({ rights: SUBLICENSABLE });
    const part = { licensee: scene.partners, wish: buildWish(services), rights: 0 };
    const granted = await scene.licenseOf(await scene.relay(scene.buyer, sublicenseAct(held.terms, part)));
    const query = `query ($id: ID!, $grantor: ID!) {
      license(id: $id) { granted(first: 1) { totalCount edges { node { id licensee { id } lastDay } } } }
      licenses(grantor: $grantor, first: 1) { edges { node { id parent } } }
    }`;
    const variables = { id: held.id, grantor: scene.studio };
    const lastDay = formatDay(granted.terms.wish.lastDay);
    expect(await ask(scene.buyer, query, variables)).toEqual({
      license: {
        granted: {
          totalCount: 1,
          edges: [{ node: { id: granted.id, licensee: { id: scene.partners }, lastDay } }],
        },
      },
      licenses: { edges: [{ node: { id: granted.id, parent: held.id } }] },
    });
  });

  it('shows an asset’s history in pages, oldest first, as it shows its statements', async () => {
    const { terms } = await scene.sell();
    const query = `query ($id: ID!, $first: Int!, $after: String) {
      asset(id: $id) {
        history(first: $first, after: $after) {
          totalCount edges { node { kind } } pageInfo { hasNextPage endCursor }
        }
      }
    }`;
    const first = await ask(scene.stranger, query, { id: terms.assetId, first: 3 });
    expect(first).toMatchObject({
      asset: {
        history: {
          totalCount: 4,
          edges: [
            { node: { kind: 'published' } },
            { node: { kind: 'consented' } },
            { node: { kind: 'offered' } },
          ],
          pageInfo: { hasNextPage: true },
        },
      },
    });
    const { endCursor } = (first as { asset: { history: { pageInfo: { endCursor: string } } } }).asset.history
      .pageInfo;
    expect(await ask(scene.stranger, query, { id: terms.assetId, first: 3, after: endCursor })).toMatchObject(
      {
        asset: { history: { edges: [{ node: { kind: 'licensed' } }], pageInfo: { hasNextPage: false } } },
      },
    );
    expect(await execute(scene.stranger, query, { id: terms.assetId, first: 101 })).toMatchObject({
      errors: [{ originalError: { code: 'BAD_INPUT', field: 'first' } }],
    });
  });

  it('shows orders, alone and in lists', async () => {
    const assetId = await scene.publishOffered();
    const actor = await actorOf(services, scene.buyer);
    const question = { assetId, licensee: scene.studio, wish: buildWish(services), isInvoiced: true };
    const quote = await services.licensing.quote(actor, question);
    if (quote.terms === null) throw new Error('nothing was quoted');
    await scene.relay(scene.buyer, orderAct(quote));
    await scene.relay(scene.curator, confirmPaidAct(quote.terms));
    const fields = `id terms state isPaid isShared orderedAt price { amount } asset { id } licensee { id } holder { id }`;
    const query = `query ($id: ID!, $community: ID!) {
      order(id: $id) { ${fields} }
      orders(community: $community, first: 5) { totalCount edges { node { ${fields} } } }
    }`;
    const variables = { id: quote.licenseId, community: scene.community };
    const { order, orders } = await ask(scene.council, query, variables);
    expect(order).toMatchObject({
      id: quote.licenseId,
      state: 'ORDERED',
      isPaid: true,
      isShared: false,
      price: { amount: PRICE.toString() },
      asset: { id: assetId },
      licensee: { id: scene.studio },
      holder: { id: scene.museum },
    });
    expect(parseTerms(JSON.parse((order as { terms: string }).terms))).toEqual(quote.terms);
    expect(orders).toEqual({ totalCount: 1, edges: [{ node: order }] });
  });

  it('shows what of an asset is taken to whoever may see the asset', async () => {
    const { terms } = await scene.sell();
    const { assetId: hidden } = await publishAsset(services, scene.curator, {
      organizationId: scene.museum,
      content: buildContent({ community: scene.community, access: 'RESTRICTED' }),
    });
    const query = `query ($id: ID!) {
      asset(id: $id) { calendar { license offer media territories firstDay lastDay } }
    }`;
    const { from, to, media, territories } = wish();
    expect(await ask(scene.stranger, query, { id: terms.assetId })).toEqual({
      asset: {
        calendar: [
          {
            license: null,
            offer: terms.offerId.toString(),
            media,
            territories,
            firstDay: from,
            lastDay: to,
          },
        ],
      },
    });
    expect(await ask(scene.curator, query, { id: hidden })).toEqual({ asset: { calendar: [] } });
    expect(await execute(scene.stranger, query, { id: hidden })).toMatchObject({
      data: { asset: null },
      errors: [{ originalError: { code: 'NOT_FOUND' } }],
    });
  });

  it('keeps collections, and shows which consent an asset follows', async () => {
    const ids = [await scene.publish(), await scene.publish(), await scene.publish()];
    const [assetId = ''] = ids;
    const proposed = await ask(
      scene.council,
      `mutation ($communityId: ID!, $holder: ID!, $assetIds: [ID!]) {
        proposeCollection(communityId: $communityId, holder: $holder, assetIds: $assetIds) {
          root size community { id } holder { id } consent { shareBps }
          assetIds(first: 2) { totalCount edges { node } pageInfo { hasNextPage endCursor } }
        }
      }`,
      { communityId: scene.community, holder: scene.museum, assetIds: ids },
    );
    const root = toHex(rootOf(ids.map((id) => fromHex(id))));
    expect(proposed['proposeCollection']).toEqual({
      root,
      size: 3,
      community: { id: scene.community },
      holder: { id: scene.museum },
      consent: null,
      assetIds: {
        totalCount: 3,
        edges: [{ node: ids[0] }, { node: ids[1] }],
        pageInfo: { hasNextPage: true, endCursor: '1' },
      },
    });

    const collection = await services.collections.collection(await actorOf(services, scene.council), {
      root,
      community: scene.community,
    });
    await scene.relay(scene.council, grantCollectionAct(services, collection));
    const [first] = ids;
    if (first === undefined) throw new Error('nothing was published');
    await scene.relay(scene.curator, offeringAct(services, first));
    const query = `query ($root: ID!, $communityId: ID!, $assetId: ID!) {
      collection(root: $root, communityId: $communityId) {
        consent { collection shareBps holder { id } community { id } }
        assetIds(first: 1000, after: "1") { edges { node } pageInfo { hasNextPage } }
      }
      asset(id: $assetId) { consent { collection shareBps holder { id } } }
    }`;
    const variables = { root: root.toUpperCase().replace('0X', '0x'), communityId: scene.community, assetId };
    const consent = { collection: root, shareBps: 1_000, holder: { id: scene.museum } };
    expect(await ask(scene.curator, query, variables)).toEqual({
      collection: {
        consent: { ...consent, community: { id: scene.community } },
        assetIds: { edges: [{ node: ids[2] }], pageInfo: { hasNextPage: false } },
      },
      asset: { consent },
    });
    await scene.relay(scene.council, withdrawCollectionAct(collection));
    expect(await ask(scene.curator, query, variables)).toMatchObject({
      collection: { consent: null },
      asset: { consent: null },
    });
  });
});
