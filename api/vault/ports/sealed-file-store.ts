import type { OrganizationId } from '@lanran/protocol/kernel/ids';

/** How one file is encrypted: an age file of two parts, whose header can be replaced without the payload. */
export interface Seal {
  /** CID of the whole age file; header and payload are its links. */
  readonly root: string;
  readonly header: string;
  readonly payloadCid: string;
  /** The payload's first 16 bytes, hex. */
  readonly nonce: string;
  /** Whose keys open it, `age1…`; the vault's is the first. */
  readonly recipients: readonly string[];
  /** CID of a stored file that it is a part of, pinned as long as all of its parts are; absent for one that is stored by itself. */
  readonly within?: string;
}

export type SealWork = 'NONE' | 'ROTATE' | 'REENCRYPT';

/** An original that is stored encrypted: one object an organization, so that nobody's recovery key opens another's. */
export interface SealedFile {
  /** Of the plaintext. */
  readonly cid: string;
  /** Whose recovery key opens it beside the vault's; null for the vault's alone. */
  readonly organizationId: OrganizationId | null;
  /** Of plaintext. */
  readonly bytes: number;
  /** Null before it was stored for the first time. */
  readonly current: Seal | null;
  /** Written before what it tells of is stored, so that nothing stored is unknown after a crash. */
  readonly next: Seal | null;
  /** CIDs that are pinned and no longer needed. */
  readonly retired: readonly string[];
  readonly work: SealWork;
  /** The content's SHA-256 from when custody of an asset with it moved until whose keys open it was looked at again; else null. */
  readonly movedSha256: string | null;
  /** Grows with each change. */
  readonly revision: number;
}

/** Which files to work on. */
export interface SealDemand {
  readonly work: Exclude<SealWork, 'NONE'>;
  /** Null for all. */
  readonly organizationId: OrganizationId | null;
}

export interface SealedFileStore {
  find(cid: string, organizationId: OrganizationId | null): Promise<SealedFile | null>;
  /** Of every organization. */
  listByCid(cid: string): Promise<SealedFile[]>;
  listByCids(cids: readonly string[]): Promise<SealedFile[]>;
  /** Those of an organization, in no order. */
  findMany(cids: readonly string[], organizationId: OrganizationId | null): Promise<SealedFile[]>;
  /** Adds all of them or, where one is there already, none. */
  insertMany(files: readonly SealedFile[]): Promise<boolean>;
  /** As `save`; resolves to how many were. */
  saveMany(files: readonly SealedFile[]): Promise<number>;
  /** False when it is there already. */
  insert(file: SealedFile): Promise<boolean>;
  /** Replaces it unless it changed since it was read; false then. */
  save(file: SealedFile): Promise<boolean>;
  /** Those with work to do, or with an act to finish, after one of them or from the first on; always in the same order. */
  listUnsettled(after: SealedFile | null, limit: number): Promise<SealedFile[]>;
  countUnsettled(): Promise<number>;
  /** The same of one organization; counts no further than `most`. */
  countUnsettledOf(organizationId: OrganizationId, most: number): Promise<number>;
  /** Of all vault keys that files are encrypted to, `age1…`. */
  listVaultRecipients(): Promise<string[]>;
  /** Files without work to do that are encrypted to another vault key than this. */
  countSettledUnderOthers(vaultRecipient: string): Promise<number>;
  /** Marks files to be worked on; what is to be encrypted anew stays so. @returns how many */
  demand(demand: SealDemand): Promise<number>;
  /** Marks what there is of these contents, of every organization: custody of an asset with them moved. */
  markMoved(contents: readonly { readonly cid: string; readonly sha256: string }[]): Promise<void>;
  /** Forgets it unless it changed since it was read; false then. */
  remove(file: SealedFile): Promise<boolean>;
}
