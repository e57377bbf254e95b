import { isDeepStrictEqual } from 'node:util';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Actor } from '../../platform/kernel/actor.ts';
import { parseDraftContent } from '../domain/draft-content.ts';
import type { Imported, ImportedInput, ImportState } from '../domain/draft-import.ts';
import type { Draft, DraftContent } from '../domain/draft.ts';
import { BadInputError, LimitExceededError } from '../../platform/kernel/errors.ts';
import { draftIdOf, newDraft, parseExternalId } from '../domain/new-draft.ts';
import { type Problem, problemOf } from '../../platform/kernel/problem.ts';
import type { FailPoints } from '../../platform/kernel/fail-points.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { DraftStore } from '../ports/draft-store.ts';
import { type DraftsService, requireEditorOf } from './drafts.ts';
import type { Suspensions } from '../../organizations/services/suspensions.ts';
import { inParallel } from '@lanran/protocol/kernel/in-parallel';

/** A request of so many stays below the 1 MiB that GraphQL takes, unless most have long descriptions. */
export const MAX_IMPORTED = 256;
const WRITES_AT_ONCE = 8;

export interface DraftImportsOptions {
  readonly drafts: DraftsService;
  readonly store: Pick<DraftStore, 'findMany' | 'insertMissing'>;
  readonly suspensions: Pick<Suspensions, 'requireNone'>;
  readonly clock: Clock;
  readonly failPoints: FailPoints;
}

interface ParsedRecord {
  readonly externalId: string;
  readonly content: DraftContent;
}

/** A parsed record, or what is wrong with it. */
type Reading = ParsedRecord | { readonly externalId: string; readonly problem: Problem };

/**
 * Many drafts at once, each found again by the identifier that another system gave it: the same import, run twice, makes nothing
 * twice. A record that is refused leaves the others alone.
 */
export class DraftImports {
  readonly #options: DraftImportsOptions;

  constructor(options: DraftImportsOptions) {
    this.#options = options;
  }

  /** What `import` would do, without doing it. */
  async check(
    actor: Actor,
    organizationId: OrganizationId,
    inputs: readonly ImportedInput[],
  ): Promise<Imported[]> {
    const readings = await this.#read(actor, organizationId, inputs);
    const before = await this.#findDrafts(organizationId, readings);
    return readings.map((reading): Imported => {
      if ('problem' in reading) return refused(reading);
      const { externalId } = reading;
      const draft = before.get(draftIdOf(organizationId, externalId)) ?? null;
      return {
        externalId,
        draft,
        problem: null,
        state: draft === null ? 'CREATED' : stateOf(draft, reading),
      };
    });
  }

  /** Makes the drafts that are missing, and lets those that are there say what the records say; files stay. */
  async import(
    actor: Actor,
    organizationId: OrganizationId,
    inputs: readonly ImportedInput[],
  ): Promise<Imported[]> {
    const { store, suspensions, clock, failPoints } = this.#options;
    await suspensions.requireNone(organizationId);
    const readings = await this.#read(actor, organizationId, inputs);
    const before = await this.#findDrafts(organizationId, readings);
    const parsed = readings.flatMap((reading) => ('problem' in reading ? [] : [reading]));
    const missing = parsed
      .filter(({ externalId }) => !before.has(draftIdOf(organizationId, externalId)))
      .map((record) => newDraft({ ...record, organizationId, now: clock.now() }));
    const there = await store.insertMissing(missing);
    await failPoints.reach('records-taken');
    // Another import came first with some of them.
    const others = there.size === 0 ? [] : await store.findMany([...there]);
    const created = byId([...missing.filter(({ id }) => !there.has(id)), ...others]);
    return inParallel(readings, WRITES_AT_ONCE, async (reading) => {
      if ('problem' in reading) return refused(reading);
      const id = draftIdOf(organizationId, reading.externalId);
      const known = before.get(id);
      if (known !== undefined) return this.#bringUpToDate(known, reading);
      const draft = created.get(id);
      if (draft !== undefined)
        return { externalId: reading.externalId, state: 'CREATED', draft, problem: null };
      return refused({ ...reading, problem: DELETED_MEANWHILE });
    });
  }

  async #read(
    actor: Actor,
    organizationId: OrganizationId,
    inputs: readonly ImportedInput[],
  ): Promise<Reading[]> {
    requireEditorOf(actor, organizationId);
    if (inputs.length > MAX_IMPORTED) {
      throw new LimitExceededError(
        `drafts: at most ${MAX_IMPORTED} are taken at once, these are ${inputs.length}. Send them in several requests.`,
      );
    }
    const communities = new Map<OrganizationId, Promise<void>>();
    const agreements = new Map<string, Promise<void>>();
    const seen = new Set<string>();
    const readings: Reading[] = [];
    for (const { externalId: text, ...input } of inputs) {
      try {
        const externalId = parseExternalId(text);
        if (seen.has(externalId))
          throw new BadInputError(
            'externalId',
            `${externalId} is given twice in this request. Send one of them.`,
          );
        seen.add(externalId);
        const content = parseDraftContent(input);
        const { community } = content;
        if (community !== null) {
          const known = communities.get(community) ?? this.#options.drafts.requireCommunity(community);
          communities.set(community, known);
          await known;
        }
        const { agreement } = content.metadata;
        if (agreement !== undefined) {
          const key = `${agreement.sha256} ${agreement.bytes} ${agreement.mediaType}`;
          const known = agreements.get(key) ?? this.#options.drafts.requireAgreement(content);
          agreements.set(key, known);
          await known;
        }
        readings.push({ externalId, content });
      } catch (error) {
        readings.push({ externalId: text, problem: problemOf(error) });
      }
    }
    return readings;
  }

  async #findDrafts(
    organizationId: OrganizationId,
    readings: readonly Reading[],
  ): Promise<ReadonlyMap<string, Draft>> {
    const ids = readings.flatMap((reading) =>
      'problem' in reading ? [] : [draftIdOf(organizationId, reading.externalId)],
    );
    return byId(await this.#options.store.findMany(ids));
  }

  async #bringUpToDate(draft: Draft, record: ParsedRecord): Promise<Imported> {
    const { externalId, content } = record;
    const state = stateOf(draft, record);
    if (state !== 'UPDATED') return { externalId, state, draft, problem: null };
    try {
      const saved = await this.#options.drafts.save({ ...draft, content, publication: null });
      return { externalId, state, draft: saved, problem: null };
    } catch (error) {
      return refused({ externalId, problem: problemOf(error) });
    }
  }
}

const DELETED_MEANWHILE: Problem = {
  code: 'CONFLICT',
  field: null,
  message: 'Its draft was deleted while it was imported. Import it again.',
};

function stateOf(draft: Draft, { content }: ParsedRecord): ImportState {
  if (draft.publishedIndex !== null) return 'PUBLISHED';
  return isDeepStrictEqual(draft.content, content) ? 'UNCHANGED' : 'UPDATED';
}

function refused({ externalId, problem }: Pick<Imported, 'externalId' | 'problem'>): Imported {
  return { externalId, state: null, draft: null, problem };
}

function byId(drafts: readonly Draft[]): Map<string, Draft> {
  return new Map(drafts.map((draft) => [draft.id, draft]));
}
