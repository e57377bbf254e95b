import { type FilePhase, type FileWork, PHASES } from './upload-phase.ts';

/** Files by path, and by phase in the order in which they came to it: which is next is asked ten thousand times. */
export class PhaseIndex {
  readonly #work = new Map<string, FileWork>();
  readonly #byPhase = new Map<FilePhase, Set<string>>(PHASES.map((phase) => [phase, new Set()]));

  get size(): number {
    return this.#work.size;
  }

  get(path: string): FileWork | undefined {
    return this.#work.get(path);
  }

  set(work: FileWork): void {
    const before = this.#work.get(work.path);
    if (before?.phase !== work.phase) {
      if (before !== undefined) this.#byPhase.get(before.phase)?.delete(work.path);
      this.#byPhase.get(work.phase)?.add(work.path);
    }
    this.#work.set(work.path, work);
  }

  delete(path: string): void {
    const { phase } = this.#work.get(path) ?? {};
    if (phase !== undefined) this.#byPhase.get(phase)?.delete(path);
    this.#work.delete(path);
  }

  count(phase: FilePhase): number {
    return this.#byPhase.get(phase)?.size ?? 0;
  }

  /** The first `most` that are in this phase. */
  first(phase: FilePhase, most: number): string[] {
    const found: string[] = [];
    for (const path of this.#byPhase.get(phase) ?? []) {
      if (found.length >= most) break;
      found.push(path);
    }
    return found;
  }

  paths(): string[] {
    return [...this.#work.keys()];
  }

  values(): Iterable<FileWork> {
    return this.#work.values();
  }

  copy(): ReadonlyMap<string, FileWork> {
    return new Map(this.#work);
  }
}
