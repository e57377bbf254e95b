import { SiweMessage } from 'siwe';
import { expect, it } from 'vitest';
import { signInText } from '@lanran/sdk/accounts/sign-in-message';
import { parseAddress } from '@lanran/protocol/kernel/signature';

it('is read by the library of EIP-4361 as what it says, and written by it alike', () => {
  const message = {
    domain: 'archive.example:4000',
    address: parseAddress('0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266'),
    statement: 'Sign in to Lanran.',
    uri: 'https://archive.example:4000',
    chainId: 4_503_599_627_370_475n,
    nonce: 'kEWepMt9knR6lWJ6A',
    issuedAt: new Date('2026-11-26T08:30:00.123Z'),
  };
  const text = signInText(message);
  const read = new SiweMessage(text);
  expect(read).toMatchObject({
    domain: message.domain,
    statement: message.statement,
    uri: message.uri,
    version: '1',
    chainId: Number(message.chainId),
    nonce: message.nonce,
    issuedAt: '2026-11-26T08:30:00.123Z',
  });
  expect(read.address.toLowerCase()).toBe(message.address);
  expect(read.prepareMessage()).toBe(text);
});
