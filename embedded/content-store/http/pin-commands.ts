import type { CID } from 'multiformats/cid';
import { InvalidInputError } from '../errors.ts';
import type { PinType } from '../upkeep/pins.ts';
import { requireOperator } from './access.ts';
import { sendJson, sendJsonLines } from './answers.ts';
import type { RpcCall } from './rpc-call.ts';

const TYPES: readonly (PinType | 'all')[] = ['all', 'recursive', 'direct', 'indirect'];

/** For the platform alone: what is pinned keeps its place on the disk. */
export async function pinAdd(call: RpcCall): Promise<void> {
  requireOperator(call, 'Pinning');
  const { query, response, audience, store } = call;
  const type = query.flag('recursive', true) ? 'recursive' : 'direct';
  const cids = await resolveAll(call);
  for (const cid of cids) await store.pins.add(cid, type, audience);
  sendJson(response, { Pins: cids.map(String) });
}

/** For the platform alone: what nobody pins goes with the next garbage collection. */
export async function pinRemove(call: RpcCall): Promise<void> {
  requireOperator(call, 'Unpinning');
  const { query, response, audience, store } = call;
  const cids = await resolveAll(call);
  await store.pins.remove(cids, { recursive: query.flag('recursive', true) }, audience);
  sendJson(response, { Pins: cids.map(String) });
}

/** `pin/verify`: a line for each recursive pin below which a block is missing; no block is read for it that has no links. */
export async function pinVerify(call: RpcCall): Promise<void> {
  requireOperator(call, 'Verifying pins');
  const { response, audience, store } = call;
  await sendJsonLines(response, brokenPins(store.pins.broken(audience)));
}

async function* brokenPins(pins: AsyncIterable<{ cid: CID; fault: string }>): AsyncGenerator<object> {
  for await (const { cid, fault } of pins) yield { Cid: cid.toString(), Err: fault };
}

interface PinLine {
  Cid: string;
  Type: string;
}

/** `pin/ls`: all pins, or how the given paths are pinned; a line each with `stream`, else one object. It may walk all that is pinned. */
export async function pinList(call: RpcCall): Promise<void> {
  requireOperator(call, 'Listing pins');
  const { query, response } = call;
  if (query.flag('stream', false)) {
    await sendJsonLines(response, pinLines(call));
    return;
  }
  const keys: Record<string, { Type: string }> = {};
  for await (const { Cid, Type } of pinLines(call)) keys[Cid] = { Type };
  sendJson(response, { Keys: keys });
}

async function* pinLines(call: RpcCall): AsyncGenerator<PinLine> {
  const { query, audience, store } = call;
  const type = typeOf(query.text('type') ?? 'all');
  if (query.text('arg') === null) {
    for await (const pin of store.pins.list(type, audience))
      yield { Cid: pin.cid.toString(), Type: pin.type };
    return;
  }
  for (const cid of await resolveAll(call)) {
    const { type: found, via } = await store.pins.get(cid, type, audience);
    // A pin asked for by its path also names the root above it, as in Kubo.
    yield { Cid: cid.toString(), Type: via === null ? found : `indirect through ${via.toString()}` };
  }
}

function typeOf(text: string): PinType | 'all' {
  const type = TYPES.find((candidate) => candidate === text);
  if (type === undefined) {
    throw new InvalidInputError(`invalid type '${text}', must be one of {direct, indirect, recursive, all}`);
  }
  return type;
}

async function resolveAll({ query, store, audience }: RpcCall): Promise<CID[]> {
  const cids: CID[] = [];
  for (const path of query.paths()) cids.push(await store.reader.resolve(path, audience));
  return cids;
}
