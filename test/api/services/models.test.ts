import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assetIdOf, organizationIdOf, randomBytes32 } from '@lanran/protocol/kernel/ids';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DiskRenditionStore } from '@lanran/api/files/adapters/disk-rendition-store';
import { SharpPictureMaker } from '@lanran/api/files/adapters/sharp-picture-maker';
import type { JobFile } from '@lanran/api/files/domain/file-job';
import { modelKind } from '@lanran/api/files/jobs/model-kind';
import type { ModelPainter } from '@lanran/api/files/ports/model-painter';
import { ModelsService } from '@lanran/api/files/services/models';
import { Posters } from '@lanran/api/files/services/posters';
import { InMemoryPosters } from '../graphql/in-memory-stores.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lanran-models-'));
});
afterAll(() => rm(folder, { recursive: true }));

const ENTRY = { path: 'a.glb', bytes: 1, sha256: '', cid: '', xxh64: '', salt: '0x' } as const;

function stage(painter: ModelPainter, isTakenDown = false) {
  const covers: string[] = [];
  const posters = new InMemoryPosters();
  const renditions = new DiskRenditionStore({ directory: join(folder, randomBytes(8).toString('hex')) });
  const models = new ModelsService({
    content: { read: async () => Promise.reject(new Error('not read')) },
    manifests: { find: async () => null, findFrom: async () => null },
    posters: new Posters({
      posters,
      covers: {
        offerCover: async (root, index) => void covers.push(`${root} ${index}`),
        removeCover: async (root, index) => void covers.splice(covers.indexOf(`${root} ${index}`), 1),
      },
      manifests: { find: async () => (isTakenDown ? null : ENTRY) },
      pictures: new SharpPictureMaker({ scratchDir: join(folder, 'scratch') }),
      renditions,
    }),
    painter,
  });
  return { kind: modelKind(models), covers, posters, renditions };
}

const organizationId = organizationIdOf('museum');
const file: JobFile = {
  organizationId,
  assetId: assetIdOf(organizationId, randomBytes32()),
  access: 'LICENSED',
  root: randomBytes32(),
  index: 3,
  path: 'skirt.gltf',
  bytes: 10,
  sha256: 'ab'.repeat(32),
  cid: 'bafkrei',
};
const description = {
  sha256: file.sha256,
  mediaType: 'model/gltf+json',
  picture: null,
  refusal: null,
  version: 2,
};
const run = { signal: new AbortController().signal, progress: () => undefined };

it('keeps no view of a model that was taken down while it was drawn', async () => {
  const png = await sharp({ create: { width: 960, height: 720, channels: 3, background: '#732f1f' } })
    .png()
    .toBuffer();
  const { kind, covers, posters, renditions } = stage({ paint: async () => ({ png }) }, true);
  await kind.run({ ...file, description }, run);
  expect(covers).toEqual([]);
  expect(await posters.findMany([file])).toEqual([null]);
  const sha256 = createHash('sha256').update(png).digest('hex');
  expect(await renditions.find({ sha256, size: 640, watermark: null })).toBeNull();
});

it('keeps the view of a model as its picture, with what lists show, and offers it as the cover', async () => {
  const png = await sharp({ create: { width: 960, height: 720, channels: 3, background: '#1f3f73' } })
    .png()
    .toBuffer();
  let painted = 0;
  const { kind, covers, posters, renditions } = stage({
    paint: async () => {
      painted += 1;
      return { png };
    },
  });
  expect(kind.appliesTo({ ...file, description })).toBe(true);
  expect(kind.appliesTo({ ...file, description: { ...description, mediaType: 'application/json' } })).toBe(
    false,
  );
  await kind.run({ ...file, description }, run);
  await kind.run({ ...file, description }, run);
  expect(painted).toBe(1);
  expect(covers).toEqual([`${file.root} 3`]);
  const [poster] = await posters.findMany([file]);
  expect(poster?.picture).toMatchObject({ width: 960, height: 720 });
  const webp = await renditions.find({ sha256: poster?.sha256 ?? '', size: 640, watermark: null });
  expect(await sharp(webp ?? undefined).metadata()).toMatchObject({ format: 'webp', width: 640 });
});

it('ends at once, with the reason, for what can not be drawn', async () => {
  const refusal = { problem: 'MISSING_FILE', detail: 'It names skirt.bin.' } as const;
  const { kind, posters } = stage({ paint: async () => ({ refusal }) });
  await expect(kind.run({ ...file, description }, run)).rejects.toMatchObject({ failure: refusal });
  expect(posters.byPlace.size).toBe(0);
});
