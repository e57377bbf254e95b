import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { WasmBuilder } from '@contentauth/c2pa-wasm';
import { blobOf, C2PA_SETTINGS, loadC2pa } from './c2pa-library.ts';
import { embedXmp } from './embed-xmp.ts';
import type {
  CopyRequest,
  FromWorker,
  PreviewRequest,
  SidecarRequest,
  ToWorker,
  WorkRequest,
} from './messages.ts';

/* The signing process: files of anybody's, in a library that holds them in memory. It is ended from outside. */

const PORTION_BYTES = 4_194_304;
/** The library's input for a sidecar. The manifest names the original by its hash instead. */
const NOTHING = new Uint8Array(1);
const UNKNOWN_TYPE = 'application/octet-stream';

const library = loadC2pa();
let isSigned: (cose: Uint8Array) => void = () => undefined;
let result = new Uint8Array();
let sent = 0;

interface Made {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly hasXmp: boolean;
}

async function makeCopy(request: CopyRequest): Promise<Made> {
  const { mediaType, path, xmp } = request;
  const original = await readFile(path);
  const described = await embedXmp({ mediaType, path, bytes: original, packet: xmp });
  const builder = await builderOf(request);
  // What an original says of its own origin stays in the copy.
  await builder.addIngredientFromBlob(JSON.stringify(request.parent), mediaType, blobOf(original));
  const bytes = await builder.sign(signerOf(request), [], mediaType, blobOf(described ?? original));
  builder.free();
  await requireValid(bytes, mediaType);
  return { bytes: new Uint8Array(bytes), hasXmp: described !== null };
}

async function makePreview(request: PreviewRequest): Promise<Made> {
  const { mediaType, picture } = request;
  const builder = await builderOf(request);
  builder.addIngredient(JSON.stringify(request.parent));
  const bytes = await builder.sign(signerOf(request), [], mediaType, blobOf(picture));
  builder.free();
  await requireValid(bytes, mediaType);
  return { bytes: new Uint8Array(bytes), hasXmp: false };
}

async function makeSidecar(request: SidecarRequest): Promise<Made> {
  const builder = await builderOf(request);
  builder.addIngredient(JSON.stringify(request.parent));
  builder.setNoEmbed(true);
  const made: unknown = await builder.signAndGetManifestBytes(
    signerOf(request),
    [],
    UNKNOWN_TYPE,
    blobOf(NOTHING),
  );
  builder.free();
  if (
    typeof made !== 'object' ||
    made === null ||
    !('manifest' in made) ||
    !(made.manifest instanceof Uint8Array)
  )
    throw new Error('The library gave no manifest.');
  return { bytes: new Uint8Array(made.manifest), hasXmp: false };
}

async function builderOf({ definition }: WorkRequest): Promise<WasmBuilder> {
  const builder = (await library).WasmBuilder.fromJson(JSON.stringify(definition), C2PA_SETTINGS);
  builder.setIntent('edit');
  return builder;
}

function signerOf({ algorithm, reservedBytes }: WorkRequest) {
  return {
    alg: algorithm,
    reserveSize: reservedBytes,
    sign: (claim: Uint8Array) =>
      new Promise<Uint8Array<ArrayBuffer>>((resolve) => {
        isSigned = (cose) => resolve(new Uint8Array(cose));
        answer({ kind: 'sign', claim });
      }),
  };
}

/** Nothing is given out that a reader calls invalid. Whether it trusts the signer is its own affair. */
async function requireValid(bytes: Uint8Array, mediaType: string): Promise<void> {
  const { WasmReader } = await library;
  const reader = await WasmReader.fromBytes(mediaType, bytes, C2PA_SETTINGS);
  const json = reader.json();
  reader.free();
  // The library's own format.
  const store = JSON.parse(json) as {
    readonly validation_state?: string;
    readonly validation_results?: { readonly activeManifest?: { readonly failure?: readonly Status[] } };
  };
  if (store.validation_state === 'Valid' || store.validation_state === 'Trusted') return;
  const failures = store.validation_results?.activeManifest?.failure ?? [];
  const codes = failures.map(({ code }) => code).filter((code) => code !== 'signingCredential.untrusted');
  throw new Error(`A reader refuses the copy: ${codes.join(', ')}.`);
}

interface Status {
  readonly code: string;
}

function answer(message: FromWorker): void {
  process.send?.(message);
}

function make(request: WorkRequest): Promise<Made> {
  if (request.kind === 'copy') return makeCopy(request);
  return request.kind === 'preview' ? makePreview(request) : makeSidecar(request);
}

async function work(request: WorkRequest): Promise<void> {
  try {
    const { bytes, hasXmp } = await make(request);
    [result, sent] = [bytes, 0];
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    answer({ kind: 'signed', bytes: bytes.length, sha256, hasXmp });
  } catch (error) {
    answer({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}

function sendPortion(): void {
  const portion = sent < result.length ? result.subarray(sent, sent + PORTION_BYTES) : null;
  sent += PORTION_BYTES;
  answer({ kind: 'portion', portion });
}

if (process.send === undefined) throw new Error('copy-worker runs as a child process only');
process.on('message', (message: ToWorker) => {
  if (message.kind === 'signature') isSigned(message.cose);
  else if (message.kind === 'next') sendPortion();
  else void work(message);
});
process.on('disconnect', () => process.exit());
