import { crc32 } from 'node:zlib';
import { utf8 } from '@lanran/protocol/kernel/bytes';
import { type Archive, type ArchiveContent, exactly } from './archive.ts';
import {
  centralHeader,
  dataDescriptor,
  descriptorBytes,
  dosTimeOf,
  endOfDirectory,
  localHeader,
  type ZippedFile,
} from './zip-records.ts';

/** Directory entries that are written together. */
const ENTRIES_AT_ONCE = 500;

/** Stored, not compressed; ZIP64 where sizes ask for it. Names are UTF-8. */
export function zipArchive({ files, changedAt }: ArchiveContent): Archive {
  const time = dosTimeOf(changedAt);
  const zipped: ZippedFile[] = [];
  let offset = 0;
  for (const { path, bytes } of files) {
    const file = { name: utf8(path), bytes, offset };
    zipped.push(file);
    offset += localHeader(file, time).length + bytes + descriptorBytes(bytes);
  }
  const directoryBytes = zipped.reduce(
    (sum, file) => sum + centralHeader(file, { ...time, crc32: 0 }).length,
    0,
  );
  const end = endOfDirectory({ count: files.length, bytes: directoryBytes, offset });
  return {
    mediaType: 'application/zip',
    bytes: offset + directoryBytes + end.length,
    async *write() {
      const sums: number[] = [];
      for (const [at, file] of files.entries()) {
        const entry = zipped[at];
        if (entry === undefined) throw new Error(`${file.path} has no place in the archive.`);
        let sum = 0;
        yield [localHeader(entry, time)];
        for await (const pieces of exactly(file)) {
          for (const piece of pieces) sum = crc32(piece, sum);
          yield pieces;
        }
        yield [dataDescriptor(entry, sum)];
        sums.push(sum);
      }
      for (let from = 0; from < zipped.length; from += ENTRIES_AT_ONCE)
        yield zipped
          .slice(from, from + ENTRIES_AT_ONCE)
          .map((file, at) => centralHeader(file, { ...time, crc32: sums[from + at] ?? 0 }));
      yield [end];
    },
  };
}
