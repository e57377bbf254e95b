import type { FileDigest } from '@lanran/protocol/files/file-digest';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { AccessLevel } from '../../assets/domain/asset.ts';

/** A file on its way into a draft. */
export interface AnnouncedFile {
  readonly path: string;
  readonly uploadId: string;
  readonly bytes: number;
}

/** A file that has been announced and is not known to be whole. */
export interface UnfinishedFile extends AnnouncedFile {
  readonly draftId: string;
}

/** An unpublished draft. */
export interface OpenDraft {
  readonly organizationId: OrganizationId;
  readonly access: AccessLevel;
}

/** A file that has come whole. */
export interface WholeFile {
  readonly draftId: string;
  readonly path: string;
  readonly uploadId: string;
  readonly digest: FileDigest;
}

/** What came of it. */
export interface Addition {
  /** Why the draft has it not; null where it has it. */
  readonly refusal: Error | null;
  /** Uploads that the draft does not hold: the refused one, or what was in its place. */
  readonly leftovers: readonly string[];
}

/** What came of an upload that is whole. */
export interface Completion {
  /** The upload whose place it took, which the draft holds no more; null where there was none, or when this was said before. */
  readonly replaced: string | null;
}

/**
 * The files of drafts, as uploads see them: one upload a path, the newest, and beside it the whole file that stood there before, until
 * the newest is whole.
 */
export interface DraftFiles {
  /** The organization of an unpublished draft; null when there is none, or it is published. */
  findOwner(draftId: string): Promise<OrganizationId | null>;
  /** Those of the drafts that are there and unpublished, by their ids. */
  findOpen(draftIds: readonly string[]): Promise<ReadonlyMap<string, OpenDraft>>;
  /** Who may have the files of an unpublished draft; null when there is none, or it is published. */
  findAccess(draftId: string): Promise<AccessLevel | null>;
  /**
   * Puts the file at its path. One before that is not whole gives way to it: resolves to its upload id, else to null.
   * Throws LimitExceededError when the draft has no room for another file, NotFoundError when it is gone, TwinPathError when it holds
   * a path that differs in case alone, FileAsFolderError when one of its files is a folder of this path, or this is of one of theirs.
   */
  announce(draftId: string, file: AnnouncedFile): Promise<string | null>;
  /**
   * Puts files that have come whole at their paths, in the place of others; one that stands there already, byte for byte, stays. In
   * the order of the files, which have different paths in a draft. A file is refused for itself alone, as by `announce`; a draft that
   * has no room for all of its files takes none of them.
   */
  addWhole(files: readonly WholeFile[]): Promise<Addition[]>;
  /**
   * Records what was received; null when the path has a newer upload or is gone: nothing is recorded then. Said again, also of a
   * whole file that another is to replace, it changes nothing: what was prepared of the draft meanwhile stays good.
   */
  complete(draftId: string, uploadId: string, digest: FileDigest): Promise<Completion | null>;
  /** Takes the upload's file out of the draft, if it holds it still. What it was to replace is the draft's file again. */
  withdraw(draftId: string, uploadId: string): Promise<void>;
  /**
   * What the organization has uploaded for all its drafts, published ones too, without what stands at the place, whole or not: its
   * bytes would be replaced. What a revision keeps from the version before counts once.
   */
  usedBytes(organizationId: OrganizationId, replaced: { draftId: string; path: string }): Promise<number>;
  /** At most `most`, of the organization's newest unpublished drafts. */
  listUnfinished(organizationId: OrganizationId, most: number): Promise<UnfinishedFile[]>;
  /** In all unpublished drafts, those whose path has an earlier file that is whole. */
  listReplacements(): Promise<UnfinishedFile[]>;
  /** Is this upload, whole or in part, a file of an unpublished draft, or one that such a file is to replace? */
  holdsUpload(draftId: string, uploadId: string): Promise<boolean>;
}
