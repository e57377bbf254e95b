import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { BLOCK, buildAsset, GraphqlStage, STUDIO } from './graphql-stage.ts';

const WISH = {
  media: ['STREAMING'],
  territories: ['FR', 'CN'],
  from: '2027-01-01',
  to: '2027-12-31',
  exclusive: false,
};
const CREATE = `mutation ($title: String!, $organizationId: ID, $project: ProjectInput, $assetIds: [ID!]!) {
  createList(title: $title, organizationId: $organizationId, project: $project, assetIds: $assetIds) { id revision }
}`;
const LIST = `query ($id: ID!, $key: String, $ids: [ID!]!) { list(id: $id, key: $key) {
  title size hiddenCount shareKey canEdit canDelete organization { id } holding(assetIds: $ids)
  project { title wish { media territories firstDay lastDay exclusive } } items { note asset { id } } } }`;
const QUOTE = `query ($assets: [ID!]!, $wish: WishInput!) { quoteMany(assets: $assets, wish: $wish) {
  licensee block { number hash time } rows { assetId outcome price { amount token } reasons { code en zh }
  alternatives { territories price { amount } } } } }`;

describe('lists over GraphQL', () => {
  let stage: GraphqlStage;
  const [first, second] = [buildAsset(), buildAsset()];
  beforeAll(async () => {
    stage = await GraphqlStage.start();
    for (const asset of [first, second]) await stage.assets.project(asset);
  });
  afterAll(() => stage.close());

  const ids = [first.id, second.id];
  const create = async (token: string) => {
    const project = { title: 'Mother', wish: WISH };
    const variables = { title: 'Wings', organizationId: STUDIO, project, assetIds: ids };
    const { data, errors } = await stage.ask(CREATE, { variables, token });
    expect(errors).toEqual([]);
    return z.object({ createList: z.object({ id: z.string() }) }).parse(data).createList.id;
  };

  it('show their people all of it, and others with the key what they may see', async () => {
    const token = await stage.signIn('producer');
    const id = await create(token);
    const whole = {
      title: 'Wings',
      size: 2,
      hiddenCount: 0,
      shareKey: null,
      canEdit: true,
      canDelete: true,
      organization: { id: STUDIO },
      holding: ids,
      project: {
        title: 'Mother',
        wish: {
          media: ['STREAMING'],
          territories: ['CN', 'FR'],
          firstDay: '2027-01-01',
          lastDay: '2027-12-31',
          exclusive: false,
        },
      },
      items: ids.map((each) => ({ note: '', asset: { id: each } })),
    };
    const ask = async (key: string | null, asking?: string) =>
      stage.ask(LIST, { variables: { id, key, ids }, ...(asking !== undefined && { token: asking }) });
    expect((await ask(null, token)).data?.['list']).toEqual(whole);
    expect((await ask(null)).errors[0]?.extensions['code']).toBe('NOT_FOUND');
    const { data } = await stage.ask(`mutation ($id: ID!) { shareList(id: $id) { shareKey } }`, {
      variables: { id },
      token,
    });
    const Shared = z.object({ shareList: z.object({ shareKey: z.string() }) });
    const { shareKey } = Shared.parse(data).shareList;
    await stage.assets.project({ ...second, metadata: { ...second.metadata, access: 'RESTRICTED' } });
    const shown = await ask(shareKey);
    expect(shown.errors).toEqual([]);
    expect(shown.data?.['list']).toMatchObject({
      size: 2,
      hiddenCount: 1,
      shareKey: null,
      canEdit: false,
      canDelete: false,
      holding: [first.id],
      items: [{ note: '', asset: { id: first.id } }],
    });
    expect(JSON.stringify(shown.data)).not.toContain(second.id);
    await stage.assets.project(second);
  });

  it('say of a change that comes too late what to do', async () => {
    const token = await stage.signIn('producer');
    const id = await create(token);
    const change = (title: string) =>
      stage.ask(
        `mutation ($id: ID!, $title: String) { changeList(id: $id, revision: 1, title: $title) { revision } }`,
        {
          variables: { id, title },
          token,
        },
      );
    expect((await change('One')).data).toEqual({ changeList: { revision: 2 } });
    const late = await change('Two');
    expect(late.errors[0]?.extensions['code']).toBe('CONFLICT');
    expect(late.errors[0]?.message).toMatch(/Load it again/);
  });

  it('quote every asset, and name the block', async () => {
    const missing = `0x${'ab'.repeat(32)}`;
    const variables = { assets: [first.id, missing], wish: WISH };
    const { data, errors } = await stage.ask(QUOTE, { variables });
    expect(errors).toEqual([]);
    expect(data?.['quoteMany']).toMatchObject({
      licensee: null,
      block: { number: BLOCK.number, hash: BLOCK.hash, time: BLOCK.time.toISOString() },
      rows: [
        {
          assetId: first.id,
          outcome: 'REFUSED',
          price: null,
          reasons: [{ code: 'SALES_PAUSED' }, { code: 'NO_OFFER' }],
          alternatives: [],
        },
        { assetId: missing, outcome: 'NOT_FOUND', price: null, reasons: [], alternatives: [] },
      ],
    });
  });

  it('quote 200 assets at once, and refuse 201', async () => {
    const named = (count: number) =>
      Array.from({ length: count }, (_, at) => `0x${at.toString(16).padStart(64, '0')}`);
    const ask = async (count: number) =>
      stage.ask(QUOTE, { variables: { assets: named(count), wish: WISH } });
    expect((await ask(200)).errors).toEqual([]);
    expect((await ask(201)).errors[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', field: 'assets' });
  });
});
