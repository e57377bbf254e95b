import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ContentStore } from '../content-store.ts';
import { audienceOf, refuseBrowserPages } from './access.ts';
import { add } from './add-command.ts';
import { adopt } from './adopt-command.ts';
import { sendText, UnknownCommandError } from './answers.ts';
import { blockGet, blockStat, cat, ls } from './content-commands.ts';
import { dagExport, dagImport } from './dag-commands.ts';
import { locate } from './locate-command.ts';
import { id, repoGc, repoStat, repoVerify, version } from './node-commands.ts';
import { pinAdd, pinList, pinRemove, pinVerify } from './pin-commands.ts';
import { Query } from './query.ts';
import type { RpcCommand } from './rpc-call.ts';

export const RPC_PREFIX = '/api/v0/';

const COMMANDS: Readonly<Record<string, RpcCommand>> = {
  add,
  cat,
  ls,
  'block/get': blockGet,
  'block/stat': blockStat,
  'dag/export': dagExport,
  'dag/import': dagImport,
  'pin/add': pinAdd,
  'pin/ls': pinList,
  'pin/rm': pinRemove,
  'pin/verify': pinVerify,
  'repo/gc': repoGc,
  'repo/stat': repoStat,
  'repo/verify': repoVerify,
  id,
  version,
  'lanran/adopt': adopt,
  'lanran/locate': locate,
};

export interface RpcOptions {
  store: ContentStore;
  token: string | null;
  sharedDirectory: string | null;
}

/** Serves one request to Kubo's RPC. POST only, so that no link can cause an act. */
export async function serveRpc(
  request: IncomingMessage,
  response: ServerResponse,
  options: RpcOptions,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (request.method !== 'POST') {
    response.setHeader('Allow', 'POST');
    sendText(response, 405, '405 - Method Not Allowed: use POST');
    return;
  }
  refuseBrowserPages(request);
  const name = url.pathname.slice(RPC_PREFIX.length).replace(/\/$/, '');
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) throw new UnknownCommandError(name);
  await command({
    request,
    response,
    query: new Query(url.searchParams),
    audience: audienceOf(request, options.token),
    isOpen: options.token === null,
    store: options.store,
    sharedDirectory: options.sharedDirectory,
  });
}
