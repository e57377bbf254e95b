import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Pins whose every block was read on the other side and hashed: content never changes, so each is read once in a move. */
export class VerifiedPins {
  readonly #path: string;
  readonly #cids: Set<string>;

  constructor(folder: string) {
    this.#path = join(folder, 'verified-pins');
    const lines = existsSync(this.#path) ? readFileSync(this.#path, 'utf8').split('\n') : [];
    // The last line may be cut off.
    this.#cids = new Set(lines.slice(0, -1));
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
