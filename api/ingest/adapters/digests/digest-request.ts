import type { DigestPart } from '@lanran/protocol/files/digest';
import type { SealRequest } from '../encrypted/chunk-encryption.ts';

/** What is signed, and what is found out later for other systems. */
export type ThreadPart = DigestPart | LatePart;
export type LatePart = 'md5' | 'sha512';

/** What a digest thread is asked to do for one digest; answered in order. Bytes of a digest that was dropped are left alone. */
export type DigestRequest =
  | { readonly act: 'begin'; readonly digestId: number }
  /** `block` lies in shared memory and is not touched until the answer. */
  | { readonly act: 'update'; readonly digestId: number; readonly block: Uint8Array }
  /** Encrypts what lies in shared memory; the digest is of the ciphertext, or of nothing where it was not begun. */
  | (SealRequest & { readonly act: 'seal'; readonly digestId: number })
  /** Bytes `start` up to `end` of the file, which is whole as far as that. */
  | {
      readonly act: 'read';
      readonly digestId: number;
      readonly path: string;
      readonly start: number;
      readonly end: number;
      /** Where the file is encrypted and the digest of its plaintext; `end` is then that of a chunk. */
      readonly seal: StagedSeal | null;
    }
  /** Ends the digest and forgets it. */
  | { readonly act: 'finish'; readonly digestId: number }
  | { readonly act: 'drop'; readonly digestId: number };

/** What opens an age payload whose plaintext has so many bytes. */
export interface StagedSeal {
  readonly payloadKey: Uint8Array;
  readonly size: number;
}

export type DigestValues = Readonly<Partial<Record<ThreadPart, string>>> & {
  /** SHA-256 of each leaf of the CID's tree, one after the other. */
  readonly leaves?: Uint8Array;
};

export interface DigestMessage {
  readonly number: number;
  readonly request: DigestRequest;
}

export interface DigestAnswer {
  readonly number: number;
  /** What `finish` arrived at; empty for all others. */
  readonly values: DigestValues;
  /** Why it failed; null when it did not. */
  readonly failure: string | null;
  /** It failed because the file is not what was written. */
  readonly isDamage: boolean;
}

export interface DigestThreadData {
  /** Which parts of digests the thread computes. */
  readonly parts: readonly ThreadPart[];
  /** Nobody waits for it: everything else comes first on the processor. */
  readonly isBackground: boolean;
}
