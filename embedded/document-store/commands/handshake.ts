import { Int32 } from 'bson';
import { numberOf } from '../bson/number.ts';
import { MAX_MESSAGE_BYTES } from '../wire.ts';
import { helloFields } from './authentication.ts';
import { type Call, type Reply, reply } from './command.ts';

/** MongoDB 7.0, whose protocol this is. */
const MAX_WIRE_VERSION = 21;
export const VERSION = '7.0.0';

export function hello({ args, session, connectionId }: Call): Reply {
  const isLegacy = args.command !== 'hello';
  return reply({
    ...(isLegacy ? { ismaster: true } : { isWritablePrimary: true }),
    helloOk: true,
    maxBsonObjectSize: new Int32(16 * 1024 * 1024),
    maxMessageSizeBytes: new Int32(MAX_MESSAGE_BYTES),
    maxWriteBatchSize: new Int32(100_000),
    localTime: new Date(),
    logicalSessionTimeoutMinutes: new Int32(30),
    connectionId: numberOf(connectionId),
    minWireVersion: new Int32(0),
    maxWireVersion: new Int32(MAX_WIRE_VERSION),
    readOnly: false,
    ...helloFields(args, session),
  });
}

export function ping({ args }: Call): Reply {
  args.allow([]);
  return new Map();
}

export function buildInfo({ args }: Call): Reply {
  args.allow([]);
  return reply({
    version: VERSION,
    versionArray: VERSION.split('.')
      .concat('0')
      .map((part) => new Int32(Number(part))),
    modules: ['lanran embedded document store'],
    gitVersion: '',
    bits: new Int32(64),
    debug: false,
    maxBsonObjectSize: new Int32(16 * 1024 * 1024),
  });
}

/** Sessions hold nothing here, so there is nothing to end. */
export function endSessions(): Reply {
  return new Map();
}
