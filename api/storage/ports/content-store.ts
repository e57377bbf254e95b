import type { Readable } from 'node:stream';
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
  /** The same of a part that memory holds, in one or more pieces. */
  readPart(cid: string, range: ByteRange): Promise<readonly Buffer[]>;
  /** Resolves when the store answers; rejects with the reason when it does not. */
  check(): Promise<void>;
}

export interface StagedSeal {
  /** Of the age file, for the vault alone. */
  readonly header: string;
  /** Of the plaintext. */
  readonly bytes: number;
  /** The UnixFS CID of the payload file, computed while it arrived where it was not read again. */
  payloadCid(): Promise<string>;
}
