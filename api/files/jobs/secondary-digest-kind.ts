import type { SecondaryDigestsService } from '../services/secondary-digests.ts';
import type { JobFile } from '../domain/file-job.ts';
import type { FileJobKind, JobRun, ManyDone, ManyRun, WorkedFile } from './file-job-kind.ts';

type Digesting = Pick<SecondaryDigestsService, 'digest' | 'digestHeld' | 'digestMany'>;

/** MD5, C4 and perceptual hash: a reading of the whole file, after everything that pages wait for. */
export class DigestKind implements FileJobKind {
  readonly kind = 'digest';
  /** 2: a perceptual hash for pictures that were taken for none. 3: for those that are decoded since. */
  readonly revision = 3;
  readonly lane = 'heavy';
  readonly #digesting: Digesting;

  constructor(digesting: Digesting) {
    this.#digesting = digesting;
  }

  appliesTo(): boolean {
    return true;
  }

  runAtOnce(files: readonly WorkedFile[]): Promise<ReadonlySet<string>> {
    return this.#digesting.digestHeld(files);
  }

  runMany(files: readonly JobFile[], run: ManyRun): Promise<ManyDone> {
    return this.#digesting.digestMany(files, run);
  }

  async run(file: WorkedFile, run: JobRun): Promise<void> {
    await this.#digesting.digest(file, run);
  }
}
