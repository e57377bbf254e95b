import { utf8 } from '@lanran/protocol/kernel/bytes';
import { createNobleSha256 } from '@lanran/protocol/kernel/hash';
import type { LogId } from '@lanran/protocol/kernel/ids';
import { leafCid } from '@lanran/protocol/files/unixfs';

/** A small file that only this installation pins: a content store that has it is ours (ADR 30). */
export function filesMarkerOf(logId: LogId): { readonly cid: string; readonly bytes: Uint8Array } {
  const bytes = utf8(`lanran/files\n${logId}\n`);
  return { cid: leafCid(bytes, createNobleSha256), bytes };
}
