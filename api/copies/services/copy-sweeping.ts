import type { LicenseId } from '@lanran/protocol/kernel/ids';
import { contentOfName } from '../domain/copy.ts';
import type { CopyShelf } from '../ports/copy-shelf.ts';
import type { CopyStore } from '../ports/copy-store.ts';

export interface CopySweepingOptions {
  readonly copies: Pick<CopyStore, 'listOf'>;
  readonly shelf: Pick<CopyShelf, 'list' | 'remove'>;
}

const NAMES_AT_ONCE = 500;

/** Removes files that no record names: a kill came between the file and its record. */
export class CopySweeping {
  readonly #options: CopySweepingOptions;

  constructor(options: CopySweepingOptions) {
    this.#options = options;
  }

  /** To be done before copies are made. @throws the signal's reason */
  async sweep(signal: AbortSignal): Promise<void> {
    for await (const { licenseId, names } of this.#options.shelf.list())
      for (let from = 0; from < names.length; from += NAMES_AT_ONCE) {
        signal.throwIfAborted();
        await this.#removeUnknown(licenseId, names.slice(from, from + NAMES_AT_ONCE));
      }
  }

  async #removeUnknown(licenseId: LicenseId, names: readonly string[]): Promise<void> {
    const { copies, shelf } = this.#options;
    const contents = names.map(contentOfName).filter((sha256) => sha256 !== null);
    const recorded = await copies.listOf(licenseId, [...new Set(contents)]);
    const known = new Set(recorded.map(({ made }) => made?.name));
    for (const name of names) if (!known.has(name)) await shelf.remove({ licenseId, name });
  }
}
