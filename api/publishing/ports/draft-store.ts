import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Draft, DraftFile } from '../domain/draft.ts';
import type { Page, PageRequest } from '../../platform/kernel/page.ts';
import type { DraftFiles } from '../../ingest/ports/draft-files.ts';

export interface DraftStore extends DraftFiles {
  insert(draft: Draft): Promise<void>;
  /** Drafts without files, at once; those whose id is there already stay as they are. @returns the ids of those */
  insertMissing(drafts: readonly Draft[]): Promise<ReadonlySet<string>>;
  find(id: string): Promise<Draft | null>;
  /** Those that are there, in any order. */
  findMany(ids: readonly string[]): Promise<Draft[]>;
  /** Of those that are there, by their ids; each change of a draft, or of its files, raises it. */
  findRevisions(ids: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Unpublished drafts of an organization, newest first. */
  list(organizationId: OrganizationId, page: PageRequest): Promise<Page<Draft>>;
  /**
   * Replaces content, what it revises, publication and published index if the draft still has this revision; false when it changed meanwhile.
   * Files are left alone: they change through DraftFiles, each change raising the revision and clearing the publication.
   */
  update(draft: Draft): Promise<boolean>;
  /** As `update` of each. @returns the ids of those that changed meanwhile */
  updateAll(drafts: readonly Draft[]): Promise<ReadonlySet<string>>;
  /** Whatever its revision: the statement is in the log. */
  markPublished(published: readonly { readonly id: string; readonly leafIndex: number }[]): Promise<void>;
  /** Takes a file out by its path and resolves to it; null when there was none. */
  removeFile(id: string, path: string): Promise<DraftFile | null>;
  delete(id: string): Promise<void>;
  /** Published or not. */
  listByAsset(assetId: AssetId): Promise<Draft[]>;
  /** Replaces content and external id and takes files out, published or not; what was prepared for signing is forgotten. */
  reduce(
    id: string,
    rest: Pick<Draft, 'content' | 'externalId'> & { readonly without: readonly string[] },
  ): Promise<void>;
}
