import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAX_ALIASES, MAX_ROOT_FIELDS } from '@lanran/api/platform/graphql/limits';
import { type GraphqlAnswer, GraphqlStage } from './graphql-stage.ts';

describe('limits of a query', () => {
  let stage: GraphqlStage;
  beforeAll(async () => void (stage = await GraphqlStage.start()));
  afterAll(() => stage.close());

  const codesOf = ({ errors }: GraphqlAnswer) => errors.map(({ extensions }) => extensions['code']);

  it('does not count introspection as depth', async () => {
    const query =
      '{ __schema { types { fields { type { ofType { ofType { ofType { ofType { ofType { ofType { name } } } } } } } } } } }';
    expect(codesOf(await stage.ask(query))).toEqual([]);
  });

  it.each([
    ['first: 100', 'LIMIT_EXCEEDED'],
    ['first: 20', undefined],
  ])('counts each item of a page (%s)', async (page, expected) => {
    const node =
      'holder { name { en } } community { name { en } } consent { community { name { en } } } offers { price { amount } } history(first: 3) { edges { node { organization { name { en } } } } }';
    const answer = await stage.ask(`{ assets(${page}) { edges { node { ${node} } } } }`);
    expect(codesOf(answer)[0]).toBe(expected);
    expect(answer.status).toBe(expected === undefined ? 200 : 400);
  });

  it('counts a page whose size comes in a variable', async () => {
    const query = `query ($first: Int!) { a: assets(first: $first) { edges { node { holder { name { en } } } } } b: assets(first: $first) { edges { node { holder { name { en } } community { name { en } } offers { price { amount } } } } } }`;
    expect(codesOf(await stage.ask(query, { variables: { first: 100 } }))).toEqual(['LIMIT_EXCEEDED']);
    expect(codesOf(await stage.ask(query, { variables: { first: 5 } }))).toEqual([]);
  });

  it('refuses a page of more than 100 by name, not by cost', async () => {
    const { errors } = await stage.ask('{ assets(first: 100000) { totalCount } }');
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', field: 'first' });
  });

  it('refuses more aliases than allowed', async () => {
    const aliases = (count: number) =>
      `{ deployment { ${Array.from({ length: count }, (_, at) => `a${at}: logId`).join(' ')} } }`;
    expect(codesOf(await stage.ask(aliases(MAX_ALIASES)))).toEqual([]);
    expect(codesOf(await stage.ask(aliases(MAX_ALIASES + 1)))).toEqual(['LIMIT_EXCEEDED']);
  });

  it('refuses more top-level fields than allowed, also of a mutation', async () => {
    const nonces = (count: number) =>
      `mutation { ${Array.from({ length: count }, (_, at) => `a${at}: createNonce { nonce }`).join(' ')} }`;
    expect(codesOf(await stage.ask(nonces(MAX_ROOT_FIELDS)))).toEqual([]);
    expect(codesOf(await stage.ask(nonces(MAX_ROOT_FIELDS + 1)))).toEqual(['LIMIT_EXCEEDED']);
  });

  it('refuses fragments that multiply within a second', async () => {
    const fragments = Array.from(
      { length: 30 },
      (_, at) => `fragment F${at} on Organization { ${at === 29 ? 'id' : `...F${at + 1} ...F${at + 1}`} }`,
    );
    const startedAt = performance.now();
    const answer = await stage.ask(`{ organizations { edges { node { ...F0 } } } } ${fragments.join(' ')}`);
    expect(codesOf(answer)).toEqual(['LIMIT_EXCEEDED']);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  it('refuses fragments that double, also where they ask for the name of a type alone', async () => {
    const doubling = (last: number) =>
      Array.from(
        { length: last + 1 },
        (_, at) =>
          `fragment F${at} on Query { ${at === last ? '__typename' : `...F${at + 1} ...F${at + 1}`} }`,
      ).join(' ');
    for (const last of [5, 14, 30]) {
      const answer = await stage.ask(`{ ...F0 } ${doubling(last)}`);
      expect(codesOf(answer)).toEqual(['LIMIT_EXCEEDED']);
      expect(answer.status).toBe(400);
      expect(answer.errors[0]?.message).toContain('Ask in several queries.');
      expect(answer.errors[0]?.extensions['requestId']).toEqual(expect.any(String));
    }
    expect(stage.logLines).toEqual([]);
  });

  it('refuses fragments that bring more nodes than are counted, in words', async () => {
    const empty = Array.from(
      { length: 15 },
      (_, at) =>
        `fragment F${at} on Query { ${at === 14 ? '__schema { __typename }' : `...F${at + 1} ...F${at + 1}`} }`,
    );
    expect(codesOf(await stage.ask(`{ ...F0 } ${empty.join(' ')}`))).toEqual(['LIMIT_EXCEEDED']);
    expect(stage.logLines).toEqual([]);
  });

  it.each([
    ['top-level fields', `{ ${'assets(first: 1) { nothing } '.repeat(150)} }`],
    ['aliases', `{ deployment { ${Array.from({ length: 300 }, (_, at) => `a${at}: nothing`).join(' ')} } }`],
    ['nested fields', `{ ${'a { '.repeat(300)} a ${'} '.repeat(300)} }`],
  ])('counts %s before it validates, which takes time', async (what, query) => {
    const { status, errors } = await stage.ask(query);
    expect(status).toBe(400);
    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['LIMIT_EXCEEDED']);
    expect(errors[0]?.message).toContain(what);
    const address = `${stage.url}/graphql?${new URLSearchParams({ query }).toString()}`;
    const asked = await fetch(address, { headers: { 'apollo-require-preflight': '1' } });
    expect(await asked.json()).toMatchObject({ errors: [{ extensions: { code: 'LIMIT_EXCEEDED' } }] });
  });

  it('counts the acts of keys of no organization by network, and nobody else’s', async () => {
    const state = (token: string, count: number) => {
      const acts = Array.from({ length: count }, (_, at) => `a${at}: stateReason(text: "reason ${at}")`);
      return stage.ask(`mutation { ...acts } fragment acts on Mutation { ${acts.join(' ')} }`, { token });
    };
    expect(codesOf(await state(await stage.signIn('stranger'), 5))).toEqual([]);
    expect(codesOf(await state(await stage.signIn('stranger'), 1))).toEqual(['LIMIT_EXCEEDED']);
    expect(codesOf(await state(await stage.signIn('producer'), 20))).toEqual([]);
    const { errors } = await stage.ask('{ me { address } }', { token: await stage.signIn('stranger') });
    expect(errors).toEqual([]);
  });

  it('words a few of very many wrong variables, within two seconds', async () => {
    const addresses = Array.from({ length: 100_000 }, () => [1]);
    const query = 'query ($addresses: [String!]!) { people(addresses: $addresses) { displayName } }';
    const startedAt = performance.now();
    const { errors } = await stage.ask(query, { variables: { addresses } });
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    expect(errors).toHaveLength(51);
    expect(errors.at(-1)).toMatchObject({
      message: 'More variables are wrong than are named here.',
      extensions: { code: 'BAD_USER_INPUT' },
    });
    expect(stage.logLines).toEqual([]);
  });

  it('refuses a document of too many tokens before it is understood', async () => {
    const { status, errors } = await stage.ask(`{ ${'me { address } '.repeat(2_000)} }`);
    expect(status).toBe(400);
    expect(errors[0]?.extensions['code']).toBe('GRAPHQL_PARSE_FAILED');
  });

  it('refuses a body larger than 1 MB as GraphQL does', async () => {
    const answer = await stage.ask('{ me { address } }', { variables: { padding: 'x'.repeat(1_100_000) } });
    expect(answer.status).toBe(413);
    expect(codesOf(answer)).toEqual(['LIMIT_EXCEEDED']);
  });

  it('refuses several operations in one request', async () => {
    const one = { query: '{ deployment { logId } }' };
    const { status, errors } = await stage.post(JSON.stringify([one, one]));
    expect(status).toBe(400);
    expect(errors).toHaveLength(1);
  });
});
