import type { CID } from 'multiformats/cid';
import type { Audience } from '../blocks/block-index.ts';
import type { ContentReader } from '../files/content-reader.ts';
import { walkDag, walkEntity, type Block, type ReadBlock } from '../dag/dag-walk.ts';
import { bytesContent } from '../files/file-content.ts';
import { sendCar } from './car-answer.ts';
import { dispositionOf, endsUnchanged, type Exchange, sendRepresentation } from './gateway-answers.ts';
import type { VerifiableFormat } from './gateway-formats.ts';

export interface AskedBlocks {
  cid: CID;
  /** Blocks that prove that the path leads to the CID. */
  passed: readonly Block[];
  audience: Audience;
  /** What to save the answer as. */
  filename: string | null;
}

/** Answers with blocks instead of content, for a client that trusts hashes alone (IPIP-402). */
export async function sendBlocks(
  exchange: Exchange,
  asked: AskedBlocks,
  { format, reader }: { format: VerifiableFormat; reader: ContentReader },
): Promise<void> {
  if (format.kind === 'raw') await sendRaw(exchange, asked, reader);
  else await sendArchive(exchange, asked, { format, reader });
}

async function sendRaw(
  exchange: Exchange,
  { cid, audience, filename }: AskedBlocks,
  reader: ContentReader,
): Promise<void> {
  const tag = `"${cid.toString()}.raw"`;
  if (endsUnchanged(exchange, tag)) return;
  exchange.response.setHeader('Content-Disposition', dispositionOf(filename ?? `${cid.toString()}.bin`));
  const block = bytesContent(await reader.block(cid, audience));
  await sendRepresentation(exchange, { tag, contentType: 'application/vnd.ipld.raw', ...block });
}

type CarFormat = Extract<VerifiableFormat, { kind: 'car' }>;

async function sendArchive(
  { request, response }: Exchange,
  { cid, passed, audience, filename }: AskedBlocks,
  { format, reader }: { format: CarFormat; reader: ContentReader },
): Promise<void> {
  const { scope, range } = format;
  // Weak, as the specification has it: another node may order the same blocks otherwise.
  const part = range === null ? '' : `.${range.first}-${range.last ?? 'end'}`;
  const tag = `W/"${cid.toString()}.car.${scope}${part}"`;
  // Below a public CID there may be private ones, which only the platform is given.
  if (audience === 'platform') response.setHeader('Cache-Control', 'private, no-store');
  if (endsUnchanged({ request, response }, tag)) return;
  const headers = {
    'Content-Type': 'application/vnd.ipld.car; version=1; order=dfs; dups=n',
    'Content-Disposition': dispositionOf(filename ?? `${cid.toString()}.car`),
    'Accept-Ranges': 'none',
  };
  const read: ReadBlock = (block) => reader.block(block, audience);
  const root = await read(cid);
  if (request.method === 'HEAD') {
    response.writeHead(200, headers).end();
    return;
  }
  const blocks = {
    block: () => only({ cid, bytes: root }),
    entity: () => walkEntity(cid, read, range),
    all: () => walkDag(cid, read),
  };
  await sendCar(response, { roots: [cid], blocks: eachOnce(passed, blocks[scope]()), headers });
}

async function* only(block: Block): AsyncGenerator<Block> {
  yield block;
}

/** The blocks on the path, then the others, without those that were sent. */
async function* eachOnce(passed: readonly Block[], others: AsyncIterable<Block>): AsyncGenerator<Block> {
  const sent = new Set<string>();
  for (const block of passed) {
    if (sent.has(block.cid.toString())) continue;
    sent.add(block.cid.toString());
    yield block;
  }
  for await (const block of others) if (!sent.has(block.cid.toString())) yield block;
}
