import type { AssetStore } from '../assets/ports/asset-store.ts';
import type { ManifestStore } from '../assets/ports/manifest-store.ts';
import type { LeafStore } from '../log/ports/leaf-store.ts';
import type { Operators } from '../organizations/services/operators.ts';
import type { CursorStore } from '../platform/jobs/cursor-store.ts';
import type { Clock } from '../platform/kernel/clock.ts';
import { VaultUpkeep, type VaultUpkeepOptions } from './jobs/vault-upkeep.ts';
import type { OriginalHolders } from './ports/original-holders.ts';
import type { RecoveryRecipientStore } from './ports/recovery-recipient-store.ts';
import type { SealedFileStore } from './ports/sealed-file-store.ts';
import { RecoveryKeysService } from './services/recovery-keys.ts';
import { VaultKeysInUse } from './services/vault-keys-in-use.ts';

export interface VaultStores {
  readonly sealedFiles: SealedFileStore;
  readonly recoveryRecipients: RecoveryRecipientStore;
  readonly leaves: LeafStore;
  readonly cursors: CursorStore;
  readonly manifests: ManifestStore;
  readonly assets: AssetStore;
}

export interface VaultParts {
  readonly content: VaultUpkeepOptions['vault'];
  /** Of the vault, the newest first. */
  readonly recipients: readonly string[];
  readonly newestKept: () => string;
  readonly holders: OriginalHolders;
  readonly operators: Operators;
  readonly faultOf: (recipient: string) => string | null;
  readonly onDemand: () => void;
  readonly lookEveryMs: number;
  readonly whileAlone: VaultUpkeepOptions['whileAlone'];
  readonly clock: Clock;
}

/** Keys in use, recovery keys, and the upkeep of encrypted originals. */
export function composeVault(stores: VaultStores, parts: VaultParts) {
  const keysInUse = new VaultKeysInUse({ ...stores, ...parts });
  return {
    keysInUse,
    vault: new RecoveryKeysService({ ...stores, ...parts, keysInUse }),
    vaultJob: new VaultUpkeep({
      ...stores,
      vault: parts.content,
      custody: parts.holders,
      keysInUse,
      everyMs: parts.lookEveryMs,
      whileAlone: parts.whileAlone,
    }),
  };
}
