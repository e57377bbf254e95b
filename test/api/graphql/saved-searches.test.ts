import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildAsset, GraphqlStage, MUSEUM } from './graphql-stage.ts';

const SAVE = `mutation ($name: String!, $filter: AssetFilter!) {
  saveSearch(name: $name, filter: $filter) { id assetCount }
}`;
const LIST = `{ savedSearches { name assetCount filter { text holder onOffer kind terms { vocabulary code } concept { vocabulary code } } } }`;
const FILTER = {
  text: '蝴蝶',
  holder: MUSEUM,
  terms: [
    { vocabulary: 'motif', code: 'fish' },
    { vocabulary: 'motif', code: 'velvet@museum' },
  ],
  concept: { vocabulary: 'technique', code: 'batik' },
};

describe('saved searches over GraphQL', () => {
  let stage: GraphqlStage;
  beforeAll(async () => {
    stage = await GraphqlStage.start();
    await stage.assets.project(buildAsset());
  });
  afterAll(() => stage.close());

  it('give back the filter as it was asked for, to its account alone', async () => {
    const curator = await stage.signIn('curator');
    const producer = await stage.signIn('producer');
    const saved = await stage.ask(SAVE, { variables: { name: 'Wings', filter: FILTER }, token: curator });
    expect(saved.errors).toEqual([]);
    const { data } = await stage.ask(LIST, { token: curator });
    expect(data).toEqual({
      savedSearches: [{ name: 'Wings', assetCount: 0, filter: { ...FILTER, onOffer: null, kind: null } }],
    });
    expect((await stage.ask(LIST, { token: producer })).data).toEqual({ savedSearches: [] });
    expect((await stage.ask(LIST)).errors[0]?.extensions['code']).toBe('SIGN_IN_REQUIRED');
  });

  it('are refused for a concept of no vocabulary', async () => {
    const token = await stage.signIn('curator');
    const variables = { name: 'Gems', filter: { concept: { vocabulary: 'gem', code: 'ruby' } } };
    const { errors } = await stage.ask(SAVE, { variables, token });
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', field: 'filter.concept.vocabulary' });
  });

  it('are refused for a text that can’t be searched for', async () => {
    const token = await stage.signIn('curator');
    const variables = { name: 'Long', filter: { text: 'x'.repeat(201) } };
    const { errors } = await stage.ask(SAVE, { variables, token });
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', field: 'filter.text' });
  });
});
