const WINDOW_MS = 5_000;
const LEAST_MS = 700;

interface Sample {
  readonly at: number;
  readonly bytes: number;
}

export interface Rate {
  readonly bytesPerSecond: number;
  readonly secondsLeft: number;
}

/** How fast bytes went during the last seconds. */
export class RateMeter {
  #samples: Sample[] = [];

  /** `bytes`: how many have gone in all, from here: what had arrived before is nobody's speed. */
  note(bytes: number, at: number): void {
    const last = this.#samples.at(-1);
    // Begun anew, or taken out: what was measured before is of something else.
    if (last !== undefined && bytes < last.bytes) this.#samples = [];
    this.#samples.push({ at, bytes });
    this.#samples = this.#samples.filter((sample) => at - sample.at <= WINDOW_MS);
  }

  /** Null while too little is known, or nothing moves. */
  rate(leftBytes: number): Rate | null {
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    if (first === undefined || last === undefined || last.at - first.at < LEAST_MS) return null;
    const bytesPerSecond = ((last.bytes - first.bytes) * 1000) / (last.at - first.at);
    if (bytesPerSecond <= 0) return null;
    return { bytesPerSecond, secondsLeft: Math.max(0, leftBytes / bytesPerSecond) };
  }

  forget(): void {
    this.#samples = [];
  }
}
