import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { exiftoolPath } from 'exiftool-vendored';
import { C2PA_SETTINGS, loadC2pa } from '@lanran/api/copies/adapters/signing/c2pa-library';

/** What a reader of the library says of a file. */
export interface ReadStore {
  readonly state: string;
  readonly failures: readonly string[];
  readonly assertions: readonly { readonly label: string; readonly data: unknown }[];
  readonly ingredients: readonly { readonly instance_id: string; readonly active_manifest?: string }[];
}

interface RawStore {
  readonly validation_state: string;
  readonly active_manifest: string;
  readonly validation_results: {
    readonly activeManifest: { readonly failure: readonly { readonly code: string }[] };
  };
  readonly manifests: Readonly<Record<string, Pick<ReadStore, 'assertions' | 'ingredients'>>>;
}

export async function readStore(bytes: Uint8Array, mediaType: string): Promise<ReadStore> {
  const { WasmReader } = await loadC2pa();
  const reader = await WasmReader.fromBytes(mediaType, bytes, C2PA_SETTINGS);
  // The library's own format: what is missing fails the test.
  const store = JSON.parse(reader.json()) as RawStore;
  const manifest = store.manifests[store.active_manifest];
  if (manifest === undefined) throw new Error('there is no active manifest');
  return {
    state: store.validation_state,
    failures: store.validation_results.activeManifest.failure.map(({ code }) => code),
    assertions: manifest.assertions,
    ingredients: manifest.ingredients,
  };
}

/** By ExifTool, of a file, or of bytes. */
export async function readTags(
  source: string | Buffer,
  options: readonly string[],
): Promise<Readonly<Record<string, unknown>>> {
  const path = typeof source === 'string' ? source : '-';
  const reading = promisify(execFile)('perl', [await exiftoolPath(), '-j', '-n', ...options, path]);
  if (typeof source !== 'string') reading.child.stdin?.end(source);
  const [tags = {}] = JSON.parse((await reading).stdout) as Readonly<Record<string, unknown>>[];
  return tags;
}
