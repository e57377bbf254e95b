import { createHash } from 'node:crypto';
import { joinFiles, leafCid } from '@lanran/protocol/files/unixfs';
import type { DagBlock } from '../../storage/ports/dag-store.ts';
import type { Seal } from '../ports/sealed-file-store.ts';
import { buildHeader } from '../../age/header.ts';
import { parseRecipient } from '../../age/identity.ts';
import { sealedBytesOf } from '../../age/payload.ts';

const sha256 = () => createHash('sha256');

/** A payload that is stored, or about to be. */
export interface StoredPayload {
  readonly payloadCid: string;
  readonly nonce: string;
  /** Of plaintext. */
  readonly bytes: number;
}

/** Encrypts a file key to recipients, and names the age file that header and payload make. */
export function sealFor(
  fileKey: Uint8Array,
  { payloadCid, nonce, bytes }: StoredPayload,
  recipients: readonly string[],
): Seal {
  const header = buildHeader(fileKey, recipients.map(parseRecipient));
  const [root] = blocksOf({ header, payloadCid }, bytes);
  return { root: root.cid, header, payloadCid, nonce, recipients };
}

/** The root of an age file, which links to header and payload, and the header. */
export function blocksOf(
  { header, payloadCid }: Pick<Seal, 'header' | 'payloadCid'>,
  bytes: number,
): readonly [DagBlock, DagBlock] {
  const leaf = Buffer.from(header);
  const headerCid = leafCid(leaf, sha256);
  const parts = [
    { cid: headerCid, bytes: leaf.length },
    { cid: payloadCid, bytes: sealedBytesOf(bytes) },
  ];
  const root = joinFiles(parts, sha256);
  return [
    { cid: root.cid, bytes: root.block },
    { cid: headerCid, bytes: leaf },
  ];
}
