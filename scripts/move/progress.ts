import type { CommandContext } from '../cli/context.ts';

const TELL_EVERY_MS = 2_000;
/** A line that is written over. */
const SHOW_EVERY_MS = 200;
/** The speed is measured anew so often, and follows a change within about as long as the second. */
const MEASURE_EVERY_MS = 1_000;
const SMOOTHED_OVER_MS = 15_000;
/** Before, nobody can say how long it will take: a server makes its collections first. */
const LEFT_SAID_AFTER_MS = 10_000;

/** How much there is of each; null where it doesn't move. */
export interface Amounts {
  readonly documents: number | null;
  readonly pins: number | null;
  /** That the step will read; null or absent where nobody knows. */
  readonly bytes?: number | null;
}

/** Says from time to time how far a step is, how fast it goes and how long it will take. */
export class Progress {
  readonly #tell: (line: string) => void;
  readonly #everyMs: number;
  readonly #now: () => number;
  #isShown = true;
  #step = '';
  #total: Amounts = { documents: null, pins: null };
  #began = 0;
  #told = 0;
  #documents = 0;
  #pins = 0;
  #bytes = 0;
  /** Bytes a second; null until the first measurement. */
  #rate: number | null = null;
  #measured = { at: 0, bytes: 0 };

  constructor(
    tell: (line: string) => void,
    { everyMs = TELL_EVERY_MS, now = Date.now }: { everyMs?: number; now?: () => number } = {},
  ) {
    this.#tell = tell;
    this.#everyMs = everyMs;
    this.#now = now;
  }

  /** In one line of a terminal, else a line every two seconds. */
  static for({ showStatus, say }: Pick<CommandContext, 'showStatus' | 'say'>): Progress {
    return showStatus === null ? new Progress(say) : new Progress(showStatus, { everyMs: SHOW_EVERY_MS });
  }

  /** Of another step at the same time, which says nothing until it is shown. */
  beside(): Progress {
    const other = new Progress(this.#tell, { everyMs: this.#everyMs, now: this.#now });
    other.#isShown = false;
    return other;
  }

  /** After the step beside it. */
  show(): void {
    this.#isShown = true;
  }

  begin(step: string, total: Amounts): void {
    [this.#step, this.#total] = [step, total];
    [this.#documents, this.#pins, this.#bytes] = [0, 0, 0];
    this.#began = this.#now();
    this.#told = this.#began;
    this.#rate = null;
    this.#measured = { at: this.#began, bytes: 0 };
  }

  addDocument(bytes: number): void {
    this.#documents += 1;
    this.addBytes(bytes);
  }

  addPin(): void {
    this.#pins += 1;
  }

  addBytes(bytes: number): void {
    this.#bytes += bytes;
    const now = this.#now();
    this.#measure(now);
    if (!this.#isShown || now - this.#told < this.#everyMs) return;
    this.#told = now;
    this.#tell(this.line());
  }

  line(): string {
    const seconds = Math.max((this.#now() - this.#began) / 1_000, 0.001);
    const parts = [
      ...countedOf(this.#documents, this.#total.documents, 'documents'),
      ...countedOf(this.#pins, this.#total.pins, 'pins'),
      `${sizeOf(this.#bytes)}, ${sizeOf(this.#rate ?? this.#bytes / seconds)}/s`,
    ];
    const left = seconds * 1_000 < LEFT_SAID_AFTER_MS ? null : this.#secondsLeft(seconds);
    return `${this.#step}: ${parts.join(', ')}${left === null ? '' : `, about ${left} s left`}`;
  }

  /** Pins and documents differ in size, and a store in speed: the newest speed counts most. */
  #measure(now: number): void {
    const ms = now - this.#measured.at;
    if (ms < MEASURE_EVERY_MS) return;
    const rate = ((this.#bytes - this.#measured.bytes) / ms) * 1_000;
    // At first the mean of all, as one second says little.
    const weight = Math.max(1 - Math.exp(-ms / SMOOTHED_OVER_MS), ms / (now - this.#began));
    this.#rate = (this.#rate ?? 0) * (1 - weight) + rate * weight;
    this.#measured = { at: now, bytes: this.#bytes };
  }

  /** By bytes, where it is known how many there are; null where nothing can be said. */
  #secondsLeft(seconds: number): number | null {
    const { bytes } = this.#total;
    if (bytes == null) return this.#secondsLeftByCount(seconds);
    const rate = this.#rate ?? this.#bytes / seconds;
    const left = bytes - this.#bytes;
    return rate === 0 || left <= 0 ? null : Math.ceil(left / rate);
  }

  #secondsLeftByCount(seconds: number): number | null {
    const parts = [
      { done: this.#documents, total: this.#total.documents },
      { done: this.#pins, total: this.#total.pins },
    ].flatMap(({ done, total }) => (total === null || total === 0 ? [] : [Math.min(done / total, 1)]));
    const part = parts.reduce((sum, each) => sum + each, 0) / Math.max(parts.length, 1);
    return part === 0 ? null : Math.ceil((seconds / part) * (1 - part));
  }
}

function countedOf(done: number, total: number | null, name: string): string[] {
  return total === null ? [] : [`${done} of ${total} ${name}`];
}

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'];

export function sizeOf(bytes: number): string {
  const power = bytes < 1_000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), UNITS.length - 1);
  return `${(bytes / 1_000 ** power).toFixed(power === 0 ? 0 : 1)} ${UNITS[power] ?? ''}`;
}
