import { InvalidInputError } from '../errors.ts';

const TRUE = new Set(['', '1', 't', 'T', 'true', 'TRUE', 'True']);
const FALSE = new Set(['0', 'f', 'F', 'false', 'FALSE', 'False']);

/** A command's arguments and options, read as Kubo reads them. */
export class Query {
  constructor(private readonly parameters: URLSearchParams) {}

  /** @throws InvalidInputError if there is none. */
  paths(): [string, ...string[]] {
    const [first, ...others] = this.parameters.getAll('arg');
    if (first === undefined) throw new InvalidInputError('argument "ipfs-path" is required');
    return [first, ...others];
  }

  path(): string {
    const [path, ...others] = this.paths();
    if (others.length > 0) throw new InvalidInputError('expected 1 argument(s), got more');
    return path;
  }

  text(name: string): string | null {
    return this.parameters.get(name);
  }

  all(name: string): string[] {
    return this.parameters.getAll(name);
  }

  flag(name: string, whenAbsent: boolean): boolean {
    const value = this.parameters.get(name);
    if (value === null) return whenAbsent;
    if (TRUE.has(value)) return true;
    if (FALSE.has(value)) return false;
    throw new InvalidInputError(`option "${name}" is "${value}"; give true or false.`);
  }

  /** A whole number from 0. */
  count(name: string): number | null {
    const value = this.parameters.get(name);
    if (value === null) return null;
    const count = Number(value);
    if (!/^\d+$/.test(value) || !Number.isSafeInteger(count)) {
      throw new InvalidInputError(`option "${name}" is "${value}"; give a whole number from 0.`);
    }
    return count;
  }
}
