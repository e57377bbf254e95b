import { type Hex, parseBytes32 } from '@lanran/protocol/kernel/bytes';
import { type FixityOutcome, NOTHING_TALLIED, tally } from '@lanran/protocol/files/fixity';
import { type AssetId, randomBytes32 } from '@lanran/protocol/kernel/ids';
import {
  contentKey,
  entrySalt,
  type FixityFile,
  type FixityRun,
  type FixityScope,
  type FixityState,
} from '../domain/fixity.ts';
import type { AssetStore } from '../../assets/ports/asset-store.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { FailPoints } from '../../platform/kernel/fail-points.ts';
import type {
  FixityFinding,
  FixityRunStore,
  FixityStore,
  IndexedEntry,
  RunSubject,
} from '../ports/fixity-store.ts';
import type { CheckpointSigner } from '../../log/services/checkpoint-signer.ts';
import type { FixityCheck } from './fixity-check.ts';
import { fixityBody, fixityStatement } from './fixity-statement.ts';
import type { StatementLog } from '../../log/services/statement-log.ts';

/** Files whose findings are written together; a kill costs no more than reading these again. */
const FILES_A_SLICE = 64;
const BYTES_A_SLICE = 64 * 1_048_576;
/** Of one content; who has it beyond is not asked, and it counts as RESTRICTED when all of these are. */
const MOST_ASSETS = 1_000;

export interface FixityRunsOptions {
  readonly signer: Pick<CheckpointSigner, 'signStatement'>;
  readonly log: Pick<StatementLog, 'append' | 'size'>;
  /** Makes the originals of all versions known. */
  readonly register: { followTo(logSize: number): Promise<void> };
  readonly fixityFiles: FixityStore;
  readonly fixityRuns: FixityRunStore;
  readonly assets: Pick<AssetStore, 'findMany'>;
  readonly check: Pick<FixityCheck, 'check'>;
  readonly clock: Clock;
  readonly failPoints: FailPoints;
}

/** What was found of one content, and where it is told. */
interface Checked {
  readonly finding: Omit<FixityFinding, 'readAt'>;
  readonly outcome: FixityOutcome;
  readonly isRestricted: boolean;
}

/**
 * Runs: begun once, gone on with after any kill where they were, and ended as exactly one statement, which the run keeps before the
 * log has it.
 */
export class FixityRuns {
  readonly #options: FixityRunsOptions;
  readonly #ending = new AbortController();

  constructor(options: FixityRunsOptions) {
    this.#options = options;
  }

  /** Begins a run of everything that is published by now; the one that goes on, if one does. */
  async begin(subject: RunSubject): Promise<FixityRun> {
    const { fixityRuns: runs, clock } = this.#options;
    const current = await runs.findCurrent(subject);
    if (current !== null) return current;
    const logSize = await this.register();
    return runs.begin({
      ...subject,
      id: parseBytes32(randomBytes32(), 'run'),
      state: 'READING',
      logSize,
      startedAt: clock.now(),
      endedAt: null,
      secret: parseBytes32(randomBytes32(), 'secret'),
      lastKey: null,
      results: NOTHING_TALLIED,
      restrictedResults: NOTHING_TALLIED,
      body: null,
      statementHash: null,
      leafIndex: null,
    });
  }

  /** Makes the originals of all that is published by now known. @returns the log's size */
  async register(): Promise<number> {
    const { log, register } = this.#options;
    const logSize = await log.size();
    await register.followTo(logSize);
    return logSize;
  }

  /** Goes on with the first run of the scope, by a bounded piece; `idle` when there is none. @throws UnavailableError */
  async advance(scope: FixityScope): Promise<'more' | 'idle'> {
    const run = await this.#options.fixityRuns.findFirstCurrent(scope);
    if (run === null || this.#isEnding()) return 'idle';
    try {
      if (run.state === 'CONCLUDED') await this.#append(run);
      else await this.#readOn(run);
      return 'more';
    } catch (error) {
      // What was begun of a slice is read again at the next start.
      if (this.#isEnding()) return 'idle';
      throw error;
    }
  }

  /** Breaks off what is being read. */
  stop(): void {
    this.#ending.abort();
  }

  #isEnding(): boolean {
    return this.#ending.signal.aborted;
  }

  async #readOn(run: FixityRun): Promise<void> {
    const { fixityFiles: files, fixityRuns: runs, clock, failPoints } = this.#options;
    const { assetId, logSize } = run;
    const next = await files.listAfter(run.lastKey, { assetId, logSize, first: FILES_A_SLICE });
    const last = next.at(-1);
    if (last === undefined) return this.#conclude(run);
    const checked = await this.#checkSlice(run, next);
    let { results, restrictedResults } = run;
    const entries: IndexedEntry[] = [];
    for (const { finding, outcome, isRestricted } of checked) {
      const { sha256, cid, bytes } = finding.content;
      const entry = { sha256, cid, bytes, outcome };
      const salted = { ...entry, salt: entrySalt(run.secret, entry) };
      if (isRestricted) restrictedResults = tally(restrictedResults, salted);
      else {
        entries.push({ ...entry, index: results.files });
        results = tally(results, salted);
      }
    }
    await runs.putEntries(run.id, entries);
    const readAt = clock.now();
    await files.record(checked.map(({ finding }) => ({ ...finding, readAt })));
    await failPoints.reach('mid-fixity-run');
    const lastChecked = checked.at(-1)?.finding.content ?? last;
    await runs.update(run.id, 'READING', { results, restrictedResults, lastKey: contentKey(lastChecked) });
  }

