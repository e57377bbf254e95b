import { describe, expect, it } from 'vitest';
import { fromHex, toHex, type Hex } from '@lanran/protocol/kernel/bytes';
import {
  organizationIdOf,
  parseAssetId,
  parseOrganizationId,
  parseStatementHash,
} from '@lanran/protocol/kernel/ids';
import { rootOf } from '@lanran/protocol/log/merkle';
import { licenseIdOf, type Terms } from '@lanran/protocol/licensing/terms';
import { termsToJson } from '@lanran/protocol/licensing/terms-json';
import { TERRITORIES_HASH, WORLD } from '@lanran/protocol/territories/territories';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { proposeCollection } from '@lanran/sdk/consent/collections';
import { getLicense } from '@lanran/sdk/licensing/licenses';
import { stateReason } from '@lanran/sdk/disputes/stated-reason';
import { answeringApi } from './answering-api.ts';

const idOf = (byte: string): Hex => `0x${byte.repeat(32)}`;
const COMMUNITY = parseOrganizationId(idOf('c0'));
const HOLDER = organizationIdOf('studio');
const ASSETS = ['01', '02', '03'].map((byte) => parseAssetId(idOf(byte)));

function rootOfAssets(ids: readonly string[]): Hex {
  return toHex(rootOf(ids.map((id) => fromHex(id))));
}

describe('a council asked to sign for a collection', () => {
  interface Answer {
    readonly root: Hex;
    readonly size: number;
    readonly listed: readonly string[];
  }

  /** Two ids a page. */
  async function propose({ root, size, listed }: Answer, assetIds: typeof ASSETS | null) {
    const api = await answeringApi(({ query, variables }) => {
      if (query.includes('mutation')) return { proposeCollection: { root, size, consent: null } };
      const from = Number(variables['after'] ?? 0);
      const edges = listed.slice(from, from + 2).map((node) => ({ node }));
      const end = from + edges.length;
      const pageInfo = { hasNextPage: end < listed.length, endCursor: String(end) };
      return { collection: { assetIds: { edges, pageInfo } } };
    });
    return proposeCollection(api, { communityId: COMMUNITY, holder: HOLDER, assetIds });
  }

  const honest: Answer = { root: rootOfAssets(ASSETS), size: 3, listed: ASSETS };

  it('signs for the assets of all pages, in the order of the tree', async () => {
    expect(await propose(honest, ASSETS.toReversed())).toMatchObject({ root: honest.root, assetIds: ASSETS });
    expect(await propose(honest, null)).toMatchObject({ assetIds: ASSETS });
  });

  it.each<[string, Answer, typeof ASSETS | null]>([
    ['the root of other assets', { ...honest, root: rootOfAssets(ASSETS.slice(1)) }, ASSETS],
    ['the root in another order', { ...honest, root: rootOfAssets(ASSETS.toReversed()) }, ASSETS],
    ['another size', { ...honest, size: 4 }, null],
    ['more assets than were named', honest, ASSETS.slice(1)],
    [
      'other assets than were named',
      {
        root: rootOfAssets([idOf('09'), ...ASSETS.slice(1)]),
        size: 3,
        listed: [idOf('09'), ...ASSETS.slice(1)],
      },
      ASSETS,
    ],
    [
      'an asset twice in place of another',
      { root: rootOfAssets(['01', '02', '02'].map(idOf)), size: 3, listed: ['01', '02', '02'].map(idOf) },
      ASSETS,
    ],
  ])('refuses %s', async (_, answer, named) => {
    await expect(propose(answer, named)).rejects.toMatchObject({ code: 'UNTRUSTWORTHY_ANSWER' });
  });
});

describe('terms that are signed again', () => {
  const terms: Terms = {
    assetId: parseAssetId(idOf('01')),
    version: parseStatementHash(idOf('5e')),
    licensee: HOLDER,
    offerId: 7n,
    wish: { media: 4, territories: WORLD, firstDay: 20_000, lastDay: 20_030, exclusive: false },
    token: parseAddress(`0x${'22'.repeat(20)}`),
    price: 120_000n,
    communityShareBps: 2_000,
    operatorShareBps: 0,
    rights: 15,
    origin: 'SALE',
    parent: null,
    territoriesHash: TERRITORIES_HASH,
  };
  const id = licenseIdOf(terms);
  const askFor = async (shown: Terms, shownId = id) => {
    const api = await answeringApi(() => ({
      license: {
        id: shownId,
        terms: JSON.stringify(termsToJson(shown)),
        licensee: { id: HOLDER, slug: 'studio' },
        isRevoked: false,
        revocation: null,
        transaction: idOf('33'),
      },
    }));
    return getLicense(api, id);
  };

  it('are those that the license is named by', async () => {
    expect(await askFor(terms)).toMatchObject({ id, terms });
  });

  it('are refused when they are those of another license', async () => {
    const other = { ...terms, price: 1n };
    await expect(askFor(other, licenseIdOf(other))).rejects.toMatchObject({ code: 'UNTRUSTWORTHY_ANSWER' });
  });

  it.each<[string, Partial<Terms>]>([
    ['price', { price: 1n }],
    ['window', { wish: { ...terms.wish, lastDay: 30_000 } }],
    ['community’s share', { communityShareBps: 0 }],
  ])('are refused with another %s', async (_, change) => {
    await expect(askFor({ ...terms, ...change })).rejects.toMatchObject({ code: 'UNTRUSTWORTHY_ANSWER' });
  });
});

describe('a reason', () => {
  it('is not signed under the hash of another text', async () => {
    const api = await answeringApi(() => ({ stateReason: idOf('44') }));
    await expect(stateReason(api, 'The weaver asks for it.')).rejects.toMatchObject({
      code: 'UNTRUSTWORTHY_ANSWER',
    });
  });
});
