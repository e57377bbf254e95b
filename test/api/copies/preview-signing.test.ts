import { once } from 'node:events';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { ProcessCopySigner } from '@lanran/api/copies/adapters/signing/process-copy-signer';
import { SignerUnavailableError, UnsignableFileError } from '@lanran/api/copies/ports/copy-signer';
import { PreviewSigning } from '@lanran/api/copies/services/preview-signing';
import { formatFileId } from '@lanran/api/assets/domain/file-id';
import { RenditionsService } from '@lanran/api/files/services/renditions';
import { ZERO_32 } from '@lanran/protocol/kernel/bytes';
import { buildAsset } from '../graphql/graphql-stage.ts';
import { buildFacts } from './copy-facts.ts';

const FILE = {
  index: 0,
  path: 'a.tif',
  bytes: 3,
  sha256: 'ab'.repeat(32),
  cid: 'bafkreitest',
  xxh64: '00'.repeat(8),
  salt: ZERO_32,
};
const PICTURE = Buffer.from('a picture');

describe('a marked preview', () => {
  const sign = async (problem: Error) =>
    new PreviewSigning({
      previewSigner: { preview: () => Promise.reject(problem) },
      facts: { readOrigin: async () => buildFacts().origin },
      logger: { warn: () => undefined },
    }).sign(buildAsset(), FILE, PICTURE);

  it('is signed later where there is no time or nobody who signs', async () => {
    expect(await sign(new DOMException('It took too long.', 'TimeoutError'))).toBeNull();
    expect(await sign(new SignerUnavailableError('The certificate ended.'))).toBeNull();
  });

  it('stays as it is where it can’t be signed', async () => {
    expect(await sign(new UnsignableFileError('no WebP'))).toBe(PICTURE);
  });

  it('is shown unsigned, but not kept, and signed when it is asked for again', async () => {
    const asset = buildAsset();
    const kept: string[] = [];
    let signed: Uint8Array | null = null;
    const renditions = new RenditionsService({
      assets: { find: async () => asset },
      manifests: { find: async () => ({ ...FILE, xxh64: '0123456789abcdef', salt: ZERO_32 }) },
      leaves: { listByKinds: async () => [] },
      descriptions: {
        findMany: async () => [{ mediaType: 'image/tiff', picture: {} } as never],
        describe: () => Promise.reject(new Error('It is described.')),
      },
      content: { read: async () => Readable.from([PICTURE]) },
      pictures: { make: async () => ({ renditions: [PICTURE] }) as never },
      renditions: {
        find: async () => null,
        keep: async (_key, webp) => void kept.push(Buffer.from(webp).toString()),
        openDerivative: async () => null,
      },
      posters: { findMany: async () => [] },
      signPreview: async () => signed,
    });
    const id = formatFileId({ assetId: asset.id, version: 1, index: 0 });
    const open = () => renditions.open({ kind: 'anonymous' }, id, 960);
    const first = await open();
    expect(Buffer.from(first.webp)).toEqual(PICTURE);
    expect(kept).toEqual([]);
    signed = Buffer.from('a signed picture');
    const second = await open();
    expect(kept).toEqual(['a signed picture']);
    // A browser that has the first asks for it by its tag.
    expect(second.tag).not.toBe(first.tag);
  });
});

it('leaves the signing process alone when an order waited too long for its turn', async () => {
  const began: string[] = [];
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const signer = new ProcessCopySigner({
    identity: async () => {
      began.push('order');
      await held;
      throw new SignerUnavailableError('The certificate ended.');
    },
    withFile: () => Promise.reject(new Error('There is no file.')),
  });
  const order = {
    ...{ definition: {} as never, parent: {} as never, mediaType: 'image/webp', bytes: PICTURE },
  };
  const ask = (waitMs: number) => signer.preview(order, async () => 'signed', { waitMs, workMs: 60_000 });
  const first = expect(ask(60_000)).rejects.toThrow(SignerUnavailableError);
  const late = expect(ask(0)).rejects.toMatchObject({ name: 'TimeoutError' });
  await once(AbortSignal.timeout(5), 'abort');
  release();
  await Promise.all([first, late]);
  expect(began).toEqual(['order']);
});
