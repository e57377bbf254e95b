import type { Evidence } from '@lanran/protocol/log/evidence';
import { inParallel } from '@lanran/protocol/kernel/in-parallel';
import { filesField } from '@lanran/protocol/files/manifest';
import { statementHash } from '@lanran/protocol/log/statement';
import type { Actor } from '../../platform/kernel/actor.ts';
import type { ManifestStore } from '../../assets/ports/manifest-store.ts';
import { openingsOf } from '../domain/publication.ts';
import {
  type PreparedDraft,
  requireSame,
  type StatementPublisher,
  type StatementPublisherOptions,
} from './statement-publisher.ts';

export interface BatchPublisherOptions extends StatementPublisherOptions {
  readonly manifests: Pick<ManifestStore, 'put' | 'putAll'>;
  readonly publisher: StatementPublisher;
}

/** A draft with evidence that was made of that very draft. */
export interface SignedDraft {
  readonly draft: PreparedDraft;
  readonly evidence: Evidence;
}

/** What became of the drafts of a batch. */
interface Outcomes {
  /** By the draft's id. */
  readonly leaves: Map<string, number>;
  readonly failures: unknown[];
}

/** Beside waiting for disks and the database, each is work of this process. */
const AT_ONCE = 8;

/** Puts many drafts into the log, as `StatementPublisher` does one: each step is taken once for all of them. */
export class BatchPublisher {
  readonly #options: BatchPublisherOptions;

  constructor(options: BatchPublisherOptions) {
    this.#options = options;
  }

  /**
   * Appends the statements of drafts of one organization; repeated, it goes on where it ended.
   * @returns their leaves, in the order given
   * @throws as `StatementPublisher.publish`, once the others that were begun are published
   */
  async publish(actor: Actor, signed: readonly SignedDraft[]): Promise<readonly number[]> {
    const { assetMutex, publisher } = this.#options;
    const outcomes: Outcomes = { leaves: new Map(), failures: [] };
    const { leaves, failures } = outcomes;
    // What a revision follows is asked for each.
    const first = signed.filter(({ draft }) => draft.revises === null);
    const keys = new Set(first.map(({ draft }) => draft.assetId));
    await assetMutex.takeAll(keys, () => this.#publishFirst(actor, first, outcomes));
    if (failures.length > 0) throw failures[0];
    return inParallel(signed, AT_ONCE, async ({ draft, evidence }) => {
      return leaves.get(draft.id) ?? publisher.publish(actor, draft, evidence);
    });
  }

  async #publishFirst(actor: Actor, signed: readonly SignedDraft[], outcomes: Outcomes): Promise<void> {
    const { drafts, failPoints, log, manifestClaims, suspensions } = this.#options;
    const unpublished = await this.#findUnpublished(actor, signed, outcomes);
    const [some] = unpublished;
    if (some === undefined) return;
    await suspensions.requireNone(some.draft.organizationId);
    const stored = await this.#keepFiles(unpublished, outcomes);
    await failPoints.reach('after-pin');
    const ready = await this.#readAgain(actor, stored, outcomes);
    const appended = await log.appendAll(
      ready.map(({ draft, evidence }) => ({
        statement: draft.publication.statement,
        evidence,
        body: { fields: draft.publication.body },
        openings: openingsOf(draft),
      })),
    );
    await failPoints.reach('after-append');
    const published = ready.flatMap(({ draft }, at) => {
      const outcome = appended[at];
      if (outcome?.status === 'fulfilled') return [{ draft, leafIndex: outcome.value.index }];
      outcomes.failures.push(outcome?.reason);
      return [];
    });
    await drafts.finishAll(published);
    await failPoints.reach('after-finish');
    await manifestClaims.remove(published.map(({ draft }) => rootOf(draft)));
    for (const { draft, leafIndex } of published) outcomes.leaves.set(draft.id, leafIndex);
  }

  /** Those that are neither in the log nor marked as published. */
  async #findUnpublished(
    actor: Actor,
    signed: readonly SignedDraft[],
    outcomes: Outcomes,
  ): Promise<SignedDraft[]> {
    const hashOf = ({ draft }: SignedDraft) => statementHash(draft.publication.statement);
    const logged = await this.#options.leaves.listLogged(signed.map(hashOf));
    const unlogged = signed.filter((each) => !logged.has(hashOf(each)));
    const now = await this.#readAgain(actor, unlogged, outcomes);
    return now.filter(({ draft }) => draft.publishedIndex === null);
  }

  /** As they are now; one that was deleted or prepared again is a failure of its own. */
  async #readAgain(
    actor: Actor,
    signed: readonly SignedDraft[],
    { failures }: Outcomes,
  ): Promise<SignedDraft[]> {
    const { drafts } = this.#options;
    const unchanged = await drafts.findUnchanged(
      actor,
      signed.map(({ draft }) => draft),
    );
    const changed = signed.flatMap(({ draft: { id } }) => (unchanged.has(id) ? [] : [id]));
    const found = changed.length === 0 ? null : await drafts.findForEditor(actor, changed);
    const same: SignedDraft[] = [];
    for (const { draft, evidence } of signed) {
      if (unchanged.has(draft.id)) {
        same.push({ draft, evidence });
        continue;
      }
      try {
        // Whoever misses one is told why.
        const now = found?.get(draft.id) ?? (await drafts.getForEditor(actor, draft.id));
        same.push({ draft: requireSame(now, draft), evidence });
      } catch (error) {
        failures.push(error);
      }
    }
    return same;
  }

  /** @returns those whose files are kept */
  async #keepFiles(signed: readonly SignedDraft[], { failures }: Outcomes): Promise<SignedDraft[]> {
    const { manifests, manifestClaims, publisher, failPoints } = this.#options;
    // The manifests first: from then on no take-down of another asset erases what the two have in common.
    await manifestClaims.add(
      signed.map(({ draft }) => ({ root: rootOf(draft), draftId: draft.id, assetId: draft.assetId })),
    );
    await manifests.putAll(
      signed.map(({ draft }) => ({ root: rootOf(draft), entries: draft.publication.manifest })),
    );
    await failPoints.reach('after-manifests');
    const stored = new Set<SignedDraft>();
    try {
      const pinned = await publisher.pinSmall(signed.map(({ draft }) => draft));
      await inParallel(signed, AT_ONCE, async (each) => {
        await publisher.storeFiles(each.draft, pinned);
        stored.add(each);
      });
    } catch (error) {
      failures.push(error);
    }
    return signed.filter((each) => stored.has(each));
  }
}

function rootOf({ publication }: PreparedDraft) {
  return filesField(publication.manifest).root;
}
