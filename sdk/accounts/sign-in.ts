import { z } from 'zod';
import { isLostConnection, repeatWhenLost } from '@lanran/protocol/kernel/lost-connection';
import { GatewayError, UntrustworthyAnswerError, WrongAddressError } from '../kernel/errors.ts';
import type { GraphqlClient } from '../kernel/graphql-client.ts';
import { signInText } from './sign-in-message.ts';
import type { Signer } from '../kernel/signer.ts';

const NonceAnswer = z.object({
  createNonce: z.object({ nonce: z.string(), domain: z.string(), uri: z.string() }),
});
const SessionAnswer = z.object({ signIn: z.object({ token: z.string().min(1), expiresAt: z.string() }) });

export interface Session {
  readonly token: string;
  readonly expiresAt: string;
}

/** Who signs in, and on which chain (EIP-4361 names one). */
export interface SigningIn {
  readonly signer: Signer;
  readonly chainId: bigint;
  /** Where the platform signs people in, for whoever runs it and reaches it by another address; the address that was reached unless given. */
  readonly publicUrl?: string;
}

/** What `signIn` and `POST /session` take. */
export interface SignInProof {
  readonly message: string;
  readonly signature: string;
}

/**
 * Sign-in with Ethereum (EIP-4361), for a client that keeps its token.
 * @throws WrongAddressError when the platform asks for a sign-in somewhere else
 */
export async function signIn(api: GraphqlClient, signingIn: SigningIn): Promise<Session> {
  // With a new nonce each time: one is used up although the answer is lost.
  const isLost = (error: unknown) => error instanceof GatewayError || isLostConnection(error);
  return repeatWhenLost(
    async () => {
      const answer = await api.request({
        query: `mutation ($message: String!, $signature: String!) { signIn(message: $message, signature: $signature) { token expiresAt } }`,
        variables: { ...(await signSignIn(api, signingIn)) },
        answer: SessionAnswer,
      });
      return answer.signIn;
    },
    { isLost },
  );
}

/**
 * The signed message alone, for a browser that sends it to `POST /session` and gets a cookie.
 * @throws WrongAddressError when the platform asks for a sign-in somewhere else
 */
export async function signSignIn(
  api: GraphqlClient,
  { signer, chainId, publicUrl = api.apiUrl }: SigningIn,
): Promise<SignInProof> {
  const { createNonce } = await api.request({
    query: `mutation { createNonce { nonce domain uri } }`,
    answer: NonceAnswer,
  });
  const { nonce, domain, uri } = createNonce;
  requireOwnDomain(domain, publicUrl, uri);
  requirePlainParts({ nonce, uri, domain });
  const message = signInText({
    domain,
    address: signer.address,
    statement: 'Sign in to Lanran.',
    uri,
    chainId,
    nonce,
    issuedAt: new Date(),
  });
  return { message, signature: await signer.signMessage(message) };
}

/**
 * Else a platform in between could hand on another's nonce and be signed in there. `uri` is the whole address of the domain, where
 * the platform says it: its scheme is what a person is told to use.
 * @throws WrongAddressError, UntrustworthyAnswerError
 */
export function requireOwnDomain(domain: string, apiUrl: string, uri?: string): void {
  const own = new URL(apiUrl);
  if (domain === own.host) return;
  const asked = parseHost(domain, schemeOf(uri, domain) ?? own.protocol);
  if (asked !== null && isLoopback(asked.hostname) && isLoopback(own.hostname) && asked.port === own.port)
    return;
  if (asked === null)
    throw new UntrustworthyAnswerError(
      `it asks to sign in at ${JSON.stringify(domain)}, which is no address`,
    );
  throw new WrongAddressError({ asked: asked.origin, reached: own.origin });
}

/** Null where the address is not that of the domain. */
function schemeOf(uri: string | undefined, domain: string): string | null {
  if (uri === undefined || !URL.canParse(uri)) return null;
  const { protocol, host } = new URL(uri);
  return host === domain && /^https?:$/.test(protocol) ? protocol : null;
}

/** Null for what is more or less than a host and its port: URL drops line breaks, and reads past an @ or a slash. */
function parseHost(domain: string, protocol: string): URL | null {
  const text = `${protocol}//${domain}`;
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return url.host === domain ? url : null;
}

/** The message is signed line by line (EIP-4361): a part that holds a line break would write lines of its own. */
function requirePlainParts({
  nonce,
  uri,
  domain,
}: {
  readonly nonce: string;
  readonly uri: string;
  readonly domain: string;
}): void {
  if (!/^[A-Za-z0-9]{8,128}$/.test(nonce))
    throw new UntrustworthyAnswerError('its nonce for the sign-in is not 8 to 128 letters and digits');
  if (!/^https?:\/\/[^\s@]+$/.test(uri) || !URL.canParse(uri) || new URL(uri).host !== domain)
    throw new UntrustworthyAnswerError(`it asks to sign in to ${JSON.stringify(uri)}, not to ${domain}`);
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
