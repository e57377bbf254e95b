import type { FileDigest } from '@lanran/protocol/files/file-digest';
import type { FileToSend } from '../../../../lib/files/send-file.ts';
import type { DamagedFile } from '../../fixity/model/fixity-documents.ts';

/** A file of this computer. */
export interface Candidate {
  readonly path: string;
  readonly file: File;
}

export interface BringingBack {
  readonly assetId: string;
  readonly wanted: readonly Pick<DamagedFile, 'sha256' | 'bytes'>[];
  readonly hash: (file: File) => Promise<Pick<FileDigest, 'sha256'>>;
  readonly send: (file: FileToSend) => Promise<void>;
  readonly onStep: (step: { readonly kind: 'comparing' | 'sending'; readonly path: string }) => void;
}

/**
 * Finds what is wanted among the candidates, by size and then by hash whatever their names, and sends each once.
 * @returns how many were brought back
 */
export async function bringBack(
  candidates: readonly Candidate[],
  { assetId, wanted, hash, send, onStep }: BringingBack,
): Promise<number> {
  const missing = new Map(wanted.map((file) => [file.sha256, Number(file.bytes)]));
  const found = missing.size;
  for (const { path, file } of candidates) {
    if (![...missing.values()].includes(file.size)) continue;
    onStep({ kind: 'comparing', path });
    const { sha256 } = await hash(file);
    if (!missing.has(sha256)) continue;
    onStep({ kind: 'sending', path });
    await send({ draftId: `repair:${assetId}`, path: sha256, file, sha256, uploadUrl: null });
    missing.delete(sha256);
  }
  return found - missing.size;
}
