import { describe, expect, it } from 'vitest';
import { requireOwnDomain, signSignIn } from '@lanran/sdk/accounts/sign-in';
import { keySigner } from '@lanran/sdk/kernel/signer';
import { filled } from '../protocol/builders.ts';
import { answeringApi } from './answering-api.ts';

describe('requireOwnDomain', () => {
  it.each([
    ['archive.example', 'https://archive.example'],
    ['archive.example:8443', 'https://archive.example:8443/'],
    ['localhost:4000', 'http://127.0.0.1:4000'],
    ['127.0.0.1:4000', 'http://localhost:4000'],
  ])('signs in at %s reached as %s', (domain, apiUrl) => {
    expect(() => requireOwnDomain(domain, apiUrl)).not.toThrow();
  });

  it.each([
    ['other.example', 'https://archive.example'],
    ['archive.example:1', 'https://archive.example'],
    ['localhost:4001', 'http://127.0.0.1:4000'],
    ['archive.example', 'http://127.0.0.1:4000'],
  ])('does not sign in at %s reached as %s, and says which address to open', (domain, apiUrl) => {
    expect(() => requireOwnDomain(domain, apiUrl)).toThrow(
      expect.objectContaining({
        code: 'WRONG_ADDRESS',
        message: expect.stringMatching(new RegExp(`${domain}.*LANRAN_PUBLIC_URL=${new URL(apiUrl).origin}`)),
      }),
    );
  });

  it('names the address with the scheme that the platform has', () => {
    expect(() =>
      requireOwnDomain('new.example.org', 'http://127.0.0.1:4000', 'https://new.example.org'),
    ).toThrow('Use https://new.example.org,');
  });

  it.each([
    ['somebody@127.0.0.1:4000', 'http://localhost:4000'],
    ['127.0.0.1:4000/elsewhere', 'http://localhost:4000'],
    ['127.0.0.1\n:4000', 'http://localhost:4000'],
    ['not a host', 'http://localhost:4000'],
  ])('does not sign in at %j, which is no address, reached as %s', (domain, apiUrl) => {
    expect(() => requireOwnDomain(domain, apiUrl)).toThrow(
      expect.objectContaining({ code: 'UNTRUSTWORTHY_ANSWER' }),
    );
  });
});

describe('a sign-in', () => {
  async function signFor(change: (host: string) => object) {
    let host = '';
    const api = await answeringApi(() => ({
      createNonce: { nonce: '0123456789abcdef', domain: host, uri: `http://${host}`, ...change(host) },
    }));
    host = new URL(api.apiUrl).host;
    return signSignIn(api, { signer: keySigner(filled(0x11)), chainId: 1n });
  }

  it('is signed for the platform that was reached', async () => {
    expect((await signFor(() => ({}))).message).toContain('Nonce: 0123456789abcdef');
  });

  it('is signed for the public address where whoever runs the platform reaches it by another', async () => {
    const api = await answeringApi(() => ({
      createNonce: {
        nonce: '0123456789abcdef',
        domain: 'archive.example',
        uri: 'https://archive.example',
      },
    }));
    const signingIn = { signer: keySigner(filled(0x11)), chainId: 1n };
    const { message } = await signSignIn(api, { ...signingIn, publicUrl: 'https://archive.example/' });
    expect(message).toContain('URI: https://archive.example\n');
    await expect(signSignIn(api, signingIn)).rejects.toThrow('Use https://archive.example,');
  });

  it.each<[string, (host: string) => object]>([
    [
      'a nonce that writes further lines',
      () => ({ nonce: '0123456789abcdef\nResources:\n- https://bank.example' }),
    ],
    ['a short nonce', () => ({ nonce: '1' })],
    ['the address of another site', () => ({ uri: 'https://bank.example' })],
    ['an address that writes further lines', (host) => ({ uri: `http://${host}/\nNonce: 1` })],
    ['an address under another name', (host) => ({ uri: `http://${host}@bank.example` })],
    ['no address', () => ({ uri: 'somewhere' })],
  ])('is not signed with %s', async (_, change) => {
    await expect(signFor(change)).rejects.toMatchObject({ code: 'UNTRUSTWORTHY_ANSWER' });
  });
});
