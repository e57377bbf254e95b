import { parsePipeline, runStages, type Stage } from '../aggregate/pipeline.ts';
import { ClientError } from '../command-error.ts';
import { Cursor, type RowSource } from '../cursors.ts';
import type { Filter } from '../query/filter.ts';
import type { Query } from '../query/planner.ts';
import { type Call, namespaceOf, type Reply } from './command.ts';
import { firstBatch, queryRows } from './find.ts';

export async function aggregate(call: Call): Promise<Reply> {
  const { store, args } = call;
  if (!args.has('cursor')) {
    throw new ClientError(
      'FailedToParse',
      "The 'cursor' option is required, except for aggregate with the explain argument",
    );
  }
  // One for the whole database is refused before its name is: a change stream's is among them.
  const isOfDatabase = typeof args.value('aggregate') !== 'string';
  if (isOfDatabase) parsePipeline(args.array('pipeline'));
  const namespace = namespaceOf(call);
  const size = args.entry('cursor', args.document('cursor')).allow(['batchSize']).count('batchSize');
  return firstBatch(call, new Cursor(store, namespace, aggregateSource(call, namespace)), {
    size,
    isSingle: false,
  });
}

/** The rows of a pipeline; its leading filters and sort are answered through an index where there is one. */
export function aggregateSource({ store, args }: Call, namespace: string): RowSource {
  args.allow(
    ['pipeline', 'cursor', 'allowDiskUse', 'bypassDocumentValidation'],
    ['explain', 'hint', 'collation', 'let', 'isMapReduceCommand', 'fromMongos'],
  );
  const stages = parsePipeline(args.array('pipeline'));
  const { query, rest, keep } = takeQuery(stages);
  const source = queryRows(store, namespace, { query, keep });
  return { ...source, rows: runStages(source.rows, rest) };
}

function takeQuery(stages: readonly Stage[]): { query: Query; rest: readonly Stage[]; keep: number | null } {
  const filters: Filter[] = [];
  let place = 0;
  for (let stage = stages[0]; stage?.kind === 'match'; stage = stages[place]) {
    filters.push(stage.filter);
    place += 1;
  }
  const filter: Filter = { kind: 'and', filters };
  const next = stages[place];
  if (next?.kind !== 'sort') return { query: { filter, sort: [] }, rest: stages.slice(place), keep: null };
  const limit = stages[place + 1];
  const keep = limit?.kind === 'limit' ? limit.count : null;
  return { query: { filter, sort: next.sort }, rest: stages.slice(place + 1), keep };
}
