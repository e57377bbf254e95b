import { jobFailure } from '../domain/file-job.ts';
import { INSPECTION_VERSION } from '../domain/technical-metadata.ts';
import type { FileInspections } from '../services/file-inspections.ts';
import { HELD_BYTES } from '../services/held-contents.ts';
import {
  type DescribedFile,
  type FileJobKind,
  type JobRun,
  UnworkableFileError,
  type WorkedFile,
} from './file-job-kind.ts';

/** Technical metadata of what is more than its type. */
export class InspectKind implements FileJobKind {
  readonly kind = 'inspect';
  readonly revision = INSPECTION_VERSION;
  readonly lane = 'light';
  readonly #inspections: Pick<FileInspections, 'appliesTo' | 'inspect' | 'inspectMany'>;

  constructor(inspections: Pick<FileInspections, 'appliesTo' | 'inspect' | 'inspectMany'>) {
    this.#inspections = inspections;
  }

  appliesTo({ bytes, description }: DescribedFile): boolean {
    return bytes > 0 && this.#inspections.appliesTo(description.mediaType);
  }

  runAtOnce(files: readonly WorkedFile[], { signal }: Pick<JobRun, 'signal'>): Promise<ReadonlySet<string>> {
    const small = files.filter(({ bytes }) => bytes <= HELD_BYTES);
    const described = small.map((file) => ({ ...file, mediaType: file.description.mediaType }));
    return this.#inspections.inspectMany(described, signal);
  }

  async run(file: WorkedFile, { signal }: JobRun): Promise<void> {
    const { mediaType } = file.description;
    const { notices } = await this.#inspections.inspect({ ...file, mediaType }, signal);
    const lack = notices.find(({ code }) => code === 'TOOL_MISSING');
    // What could be found out is kept; trying again, once the tool is there, finds the rest.
    if (lack !== undefined)
      throw new UnworkableFileError(
        jobFailure('TOOL_MISSING', {
          en: lack.detail,
          zh: '平台所在的机器缺少 perl，ExifTool 无法运行，因此未读取 EXIF、IPTC 与 XMP（Debian：apt install perl）。',
        }),
      );
  }
}
