import { tarEnd, tarHead, tarPadding } from '@lanran/protocol/files/tar';

export interface ArchivedFile {
  readonly path: string;
  readonly content: Blob;
}

/** Files as one; the bytes stay where they are until the archive is read. No owner and no time: the same files are the same bytes. */
export function tarOf(files: readonly ArchivedFile[]): Blob {
  const parts = files.flatMap(({ path, content }) => [
    ...tarHead({ path, bytes: content.size }),
    content,
    tarPadding(content.size),
  ]);
  return new Blob([...parts, tarEnd()], { type: 'application/x-tar' });
}
