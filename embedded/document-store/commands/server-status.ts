import { Double, Long } from 'bson';
import { VERSION } from './handshake.ts';
import { type Call, type Reply, reply } from './command.ts';

/** Of MongoDB's sections only `metrics.commands`. A client may leave sections out; it gets all there are. */
export function serverStatus({ store }: Call): Reply {
  const commands = [...store.commandCounts.totals()].map(
    ([name, total]) => [name, reply({ total: Long.fromNumber(total) })] as const,
  );
  return reply({
    version: VERSION,
    process: 'document-store',
    pid: Long.fromNumber(process.pid),
    uptime: new Double(process.uptime()),
    localTime: new Date(),
    metrics: reply({ commands: new Map(commands) }),
  });
}
