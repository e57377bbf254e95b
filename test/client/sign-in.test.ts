import { describe, expect, it } from 'vitest';
import { requireOwnDomain } from '@lanran/client/sign-in';

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
  ])('does not sign in at %s reached as %s, where a nonce could be handed on', (domain, apiUrl) => {
    expect(() => requireOwnDomain(domain, apiUrl)).toThrow(
      expect.objectContaining({ code: 'UNTRUSTWORTHY_ANSWER' }),
    );
  });
});
