import { z } from 'zod';
import { parseLogId, type LogId } from '@lanran/protocol/kernel/ids';
import { parseAddress, type Address } from '@lanran/protocol/kernel/signature';
import { CURRENCY_KINDS, type PlatformCurrency } from '@lanran/protocol/licensing/currencies';
import { RIGHTS, rightsBits, type RightsBits } from '@lanran/protocol/licensing/rights';
import { RefusedError } from './errors.ts';
import type { GraphqlClient } from './graphql-client.ts';
import type { Signer } from './signer.ts';

/** What this installation is: its log, chain and contracts. */
export interface Deployment {
  readonly logId: LogId;
  readonly origin: string;
  /** vkey that signs checkpoints. */
  readonly checkpointKey: string;
  readonly chainId: bigint;
  /** Contract name → lower-case address. */
  readonly contracts: ReadonlyMap<string, Address>;
  /** Whether many acts take one signature. */
  readonly canBatch: boolean;
  /** The rights that its contracts know; those of before ADR 60 know fewer. */
  readonly rights: RightsBits;
  /** In which prices are named; what one buys with at once comes first. */
  readonly currencies: readonly PlatformCurrency[];
}

/** The Safe that acts, by proposals of its owners. */
export interface ActingSafe {
  readonly address: Address;
  /** The nonce to propose under; null for the next free one. */
  readonly nonce: bigint | null;
}

/** The platform as one signed-in key sees it. */
export interface Platform {
  /** Where `/rpc`, `/files` and `/uploads` are too. */
  readonly apiUrl: string;
  readonly api: GraphqlClient;
  readonly deployment: Deployment;
  readonly signer: Signer;
  /** Null when the key acts for itself. */
  readonly safe: ActingSafe | null;
  /** Session token, for uploads and files; null where the browser holds the session as a cookie. */
  readonly token: string | null;
}

const address = z.string().transform((text) => parseAddress(text.toLowerCase()));

const DeploymentAnswer = z.object({
  deployment: z.object({
    logId: z.string().transform((text) => parseLogId(text)),
    origin: z.string(),
    checkpointKey: z.string(),
    chainId: z.string().transform(BigInt),
    contracts: z.array(z.object({ name: z.string(), address })),
    canBatch: z.boolean(),
    rights: z
      .array(z.string())
      .transform((names) => rightsBits(RIGHTS.filter((right) => names.includes(right)))),
    currencies: z.array(
      z.object({
        address,
        symbol: z.string(),
        decimals: z.number().int(),
        kind: z.enum(CURRENCY_KINDS),
      }),
    ),
  }),
});

export async function readDeployment(api: GraphqlClient): Promise<Deployment> {
  const { deployment } = await api.request({
    query: `query { deployment { logId origin checkpointKey chainId contracts { name address } canBatch rights currencies { address symbol decimals kind } } }`,
    answer: DeploymentAnswer,
  });
  return {
    ...deployment,
    contracts: new Map(deployment.contracts.map(({ name, address: at }) => [name, at])),
  };
}

/** The platform for who is signed in already: a browser, by its cookie. `api` asks for the Safe when one acts. */
export function platformOf(parts: Pick<Platform, 'api' | 'deployment' | 'signer' | 'safe'>): Platform {
  return { ...parts, apiUrl: parts.api.apiUrl, token: null };
}

/** What names the session to `/files` and `/uploads`; nothing where a cookie does. */
export function authorization({ token }: Pick<Platform, 'token'>): Readonly<Record<string, string>> {
  return token === null ? {} : { authorization: `Bearer ${token}` };
}

/** The address that the contracts will see as the one who acts. */
export function actingAddress({ signer, safe }: Pick<Platform, 'signer' | 'safe'>): Address {
  return safe?.address ?? signer.address;
}

/** @throws RefusedError when the installation has no such contract */
export function contractAddress({ contracts }: Pick<Deployment, 'contracts'>, name: string): Address {
  const found = contracts.get(name) ?? (name.startsWith('0x') ? parseAddress(name) : undefined);
  if (found === undefined) {
    throw new RefusedError(
      'NO_CONTRACT',
      `This installation has no contract ${name}. Check the platform's address.`,
    );
  }
  return found;
}
