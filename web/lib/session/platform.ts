import { config } from 'zod';
import type { Address } from '@lanran/protocol/kernel/signature';
import { GraphqlClient } from '@lanran/sdk/kernel/graphql-client';
import { PinnedDeployment, requireTrusted } from '@lanran/sdk/kernel/pinned-deployment';
import { type Deployment, platformOf, type Platform, readDeployment } from '@lanran/sdk/kernel/session';
import type { Signer } from '@lanran/sdk/kernel/signer';
import { paymentDomain } from '@lanran/sdk/licensing/orders/payment';
import { isInvoicedOnly } from '@lanran/protocol/licensing/currencies';
import { parseTrustFile } from '@lanran/protocol/log/trust';
import { readKeptTrust } from './trust-keeping.ts';

// zod would compile its checks with `new Function`, which the Content-Security-Policy forbids.
config({ jitless: true });

/** The client's GraphQL over this page's session cookie. */
export function pageClient(safe: Address | null): GraphqlClient {
  return new GraphqlClient(window.location.origin, null, safe);
}

const pinned = new PinnedDeployment();
/** Within it one answer serves several acts; after it the platform is asked again whether it is still the same. */
const ASKED_FOR_MS = 300_000;
let asked: { readonly apiUrl: string; readonly deployment: Deployment; readonly at: number } | null = null;

/**
 * What the installation is: as the first answer to this page said, and as the trust file says that this browser keeps.
 * @throws UntrustworthyAnswerError naming what differs
 */
export async function openDeployment(api: GraphqlClient): Promise<Deployment> {
  const isFresh = asked?.apiUrl === api.apiUrl && Date.now() - asked.at < ASKED_FOR_MS;
  const deployment = asked !== null && isFresh ? asked.deployment : await askDeployment(api);
  const kept = readKeptTrust();
  if (kept !== null)
    requireTrusted(deployment, parseKept(kept.text), 'the trust file kept in this browser (page Verify)');
  return deployment;
}

async function askDeployment(api: GraphqlClient): Promise<Deployment> {
  const deployment = pinned.require(await readDeployment(api));
  asked = { apiUrl: api.apiUrl, deployment, at: Date.now() };
  return deployment;
}

/** Reads what signing a payment takes, in each currency that one buys with at once. */
export async function prepareToPay(): Promise<void> {
  const api = pageClient(null);
  const deployment = await openDeployment(api);
  const payable = deployment.currencies.filter((currency) => !isInvoicedOnly(currency));
  const { apiUrl } = api;
  await Promise.allSettled(payable.map(({ address }) => paymentDomain({ apiUrl, deployment }, address)));
}

function parseKept(text: string) {
  try {
    return parseTrustFile(text);
  } catch (cause) {
    throw new Error(
      'The trust file kept in this browser is damaged. Remove it on the page Verify, then go on.',
      {
        cause,
      },
    );
  }
}

/** The platform as the acts of `@lanran/sdk` want it. With a Safe, acts are proposed to its owners. */
export async function openPlatform(signer: Signer, safe: Address | null = null): Promise<Platform> {
  const api = pageClient(safe);
  const deployment = await openDeployment(api);
  return platformOf({ api, deployment, signer, safe: safe === null ? null : { address: safe, nonce: null } });
}
