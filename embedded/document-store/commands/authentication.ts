import { Binary, Int32 } from 'bson';
import type { Arguments } from '../arguments.ts';
import type { SaslAnswer, SaslStart, Session } from '../authentication/session.ts';
import { type Call, type Reply, reply } from './command.ts';

/** Begins to authenticate a connection: https://github.com/mongodb/specifications/blob/master/source/auth/auth.md. */
export async function saslStart({ args, session }: Call): Promise<Reply> {
  args.allow(['mechanism', 'payload', 'autoAuthorize', 'options']);
  return saslReply(await session.start(startOf(args)));
}

export async function saslContinue({ args, session }: Call): Promise<Reply> {
  args.allow(['conversationId', 'payload']);
  return saslReply(await session.continue(args.count('conversationId') ?? 0, textOf(args)));
}

/** What a client asks of authentication within its first `hello`. */
export function helloFields(args: Arguments, session: Session): Readonly<Record<string, unknown>> {
  const first = args.optionalDocument('speculativeAuthenticate');
  const started =
    first === null ? null : session.startWithin(startOf(args.entry('speculativeAuthenticate', first)));
  return {
    ...(args.has('saslSupportedMechs') && { saslSupportedMechs: [...session.mechanisms] }),
    ...(started !== null && { speculativeAuthenticate: saslReply(started) }),
  };
}

function startOf(args: Arguments): SaslStart {
  const skipsEmptyMessage = args.entry('options', args.documentOrEmpty('options')).flag('skipEmptyExchange');
  return { mechanism: args.string('mechanism'), payload: textOf(args), skipsEmptyMessage };
}

function textOf(args: Arguments): string {
  return args.bytes('payload').toString('utf8');
}

function saslReply({ conversationId, isDone, payload }: SaslAnswer): Reply {
  return reply({
    conversationId: new Int32(conversationId),
    done: isDone,
    payload: new Binary(Buffer.from(payload)),
  });
}
