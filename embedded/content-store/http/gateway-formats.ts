import type { IncomingMessage } from 'node:http';
import type { EntityRange } from '../dag/dag-walk.ts';
import { InvalidInputError, UnsupportedError } from '../errors.ts';

const RAW_TYPE = 'application/vnd.ipld.raw';
const CAR_TYPE = 'application/vnd.ipld.car';

/** Which blocks of a DAG a CAR holds beside those on the path to it. */
export type DagScope = 'block' | 'entity' | 'all';

/** What the client wants instead of the content itself: https://specs.ipfs.tech/http-gateways/trustless-gateway/. */
export type VerifiableFormat = { kind: 'raw' } | { kind: 'car'; scope: DagScope; range: EntityRange | null };

/**
 * The format asked for by `format` or, without it, by the Accept header; null for the content itself.
 * @throws UnsupportedError for a format, version or order that isn't served, InvalidInputError for a malformed parameter.
 */
export function formatOf(request: IncomingMessage, query: URLSearchParams): VerifiableFormat | null {
  const format = query.get('format');
  const accepted = acceptedType(request.headers.accept ?? '');
  if (format !== null && format !== 'raw' && format !== 'car') {
    throw new UnsupportedError(
      `format "${format}" is not served by the embedded content store; raw and car are.`,
    );
  }
  const kind = format ?? accepted?.kind ?? null;
  if (kind === null) return null;
  if (kind === 'raw') return { kind };
  const parameters = accepted?.kind === 'car' ? accepted.parameters : new Map<string, string>();
  refuseOther('version', query.get('car-version') ?? parameters.get('version'), ['1']);
  refuseOther('order', query.get('car-order') ?? parameters.get('order'), ['dfs', 'unk']);
  const bytes = query.get('entity-bytes');
  const range = bytes === null ? null : parseEntityBytes(bytes);
  return { kind, scope: scopeOf(query.get('dag-scope') ?? (range === null ? 'all' : 'entity')), range };
}

function acceptedType(header: string): { kind: 'raw' | 'car'; parameters: Map<string, string> } | null {
  for (const listed of header.split(',')) {
    const [type, ...parameters] = listed.split(';').map((part) => part.trim().toLowerCase());
    const named = parameters.map((parameter): [string, string] => {
      const [name = '', value = ''] = parameter.split('=').map((part) => part.trim());
      return [name, value.replaceAll('"', '')];
    });
    if (type === RAW_TYPE) return { kind: 'raw', parameters: new Map(named) };
    if (type === CAR_TYPE) return { kind: 'car', parameters: new Map(named) };
  }
  return null;
}

function refuseOther(name: string, value: string | undefined, served: readonly string[]): void {
  if (value === undefined || served.includes(value)) return;
  throw new UnsupportedError(`CAR ${name} "${value}" is not served; ${served.join(' and ')} is.`);
}

function scopeOf(text: string): DagScope {
  if (text === 'block' || text === 'entity' || text === 'all') return text;
  throw new InvalidInputError(`dag-scope "${text}" is none of block, entity and all.`);
}

/** `from:to`, both included; `*` for the end, negative numbers from the end. */
function parseEntityBytes(text: string): EntityRange {
  const [, first, last] = /^(-?\d{1,15}):(\*|-?\d{1,15})$/.exec(text) ?? [];
  if (first === undefined || last === undefined) {
    throw new InvalidInputError(
      `entity-bytes "${text}" is not "from:to", such as 0:1023, 1024:* or -1024:*.`,
    );
  }
  return { first: Number(first), last: last === '*' ? null : Number(last) };
}
