import type { JobFile } from '../domain/file-job.ts';
import type { SecondaryDigestsService } from '../services/secondary-digests.ts';
import type { FileJobKind, JobRun } from './file-job-kind.ts';

/** MD5, C4 and perceptual hash: a reading of the whole file, after everything that pages wait for. */
export class DigestKind implements FileJobKind {
  readonly kind = 'digest';
  /** 2: a perceptual hash for pictures that were taken for none. */
  readonly revision = 2;
  readonly lane = 'heavy';
  readonly #digesting: Pick<SecondaryDigestsService, 'digest'>;

  constructor(digesting: Pick<SecondaryDigestsService, 'digest'>) {
    this.#digesting = digesting;
  }

  appliesTo(): boolean {
    return true;
  }

  async run(file: JobFile, run: JobRun): Promise<void> {
    await this.#digesting.digest(file, run);
  }
}
