import { createHash } from 'node:crypto';
import type { VaultKeys } from './age/vault-keys.ts';
import type { Config } from './platform/config/config.ts';

const DIGEST_DIGITS = 16;

/**
 * What all API processes of a platform must have alike, as short digests by what to set: with other keys one can't read what another
 * wrote, and with other limits it would refuse or remove it (ADR 51). No key can be told from its digest.
 */
export function settingsToShare(config: Config, vaultKeys: VaultKeys): Readonly<Record<string, string>> {
  const { keys, deployment, chain, uploads, sessionHours } = config;
  const { chainId, logId, contracts } = deployment;
  const values: Readonly<Record<string, unknown>> = {
    'the vault keys (LANRAN_VAULT_KEY)': vaultKeys
      .deriveKeys('settings of processes')
      .map((key) => key.toString('hex')),
    LANRAN_CHECKPOINT_KEY: keys.checkpoint,
    LANRAN_RELAYER_KEY: keys.relayer,
    LANRAN_DEPLOYMENT: [chainId.toString(), logId, Object.entries(contracts).toSorted()],
    CHAIN_CONFIRMATIONS: chain.confirmations,
    LANRAN_QUOTA_BYTES: uploads.quotaBytes,
    LANRAN_UPLOAD_DAYS: uploads.keptDays,
    LANRAN_SESSION_HOURS: sessionHours,
  };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, digestOf(name, value)]));
}

function digestOf(name: string, value: unknown): string {
  const text = JSON.stringify([name, value ?? null]);
  return createHash('sha256').update(text).digest('hex').slice(0, DIGEST_DIGITS);
}
