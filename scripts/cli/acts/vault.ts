import { act, argument, option, parent, type ActGroup } from '../act.ts';
import { DATA_DIR, RECIPIENT } from './parameters.ts';

export const VAULT: ActGroup = {
  title: 'Vault and recovery keys, secrets',
  acts: [
    parent('vault', 'the keys that originals at rest are encrypted to'),
    act(
      'vault new-key',
      'make a new vault key in a data directory on this machine; the next start takes it',
      {
        takes: [DATA_DIR],
        load: async () => (await import('../vault.ts')).vaultNewKey,
      },
    ),
    act('vault rotate', 'encrypt the keys of all files to the newest vault key; the files themselves stay', {
      load: async () => (await import('../vault.ts')).vaultRotate,
    }),
    act('vault reencrypt', 'encrypt files again under new keys, after a key has leaked', {
      takes: [option('--organization <org>', 'those of one organization (default: all)')],
      load: async () => (await import('../vault.ts')).vaultReencrypt,
    }),
    parent('secrets', 'what the platform and its embedded services share'),
    act('secrets renew', 'make new ones in a data directory on this machine; the next start takes them', {
      takes: [DATA_DIR],
      load: async () => (await import('../vault.ts')).secretsRenew,
    }),
    parent('recovery', 'the age key that opens your originals without the platform'),
    act('recovery show', 'which one it is', {
      takes: [argument('<ORG>', 'organization')],
      load: async () => (await import('../vault.ts')).recoveryShow,
    }),
    act('recovery set', 'encrypt its originals to this key too, those there are soon; by an owner', {
      takes: [argument('<ORG>', 'organization'), RECIPIENT],
      load: async () => (await import('../vault.ts')).recoverySet,
    }),
    act('recovery remove', 'encrypt its originals to the vault alone; by an owner', {
      takes: [argument('<ORG>', 'organization')],
      load: async () => (await import('../vault.ts')).recoveryRemove,
    }),
  ],
};
