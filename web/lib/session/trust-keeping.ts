import type { Trust } from '@lanran/protocol/log/trust';
import { readPreference, writePreference } from '../language/preference.ts';

/** `platform`: told by the platform itself. `file`: brought by the reader. `kept`: kept in this browser from before. */
export type TrustSource = 'platform' | 'file' | 'kept';

export interface KnownTrust {
  readonly trust: Trust;
  readonly text: string;
  readonly source: TrustSource;
  /** When it was kept, ISO 8601; null for one that is not. */
  readonly keptAt: string | null;
}

/** What this browser keeps: the file's text, and whence and when. */
export interface KeptTrust {
  readonly text: string;
  readonly from: 'platform' | 'file';
  readonly keptAt: string;
}

export function readKeptTrust(): KeptTrust | null {
  try {
    const value = JSON.parse(readPreference('trust') ?? 'null') as Partial<KeptTrust> | null;
    const { text, from, keptAt } = value ?? {};
    if (typeof text !== 'string' || typeof keptAt !== 'string') return null;
    return { text, from: from === 'file' ? 'file' : 'platform', keptAt };
  } catch {
    return null;
  }
}

export function keepTrust(kept: KeptTrust | null): void {
  writePreference('trust', kept === null ? '' : JSON.stringify(kept));
}

export type TrustPart = 'log' | 'key' | 'chain' | 'contracts';

/** In what two trust files differ; empty when they name the same log, key, chain and contracts. */
export function trustDifferences(one: Trust, other: Trust): TrustPart[] {
  const names = new Set([...Object.keys(one.contracts), ...Object.keys(other.contracts)]);
  const isSameContracts = [...names].every((name) => one.contracts[name] === other.contracts[name]);
  const parts: readonly (readonly [TrustPart, boolean])[] = [
    ['log', one.logId === other.logId],
    ['key', one.checkpointKey === other.checkpointKey],
    ['chain', one.chainId === other.chainId],
    ['contracts', isSameContracts],
  ];
  return parts.filter(([, isSame]) => !isSame).map(([part]) => part);
}
