import { canonicalJson } from '../kernel/json.ts';
import { FormatError } from '../kernel/errors.ts';
import { originOf } from './checkpoint.ts';
import { parseLogId, type LogId } from '../kernel/ids.ts';
import { parseVerifierKey } from './note.ts';
import { parseDecimal, parseMembers, parseRecord, parseString } from '../kernel/shape.ts';
import { parseAddress, type Address } from '../kernel/signature.ts';

/** What a verifier must know beforehand to tell a log from a forger's (docs/formats.md, “Trust file”). */
export interface Trust {
  readonly format: 'lanran/trust/1';
  readonly logId: LogId;
  readonly origin: string;
  /** The checkpoint key as a signed-note vkey. */
  readonly checkpointKey: string;
  /** Decimal text. */
  readonly chainId: string;
  /** Contract name → lower-case address. */
  readonly contracts: Readonly<Record<string, Address>>;
}

export function buildTrust(parts: Omit<Trust, 'format' | 'origin'>): Trust {
  return parseTrust({ format: 'lanran/trust/1', origin: originOf(parts.logId), ...parts });
}

/** @throws FormatError naming the member; also when origin, key and log id do not belong together */
export function parseTrust(value: unknown, field = 'trust'): Trust {
  const members = parseMembers(value, field, {
    required: ['format', 'logId', 'origin', 'checkpointKey', 'chainId', 'contracts'],
  });
  if (members['format'] !== 'lanran/trust/1')
    throw new FormatError(`${field}.format`, 'must be lanran/trust/1');
  const logId = parseLogId(members['logId'], `${field}.logId`);
  const origin = parseString(members['origin'], `${field}.origin`);
  const checkpointKey = parseString(members['checkpointKey'], `${field}.checkpointKey`);
  if (origin !== originOf(logId)) throw new FormatError(`${field}.origin`, `must be ${originOf(logId)}`);
  if (parseVerifierKey(checkpointKey, `${field}.checkpointKey`).name !== origin) {
    throw new FormatError(`${field}.checkpointKey`, `must be a key named ${origin}`);
  }
  return {
    format: 'lanran/trust/1',
    logId,
    origin,
    checkpointKey,
    chainId: parseDecimal(members['chainId'], `${field}.chainId`).toString(),
    contracts: parseContracts(members['contracts'], `${field}.contracts`),
  };
}

function parseContracts(value: unknown, field: string): Record<string, Address> {
  const entries = Object.entries(parseRecord(value, field));
  return Object.fromEntries(
    entries.map(([name, address]) => [name, parseAddress(address, `${field}.${name}`)]),
  );
}

/** Reads a trust file. @throws FormatError when it is not JSON or not a trust file; its spacing does not matter */
export function parseTrustFile(text: string): Trust {
  try {
    return parseTrust(JSON.parse(text));
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new FormatError('trust', 'is not JSON', { cause });
    throw cause;
  }
}

export function formatTrustFile(trust: Trust): string {
  return canonicalJson(trust);
}
