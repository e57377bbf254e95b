import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { SealedFile } from './sealed-file-store.ts';

/** Originals that are encrypted at rest, as what keeps them so sees them. */
export interface Vault {
  /** Encrypts what the store holds in clear, for an organization; harmless to repeat. */
  keepSealed(file: Pick<SealedFile, 'cid' | 'organizationId'>): Promise<void>;
  /** Does what a file's record asks for, from wherever a crash left it. */
  settle(file: SealedFile): Promise<void>;
  /**
   * Settles a file and, when custody of an asset with its content moved, gives it to those who hold one now: their keys open
   * it, under new headers, and no header is kept for who holds none. Harmless to repeat. Without any holder it stays.
   */
  handOver(
    file: SealedFile,
    holdersOf: (content: {
      readonly cid: string;
      readonly sha256: string;
    }) => Promise<readonly OrganizationId[]>,
  ): Promise<void>;
  /** Lets go of an original in clear, of which there is an encrypted one. */
  releaseClear(cid: string): Promise<void>;
  /**
   * Erases an original of every organization, encrypted or not, if `mayErase` answers true. The content is locked until then:
   * nobody stores it between the question and the erasure.
   * @returns the answer of `mayErase`
   */
  erase(cid: string, mayErase: () => Promise<boolean>): Promise<boolean>;
  /** Removes from the store what was let go of. */
  collectGarbage(): Promise<void>;
  /** Removes from the disk what crashes left before then of encryptions that nobody goes on with. */
  sweep(before: Date): Promise<void>;
}
