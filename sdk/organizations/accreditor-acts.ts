import { connectAuthority, createAuthorityInterface } from '../../contracts/abi/interfaces/Authority.ts';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { Address } from '@lanran/protocol/kernel/signature';
import type { Announcement } from '../acts/announced-acts.ts';
import { openChainReader } from '../kernel/chain-reader.ts';
import { contractAddress, type Deployment } from '../kernel/session.ts';
import type { Act } from '../acts/relaying.ts';

/** Roles of Authority.sol. */
const ACCREDITOR = 1n;
const GUARDIAN = 3n;

/**
 * The accreditor's role changes hands in two steps, both on chain (ADR 31): the accreditor gives the role to a successor,
 * then the successor, who shows by it that its key works, takes the role from the former one.
 */
export type HandOver =
  | { readonly step: 'hand-on'; readonly successor: Address }
  | { readonly step: 'take-back'; readonly successor: Address }
  | { readonly step: 'accept'; readonly former: Address; readonly successor: Address };

/** How a step stands, and what is to be signed next. */
export interface HandOverStanding {
  readonly announcement: Announcement;
  /** The step, or its announcement; null while it waits or is not allowed. */
  readonly act: Act | null;
}

export interface HandOverQuestion {
  readonly rpcUrl: string;
  readonly deployment: Pick<Deployment, 'chainId' | 'contracts'>;
  readonly caller: Address;
  readonly handOver: HandOver;
  readonly now?: Date;
}

const authority = createAuthorityInterface();

/** Asks the chain, where the accreditor's acts wait for LANRAN_ADMISSION_DELAY. */
export async function readHandOver(question: HandOverQuestion): Promise<HandOverStanding> {
  const { rpcUrl, deployment, caller, handOver, now = new Date() } = question;
  const provider = openChainReader(rpcUrl, deployment.chainId);
  try {
    const target = contractAddress(deployment, 'Authority');
    const contract = connectAuthority(target, provider);
    const [isMember, delay] = await contract.hasRole(ACCREDITOR, caller);
    if (!isMember) return { announcement: { state: 'not-allowed' }, act: null };
    const calls = callsOf(handOver, Number(delay));
    if (delay === 0n) return { announcement: { state: 'free' }, act: together(calls) };
    const times = await Promise.all(
      calls.map(async (call) => contract.getSchedule(await contract.hashOperation(caller, target, call))),
    );
    const missing = calls.filter((_, at) => times[at] === 0n);
    if (missing.length > 0) {
      const announcing = missing.map((call) => encode('schedule', [target, call, 0]));
      const announcement = { state: 'to-announce', delaySeconds: Number(delay) } as const;
      return { announcement, act: together(announcing) };
    }
    const from = new Date(Math.max(...times.map(Number)) * 1000);
    const isOver = from.getTime() <= now.getTime();
    return { announcement: { state: 'announced', from }, act: isOver ? together(calls) : null };
  } finally {
    provider.destroy();
  }
}

/** In the order in which they are done: the accreditor's own role goes last. */
function callsOf(handOver: HandOver, delaySeconds: number): Hex[] {
  const { successor } = handOver;
  switch (handOver.step) {
    case 'hand-on':
      return [encode('grantRole', [ACCREDITOR, successor, delaySeconds])];
    case 'take-back':
      return [encode('revokeRole', [ACCREDITOR, successor])];
    case 'accept':
      return [
        // A brake that waits is none: guardians stop sales at once.
        encode('grantRole', [GUARDIAN, successor, 0]),
        encode('revokeRole', [GUARDIAN, handOver.former]),
        encode('revokeRole', [ACCREDITOR, handOver.former]),
      ];
  }
}

/** All or nothing. */
function together(calls: readonly Hex[]): Act {
  const [only, ...others] = calls;
  const data = only !== undefined && others.length === 0 ? only : encode('multicall', [calls]);
  return { contract: 'Authority', data };
}

function encode(
  name: 'grantRole' | 'revokeRole' | 'schedule' | 'multicall',
  values: readonly unknown[],
): Hex {
  // ethers types hex as string, and the values by the function's name.
  return authority.encodeFunctionData(name as 'grantRole', values as never) as Hex;
}
