import { tarEnd, tarHead, tarPadding } from '@lanran/protocol/files/tar';
import { type Archive, type ArchiveContent, exactly } from './archive.ts';

/** POSIX pax. */
export function tarArchive({ files, changedAt }: ArchiveContent): Archive {
  const seconds = Math.floor(changedAt.getTime() / 1_000);
  const headOf = ({ path, bytes }: { readonly path: string; readonly bytes: number }) =>
    tarHead({ path, bytes, changedAt: seconds });
  const lengthOf = (pieces: readonly Uint8Array[]) => pieces.reduce((sum, { length }) => sum + length, 0);
  const bytes = files.reduce(
    (sum, file) => sum + lengthOf(headOf(file)) + file.bytes + tarPadding(file.bytes).length,
    tarEnd().length,
  );
  return {
    mediaType: 'application/x-tar',
    bytes,
    async *write() {
      for (const file of files) {
        yield headOf(file);
        yield* exactly(file);
        yield [tarPadding(file.bytes)];
      }
      yield [tarEnd()];
    },
  };
}
