import { inParallel } from '@lanran/protocol/kernel/in-parallel';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { type Actor, canActFor, membershipIn } from '../../platform/kernel/actor.ts';
import { type Draft, type DraftFile, uploadsOf } from '../domain/draft.ts';
import { type DraftContentInput, parseDraftContent, requireRevisable } from '../domain/draft-content.ts';
import {
  BadInputError,
  ConflictError,
  ForbiddenError,
  NotFoundError,
  SignInRequiredError,
} from '../../platform/kernel/errors.ts';
import { newDraft } from '../domain/new-draft.ts';
import type { Page, PageRequest } from '../../platform/kernel/page.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { AgreementsService } from './agreements.ts';
import type { DraftStore } from '../ports/draft-store.ts';
import type { OrganizationStore } from '../../organizations/ports/organization-store.ts';
import type { StagingArea } from '../../ingest/ports/staging-area.ts';

export interface DraftsOptions {
  readonly drafts: DraftStore;
  readonly organizations: OrganizationStore;
  readonly staging: StagingArea;
  readonly agreements: Pick<AgreementsService, 'requireKnown'>;
  readonly clock: Clock;
}

/** Each waits for the disk. */
const DRAFTS_AT_ONCE = 8;

/** Assets before they are published: for their organization's members alone. */
export class DraftsService {
  readonly #options: DraftsOptions;

  constructor(options: DraftsOptions) {
    this.#options = options;
  }

  async create(actor: Actor, organizationId: OrganizationId, input: DraftContentInput): Promise<Draft> {
    requireEditorOf(actor, organizationId);
    const content = parseDraftContent(input);
    await this.requireCommunity(content.community);
    await this.requireAgreement(content);
    const draft = newDraft({ organizationId, content, externalId: null, now: this.#options.clock.now() });
    await this.#options.drafts.insert(draft);
    return draft;
  }

  async update(actor: Actor, id: string, input: DraftContentInput): Promise<Draft> {
    const draft = await this.getForEditor(actor, id);
    requireUnpublished(draft);
    const content = parseDraftContent(input);
    if (draft.revises === null) await this.requireCommunity(content.community);
    else requireRevisable(draft.content, content);
    await this.requireAgreement(content);
    const saved = await this.save({ ...draft, content, publication: null });
    // What is staged is encrypted, or in clear, as the access asks for. A crash in between is made good before publishing.
    if (content.metadata.access !== draft.content.metadata.access) await this.#conform(saved.files);
    return saved;
  }

  async removeFile(actor: Actor, id: string, path: string): Promise<Draft> {
    const draft = await this.getForEditor(actor, id);
    requireUnpublished(draft);
    const removed = await this.#options.drafts.removeFile(id, path);
    if (removed === null) throw new NotFoundError(`File ${path}`);
    await this.#unstage([removed]);
    return this.getForEditor(actor, id);
  }

  async delete(actor: Actor, id: string): Promise<void> {
    const draft = await this.getForEditor(actor, id);
    requireUnpublished(draft);
    await this.#options.drafts.delete(id);
    await this.#unstage(draft.files);
  }

  /** Those that are there and that the actor may change, by their ids. */
  async findForEditor(actor: Actor, ids: readonly string[]): Promise<ReadonlyMap<string, Draft>> {
    const drafts = await this.#options.drafts.findMany(ids);
    return new Map(
      drafts.filter((draft) => canActFor(actor, draft.organizationId)).map((draft) => [draft.id, draft]),
    );
  }

  /** The ids of those that have not been changed since they were read, and that the actor may change. */
  async findUnchanged(actor: Actor, drafts: readonly Draft[]): Promise<ReadonlySet<string>> {
    const revisions = await this.#options.drafts.findRevisions(drafts.map(({ id }) => id));
    const unchanged = drafts.filter(
      ({ id, revision, organizationId }) =>
        revisions.get(id) === revision && canActFor(actor, organizationId),
    );
    return new Set(unchanged.map(({ id }) => id));
  }

  /** @throws NotFoundError, also for a draft of an organization the actor is no member of */
  async get(actor: Actor, id: string): Promise<Draft> {
    const draft = await this.#options.drafts.find(id);
    if (draft === null || membershipIn(actor, draft.organizationId) === null)
      throw new NotFoundError(`Draft ${id}`);
    return draft;
  }

  async list(actor: Actor, organizationId: OrganizationId, page: PageRequest): Promise<Page<Draft>> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    if (membershipIn(actor, organizationId) === null)
      throw new NotFoundError(`Organization ${organizationId}`);
    return this.#options.drafts.list(organizationId, page);
  }

  async getForEditor(actor: Actor, id: string): Promise<Draft> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    const draft = await this.get(actor, id);
    if (!canActFor(actor, draft.organizationId))
      throw new ForbiddenError(`Draft ${id}: viewers may not change drafts. Ask an editor.`);
    return draft;
  }

