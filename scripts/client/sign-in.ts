import { getAddress, Wallet } from 'ethers';
import { SiweMessage } from 'siwe';
import { z } from 'zod';
import { UntrustworthyAnswerError } from './errors.ts';
import type { GraphqlClient } from './graphql-client.ts';
import type { SigningIdentity } from './key-file.ts';

const NonceAnswer = z.object({
  createNonce: z.object({ nonce: z.string(), domain: z.string(), uri: z.string() }),
});
const SessionAnswer = z.object({ signIn: z.object({ token: z.string().min(1), expiresAt: z.string() }) });

export interface Session {
  readonly token: string;
  readonly expiresAt: string;
}

/**
 * Sign-in with Ethereum (EIP-4361).
 * @throws UntrustworthyAnswerError when the platform asks for a sign-in somewhere else
 */
export async function signIn(
  api: GraphqlClient,
  { identity, chainId }: { readonly identity: SigningIdentity; readonly chainId: bigint },
): Promise<Session> {
  const { createNonce } = await api.request({
    query: `mutation { createNonce { nonce domain uri } }`,
    answer: NonceAnswer,
  });
  const { nonce, domain, uri } = createNonce;
  requireOwnDomain(domain, api.apiUrl);
  const message = new SiweMessage({
    domain,
    address: getAddress(identity.address),
    statement: 'Sign in to Lanran.',
    uri,
    version: '1',
    chainId: Number(chainId),
    nonce,
    issuedAt: new Date().toISOString(),
  }).prepareMessage();
  const signature = await new Wallet(identity.privateKey).signMessage(message);
  const answer = await api.request({
    query: `mutation ($message: String!, $signature: String!) { signIn(message: $message, signature: $signature) { token expiresAt } }`,
    variables: { message, signature },
    answer: SessionAnswer,
  });
  return answer.signIn;
}

/** Else a platform in between could hand on another's nonce and be signed in there. */
export function requireOwnDomain(domain: string, apiUrl: string): void {
  const own = new URL(apiUrl);
  if (domain === own.host) return;
  const asked = new URL(`${own.protocol}//${domain}`);
  if (isLoopback(asked.hostname) && isLoopback(own.hostname) && asked.port === own.port) return;
  throw new UntrustworthyAnswerError(
    `it asks to sign in at ${domain}, but was reached as ${own.host}; use --api ${own.protocol}//${domain} if that is meant`,
  );
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
