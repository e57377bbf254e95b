import { describe, expect, it } from 'vitest';
import { generateIdentity } from '@lanran/api/age/identity';
import { VaultKeys } from '@lanran/api/age/vault-keys';
import type { Config } from '@lanran/api/platform/config/config';
import { settingsToShare } from '@lanran/api/shared-settings';

const SECRET = `0x${'ab'.repeat(32)}`;

function configOf(overrides: object = {}): Config {
  const config = {
    keys: { checkpoint: 'PRIVATE+KEY+lanran', relayer: SECRET },
    deployment: { chainId: 31_337n, logId: SECRET, contracts: { b: '0x02', a: '0x01' } },
    chain: { confirmations: 0 },
    uploads: { keptDays: 14, quotaBytes: null },
    sessionHours: 12,
    ...overrides,
  };
  // Only what is compared.
  return config as unknown as Config;
}

describe('settings that all processes of a platform must have alike', () => {
  const keys = [generateIdentity(), generateIdentity()] as const;
  const usual = settingsToShare(configOf(), new VaultKeys([keys[0]]));

  it('are the same for the same, and have no key in them', () => {
    const deployment = { chainId: 31_337n, logId: SECRET, contracts: { a: '0x01', b: '0x02' } };
    expect(settingsToShare(configOf({ deployment }), new VaultKeys([keys[0]]))).toEqual(usual);
    expect(JSON.stringify(usual)).not.toContain('ab'.repeat(32));
  });

  it('name what differs, and nothing else', () => {
    const differing = (config: Config, vaultKeys: readonly string[]) => {
      const settings = settingsToShare(config, new VaultKeys(vaultKeys));
      return Object.keys(usual).filter((name) => settings[name] !== usual[name]);
    };
    const vault = 'the vault keys (LANRAN_VAULT_KEY)';
    expect(differing(configOf(), [keys[1]])).toEqual([vault]);
    expect(differing(configOf(), [keys[1], keys[0]])).toEqual([vault]);
    expect(differing(configOf({ uploads: { keptDays: 14, quotaBytes: 5 } }), [keys[0]])).toEqual([
      'LANRAN_QUOTA_BYTES',
    ]);
    expect(differing(configOf({ sessionHours: 1 }), [keys[0]])).toEqual(['LANRAN_SESSION_HOURS']);
  });
});
