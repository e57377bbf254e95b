import { Arguments } from './arguments.ts';
import { Double } from 'bson';
import type { Session } from './authentication/session.ts';
import { describe } from './bson/describe.ts';
import { isNumeric } from './bson/value.ts';
import { numberOf, toDouble } from './bson/number.ts';
import { ClientError, notSupported } from './command-error.ts';
import type { Command, Reply } from './commands/command.ts';
import { aggregate } from './commands/aggregate.ts';
import { saslContinue, saslStart } from './commands/authentication.ts';
import { create, drop, dropDatabase, listCollections, listDatabases } from './commands/collections.ts';
import { compact } from './commands/compact.ts';
import { count, distinct } from './commands/count.ts';
import { deleteDocuments } from './commands/delete.ts';
import { explain } from './commands/explain.ts';
import { find, getMore, killCursors } from './commands/find.ts';
import { findAndModify } from './commands/find-and-modify.ts';
import { buildInfo, endSessions, hello, ping } from './commands/handshake.ts';
import { createIndexes, dropIndexes, listIndexes } from './commands/indexes.ts';
import { insert } from './commands/insert.ts';
import { serverStatus } from './commands/server-status.ts';
import { update } from './commands/update.ts';
import { newFaultId } from '../fault-id.ts';
import { COMMANDS as COMMANDS_OF_MONGODB } from './mongodb-names.ts';
import { DuplicateKeyError } from './storage/duplicate-key-error.ts';
import type { Store } from './store.ts';
import { TimeSlice } from './time-slice.ts';
import type { Request } from './wire.ts';

const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['hello', hello],
  ['isMaster', hello],
  ['ismaster', hello],
  ['ping', ping],
  ['buildInfo', buildInfo],
  ['buildinfo', buildInfo],
  ['serverStatus', serverStatus],
  ['saslStart', saslStart],
  ['saslContinue', saslContinue],
  ['endSessions', endSessions],
  ['insert', insert],
  ['find', find],
  ['getMore', getMore],
  ['killCursors', killCursors],
  ['update', update],
  ['delete', deleteDocuments],
  ['findAndModify', findAndModify],
  ['findandmodify', findAndModify],
  ['aggregate', aggregate],
  ['count', count],
  ['distinct', distinct],
  ['create', create],
  ['drop', drop],
  ['dropDatabase', dropDatabase],
  ['listCollections', listCollections],
  ['listDatabases', listDatabases],
  ['createIndexes', createIndexes],
  ['listIndexes', listIndexes],
  ['dropIndexes', dropIndexes],
  ['explain', explain],
  ['compact', compact],
]);

/** What MongoDB 5.1 and later answer in the old form of a message too. */
const HELLO_COMMANDS: ReadonlySet<string> = new Set(['hello', 'isMaster', 'ismaster']);

/** What a client may ask before it has authenticated. */
const HANDSHAKE_COMMANDS: ReadonlySet<string> = new Set([
  ...HELLO_COMMANDS,
  'ping',
  'buildInfo',
  'buildinfo',
  'saslStart',
  'saslContinue',
]);

const TRANSACTION_COMMANDS: ReadonlySet<string> = new Set([
  'commitTransaction',
  'abortTransaction',
  'prepareTransaction',
]);

export interface Dispatch {
  readonly store: Store;
  readonly session: Session;
  readonly connectionId: number;
  /** Told of faults, which the client sees only as InternalError. */
  readonly onFault: (error: unknown, faultId?: string) => void;
}

/** Answers a request; every error becomes an answer. */
export async function dispatch({ opCode, body, sequences }: Request, context: Dispatch): Promise<Reply> {
  try {
    const [name = ''] = body.keys();
    if (opCode === 'OP_QUERY' && !HELLO_COMMANDS.has(name)) throw unsupportedOpQuery(name);
    if (!context.session.isAuthenticated && !HANDSHAKE_COMMANDS.has(name))
      throw new ClientError('Unauthorized', `Command ${name} requires authentication`);
    const command = COMMANDS.get(name);
    if (command === undefined) throw unknownCommand(name);
    const args = new Arguments(name, body, sequences);
    const database = args.string('$db');
    if (!/^[^\0 $./\\"]{1,63}$/.test(database))
      throw new ClientError('InvalidNamespace', `Invalid database name: '${database}'`);
    checkConcerns(args);
    const { store, session, connectionId } = context;
    store.commandCounts.add(name);
    const run = async () => {
      const turns = new TimeSlice(args.count('maxTimeMS') ?? 0, store.shutdown);
      return command({ store, database, args, turns, session, connectionId });
    };
    const answer = await (command === compact ? store.gate.alone(run) : store.gate.together(run));
    return new Map<string, unknown>([...answer, ['ok', new Double(1)]]);
  } catch (error) {
    if (error instanceof ClientError) return errorReply(error);
    const faultId = newFaultId();
    context.onFault(error, faultId);
    return errorReply(internalError(faultId));
  }
}

function unsupportedOpQuery(name: string): ClientError {
  return new ClientError(
    'UnsupportedOpQueryCommand',
    `Unsupported OP_QUERY command: ${name}. The client driver may require an upgrade.`,
  );
}

function unknownCommand(name: string): ClientError {
  if (TRANSACTION_COMMANDS.has(name)) {
    return new ClientError(
      'IllegalOperation',
      'Transaction numbers are only allowed on a replica set member or mongos',
    );
  }
  return COMMANDS_OF_MONGODB.has(name)
    ? notSupported(`The command ${name}`, 'CommandNotFound')
    : new ClientError('CommandNotFound', `no such command: '${name}'`);
}

/** Every read sees the newest acknowledged write and every acknowledged write is on disk: weaker concerns are met too. */
function checkConcerns(args: Arguments): void {
  const read = args.optionalDocument('readConcern');
  const level = read?.get('level') ?? 'local';
  if (level !== 'local' && level !== 'available' && level !== 'majority') {
    throw notSupported(`The read concern ${describe(level)}`);
  }
  const wanted = args.optionalDocument('writeConcern')?.get('w') ?? null;
  if (isNumeric(wanted) && toDouble(wanted) > 1) {
    throw new ClientError('BadValue', "cannot use 'w' > 1 when a host is not replicated");
  }
}

function internalError(faultId: string): ClientError {
  return new ClientError(
    'InternalError',
    `The document store met a fault of its own; its log has the details (faultId ${faultId}).`,
  );
}

/** `{ok: 0, errmsg, code, codeName}`, as MongoDB shapes it. */
export function errorReply(error: ClientError): Reply {
  const fields = new Map<string, unknown>([
    ['ok', new Double(0)],
    ['errmsg', error.message],
    ['code', numberOf(error.code)],
    ['codeName', error.codeName],
  ]);
  if (error instanceof DuplicateKeyError)
    fields.set('keyPattern', error.keyPattern).set('keyValue', error.keyValue);
  return fields;
}
