import type { FileDigest } from '@lanran/protocol/files/file-digest';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { foldersOf, foldPath } from '@lanran/protocol/kernel/path';
import { FileAsFolderError, NotFoundError, TwinPathError } from '../../../api/platform/kernel/errors.ts';
import type {
  Addition,
  AnnouncedFile,
  Completion,
  DraftFiles,
  OpenDraft,
  UnfinishedFile,
  WholeFile,
} from '../../../api/ingest/ports/draft-files.ts';

export interface HeldFile extends AnnouncedFile {
  readonly digest: FileDigest | null;
  readonly earlier?: HeldFile | undefined;
}

/** Drafts for tests of what surrounds them; obeys the port, keeps nothing. */
export class InMemoryDraftFiles implements DraftFiles {
  readonly #drafts = new Map<string, { owner: OrganizationId; files: Map<string, HeldFile> }>();

  create(draftId: string, owner: OrganizationId): void {
    this.#drafts.set(draftId, { owner, files: new Map() });
  }

  delete(draftId: string): void {
    this.#drafts.delete(draftId);
  }

  files(draftId: string): HeldFile[] {
    return [...(this.#drafts.get(draftId)?.files.values() ?? [])];
  }

  async findOwner(draftId: string): Promise<OrganizationId | null> {
    return this.#drafts.get(draftId)?.owner ?? null;
  }

  async findOpen(draftIds: readonly string[]): Promise<ReadonlyMap<string, OpenDraft>> {
    return new Map(
      draftIds.flatMap((id): [string, OpenDraft][] => {
        const draft = this.#drafts.get(id);
        return draft === undefined ? [] : [[id, { organizationId: draft.owner, access: 'OPEN' }]];
      }),
    );
  }

  async findAccess(draftId: string): Promise<'OPEN' | null> {
    return this.#drafts.has(draftId) ? 'OPEN' : null;
  }

  async announce(draftId: string, file: AnnouncedFile): Promise<string | null> {
    const draft = this.#drafts.get(draftId);
    if (draft === undefined) throw new NotFoundError(`Draft ${draftId}`);
    const twin = [...draft.files.keys()].find(
      (path) => path !== file.path && foldPath(path) === foldPath(file.path),
    );
    if (twin !== undefined) throw new TwinPathError(file.path, twin);
    const clash = [...draft.files.keys()].find(
      (path) => foldersOf(path).includes(file.path) || foldersOf(file.path).includes(path),
    );
    if (clash !== undefined) throw new FileAsFolderError(file.path, clash);
    const before = draft.files.get(file.path);
    const isWhole = before !== undefined && before.digest !== null;
    draft.files.set(file.path, { ...file, digest: null, earlier: isWhole ? before : before?.earlier });
    return isWhole ? null : (before?.uploadId ?? null);
  }

  async addWhole(files: readonly WholeFile[]): Promise<Addition[]> {
    const additions: Addition[] = [];
    for (const { draftId, path, uploadId, digest } of files) {
      try {
        const leftover = await this.announce(draftId, { path, uploadId, bytes: digest.bytes });
        const completion = await this.complete(draftId, uploadId, digest);
        const replaced = completion?.replaced ?? null;
        additions.push({ refusal: null, leftovers: [leftover, replaced].filter((id) => id !== null) });
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        additions.push({ refusal: error, leftovers: [uploadId] });
      }
    }
    return additions;
  }

  async complete(draftId: string, uploadId: string, digest: FileDigest): Promise<Completion | null> {
    const file = this.#find(draftId, uploadId);
    if (file === undefined) return null;
    const { path, bytes, earlier } = file;
    if (file.uploadId !== uploadId) return { replaced: null };
    this.#drafts.get(draftId)?.files.set(path, { path, uploadId, bytes, digest });
    return { replaced: earlier?.uploadId ?? null };
  }

  async withdraw(draftId: string, uploadId: string): Promise<void> {
    const held = this.#find(draftId, uploadId);
    if (held === undefined) return;
    const { earlier, ...file } = held;
    const remaining = file.uploadId === uploadId ? earlier : file;
    const files = this.#drafts.get(draftId)?.files;
    if (remaining === undefined) files?.delete(held.path);
    else files?.set(held.path, remaining);
  }

  async usedBytes(owner: OrganizationId, replaced: { draftId: string; path: string }): Promise<number> {
    const files = [...this.#drafts].flatMap(([draftId, draft]) =>
      draft.owner === owner ? [...draft.files.values()].map((file) => ({ draftId, ...file })) : [],
    );
    return files
      .filter(({ draftId, path }) => draftId !== replaced.draftId || path !== replaced.path)
      .reduce((sum, { bytes, earlier }) => sum + bytes + (earlier?.bytes ?? 0), 0);
  }

  async listUnfinished(owner: OrganizationId, most: number): Promise<UnfinishedFile[]> {
    const theirs = [...this.#drafts].filter(([, draft]) => draft.owner === owner);
    return theirs
      .flatMap(([draftId, { files }]) =>
        [...files.values()].filter(({ digest }) => digest === null).map((file) => ({ ...file, draftId })),
      )
      .slice(0, most);
  }

  async listReplacements(): Promise<UnfinishedFile[]> {
    return [...this.#drafts.keys()].flatMap((draftId) =>
      this.files(draftId)
        .filter(({ earlier }) => earlier !== undefined)
        .map((file) => ({ ...file, draftId })),
    );
  }

  async holdsUpload(draftId: string, uploadId: string): Promise<boolean> {
    return this.#find(draftId, uploadId) !== undefined;
  }

  #find(draftId: string, uploadId: string): HeldFile | undefined {
    return this.files(draftId).find(
      (file) => file.uploadId === uploadId || file.earlier?.uploadId === uploadId,
    );
  }
}
