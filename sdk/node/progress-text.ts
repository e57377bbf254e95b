/** Up to so many files, each has lines of its own. */
const FEW_FILES = 20;

interface Sized {
  readonly path: string;
  readonly bytes: number;
}

/** Says how far a work on many files is: a line for each whole percent of their bytes. */
export class FilesProgress {
  readonly #files: readonly Sized[];
  readonly #verb: string;
  readonly #say: (line: string) => void;
  readonly #totalBytes: number;
  #doneBytes = 0;
  #doneFiles = 0;
  #saidPercent = 0;

  /** @param verb as in `hashed 3 of 5 files` */
  constructor(verb: string, files: readonly Sized[], say: (line: string) => void) {
    this.#verb = verb;
    this.#files = files;
    this.#say = say;
    this.#totalBytes = files.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Whether each file can be told of by itself. */
  static isFew(files: readonly Sized[]): boolean {
    return files.length <= FEW_FILES;
  }

  note(bytes: number): void {
    this.#doneBytes += bytes;
    this.#tell();
  }

  fileDone(): void {
    this.#doneFiles += 1;
    if (this.#doneFiles === this.#files.length) this.#saidPercent = -1;
    this.#tell();
  }

  #tell(): void {
    const percent = Math.min(100, Math.floor((this.#doneBytes / Math.max(1, this.#totalBytes)) * 100));
    if (percent === this.#saidPercent) return;
    this.#saidPercent = percent;
    if (FilesProgress.isFew(this.#files)) return;
    this.#say(
      `${this.#verb} ${this.#doneFiles} of ${this.#files.length} files, ${percent} % of ${this.#totalBytes} bytes`,
    );
  }
}
