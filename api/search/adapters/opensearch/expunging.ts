import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { IndexUnavailableError } from '../../ports/index-unavailable-error.ts';
import type { OpenSearchClient } from './opensearch-client.ts';

/** A shard remembers for its copies' recovery what was deleted, and looks every 30 s whether it still needs to. */
const WITHIN_MS = 120_000;
const LOOK_EVERY_MS = 1_000;
const MERGED_WITHIN_MS = 60_000;

const Copy = z.object({
  seq_no: z.object({ max_seq_no: z.number() }),
  retention_leases: z.object({ leases: z.array(z.object({ retaining_seq_no: z.number() })) }),
});
const Segments = z.object({
  segments: z.record(z.string(), z.object({ deleted_docs: z.number(), committed: z.boolean() })),
});
const ofShards = <Each extends z.ZodType>(each: Each) =>
  z.object({
    _shards: z.object({ failed: z.literal(0) }),
    indices: z.record(z.string(), z.object({ shards: z.record(z.string(), z.array(each)) })),
  });

/**
 * Resolves when nothing that was deleted before is in the files of an index. @throws IndexUnavailableError when that takes too long
 */
export async function expunge(client: OpenSearchClient, index: string): Promise<void> {
  const deadline = Date.now() + WITHIN_MS;
  const copies = async () => read(client, `/${index}/_stats?level=shards`, Copy);
  const last = Math.max(...(await copies()).map(({ seq_no }) => seq_no.max_seq_no));
  do {
    const leases = (await copies()).flatMap(({ retention_leases }) => retention_leases.leases);
    if (leases.every((lease) => lease.retaining_seq_no > last)) {
      await rewrite(client, index);
      // A segment that was merged into another one is there until it is neither committed nor searched.
      const segments = (await read(client, `/${index}/_segments`, Segments)).flatMap((each) =>
        Object.values(each.segments),
      );
      if (segments.every(({ deleted_docs: deleted, committed }) => deleted === 0 && committed)) return;
    }
    await setTimeout(LOOK_EVERY_MS);
  } while (Date.now() < deadline);
  throw new IndexUnavailableError('OpenSearch still keeps what was deleted.');
}

/** What is not committed is kept, and what is being read. */
async function rewrite(client: OpenSearchClient, index: string): Promise<void> {
  for (const act of [
    '_flush?force=true',
    '_forcemerge?only_expunge_deletes=true',
    '_refresh',
    '_flush?force=true',
  ])
    await client.call({ method: 'POST', path: `/${index}/${act}`, withinMs: MERGED_WITHIN_MS });
}

/** Of each copy of each shard. */
async function read<Each extends z.ZodType>(
  client: OpenSearchClient,
  path: string,
  each: Each,
): Promise<z.infer<Each>[]> {
  const { body } = await client.call({ path });
  const { data } = ofShards(each).safeParse(body);
  if (data === undefined)
    throw new IndexUnavailableError('OpenSearch tells of its shards in part, or in another form.');
  return Object.values(data.indices).flatMap(({ shards }) => Object.values(shards).flat());
}
