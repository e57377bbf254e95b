import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Hex, ZERO_32 } from '@lanran/protocol/kernel/bytes';
import { parseDay } from '@lanran/protocol/kernel/day';
import { organizationIdOf } from '@lanran/protocol/kernel/ids';
import { bitsOf } from '@lanran/protocol/licensing/media';
import { WORLD } from '@lanran/protocol/territories/territories';
import { UnavailableError } from '@lanran/api/platform/kernel/errors';
import {
  buildAsset,
  buildOffer,
  buildOrganization,
  GraphqlStage,
  MUSEUM,
  STUDIO,
  TOKEN_ADDRESS,
} from './graphql-stage.ts';

describe('GraphQL', () => {
  let stage: GraphqlStage;
  beforeEach(async () => void (stage = await GraphqlStage.start()));
  afterEach(() => stage.close());

  describe('reads', () => {
    it('shows an asset as the command line reads it', async () => {
      const asset = buildAsset();
      await stage.assets.project(asset);
      await stage.offers.project(buildOffer(asset));
      const query = `query ($id: ID!) { asset(id: $id) { id title { en zh } holder { slug } community { slug }
        offers { id media territories firstDay lastDay price { amount token } } consent { lastDay } isMaterialized } }`;
      const { data, errors } = await stage.ask(query, { variables: { id: asset.id } });
      expect(errors).toEqual([]);
      expect(data?.['asset']).toEqual({
        id: asset.id,
        title: { en: null, zh: '蝴蝶妈妈' },
        holder: { slug: 'museum' },
        community: null,
        offers: [
          {
            id: '1',
            media: ['TELEVISION', 'STREAMING'],
            territories: ['WORLD'],
            firstDay: '2026-01-01',
            lastDay: '2027-12-31',
            price: { amount: '120000', token: TOKEN_ADDRESS },
          },
        ],
        consent: null,
        isMaterialized: false,
      });
    });

    it('names terms as the vocabulary does, and says whose a proposed one is', async () => {
      const terms = [
        { vocabulary: 'technique', code: 'batik', en: 'my batik' },
        { vocabulary: 'technique', code: 'velvet', en: 'Velvet' },
      ] as const;
      const asset = buildAsset({}, { terms });
      await stage.assets.project(asset);
      const query = `query ($id: ID!) { asset(id: $id) { terms { code en zh proposedBy { slug } } } }`;
      const { data, errors } = await stage.ask(query, { variables: { id: asset.id } });
      expect(errors).toEqual([]);
      expect(data?.['asset']).toEqual({
        terms: [
          { code: 'batik', en: 'Batik (wax-resist dyeing)', zh: '蜡染', proposedBy: null },
          { code: 'velvet@museum', en: 'Velvet', zh: null, proposedBy: { slug: 'museum' } },
        ],
      });
    });

    it('says of an offer that no consent permits that it can’t be taken', async () => {
      const asset = buildAsset({ community: organizationIdOf('xijiang') });
      const query = `query ($id: ID!) { asset(id: $id) { consentEnd offers { canBeTaken } } }`;
      const ask = async () => (await stage.ask(query, { variables: { id: asset.id } })).data?.['asset'];
      const consent = {
        assetId: asset.id,
        community: organizationIdOf('xijiang'),
        holder: asset.holder,
        media: bitsOf(['STREAMING']),
        territories: WORLD,
        lastDay: parseDay('2027-12-31'),
        shareBps: 0,
        rights: 0,
        isWithdrawn: false,
        projectedIndex: 1,
      };
      await stage.assets.project(asset);
      await stage.offers.project(buildOffer(asset));
      expect(await ask()).toEqual({ consentEnd: null, offers: [{ canBeTaken: false }] });
      await stage.consents.project(consent);
      expect(await ask()).toEqual({ consentEnd: null, offers: [{ canBeTaken: true }] });
      await stage.consents.project({ ...consent, isWithdrawn: true });
      expect(await ask()).toEqual({ consentEnd: 'WITHDRAWN', offers: [{ canBeTaken: false }] });
    });

    it('reads each kind once for a page of assets', async () => {
      const communities = Array.from({ length: 10 }, (_, at) => `community-${at}`);
      for (const slug of communities)
        await stage.organizations.project(buildOrganization(slug, 'COMMUNITY', `0x${'0a'.repeat(20)}`));
      for (const slug of communities)
        await stage.assets.project(buildAsset({ community: organizationIdOf(slug) }));
      stage.organizations.reads = 0;
      const node = 'holder { slug } community { slug } offers { id } consent { lastDay }';
      const { data, errors } = await stage.ask(`{ assets { totalCount edges { node { ${node} } } } }`);
      expect(errors).toEqual([]);
      expect(data?.['assets']).toMatchObject({ totalCount: 10 });
      expect(stage.organizations.reads).toBe(1);
      expect(stage.offers.reads).toBe(1);
      expect(stage.consents.reads).toBe(1);
    });

    it('reads on page by page', async () => {
      for (let at = 0; at < 5; at++) await stage.assets.project(buildAsset({ publishedIndex: 5 - at }));
      const query =
        'query ($after: String) { assets(first: 2, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } } }';
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const { data } = await stage.ask(query, { variables: { after } });
        const page = data?.['assets'] as AssetPage;
        seen.push(...page.edges.map(({ node }) => node.id));
        after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
      } while (after !== null);
      expect(seen).toEqual([...stage.assets.byId.keys()]);
    });

    it('gives whole numbers of any size as decimal text', async () => {
      const { data } = await stage.ask(
        `{ forwarderNonce(address: "${TOKEN_ADDRESS}") paymentAccount(address: "${TOKEN_ADDRESS}") { balance permitNonce } deployment { chainId } }`,
      );
      expect(data).toEqual({
        forwarderNonce: '1180591620717411303424',
        paymentAccount: { balance: '1180591620717411303424', permitNonce: '3' },
        deployment: { chainId: '31337' },
      });
    });

    it('quotes an exact wish and says why not', async () => {
      const asset = buildAsset();
      await stage.assets.project(asset);
      await stage.offers.project(buildOffer(asset));
      const query = `query ($assetId: ID!, $licensee: ID, $wish: WishInput!) {
        quote(assetId: $assetId, licensee: $licensee, wish: $wish) { ok offerId price { amount } reasons { code en zh } } }`;
      const wish = {
        media: ['STREAMING'],
        territories: ['CN'],
        from: '2026-12-01',
        to: '2026-12-31',
        exclusive: false,
      };
      const ask = (media: string[]) =>
        stage.ask(query, { variables: { assetId: asset.id, licensee: STUDIO, wish: { ...wish, media } } });
      expect((await ask(['STREAMING'])).data?.['quote']).toEqual({
        ok: true,
        offerId: '1',
        price: { amount: '120000' },
        reasons: [],
      });
      expect((await ask(['GAME'])).data?.['quote']).toMatchObject({
        ok: false,
        offerId: '1',
        reasons: [{ code: 'OFFER_MEDIA', en: 'Not on offer for: games. Leave this out, or ask the holder.' }],
      });
    });
  });

  describe('access', () => {
    it('hides a restricted asset from everyone but its people: alone, in lists and in counts', async () => {
      const asset = buildAsset({}, { access: 'RESTRICTED' });
      await stage.assets.project(asset);
      await stage.assets.project(buildAsset());
      const query = `query ($id: ID!) { asset(id: $id) { id } assets { totalCount edges { node { id } } } }`;
      for (const token of [undefined, await stage.signIn('producer')]) {
        const { data, errors } = await stage.ask(query, {
          variables: { id: asset.id },
          ...(token !== undefined && { token }),
        });
        expect(data).toMatchObject({ asset: null, assets: { totalCount: 1 } });
        expect(JSON.stringify(data)).not.toContain(asset.id);
        expect(errors[0]?.extensions['code']).toBe('NOT_FOUND');
      }
      const { data } = await stage.ask(query, {
        variables: { id: asset.id },
        token: await stage.signIn('curator'),
      });
      expect(data).toMatchObject({ asset: { id: asset.id }, assets: { totalCount: 2 } });
    });

    it('finds where a file was published, but nothing of an asset that does not exist for who asks', async () => {
      const file = { path: 'a.tif', bytes: 1, sha256: 'ab'.repeat(32), cid: 'c', xxh64: 'x', salt: ZERO_32 };
      const published = (root: Hex, access: 'OPEN' | 'RESTRICTED') =>
        buildAsset({ filesField: { count: 1, bytes: 1, root } }, { access });
      const open = published(`0x${'01'.repeat(32)}`, 'OPEN');
      const hidden = published(`0x${'02'.repeat(32)}`, 'RESTRICTED');
      for (const asset of [open, hidden]) {
        await stage.assets.project(asset);
        await stage.manifests.put(asset.filesField.root, [file]);
      }
      const query = `{ fileOrigins(sha256: "${file.sha256.toUpperCase()}") { path asset { id } } }`;
      expect((await stage.ask(query)).data).toEqual({
        fileOrigins: [{ path: 'a.tif', asset: { id: open.id } }],
      });
      const { data } = await stage.ask(query, { token: await stage.signIn('curator') });
      expect(data?.['fileOrigins']).toHaveLength(2);
      const { errors } = await stage.ask('{ fileOrigins(sha256: "ab") { path } }');
      expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', field: 'sha256' });
    });

    it('says who is signed in, and refuses an unknown session with 401', async () => {
      const token = await stage.signIn('curator');
      const query = '{ me { memberships { role organization { id } } } }';
      expect((await stage.ask(query, { token })).data).toEqual({
        me: { memberships: [{ role: 'OWNER', organization: { id: MUSEUM } }] },
      });
      expect((await stage.ask(query)).errors[0]?.extensions['code']).toBe('SIGN_IN_REQUIRED');
      const stale = await stage.ask(query, { token: 'of-yesterday' });
      expect(stale.status).toBe(401);
      expect(stale.errors[0]?.extensions['code']).toBe('SIGN_IN_REQUIRED');
      expect(stale.errors[0]?.message).toMatch(/^This needs a signed-in member/);
    });

    it('ends a session', async () => {
      const token = await stage.signIn('curator');
      expect((await stage.ask('mutation { signOut }', { token })).data).toEqual({ signOut: true });
      expect((await stage.ask('{ me { address } }', { token })).status).toBe(401);
    });
  });

  describe('errors', () => {
    it.each([
      ['an id', '{ asset(id: "0x12") { id } }', 'id'],
      ['a holder', '{ assets(filter: { holder: "museum" }) { totalCount } }', 'filter.holder'],
      ['an address', '{ forwarderNonce(address: "0xyz") }', 'address'],
      [
        'a medium',
        wishOf('media: ["SMELL"], territories: ["CN"], from: "2026-12-01", to: "2026-12-31"'),
        'wish.media',
      ],
      [
        'a territory',
        wishOf('media: ["GAME"], territories: ["XX"], from: "2026-12-01", to: "2026-12-31"'),
        'wish.territories',
      ],
      [
        'a day',
        wishOf('media: ["GAME"], territories: ["CN"], from: "2026-02-30", to: "2026-12-31"'),
        'wish.from',
      ],
      ['either id', '{ proof { filename } }', 'assetId'],
    ])('names the argument at fault: %s', async (_what, query, field) => {
      const { errors } = await stage.ask(query);
      expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', field });
      expect(errors[0]?.message.startsWith(`${field}: `)).toBe(true);
    });

    it("keeps GraphQL's own codes for a query that is wrong, and names a wrong variable", async () => {
      const invalid = await stage.ask('{ nothing }');
      expect(invalid.errors[0]?.extensions['code']).toBe('GRAPHQL_VALIDATION_FAILED');
      const variable = await stage.ask(
        'mutation ($input: DraftInput!) { createDraft(input: $input) { id } }',
        {
          variables: { input: { organizationId: MUSEUM, kind: 'SONG', access: 'OPEN', title: { en: 'x' } } },
        },
      );
      expect(variable.errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'input.kind' });
    });

    it('masks what it does not know, and logs it under the request id that it tells', async () => {
      stage.assets.failure = new Error('password=hunter2');
      const answer = await stage.ask(`{ asset(id: "${buildAsset().id}") { id } }`);
      const [error] = answer.errors;
      expect(error?.extensions['code']).toBe('INTERNAL_SERVER_ERROR');
      expect(JSON.stringify(answer)).not.toContain('hunter2');
      const requestId = error?.extensions['requestId'];
      expect(error?.message).toContain(requestId);
      expect(stage.logLines).toMatchObject([{ fields: { requestId, err: { message: 'password=hunter2' } } }]);
    });

    it('names a backing service that is dead, and tells the operator', async () => {
      stage.assets.failure = new UnavailableError('documents');
      const { errors } = await stage.ask(`{ asset(id: "${buildAsset().id}") { id } }`);
      expect(errors[0]?.extensions['code']).toBe('UNAVAILABLE');
      expect(errors[0]?.message).toContain('documents');
      expect(stage.logLines).toHaveLength(1);
    });

    it('answers a body that is no JSON as GraphQL does', async () => {
      const { status, errors } = await stage.post('{');
      expect(status).toBe(400);
      expect(errors[0]?.extensions['code']).toBe('BAD_INPUT');
    });
  });
});

interface AssetPage {
  readonly edges: readonly { readonly node: { readonly id: string } }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

function wishOf(wish: string): string {
  return `{ quote(assetId: "0x${'11'.repeat(32)}", wish: { ${wish} }) { ok } }`;
}
