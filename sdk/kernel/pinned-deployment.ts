import { FormatError } from '@lanran/protocol/kernel/errors';
import { buildTrust, type Trust } from '@lanran/protocol/log/trust';
import { UntrustworthyAnswerError } from './errors.ts';
import type { Deployment } from './session.ts';

/** The installation in the form of a trust file. @throws UntrustworthyAnswerError when its parts do not belong together */
export function trustOf({ logId, checkpointKey, chainId, contracts }: Omit<Deployment, 'currencies'>): Trust {
  try {
    return buildTrust({
      logId,
      checkpointKey,
      chainId: chainId.toString(),
      contracts: Object.fromEntries(contracts),
    });
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw new UntrustworthyAnswerError(
      `its log and its checkpoint key do not belong together: ${cause.message}`,
      {
        cause,
      },
    );
  }
}

/**
 * Refuses an installation with another log, key, chain or contract than the trusted one: a signature holds in the log and the
 * contracts that it names. `source` says whence the trust is, for the message.
 * @throws UntrustworthyAnswerError naming what differs
 */
export function requireTrusted(deployment: Deployment, trust: Trust, source: string): void {
  const told = trustOf(deployment);
  const names = new Set([...Object.keys(trust.contracts), ...Object.keys(told.contracts)]);
  const parts: readonly (readonly [string, string | undefined, string | undefined])[] = [
    ['log id', told.logId, trust.logId],
    ['checkpoint key', told.checkpointKey, trust.checkpointKey],
    ['chain id', told.chainId, trust.chainId],
    ...[...names].map((name) => [`contract ${name}`, told.contracts[name], trust.contracts[name]] as const),
  ];
  const differing = parts.find(([, now, known]) => now !== known);
  if (differing === undefined) return;
  const [what, now, known] = differing;
  throw new UntrustworthyAnswerError(`its ${what} is ${now ?? 'missing'}, ${source} says ${known ?? 'none'}`);
}

/** The first installation that was told; every later answer must name the same. */
export class PinnedDeployment {
  #pinned: Deployment | null = null;

  /** @throws UntrustworthyAnswerError naming what differs */
  require(told: Deployment): Deployment {
    const pinned = this.#pinned;
    if (pinned === null) {
      this.#pinned = told;
      return told;
    }
    requireTrusted(told, trustOf(pinned), 'its first answer');
    const [now, before] = [textOf(told), textOf(pinned)];
    if (now !== before)
      throw new UntrustworthyAnswerError(`its currencies are ${now}, its first answer says ${before}`);
    return pinned;
  }
}

function textOf({ currencies }: Deployment): string {
  return currencies
    .map(({ symbol, address, decimals, kind }) => `${symbol} ${address} with ${decimals} decimals (${kind})`)
    .join(', ');
}
