import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { IndexUnavailableError } from '../../ports/index-unavailable-error.ts';
import type { OpenSearchClient } from './opensearch-client.ts';

/** A shard remembers for its copies' recovery what was deleted, and looks every 30 s whether it still needs to. */
const WITHIN_MS = 120_000;
const LOOK_EVERY_MS = 1_000;
const MERGED_WITHIN_MS = 60_000;

const Copy = z.object({
  docs: z.object({ deleted: z.number() }),
  seq_no: z.object({ max_seq_no: z.number() }),
  retention_leases: z.object({ leases: z.array(z.object({ retaining_seq_no: z.number() })) }),
});
const Stats = z.object({
  indices: z.record(z.string(), z.object({ shards: z.record(z.string(), z.array(Copy)) })),
});

/**
 * Resolves when nothing that was deleted before is in the files of an index. @throws IndexUnavailableError when that takes too long
 */
export async function expunge(client: OpenSearchClient, index: string): Promise<void> {
  const deadline = Date.now() + WITHIN_MS;
  const last = Math.max(...(await copiesOf(client, index)).map(({ seq_no }) => seq_no.max_seq_no));
  do {
    const copies = await copiesOf(client, index);
    const leases = copies.flatMap(({ retention_leases: { leases } }) => leases);
    if (leases.every((lease) => lease.retaining_seq_no > last)) {
      await rewrite(client, index);
      if ((await copiesOf(client, index)).every(({ docs }) => docs.deleted === 0)) return;
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

async function copiesOf(client: OpenSearchClient, index: string): Promise<z.infer<typeof Copy>[]> {
  const { body } = await client.call({ path: `/${index}/_stats?level=shards` });
  const { data } = Stats.safeParse(body);
  if (data === undefined) throw new IndexUnavailableError('OpenSearch gives statistics of another form.');
  return Object.values(data.indices).flatMap(({ shards }) => Object.values(shards).flat());
}
