import { digestFile } from '@lanran/protocol/files/digest';
import { utf8Text } from '@lanran/protocol/kernel/bytes';
import { composePackage, type PackageParts } from '@lanran/protocol/packages/compose';
import type { FoundFile } from '@lanran/protocol/packages/found-file';
import { c4Of } from '@lanran/protocol/packages/tag-digests';
import { PAYLOAD } from './sample.ts';

/** What a reader finds of a package that was written, byte for byte. */
export class WrittenPackage {
  readonly contents: Map<string, Uint8Array>;

  private constructor(contents: Map<string, Uint8Array>) {
    this.contents = contents;
  }

  static async of(parts: PackageParts): Promise<WrittenPackage> {
    const entries = await composePackage(parts);
    return new WrittenPackage(
      new Map(
        entries.map((entry) => [
          entry.path,
          'content' in entry ? entry.content : (PAYLOAD.get(entry.file.path) ?? new Uint8Array(0)),
        ]),
      ),
    );
  }

  get texts(): ReadonlyMap<string, string> {
    const isText = (path: string) => /\.(txt|json|mhl|xml)$/.test(path) && !path.startsWith('data/');
    return new Map(
      [...this.contents].filter(([path]) => isText(path)).map(([path, bytes]) => [path, utf8Text(bytes)]),
    );
  }

  /** Changes one byte of a file. */
  flip(path: string, at = 0): void {
    const bytes = Uint8Array.from(this.contents.get(path) ?? []);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    this.contents.set(path, bytes);
  }

  async files(): Promise<ReadonlyMap<string, FoundFile>> {
    const found = [...this.contents].filter(([path]) => !path.startsWith('ascmhl/'));
    return new Map(
      await Promise.all(
        found.map(async ([path, bytes]): Promise<[string, FoundFile]> => {
          const digest = await digestFile([bytes]);
          return [path, { ...digest, hashes: new Map([['xxh64', digest.xxh64]]) }];
        }),
      ),
    );
  }

  async generationIds(): Promise<ReadonlyMap<string, string>> {
    const generations = [...this.contents].filter(
      ([path]) => path.startsWith('ascmhl/') && path.endsWith('.mhl'),
    );
    return new Map(
      await Promise.all(generations.map(async ([path, bytes]) => [path, await c4Of(bytes)] as const)),
    );
  }
}
