import { ProtocolError } from '../kernel/errors.ts';
import type { ChainEventEvidence } from '../log/evidence.ts';
import type { FoundDigest } from '../files/file-digest.ts';
import type { Hex } from '../kernel/bytes.ts';
import type { Address } from '../kernel/signature.ts';
import type { TakeDownScope } from '../assets/take-down.ts';
import type { Trust } from '../log/trust.ts';

export type CheckName =
  | 'format'
  | 'body'
  | 'files'
  | 'signature'
  | 'membership'
  | 'inclusion'
  | 'checkpoint'
  | 'log identity'
  | 'anchor'
  | 'block'
  | 'witness'
  | 'license'
  | 'consent'
  | 'undisputed'
  | 'title stated'
  | 'agreement'
  | 'fixity';

export type CheckStatus = 'pass' | 'fail' | 'unknown';

export interface Check {
  readonly name: CheckName;
  readonly status: CheckStatus;
  /** What was found, or what is missing and how to supply it. */
  readonly reason: string;
}

export interface Report {
  /** No check fails; checks may be unknown. */
  readonly ok: boolean;
  readonly checks: readonly Check[];
}

/** What the verifier brings along; each part turns some `unknown` into `pass` or `fail`. */
export interface Known {
  readonly trust?: Trust;
  /** Digests of the files at hand by their path in the version, or by any other name. */
  readonly files?: ReadonlyMap<string, FoundDigest>;
  /** The text at hand that is said to be the license agreement. */
  readonly agreement?: Pick<FoundDigest, 'sha256' | 'bytes'>;
  readonly chain?: ChainLookup;
  /** vkeys (C2SP cosignature/v1) of witnesses outside the operator's reach. */
  readonly witnesses?: readonly string[];
  /** `ALL`: the bundle must list every file of its version, as it must for whoever signs the next one. Absent: it may list some. */
  readonly mustList?: 'ALL';
  /** `LISTED`: each listed file must be at hand, as in a package. Absent: one that is not leaves `files` unknown. */
  readonly mustHave?: 'LISTED';
  /** Scopes of the version that are known to be taken down: with `mustList`, the files in them may be missing. */
  readonly takenDown?: readonly TakeDownScope[];
}

/** A node of the chain, asked for what a bundle cannot prove by itself. */
export interface ChainLookup {
  chainId(): Promise<bigint>;
  /** Null when the node has no block of that number. */
  findBlockHash(blockNumber: bigint): Promise<Hex | null>;
  /** Which contract wrote this very event; null when the chain has no such event. */
  findEventAddress(event: ChainEventEvidence): Promise<Address | null>;
  /** What slots of a contract hold now. */
  readNewest(contract: Address, slots: readonly Hex[]): Promise<NewestSlots>;
}

/** Storage as a node has it in its newest block; unlike a bundle's, it is the node's word. */
export interface NewestSlots {
  /** That block, or one that came shortly before it. */
  readonly blockNumber: bigint;
  /** Of the block, Unix seconds. */
  readonly timestamp: number;
  /** 32 bytes each, in the order that was asked; zero for a slot never written. */
  readonly values: readonly Hex[];
}

export interface Outcome {
  readonly status: CheckStatus;
  readonly reason: string;
}

export function pass(reason: string): Outcome {
  return { status: 'pass', reason };
}

export function fail(reason: string): Outcome {
  return { status: 'fail', reason };
}

export function unknown(reason: string): Outcome {
  return { status: 'unknown', reason };
}

/** Runs a check; what this package refuses by throwing is a failure, anything else rises. */
export async function runCheck(name: CheckName, check: () => Outcome | Promise<Outcome>): Promise<Check> {
  try {
    return { name, ...(await check()) };
  } catch (cause) {
    if (!(cause instanceof ProtocolError)) throw cause;
    return { name, ...fail(cause.message) };
  }
}

export function reportOf(checks: readonly Check[]): Report {
  return { ok: checks.every(({ status }) => status !== 'fail'), checks };
}

/** `--strict`: what is unknown is not accepted either. */
export function isStrictlyOk({ checks }: Report): boolean {
  return checks.every(({ status }) => status === 'pass');
}
