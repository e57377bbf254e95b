import type { FrontDoor } from './front-door.ts';

/** At most one line in so long: a start that takes no longer has none. */
const EVERY_MS = 3_000;

export interface StartProgressOptions {
  readonly door: Pick<FrontDoor, 'tell'>;
  readonly say: (line: string) => void;
  readonly now?: () => number;
}

/** How far a start is, for its operator and for whoever comes too early. */
export class StartProgress {
  readonly #options: StartProgressOptions;
  readonly #now: () => number;
  #lastMs: number;

  constructor(options: StartProgressOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
    this.#lastMs = this.#now();
  }

  /** May be called as often as one likes. */
  report(line: string): void {
    const { door, say } = this.#options;
    door.tell(line);
    if (this.#now() - this.#lastMs < EVERY_MS) return;
    this.#lastMs = this.#now();
    say(line);
  }
}
