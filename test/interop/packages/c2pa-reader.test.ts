import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KeptSigningIdentity } from '@lanran/api/copies/adapters/signing/kept-signing-identity';
import { ProcessCopySigner } from '@lanran/api/copies/adapters/signing/process-copy-signer';
import { copyDefinition, parentOf, sidecarDefinition } from '@lanran/api/copies/domain/manifest-definition';
import { xmpPacket } from '@lanran/api/copies/domain/xmp-packet';
import type { SignedBytes } from '@lanran/api/copies/ports/copy-signer';
import { withScratchFile } from '@lanran/api/files/adapters/scratch-file';
import { buildRequest } from '../../api/copies/copy-facts.ts';
import { film, jpeg, png, wave } from '../../api/copies/sample-files.ts';
import { hasPythonModules } from '../programs.ts';
import { readManifest, VALID } from './manifest-reader.ts';

const NEVER = new AbortController().signal;

describe.skipIf(!hasPythonModules('c2pa'))('a C2PA reader of others', () => {
  let directory: string;
  let signer: ProcessCopySigner;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'lanran-c2pa-'));
    const clock = { now: () => new Date() };
    const identity = new KeptSigningIdentity({ dataDir: directory, files: null, name: 'interop', clock });
    signer = new ProcessCopySigner({
      identity: () => identity.get(),
      withFile: (source, use) => withScratchFile({ directory: join(directory, 'scratch'), source }, use),
    });
  });

  afterAll(async () => {
    signer.stop();
    await rm(directory, { recursive: true, force: true });
  });

  async function read(mediaType: string, bytes: Uint8Array, manifest: Uint8Array | null = null) {
    const [path, beside] = [join(directory, 'file'), join(directory, 'file.c2pa')];
    await writeFile(path, bytes);
    if (manifest !== null) await writeFile(beside, manifest);
    return readManifest({ mediaType, path, sidecar: manifest === null ? null : beside });
  }

  it.each([
    { mediaType: 'image/jpeg', make: jpeg },
    { mediaType: 'image/png', make: png },
    { mediaType: 'audio/wav', make: async () => wave() },
    { mediaType: 'video/mp4', make: () => film(directory) },
  ])('takes a copy as $mediaType, and refuses it after one changed byte', async ({ mediaType, make }) => {
    const original = await make();
    if (original === null) return;
    const request = requestOf(original, mediaType);
    const order = {
      definition: copyDefinition(request),
      parent: parentOf(request),
      mediaType,
      bytes: original.length,
      xmp: xmpPacket(request),
      read: async () => Readable.from([original]),
    };
    const copy = await signer.copy(order, bytesOf, NEVER);
    expect(await read(mediaType, copy)).toEqual(VALID);
    const place = copy.indexOf(original.subarray(-64, -32));
    copy[place] = (copy[place] ?? 0) ^ 1;
    expect(await read(mediaType, copy)).toMatchObject({ state: 'Invalid' });
  });

  it.each(['image/tiff', 'video/mp4', 'application/octet-stream'])(
    'takes a sidecar beside a file as %s, and refuses it beside another',
    async (mediaType) => {
      const original = Buffer.from('bytes of whatever type');
      const request = requestOf(original, mediaType);
      const order = { definition: sidecarDefinition(request), parent: parentOf(request) };
      const manifest = await signer.sidecar(order, bytesOf, NEVER);
      expect(await read(mediaType, original, manifest)).toEqual(VALID);
      expect(await read(mediaType, Buffer.from('other bytes'), manifest)).toMatchObject({ state: 'Invalid' });
    },
  );
});

function requestOf(original: Buffer, mediaType: string) {
  const sha256 = createHash('sha256').update(original).digest('hex');
  return buildRequest({ path: 'front.bin', bytes: original.length, sha256, mediaType });
}

async function bytesOf({ read }: SignedBytes): Promise<Buffer> {
  const portions: Uint8Array[] = [];
  for await (const portion of read()) portions.push(portion);
  return Buffer.concat(portions);
}
