import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GraphqlStage } from './graphql-stage.ts';

describe('compressed answers', () => {
  let stage: GraphqlStage;
  beforeAll(async () => void (stage = await GraphqlStage.start()));
  afterAll(() => stage.close());

  const ask = async (query: string, encoding: string) =>
    fetch(`${stage.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-encoding': encoding },
      body: JSON.stringify({ query }),
    });
  const LONG = '{ __schema { types { name description } } }';

  it.each(['br', 'gzip'])('come as %s to who accepts that', async (encoding) => {
    const response = await ask(LONG, encoding);
    expect(response.headers.get('content-encoding')).toBe(encoding);
    expect(response.headers.get('vary')).toContain('Accept-Encoding');
    expect(JSON.stringify(await response.json())).toContain('"Asset"');
  });

  it('come plain to who accepts nothing else, and where they are short', async () => {
    expect((await ask(LONG, 'identity')).headers.get('content-encoding')).toBeNull();
    expect((await ask('{ deployment { logId } }', 'br')).headers.get('content-encoding')).toBeNull();
  });

  it('are none of those that give out a secret, which only acts do', async () => {
    const nonces = Array.from(
      { length: 20 },
      (_, at) => `a${at}: createNonce { nonce domain uri expiresAt }`,
    );
    const response = await ask(`mutation { ${nonces.join(' ')} }`, 'br');
    expect(response.headers.get('cache-control')).toBe('no-store, no-transform');
    expect(response.headers.get('content-encoding')).toBeNull();
    expect((await response.text()).length).toBeGreaterThan(1_024);
  });
});
