import type { Arguments } from '../arguments.ts';
import type { Session } from '../authentication/session.ts';
import { ClientError } from '../command-error.ts';
import type { Store } from '../store.ts';
import type { TimeSlice } from '../time-slice.ts';

export type Reply = ReadonlyMap<string, unknown>;

/** One command on its way. */
export interface Call {
  readonly store: Store;
  readonly database: string;
  readonly args: Arguments;
  readonly turns: TimeSlice;
  readonly session: Session;
  readonly connectionId: number;
}

/** Answers a command, without `ok`. Throws a ClientError to refuse it. */
export type Command = (call: Call) => Reply | Promise<Reply>;

export function reply(fields: Readonly<Record<string, unknown>>): Reply {
  return new Map(Object.entries(fields));
}

/** `database.collection` of the collection that the command's own argument names. Throws InvalidNamespace. */
export function namespaceOf({ database, args }: Call): string {
  const collection = args.string(args.command);
  return checkedNamespace(database, collection);
}

/** MongoDB's rules for names, and its limit of 255 bytes. */
export function checkedNamespace(database: string, collection: string): string {
  const namespace = `${database}.${collection}`;
  const isWrong =
    collection === '' ||
    /[\0$]/.test(collection) ||
    collection.startsWith('.') ||
    collection.endsWith('.') ||
    Buffer.byteLength(namespace) > 255;
  if (isWrong) throw new ClientError('InvalidNamespace', `Invalid namespace specified '${namespace}'`);
  if (collection.startsWith('system.')) {
    throw new ClientError(
      'InvalidNamespace',
      `The collection ${namespace} is reserved; the embedded document store has no system collections.`,
    );
  }
  return namespace;
}
