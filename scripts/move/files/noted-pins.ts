import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Pins that something was done with once in a move, as a list of CIDs in a file. */
export class NotedPins {
  readonly #path: string;
  readonly #cids: Set<string>;

  private constructor(path: string) {
    this.#path = path;
    const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
    // The last line may be cut off.
    this.#cids = new Set(lines.slice(0, -1));
  }

  /** Every block of them was read on the other side and hashed: content never changes. */
  static verifiedIn(folder: string): NotedPins {
    return new NotedPins(join(folder, 'verified-pins'));
  }

  /** They were sent as content that anybody may read. */
  static openIn(folder: string): NotedPins {
    return new NotedPins(join(folder, 'open-pins'));
  }

  has(cid: string): boolean {
    return this.#cids.has(cid);
  }

  add(cid: string): void {
    if (this.#cids.size === 0) appendFileSync(this.#path, '', { mode: 0o600 });
    this.#cids.add(cid);
    appendFileSync(this.#path, `${cid}\n`);
  }
}
