import { type FileId, formatFileId, parseFileId } from '../../assets/domain/file-id.ts';
import { DomainError } from '../../platform/kernel/errors.ts';
import { type ManyContents, SMALL_PAYLOAD_BYTES } from '../../storage/ports/content-store.ts';
import type { DeliveryToken } from '../domain/delivery-token.ts';
import type { DownloadsService, OpenedFile } from './downloads.ts';

/** A file that memory holds. */
export interface SmallFile {
  readonly id: string;
  readonly content: Uint8Array;
}

export interface SmallFilesOptions {
  readonly downloads: Pick<DownloadsService, 'listOpened'>;
  readonly content: ManyContents;
}

/** In memory at the same time, of one answer. */
const READ_AT_ONCE_BYTES = 2 * SMALL_PAYLOAD_BYTES;

/** Small files of a delivery token, many of which cost little more than one. */
export class SmallFiles {
  readonly #options: SmallFilesOptions;

  constructor(options: SmallFilesOptions) {
    this.#options = options;
  }

  /** Without those that are no small files, or that the token does not open. @throws where it opens none of their assets */
  async read(
    token: Pick<DeliveryToken, 'licenses' | 'licensee'>,
    fileIds: readonly string[],
  ): Promise<AsyncIterable<SmallFile>> {
    const ids = fileIds.flatMap((text) => parseFileId(text) ?? []);
    const opened = await this.#listOpened(token, ids);
    return this.#readAll(opened.filter(({ file }) => file.bytes <= SMALL_PAYLOAD_BYTES));
  }

  async #listOpened(
    { licenses, licensee }: Pick<DeliveryToken, 'licenses' | 'licensee'>,
    ids: readonly FileId[],
  ): Promise<readonly OpenedFile[]> {
    const opened = new Map<string, OpenedFile>();
    const refusals: DomainError[] = [];
    for (const license of licenses) {
      const asked = ids.filter((id) => id.assetId === license.assetId && !opened.has(formatFileId(id)));
      if (asked.length === 0) continue;
      try {
        const found = await this.#options.downloads.listOpened({ ...license, licensee }, asked);
        for (const each of found) opened.set(formatFileId(each.id), each);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        refusals.push(error);
      }
    }
    const [refusal] = refusals;
    if (opened.size === 0 && refusal !== undefined) throw refusal;
    return [...opened.values()];
  }

  async *#readAll(files: readonly OpenedFile[]): AsyncGenerator<SmallFile> {
    for (const portion of portionsOf(files)) {
      const contents = await this.#options.content.readMany(portion.map(({ file }) => file.cid));
      for (const { id, file } of portion) {
        const content = file.bytes === 0 ? new Uint8Array(0) : contents.get(file.cid);
        if (content?.length === file.bytes) yield { id: formatFileId(id), content };
      }
    }
  }
}

function* portionsOf(files: readonly OpenedFile[]): Generator<OpenedFile[]> {
  let portion: OpenedFile[] = [];
  let bytes = 0;
  for (const each of files) {
    if (portion.length > 0 && bytes + each.file.bytes > READ_AT_ONCE_BYTES) {
      yield portion;
      portion = [];
      bytes = 0;
    }
    portion.push(each);
    bytes += each.file.bytes;
  }
  if (portion.length > 0) yield portion;
}
