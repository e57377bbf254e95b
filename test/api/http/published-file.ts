import { createHash, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { digestFile } from '@lanran/protocol/files/digest';
import { assetIdOf, parseStatementHash, randomBytes32 } from '@lanran/protocol/kernel/ids';
import type { Asset, AssetFile, AssetMetadata } from '../../../api/assets/domain/asset.ts';
import { type FilesPlatform, MUSEUM } from './platform.ts';

export interface FileToPublish extends Partial<Pick<AssetMetadata, 'access' | 'kind'>> {
  readonly bytes: Buffer;
  readonly path: string;
  readonly community?: Asset['community'];
  /** False for one whose bytes the store does not have. */
  readonly isPinned?: boolean;
}

/** An asset of the museum with one file. */
export async function publishFile(
  platform: FilesPlatform,
  options: FileToPublish,
): Promise<{ asset: Asset; file: AssetFile; fileId: string }> {
  const { bytes, path, access = 'LICENSED', kind = 'PATTERN', community = null, isPinned = true } = options;
  const digest = await digestFile([bytes]);
  if (isPinned) {
    const filePath = platform.staging.pathOf(createHash('md5').update(randomBytes(8)).digest('hex'));
    await writeFile(filePath, bytes);
    await platform.content.pinFile({ filePath, expectedCid: digest.cid, isPrivate: access !== 'OPEN' });
  }
  const asset: Asset = {
    id: assetIdOf(MUSEUM, randomBytes32()),
    holder: MUSEUM,
    formerHolders: [],
    custodyOffer: null,
    community,
    version: 1,
    metadata: { kind, access, title: { en: 'Whirlpool' }, terms: [], synthetic: true },
    filesField: { count: 1, bytes: bytes.length, root: randomBytes32() },
    head: parseStatementHash(randomBytes32()),
    publishedIndex: 1,
    publishedAt: new Date(0),
    isWithdrawn: false,
    isTakenDown: false,
    projectedIndex: 1,
  };
  const file: AssetFile = { path, salt: randomBytes32(), ...digest };
  platform.assets.set(asset.id, asset);
  platform.manifests.set(asset.filesField.root, [file]);
  return { asset, file, fileId: `${asset.id}.1.0` };
}
