import type { CID } from 'multiformats/cid';
import { parseCid } from '../dag/cids.ts';
import { isFromLoopback, requireLoopback, requirePlatform } from './access.ts';
import { sendJson, sendJsonLines } from './answers.ts';
import { ContentStoreError } from '../errors.ts';
import type { RpcCall } from './rpc-call.ts';

/**
 * `lanran/locate?arg=CID`: where a file's bytes are, for a platform on the same disk, which then reads them itself: sent
 * through this process, they would cost both a copy. Answers `{Path, Offset, Bytes}`; `Path` is null where the content is
 * not one range of a file, or no disk is shared. The file may be gone a moment later: then `cat` finds what is left.
 * Several `arg` are answered by a line each, in their order; `Path` is null, too, for what is missing or damaged.
 */
export async function locate(call: RpcCall): Promise<void> {
  const { request, response, query, audience } = call;
  requireLoopback(request);
  requirePlatform(audience, 'Locating a file');
  const [first, ...others] = query.paths();
  if (others.length === 0) sendJson(response, await placeOf(parseCid(first), call));
  else await sendJsonLines(response, placesOf([first, ...others].map(parseCid), call));
}

export type Located =
  | { readonly Path: string; readonly Offset: number; readonly Bytes: number }
  | { readonly Path: null };

/** The same for another command; `Path` is null for who may not locate. */
export async function locatedFor(cid: CID, call: RpcCall): Promise<Located> {
  const { request, audience } = call;
  return audience === 'platform' && isFromLoopback(request) ? placeOf(cid, call) : { Path: null };
}

async function placeOf(cid: CID, { store, audience, sharedDirectory }: RpcCall): Promise<Located> {
  const range = sharedDirectory === null ? null : await store.reader.locate(cid, audience);
  return range === null ? { Path: null } : { Path: range.path, Offset: range.offset, Bytes: range.span };
}

async function* placesOf(cids: readonly CID[], call: RpcCall): AsyncGenerator<Located> {
  for (const cid of cids) {
    try {
      yield await placeOf(cid, call);
    } catch (error) {
      if (!(error instanceof ContentStoreError)) throw error;
      yield { Path: null };
    }
  }
}
