import { hashText } from './short-texts.ts';

/** Fields of a document that somebody will look at, found by the hash of their names without making a text of any. */
export class Fields {
  readonly #branches: readonly Branch[];

  constructor(paths: Iterable<readonly string[]>) {
    const branches = new Map<string, (readonly string[])[] | null>();
    for (const [step = '', ...rest] of paths) {
      const known = branches.get(step);
      // A whole field covers what is within it.
      if (rest.length === 0 || known === null) branches.set(step, null);
      else branches.set(step, [...(known ?? []), rest]);
    }
    this.#branches = [...branches].map(([name, inner]) => ({
      name,
      hash: hashText(name),
      within: inner === null ? null : new Fields(inner),
    }));
  }

  /** Whether a name of this hash may be one of them. */
  hasHash(hash: number): boolean {
    for (const branch of this.#branches) if (branch.hash === hash) return true;
    return false;
  }

  find(name: string): Branch | null {
    for (const branch of this.#branches) if (branch.name === name) return branch;
    return null;
  }
}

export interface Branch {
  readonly name: string;
  readonly hash: number;
  /** Null for the whole field. */
  readonly within: Fields | null;
}
