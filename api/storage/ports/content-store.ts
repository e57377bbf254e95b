import type { Readable } from 'node:stream';
import type { Portions } from '../../platform/concurrency/pieces.ts';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';

/** A byte range: `start` included, `end` excluded. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** What is to be stored: a finished file of the staging area. */
export interface StoredFileRequest {
  readonly filePath: string;
  /** Not for everyone: stored encrypted (docs/access-at-rest.md), and served to the platform's token alone. */
  readonly isPrivate: boolean;
  /** The CID the publisher signed; the store must arrive at the same. */
  readonly expectedCid: string;
  /** What the store has of it is damaged, whatever it says: it is to be stored anew. */
  readonly isRepair?: boolean;
  /** Whose recovery key opens it beside the vault's, if it is private; none unless given. */
  readonly organizationId?: OrganizationId | null;
  /** How it is encrypted already; null or absent for a file in clear. */
  readonly sealed?: StagedSeal | null;
}

/** Files by the CID of what was published. Implementations: IPFS (Kubo RPC), and around it the vault, which encrypts. */
export interface ContentStore {
  /** Stores and pins; repeating it is harmless. Throws ContentMismatchError when the bytes have another CID. */
  pinFile(request: StoredFileRequest): Promise<void>;
  isPinned(cid: string): Promise<boolean>;
  /** Streams the file or a part of it; throws ContentMissingError when the CID is not held, ContentDamagedError when it is known to be altered, ContentUnreadableError when there is no key for it. */
  read(cid: string, range?: ByteRange): Promise<Readable>;
  /** As `read`: what is at hand together comes together, so that a socket sends it by one call. */
  readPieces(cid: string, range?: ByteRange): Promise<Portions>;
  /** The same of a part that memory holds, in one or more pieces. */
  readPart(cid: string, range: ByteRange): Promise<readonly Buffer[]>;
  /** Resolves when the store answers; rejects with the reason when it does not. */
  check(): Promise<void>;
}

/** Small files, many of which cost little more than one. */
export interface ManyContents {
  /** The whole bytes of those that can be read, by their CID; what can't is absent, and `read` says why. */
  readMany(cids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
}

/** A file on a disk that we may read, from its first byte to its last. */
export interface StoredFile {
  readonly path: string;
  /** What opens it, where it is the payload of an age file; else null. */
  readonly payloadKey: Uint8Array | null;
}

/** Where content lies, for who can read it there: sent through streams, every byte would be copied several times. */
export interface StoredFiles {
  /** By CID; without what is no file of its own here, or can't be opened, which `read` says why. Each may be gone a moment later. */
  findStored(cids: readonly string[]): Promise<ReadonlyMap<string, StoredFile>>;
}

/** The payload of a small file is one block. */
export const SMALL_PAYLOAD_BYTES = 1_048_576;

/** A small file that is encrypted already, whole in memory: an age file of two parts. */
export interface SmallSealedFile {
  /** Of the plaintext, as it was signed. */
  readonly cid: string;
  /** Of plaintext. */
  readonly bytes: number;
  readonly header: string;
  /** Whose keys open the header, `age1…`; empty where that is not known. */
  readonly recipients: readonly string[];
  /** At most `SMALL_PAYLOAD_BYTES`. */
  readonly payload: Uint8Array;
  /** Whether its CID was computed of the plaintext from which this payload was made. */
  readonly isProven: boolean;
}

/** A longer file that is staged encrypted, as the payload of an age file. */
export interface StagedSealedFile {
  /** Of the plaintext, as it was signed. */
  readonly cid: string;
  readonly filePath: string;
  readonly sealed: StagedSeal;
}

/** Stores files of an organization that are encrypted already, many at once. */
export interface SealedFileVault {
  /** As `pinSmall`; these are stored by the hashes of when they arrived. */
  pinStaged(
    files: readonly StagedSealedFile[],
    organizationId: OrganizationId | null,
  ): Promise<ReadonlySet<string>>;
  /** @returns the CIDs of those that are stored and pinned; the others are to be pinned one by one */
  pinSmall(
    files: readonly SmallSealedFile[],
    organizationId: OrganizationId | null,
  ): Promise<ReadonlySet<string>>;
}

export interface StagedSeal {
  /** Of the age file, for the vault alone. */
  readonly header: string;
  /** Of the plaintext. */
  readonly bytes: number;
  /** The UnixFS CID of the payload file, computed while it arrived where it was not read again. */
  payloadCid(): Promise<string>;
}
