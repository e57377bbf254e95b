import { InvalidInputError } from '../errors.ts';
import { parseCid } from '../dag/cids.ts';
import { requireLoopback, requirePlatform } from './access.ts';
import { sendJson } from './answers.ts';
import type { RpcCall } from './rpc-call.ts';

/**
 * `lanran/locate?arg=CID`: where a file's bytes are, for a platform on the same disk, which then reads them itself: sent
 * through this process, they would cost both a copy. Answers `{Path, Offset, Bytes}`; `Path` is null where the content is
 * not one range of a file, or no disk is shared. The file may be gone a moment later: then `cat` finds what is left.
 */
export async function locate(call: RpcCall): Promise<void> {
  const { request, response, query, audience, store, sharedDirectory } = call;
  requireLoopback(request);
  requirePlatform(audience, 'Locating a file');
  const [asked, ...others] = query.paths();
  if (others.length > 0) throw new InvalidInputError('locate takes one CID.');
  const range = await store.reader.locate(parseCid(asked), audience);
  const isShown = range !== null && sharedDirectory !== null;
  sendJson(
    response,
    isShown ? { Path: range.path, Offset: range.offset, Bytes: range.span } : { Path: null },
  );
}