  /** A draft of an asset's next version, which `RevisionsService` has made. */
  async insert(draft: Draft): Promise<void> {
    await this.#options.drafts.insert(draft);
  }

  /** @throws ConflictError when the draft changed meanwhile */
  async save(draft: Draft): Promise<Draft> {
    const saved = { ...draft, updatedAt: this.#options.clock.now() };
    if (!(await this.#options.drafts.update(saved))) {
      throw new ConflictError(
        `Draft ${draft.id} was changed by somebody else meanwhile. Reload it, then try again.`,
      );
    }
    return { ...saved, revision: draft.revision + 1 };
  }

  /** As `save` of each. @returns those that were saved, by their ids: the others changed meanwhile */
  async saveAll(drafts: readonly Draft[]): Promise<ReadonlyMap<string, Draft>> {
    const updatedAt = this.#options.clock.now();
    const saved = drafts.map((draft) => ({ ...draft, updatedAt }));
    const changed = await this.#options.drafts.updateAll(saved);
    return new Map(
      saved
        .filter(({ id }) => !changed.has(id))
        .map((draft) => [draft.id, { ...draft, revision: draft.revision + 1 }]),
    );
  }

  /** Its statement is in the log; the staged bytes are no longer needed. */
  async finish(draft: Draft, leafIndex: number): Promise<void> {
    await this.finishAll([{ draft, leafIndex }]);
  }

  /** As `finish` of each. */
  async finishAll(
    published: readonly { readonly draft: Draft; readonly leafIndex: number }[],
  ): Promise<void> {
    await this.#options.drafts.markPublished(
      published.map(({ draft, leafIndex }) => ({ id: draft.id, leafIndex })),
    );
    await inParallel(published, DRAFTS_AT_ONCE, ({ draft }) => this.#unstage(draft.files));
  }

  async #conform(files: readonly DraftFile[]): Promise<void> {
    for (const uploadId of files.flatMap(uploadsOf)) await this.#options.staging.applyAccess(uploadId);
  }

  async #unstage(files: readonly DraftFile[]): Promise<void> {
    const uploads = files.flatMap(uploadsOf);
    await Promise.all(uploads.map((uploadId) => this.#options.staging.remove(uploadId)));
  }

  /** @throws BadInputError when it names a text that the platform does not have */
  async requireAgreement({ metadata }: Pick<Draft['content'], 'metadata'>): Promise<void> {
    await this.#options.agreements.requireKnown(metadata.agreement);
  }

  /** @throws BadInputError when there is no such admitted community; null is legal */
  async requireCommunity(id: OrganizationId | null): Promise<void> {
    if (id === null) return;
    const community = await this.#options.organizations.find(id);
    if (community?.isAdmitted !== true || community.kind !== 'COMMUNITY') {
      throw new BadInputError(
        'community',
        `${id} is no admitted community. See \`organizations(kind: COMMUNITY)\`, or null for none.`,
      );
    }
  }
}

/** @throws SignInRequiredError, ForbiddenError */
export function requireEditorOf(actor: Actor, organizationId: OrganizationId): void {
  if (actor.kind === 'anonymous') throw new SignInRequiredError();
  if (!canActFor(actor, organizationId))
    throw new ForbiddenError(`organizationId: you are no editor of ${organizationId}.`);
}

function requireUnpublished(draft: Draft): void {
  if (draft.publishedIndex === null) return;
  throw new ConflictError(`Draft ${draft.id} is published as asset ${draft.assetId}; it changes no more.`);
}
