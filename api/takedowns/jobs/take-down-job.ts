import type { AssetId } from '@lanran/protocol/kernel/ids';
import type { TakeDown } from '../../assets/domain/take-down.ts';
import type { Mutex } from '../../platform/concurrency/mutex.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { TakeDownStore } from '../../assets/ports/take-down-store.ts';
import type { Erasing } from '../services/erasing.ts';
import type { TakeDownScopes } from '../services/take-down-scopes.ts';
import type { Job } from '../../platform/jobs/job-runner.ts';

const READ_AT_ONCE = 100;
const RETRY_EVERY_MS = 2_000;
/** Longer than the lease of who works on files: by then it is lost. */
const LEFTOVERS_AFTER_MS = 90_000;

export interface TakeDownJobOptions {
  readonly takeDowns: Pick<TakeDownStore, 'listPending' | 'countPending' | 'resolve' | 'markErased'>;
  readonly scopes: Pick<TakeDownScopes, 'find'>;
  readonly erasing: Pick<Erasing, 'erase' | 'eraseOrphans' | 'collect' | 'forgetLeftovers'>;
  /** Of assets that are being published. */
  readonly assetMutex: Mutex<AssetId>;
  readonly clock: Clock;
  readonly everyMs: number;
  /** Other processes have to hear that something was erased. */
  readonly onErased: () => void;
}

/** What a run did of a take-down: NOTHING, all of it, or all but what somebody is at work on. */
type Outcome = 'NOTHING' | 'ERASED' | 'LEFTOVERS';

/** Erases what the log says was taken down; goes on where a kill ended it. One whose scope nobody knows waits for its text. */
export class TakeDownJob implements Job {
  readonly name = 'take-downs';
  readonly #options: TakeDownJobOptions;
  /** Erased already, but for what somebody was at work on; until when that may go on. */
  readonly #leftUntil = new Map<number, number>();
  /** A kill may have left what an interrupted publication wrote. */
  #isFirst = true;
  #isAnyPending = false;

  constructor(options: TakeDownJobOptions) {
    this.#options = options;
  }

  /** It is nudged when something was taken down; what is not erased yet is looked at again. */
  get everyMs(): number {
    return this.#isAnyPending ? RETRY_EVERY_MS : this.#options.everyMs;
  }

  async run(): Promise<'more' | 'idle'> {
    const { takeDowns, erasing, clock, onErased } = this.#options;
    const failures: unknown[] = [];
    const outcomes: { readonly takeDown: TakeDown; readonly outcome: Outcome }[] = [];
    for await (const takeDown of this.#pending()) {
      try {
        outcomes.push({ takeDown, outcome: await this.#erase(takeDown) });
      } catch (error) {
        // One that fails holds up no other.
        failures.push(error);
      }
    }
    const isAnyErased = outcomes.some(({ outcome }) => outcome !== 'NOTHING');
    const hasErasedOrphans = (isAnyErased || this.#isFirst) && (await erasing.eraseOrphans());
    this.#isFirst = false;
    if (isAnyErased || hasErasedOrphans) await erasing.collect();
    this.#isAnyPending = outcomes.some(({ outcome }) => outcome !== 'ERASED');
    for (const { takeDown, outcome } of outcomes)
      if (outcome === 'ERASED') await takeDowns.markErased(takeDown, clock.now());
    if (isAnyErased) onErased();
    if (failures.length > 0) throw failures[0];
    return 'idle';
  }

  /** Take-downs that are not erased yet. */
  async behind(): Promise<number> {
    return this.#options.takeDowns.countPending();
  }

  async *#pending(): AsyncGenerator<TakeDown> {
    for (let last = -1; ;) {
      const page = await this.#options.takeDowns.listPending(last, READ_AT_ONCE);
      yield* page;
      const end = page.at(-1);
      if (end === undefined) return;
      last = end.leafIndex;
    }
  }

  async #erase(takeDown: TakeDown): Promise<Outcome> {
    const { takeDowns, scopes, erasing, assetMutex, clock } = this.#options;
    const { assetId, leafIndex } = takeDown;
    const now = clock.now().getTime();
    const leftUntil = this.#leftUntil.get(leafIndex);
    if (leftUntil !== undefined && now < leftUntil) return 'NOTHING';
    const scope = takeDown.scope ?? (await scopes.find(takeDown));
    if (scope === null) return 'NOTHING';
    if (takeDown.scope === null) await takeDowns.resolve(takeDown, scope);
    // A version that is being published is refused in the end: what it stored is erased then.
    if (await assetMutex.isTaken(assetId)) return 'NOTHING';
    const wasWorkedOn = await assetMutex.take(assetId, async () => {
      await erasing.forgetLeftovers(takeDown);
      return erasing.erase(takeDown, scope);
    });
    if (wasWorkedOn) this.#leftUntil.set(leafIndex, now + LEFTOVERS_AFTER_MS);
    else this.#leftUntil.delete(leafIndex);
    return wasWorkedOn ? 'LEFTOVERS' : 'ERASED';
  }
}
