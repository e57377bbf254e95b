import { Readable } from 'node:stream';
import type { Inspection } from '@lanran/api/files/domain/technical-metadata';
import type { FileInspector, InspectedFile } from '@lanran/api/files/ports/file-inspector';

/** A file of these bytes, beside others of its version. */
export function fileOf(
  bytes: Buffer,
  {
    mediaType,
    path = 'file',
    others = {},
  }: {
    readonly mediaType: string;
    readonly path?: string;
    readonly others?: Readonly<Record<string, Buffer>>;
  },
): InspectedFile {
  const sourceOf = (content: Buffer) => ({
    bytes: content.length,
    read: async ({ start, end } = { start: 0, end: content.length }) =>
      Readable.from([content.subarray(start, end)]),
  });
  return {
    path,
    mediaType,
    ...sourceOf(bytes),
    findSibling: async (siblingPath) => {
      const other = others[siblingPath];
      return other === undefined ? null : sourceOf(other);
    },
  };
}

export async function inspectWith(inspector: FileInspector, file: InspectedFile): Promise<Inspection> {
  return inspector.inspect(file, new AbortController().signal);
}

/** Facts of the first section of a kind, by name. */
export function factsOf({ sections }: Inspection, kind: string): Readonly<Record<string, string>> {
  const facts = sections.find((section) => section.kind === kind)?.facts ?? [];
  return Object.fromEntries(facts.map(({ name, values }) => [name, values.join('; ')]));
}
