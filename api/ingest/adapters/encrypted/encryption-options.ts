import type { VaultKeys } from '../../../age/vault-keys.ts';

/** Which uploads are encrypted, and with what. */
export interface Sealing {
  readonly vault: VaultKeys;
  /** Whether the files of a draft are; null when it is gone or published, and nothing is to be changed. */
  isSealed(draftId: string): Promise<boolean | null>;
}
