import { ConflictError, MissingVaultKeyError } from '../../platform/kernel/errors.ts';
import type { SealedFileStore } from '../ports/sealed-file-store.ts';

export interface VaultKeysInUseOptions {
  readonly sealedFiles: Pick<SealedFileStore, 'listVaultRecipients' | 'countSettledUnderOthers'>;
  /** Of the keys that this process has, the newest first. */
  readonly recipients: readonly string[];
  /** Of the newest key where keys are kept now, which a running process does not take. */
  readonly newestKept: () => string;
}

/** Which vault keys stored files need, against those that there are. */
export class VaultKeysInUse {
  readonly #options: VaultKeysInUseOptions;

  constructor(options: VaultKeysInUseOptions) {
    this.#options = options;
  }

  /** @throws MissingVaultKeyError when stored files are encrypted to a key that this process lacks */
  async check(): Promise<void> {
    const { sealedFiles, recipients } = this.#options;
    const needed = await sealedFiles.listVaultRecipients();
    const missing = needed.filter((recipient) => !recipients.includes(recipient));
    if (missing.length > 0) throw new MissingVaultKeyError(missing);
  }

  /** Before files are encrypted to the newest key. @throws ConflictError while this process has not taken it */
  requireNewest(): void {
    const newest = this.#options.newestKept();
    if (newest === this.#options.recipients[0]) return;
    throw new ConflictError(
      `The platform does not use the newest vault key (${newest}) yet: nothing was changed. Restart it, then ask again.`,
    );
  }

  /** Files that nobody has asked to be worked on, and that need a key other than the newest there is. */
  async countUnderFormer(): Promise<number> {
    return this.#options.sealedFiles.countSettledUnderOthers(this.#options.newestKept());
  }
}
