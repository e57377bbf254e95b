import { Double } from 'bson';
import { type Call, namespaceOf, type Reply, reply } from './command.ts';

/**
 * As MongoDB's, and for all collections at once, which `lanranWholeStore` says: nothing of what was deleted or replaced is left in the
 * file. Everybody else waits for it.
 */
export async function compact(call: Call): Promise<Reply> {
  call.args.allow(['force', 'freeSpaceTargetMB']);
  namespaceOf(call);
  const bytesFreed = await call.store.engine.compact();
  return reply({ bytesFreed: new Double(bytesFreed), lanranWholeStore: true });
}