  /** Distinct contents in order, until so many bytes were read. */
  async #checkSlice(run: FixityRun, next: readonly FixityFile[]): Promise<Checked[]> {
    const read: { readonly file: FixityFile; readonly state: FixityState }[] = [];
    let bytes = 0;
    for (const [at, file] of next.entries()) {
      const before = next[at - 1];
      if (before !== undefined && contentKey(before) === contentKey(file)) continue;
      if (bytes >= BYTES_A_SLICE) break;
      bytes += file.bytes;
      read.push({ file, state: await this.#options.check.check(file, this.#ending.signal) });
    }
    const everywhere = await this.#findEverywhere(read.map(({ file }) => file));
    const unrestricted =
      run.scope === 'ALL' ? await this.#findUnrestricted([...everywhere.values()].flat()) : null;
    return read.map(({ file, state }) => {
      const places = everywhere.get(contentKey(file)) ?? [];
      const isRepaired = state === 'OK' && places.some((known) => isBroughtBack(known, run.id));
      return {
        finding: { content: file, state, runId: run.id, isRepaired },
        outcome: isRepaired ? 'REPAIRED' : state,
        isRestricted: unrestricted !== null && !places.some(({ assetId }) => unrestricted.has(assetId)),
      };
    });
  }

  /** Contents as originals of each asset that has them, by `contentKey`. */
  async #findEverywhere(contents: readonly FixityFile[]): Promise<ReadonlyMap<string, FixityFile[]>> {
    const { fixityFiles: files } = this.#options;
    const together = await files.listByContents(contents, MOST_ASSETS);
    const found =
      together.length < MOST_ASSETS
        ? together
        : (await Promise.all(contents.map((content) => files.listByContent(content, MOST_ASSETS)))).flat();
    return byContent(found);
  }

  async #findUnrestricted(places: readonly FixityFile[]): Promise<ReadonlySet<AssetId>> {
    const assets = await this.#options.assets.findMany([...new Set(places.map(({ assetId }) => assetId))]);
    return new Set(assets.flatMap(({ id, metadata }) => (metadata.access === 'RESTRICTED' ? [] : [id])));
  }

  /** Keeps the whole statement before the log has it: whoever repeats the append appends the same. */
  async #conclude(run: FixityRun): Promise<void> {
    const { fixityRuns: runs, clock, failPoints } = this.#options;
    const endedAt = clock.now();
    const body = fixityBody(run, endedAt);
    await runs.update(run.id, 'READING', { state: 'CONCLUDED', endedAt, body: body.fields });
    await failPoints.reach('after-fixity-concluded');
  }

  async #append(run: FixityRun): Promise<void> {
    const { fixityRuns: runs, log, signer, failPoints } = this.#options;
    const { body: fields, endedAt } = run;
    if (fields === null || endedAt === null) throw new Error(`The concluded run ${run.id} has no statement.`);
    const body = { fields };
    const statement = fixityStatement(run, body, endedAt);
    const evidence = await signer.signStatement(statement);
    const { statementHash, index } = await log.append({ statement, evidence, body });
    await failPoints.reach('after-fixity-appended');
    await runs.update(run.id, 'CONCLUDED', { state: 'LOGGED', statementHash, leafIndex: index });
  }
}

function byContent(files: readonly FixityFile[]): Map<string, FixityFile[]> {
  const groups = new Map<string, FixityFile[]>();
  for (const file of files) {
    const group = groups.get(contentKey(file));
    if (group === undefined) groups.set(contentKey(file), [file]);
    else group.push(file);
  }
  return groups;
}

/** Brought back since its last check by a run, or by this very run before it was killed. */
function isBroughtBack({ repairedAt, repairedIn }: FixityFile, runId: Hex): boolean {
  return repairedAt !== null && (repairedIn === null || repairedIn === runId);
}
