import { type AssetId, parseAssetId } from '@lanran/protocol/kernel/ids';

/** `<asset id>.<version>.<index in the version's manifest>` */
export interface FileId {
  readonly assetId: AssetId;
  readonly version: number;
  readonly index: number;
}

const FILE_ID = /^(0x[0-9a-f]{64})\.([1-9]\d{0,8})\.(0|[1-9]\d{0,8})$/;

export function formatFileId({ assetId, version, index }: FileId): string {
  return `${assetId}.${version}.${index}`;
}

/** Null for a text that is no file's id. */
export function parseFileId(text: string): FileId | null {
  const [, assetId, version, index] = FILE_ID.exec(text) ?? [];
  if (assetId === undefined) return null;
  return { assetId: parseAssetId(assetId), version: Number(version), index: Number(index) };
}
