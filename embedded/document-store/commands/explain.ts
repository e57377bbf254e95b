import { numberOf } from '../bson/number.ts';
import type { Value } from '../bson/value.ts';
import { Arguments } from '../arguments.ts';
import { ClientError, notSupported } from '../command-error.ts';
import { Cursor, type RowSource } from '../cursors.ts';
import type { Scan } from '../query/scan.ts';
import type { Plan } from '../query/planner.ts';
import { aggregateSource } from './aggregate.ts';
import { type Call, namespaceOf, type Reply, reply } from './command.ts';
import { countSource } from './count.ts';
import { findSource } from './find.ts';

const SOURCES: Readonly<Record<string, (call: Call, namespace: string) => RowSource>> = {
  find: findSource,
  count: countSource,
  aggregate: aggregateSource,
};

/** Shows the plan of a command, and at the default verbosity runs it and says what it examined. */
export async function explain(call: Call): Promise<Reply> {
  const { store, args, turns } = call;
  args.allow(['verbosity']);
  const command = args.document('explain');
  const [name = ''] = command.keys();
  const sourceOf = SOURCES[name];
  if (sourceOf === undefined) throw notSupported(`explain of '${name}'`);
  const inner: Call = { ...call, args: new Arguments(name, command) };
  const namespace = namespaceOf(inner);
  const source = sourceOf(inner, namespace);
  const { scan } = source;
  const queryPlanner = reply({
    namespace,
    indexFilterSet: false,
    winningPlan: describeScan(scan),
    rejectedPlans: [],
  });
  const verbosity = args.has('verbosity') ? args.string('verbosity') : 'allPlansExecution';
  if (verbosity === 'queryPlanner') return reply({ explainVersion: '1', queryPlanner });
  if (!['executionStats', 'allPlansExecution'].includes(verbosity)) {
    throw new ClientError(
      'BadValue',
      `verbosity '${verbosity}' is not one of queryPlanner, executionStats, allPlansExecution`,
    );
  }
  const startedAt = performance.now();
  const returned = await countAll(new Cursor(store, namespace, source), call);
  const executionStats = reply({
    executionSuccess: true,
    nReturned: numberOf(returned),
    executionTimeMillis: numberOf(Math.round(performance.now() - startedAt)),
    totalKeysExamined: numberOf(scan?.examined.keys ?? 0),
    totalDocsExamined: numberOf(scan?.examined.documents ?? 0),
    executionStages: describeScan(scan),
  });
  await turns.next();
  return reply({ explainVersion: '1', queryPlanner, executionStats });
}

async function countAll(cursor: Cursor, { turns }: Call): Promise<number> {
  let count = 0;
  while (!cursor.isDone) count += (await cursor.take(1_000, turns)).length;
  return count;
}

function describeScan(scan: Scan | null): Reply {
  return scan === null ? reply({ stage: 'EOF' }) : describePlan(scan.plan);
}

function describePlan(plan: Plan): Reply {
  if (plan.kind === 'collection') return reply({ stage: 'COLLSCAN', direction: 'forward' });
  const { index, isMultikey, isReverse } = plan;
  const multiKeyPaths = new Map<string, Value>(
    index.parts.map(({ path }, part) => [path.join('.'), isMultikey[part] === true ? [path.join('.')] : []]),
  );
  const inputStage = reply({
    stage: 'IXSCAN',
    keyPattern: index.key,
    indexName: index.name,
    isMultiKey: isMultikey.some(Boolean),
    multiKeyPaths,
    isUnique: index.isUnique,
    isSparse: false,
    isPartial: index.partial !== null,
    indexVersion: numberOf(2),
    direction: isReverse ? 'backward' : 'forward',
  });
  return reply({ stage: 'FETCH', inputStage });
}
