import { z } from 'zod';
import { parseLogId, type LogId } from '@lanran/protocol/ids';
import type { Currency } from '@lanran/protocol/money';
import { parseAddress, type Address } from '@lanran/protocol/signature';
import { RefusedError } from './errors.ts';
import { GraphqlClient } from './graphql-client.ts';
import type { SigningIdentity } from './key-file.ts';
import { signIn } from './sign-in.ts';

/** What this installation is: its log, chain and contracts. */
export interface Deployment {
  readonly logId: LogId;
  readonly origin: string;
  /** vkey that signs checkpoints. */
  readonly checkpointKey: string;
  readonly chainId: bigint;
  /** Contract name → lower-case address. */
  readonly contracts: ReadonlyMap<string, Address>;
  readonly paymentToken: Currency & { readonly address: Address };
}

/** The Safe that acts, by proposals of its owners. */
export interface ActingSafe {
  readonly address: Address;
  /** The nonce to propose under; null for the next free one. */
  readonly nonce: bigint | null;
}

/** The platform as one signed-in key sees it. */
export interface Platform {
  readonly apiUrl: string;
  readonly api: GraphqlClient;
  readonly deployment: Deployment;
  readonly identity: SigningIdentity;
  /** Null when the key acts for itself. */
  readonly safe: ActingSafe | null;
  /** Session token, for uploads and files. */
  readonly token: string;
}

const address = z.string().transform((text) => parseAddress(text.toLowerCase()));

const DeploymentAnswer = z.object({
  deployment: z.object({
    logId: z.string().transform((text) => parseLogId(text)),
    origin: z.string(),
    checkpointKey: z.string(),
    chainId: z.string().transform(BigInt),
    contracts: z.array(z.object({ name: z.string(), address })),
    paymentToken: z.object({ address, symbol: z.string(), decimals: z.number().int() }),
  }),
});

export async function readDeployment(api: GraphqlClient): Promise<Deployment> {
  const { deployment } = await api.request({
    query: `query { deployment { logId origin checkpointKey chainId contracts { name address } paymentToken { address symbol decimals } } }`,
    answer: DeploymentAnswer,
  });
  return {
    ...deployment,
    contracts: new Map(deployment.contracts.map(({ name, address: at }) => [name, at])),
  };
}

/** Signs in with the key (EIP-4361), as an owner of the Safe if one is given, and reads what the installation is. */
export async function connect(
  apiUrl: string,
  identity: SigningIdentity,
  safe: ActingSafe | null = null,
): Promise<Platform> {
  const anonymous = new GraphqlClient(apiUrl);
  const deployment = await readDeployment(anonymous);
  const { token } = await signIn(anonymous, { identity, chainId: deployment.chainId });
  const api = new GraphqlClient(apiUrl, token, safe?.address ?? null);
  return { apiUrl: anonymous.apiUrl, api, deployment, identity, safe, token };
}

/** The address that the contracts will see as the one who acts. */
export function actingAddress({ identity, safe }: Pick<Platform, 'identity' | 'safe'>): Address {
  return safe?.address ?? identity.address;
}

/** @throws RefusedError when the installation has no such contract */
export function contractAddress({ contracts }: Deployment, name: string): Address {
  const found = contracts.get(name);
  if (found === undefined) {
    throw new RefusedError(
      'NO_CONTRACT',
      `This installation has no contract ${name}. Is --api the right one?`,
    );
  }
  return found;
}
