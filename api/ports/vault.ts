import type { SealedFile } from './sealed-file-store.ts';

/** Originals that are encrypted at rest, as what keeps them so sees them. */
export interface Vault {
  /** Encrypts what the store holds in clear, for an organization; harmless to repeat. */
  keepSealed(file: Pick<SealedFile, 'cid' | 'organizationId'>): Promise<void>;
  /** Does what a file's record asks for, from wherever a crash left it. */
  settle(file: SealedFile): Promise<void>;
  /** Lets go of an original in clear, of which there is an encrypted one. */
  releaseClear(cid: string): Promise<void>;
  /** Removes from the store what was let go of. */
  collectGarbage(): Promise<void>;
  /** Removes from the disk what crashes left of encryptions that nobody goes on with. */
  sweep(): Promise<void>;
}
