import { open } from 'node:fs/promises';
import { contentDoubtText } from '@lanran/sdk/publishing/file-doubts';
import { type ContentDoubt, contentDoubtOf, LOOKED_AT_BYTES } from '@lanran/sdk/publishing/file-signatures';
import type { LocalFile } from './local-files.ts';

const MOST_TOLD = 10;

/** Says which files are not what their names promise: before anything is sent, for what is signed stays. Nothing is refused. */
export async function warnOfContents(
  files: readonly LocalFile[],
  say: (line: string) => void,
): Promise<void> {
  const warnings = new ContentWarnings(say);
  for (const file of files) {
    const doubt = contentDoubtOf(file.path, await readStart(file));
    if (doubt !== null) warnings.add(file.path, doubt);
  }
  warnings.end();
}

/** The first of them are told one by one, the others counted at the end. */
export class ContentWarnings {
  readonly #say: (line: string) => void;
  readonly #told: string[] = [];
  #count = 0;

  constructor(say: (line: string) => void) {
    this.#say = say;
  }

  add(place: string, doubt: ContentDoubt): void {
    this.#count += 1;
    if (this.#count <= MOST_TOLD) this.#tell(`${place} ${contentDoubtText(doubt).en}`);
  }

  /** All that was told. */
  end(): readonly string[] {
    if (this.#count > MOST_TOLD) this.#tell(`the same goes for ${this.#count - MOST_TOLD} more files`);
    return this.#told;
  }

  #tell(warning: string): void {
    this.#told.push(warning);
    this.#say(`warning: ${warning}`);
  }
}

export async function readStart({ localPath }: Pick<LocalFile, 'localPath'>): Promise<Uint8Array> {
  const file = await open(localPath);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(LOOKED_AT_BYTES), 0, LOOKED_AT_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
