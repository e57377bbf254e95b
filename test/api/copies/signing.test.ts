import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KeptSigningIdentity } from '@lanran/api/copies/adapters/signing/kept-signing-identity';
import { ProcessCopySigner } from '@lanran/api/copies/adapters/signing/process-copy-signer';
import {
  copyDefinition,
  LICENSE_ASSERTION,
  parentOf,
  previewDefinition,
  previewParentOf,
  sidecarDefinition,
} from '@lanran/api/copies/domain/manifest-definition';
import { xmpPacket } from '@lanran/api/copies/domain/xmp-packet';
import { UnsignableFileError } from '@lanran/api/copies/ports/copy-signer';
import { withScratchFile } from '@lanran/api/files/adapters/scratch-file';
import { buildFacts, buildRequest, LICENSE_ID } from './copy-facts.ts';
import { readStore, readTags } from './read-store.ts';
import { film, jpeg, png, wave } from './sample-files.ts';

const NEVER = new AbortController().signal;
let directory: string;
let signer: ProcessCopySigner;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lanran-copies-'));
  signer = signerIn(directory);
});

afterAll(async () => {
  signer.stop();
  await rm(directory, { recursive: true, force: true });
});

function signerIn(dataDir: string, limits?: { readonly seconds: number; readonly memoryBytes: number }) {
  const identity = new KeptSigningIdentity({
    dataDir,
    files: null,
    name: 'test',
    clock: { now: () => new Date() },
  });
  return new ProcessCopySigner({
    identity: () => identity.get(),
    withFile: (source, use) => withScratchFile({ directory: join(dataDir, 'scratch'), source }, use),
    ...(limits !== undefined && { limits }),
  });
}

async function copyOf(original: Buffer, mediaType: string, by = signer): Promise<Buffer> {
  const sha256 = createHash('sha256').update(original).digest('hex');
  const request = buildRequest({ path: 'front.bin', bytes: original.length, sha256, mediaType });
  const order = {
    definition: copyDefinition(request),
    parent: parentOf(request),
    mediaType,
    bytes: original.length,
    xmp: xmpPacket(request),
    read: async () => Readable.from([original]),
  };
  return by.copy(
    order,
    async (signed) => {
      const portions: Uint8Array[] = [];
      for await (const portion of signed.read()) portions.push(portion);
      const bytes = Buffer.concat(portions);
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(signed.sha256);
      return bytes;
    },
    NEVER,
  );
}

describe.each([
  { mediaType: 'image/jpeg', make: jpeg },
  { mediaType: 'image/png', make: png },
  { mediaType: 'audio/wav', make: async () => wave() },
  { mediaType: 'video/mp4', make: () => film(directory) },
])('A copy as $mediaType', ({ mediaType, make }) => {
  it('is valid for a reader, says its license and rights, and is refused after one changed byte', async () => {
    const original = await make();
    if (original === null) return;

    const copy = await copyOf(original, mediaType);

    const { state, failures, assertions, ingredients } = await readStore(copy, mediaType);
    // Nobody knows the installation's own authority.
    expect({ state, failures }).toEqual({ state: 'Valid', failures: ['signingCredential.untrusted'] });
    const said = assertions.find(({ label }) => label === LICENSE_ASSERTION);
    const sha256 = createHash('sha256').update(original).digest('hex');
    expect(said?.data).toMatchObject({ license: LICENSE_ID, original: { sha256, cid: 'bafkreitest' } });
    expect(ingredients[0]?.instance_id).toBe(`urn:sha256:${sha256}`);
    const path = join(directory, `copy.${mediaType.replace('/', '.')}`);
    await writeFile(path, copy);
    const tags = await readTags(path, ['-XMP:all']);
    expect(tags).toMatchObject({
      Credit: 'Guizhou Museum & <Xijiang>',
      LicenseID: LICENSE_ID,
      WebStatement: buildFacts().license.checkUrl,
      LicensorURL: 'https://lanran.test/organizations/museum',
    });
    expect(String(tags['DataMining'])).toContain('AIMLTRAINING');
    // Of the samples, not of the manifest, whose place differs by type.
    const place = copy.indexOf(original.subarray(-64, -32));
    expect(place).toBeGreaterThan(0);
    copy[place] = (copy[place] ?? 0) ^ 1;
    expect((await readStore(copy, mediaType)).state).toBe('Invalid');
  });
});

