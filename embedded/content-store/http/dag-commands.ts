import type { CID } from 'multiformats/cid';
import { DAG_PB, RAW } from '../dag/cids.ts';
import { walkDag } from '../dag/dag-walk.ts';
import { requireOperator, requirePlatform } from './access.ts';
import { wantsPrivate } from './add-command.ts';
import { sendJsonLines } from './answers.ts';
import { sendCar } from './car-answer.ts';
import { type Located, locatedFor } from './locate-command.ts';
import { boundaryOf, parseMultipart } from './multipart.ts';
import type { RpcCall } from './rpc-call.ts';

/**
 * `dag/export`: the DAG below a CID as CARv1, depth first, each block once and hashed again before it leaves. With the header
 * `lanran-located: true`, who shares a disk with this store is sent the nodes of a file without its raw leaves, and the same header
 * says where those are: the JSON of `lanran/locate`, percent-encoded.
 */
export async function dagExport(call: RpcCall): Promise<void> {
  const { request, query, response, audience, store } = call;
  const cid = await store.reader.resolve(query.path(), audience);
  const located = request.headers['lanran-located'] === 'true' ? await locatedFile(cid, call) : null;
  const isSent = ({ code }: CID): boolean => located === null || code !== RAW;
  await sendCar(response, {
    roots: [cid],
    blocks: store.reader.withBlocks(audience, (read) => walkDag(cid, read, isSent)),
    headers: {
      'Content-Type': 'application/vnd.ipld.car',
      'Content-Disposition': `attachment; filename="${cid.toString()}.car"`,
      'X-Content-Type-Options': 'nosniff',
      'X-Stream-Output': '1',
      ...(located !== null && { 'Lanran-Located': encodeURIComponent(JSON.stringify(located)) }),
    },
  });
}

/** Null where the content is no file of several blocks that lies on a shared disk as one range. */
async function locatedFile(cid: CID, call: RpcCall): Promise<Located | null> {
  if (cid.code !== DAG_PB) return null;
  const located = await locatedFor(cid, call);
  return located.Path === null ? null : located;
}

/**
 * `dag/import`: CARv1 archives as multipart/form-data, for who has the token. Options `pin-roots` (default true), `stats`, `silent`, and
 * `lanran-private` as in `add`. Answers a line for each pinned root, then the statistics. All of it is kept or nothing.
 */
export async function dagImport(call: RpcCall): Promise<void> {
  const { request, response, query, audience, store } = call;
  requireOperator(call, 'Importing');
  const isPrivate = wantsPrivate(call);
  if (isPrivate) requirePlatform(audience, 'Importing private content');
  const pinRoots = query.flag('pin-roots', true);
  const isSilent = query.flag('silent', false);
  const showsStatistics = query.flag('stats', false);
  const boundary = boundaryOf(request.headers['content-type']);
  const intake = store.startCarIntake({ isPublic: !isPrivate, audience });
  // Not destroyed on an early end: the client must still be able to read why.
  const body = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  await sendJsonLines(
    response,
    (async function* () {
      try {
        for await (const part of parseMultipart(body, boundary)) await intake.addCar(part.body);
        await intake.commit({ pinRoots });
        if (isSilent) return;
        for (const root of pinRoots ? intake.roots : [])
          yield { Root: { Cid: { '/': root.toString() }, PinErrorMsg: '' } };
        const { blocks, bytes } = intake.statistics;
        if (showsStatistics) yield { Stats: { BlockCount: blocks, BlockBytesCount: bytes } };
      } finally {
        await intake.abandon();
      }
    })(),
  );
}