it('keeps the origin that an original carries already', async () => {
  const first = await copyOf(await jpeg(), 'image/jpeg');
  const second = await copyOf(first, 'image/jpeg');
  const { state, ingredients } = await readStore(second, 'image/jpeg');
  expect(state).toBe('Valid');
  expect(ingredients[0]?.active_manifest).toMatch(/^urn:c2pa:/);
});

it('signs a sidecar without reading the file', async () => {
  const sha256 = createHash('sha256').update('an EXR').digest('hex');
  const request = buildRequest({ path: 'a.exr', bytes: 6, sha256, mediaType: 'image/x-exr' });
  const order = { definition: sidecarDefinition(request), parent: parentOf(request) };
  const manifest = await signer.sidecar(
    order,
    async ({ read }) => {
      const portions: Uint8Array[] = [];
      for await (const portion of read()) portions.push(portion);
      return Buffer.concat(portions);
    },
    NEVER,
  );
  const { assertions, failures } = await readStore(manifest, 'application/c2pa');
  expect(assertions.map(({ label }) => label)).toContain(LICENSE_ASSERTION);
  // The bytes are not at hand here: test/interop reads it beside its file.
  expect(failures.filter((code) => !/untrusted|dataHash/.test(code))).toEqual([]);
});

it('signs a preview in memory', async () => {
  const webp = await sharp({ create: { width: 96, height: 64, channels: 3, background: '#246' } })
    .webp()
    .toBuffer();
  const { origin } = buildFacts();
  const original = { bytes: 3, sha256: 'ab'.repeat(32), cid: 'bafkreitest' };
  const request = { origin, original, mediaType: 'image/webp' };
  const order = {
    definition: previewDefinition(request),
    parent: previewParentOf(request),
    mediaType: 'image/webp',
    bytes: webp,
  };
  const signed = await signer.preview(
    order,
    async ({ read }) => {
      const portions: Uint8Array[] = [];
      for await (const portion of read()) portions.push(portion);
      return Buffer.concat(portions);
    },
    { waitMs: 60_000, workMs: 60_000 },
  );
  const { state, assertions } = await readStore(signed, 'image/webp');
  expect(state).toBe('Valid');
  expect(assertions.map(({ label }) => label)).toContain('org.lanran.asset');
  expect(await sharp(signed).metadata()).toMatchObject({ width: 96, height: 64 });
});

it('refuses a file that only says it is a picture, and goes on with the next', async () => {
  await expect(copyOf(Buffer.from('no picture at all'), 'image/jpeg')).rejects.toThrow(UnsignableFileError);
  expect((await readStore(await copyOf(await png(), 'image/png'), 'image/png')).state).toBe('Valid');
});

it('gives up a file that takes too much memory', async () => {
  const strict = signerIn(directory, { seconds: 60, memoryBytes: 2 ** 20 });
  // Long enough at work that it is looked at.
  const large = Buffer.concat([await jpeg(), Buffer.alloc(64_000_000)]);
  await expect(copyOf(large, 'image/jpeg', strict)).rejects.toThrow('more than 1 MiB of memory');
});

it('makes one key for the installation, which nobody else may read', async () => {
  const path = join(directory, 'copy-signer.pem');
  const before = await readFile(path, 'utf8');
  const again = signerIn(directory);
  await copyOf(await jpeg(), 'image/jpeg', again);
  again.stop();
  expect(await readFile(path, 'utf8')).toBe(before);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});
