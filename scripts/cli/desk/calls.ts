import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import {
  type Call,
  CALL_STATES,
  type CallState,
  changeCall,
  closeCall,
  getCall,
  listCalls,
  openCall,
  parseCallChange,
  parseNewCall,
  withdrawCall,
} from '@lanran/sdk/desk/calls';
import { listProposals } from '@lanran/sdk/desk/requests';
import { ArgumentError, reasonOf } from '@lanran/sdk/kernel/errors';
import { getOrganization } from '@lanran/sdk/organizations/organizations';
import type { CommandContext } from '../context.ts';
import { placesText } from '../lines/license.ts';
import { requestDocument, requestLine, requestLines } from '../lines/request.ts';
import type { CommandResult } from '../output.ts';

interface FileOptions {
  readonly file: string;
}

/** Opens a call; the same file again on the same day is once. */
export async function open(context: CommandContext, { file }: FileOptions): Promise<CommandResult> {
  const input = parseNewCall(await readJson(file), '--file');
  const { api, signer } = await context.connect();
  const { id } = await getOrganization(api, input.organization, '--file');
  const day = new Date().toISOString().slice(0, 10);
  const batch = createHash('sha256')
    .update(JSON.stringify([signer.address, day, input]))
    .digest('hex')
    .slice(0, 48);
  return resultOf(await openCall(api, { ...input, organization: id }, batch));
}

/** Changes an open call; what the file does not name stays. */
export async function change(
  context: CommandContext,
  id: string,
  { file }: FileOptions,
): Promise<CommandResult> {
  const input = parseCallChange(await readJson(file), '--file');
  const { api } = await context.connect();
  return resultOf(await changeCall(api, await getCall(api, id), input));
}

interface ListOptions {
  readonly state?: string;
  readonly organization?: string;
}

export async function list(
  context: CommandContext,
  { state, organization }: ListOptions,
): Promise<CommandResult> {
  const api = await context.openApi();
  const named =
    organization === undefined ? null : await getOrganization(api, organization, '--organization');
  const calls = await listCalls(api, {
    ...(state !== undefined && { state: parseState(state) }),
    ...(named !== null && { organization: named.id }),
  });
  return { json: { calls }, lines: calls.length === 0 ? ['no calls'] : calls.map(callLine) };
}

export async function show(context: CommandContext, id: string): Promise<CommandResult> {
  const api = await context.openApi();
  const call = await getCall(api, id);
  const { purpose, criteria, welcome, assets } = call;
  return {
    json: call,
    lines: [
      callLine(call),
      ...linesOf('purpose', purpose),
      ...linesOf('how they choose', criteria),
      ...(welcome == null
        ? ['welcome: any use']
        : [
            `welcome: ${welcome.media.join(',')} in ${placesText(welcome.territories)}, ${welcome.firstDay} to ${welcome.lastDay}${welcome.exclusive ? ', also exclusive' : ''}`,
          ]),
      ...linesOf('withdrawn because', call.withdrawnReason),
      ...assets.map((asset) => `  ${asset.id}  ${asset.title.en ?? asset.title.zh ?? ''}`),
    ],
  };
}

export async function close(context: CommandContext, id: string): Promise<CommandResult> {
  const { api } = await context.connect();
  return resultOf(await closeCall(api, id));
}

interface WithdrawOptions {
  readonly reason?: string;
  readonly reasonZh?: string;
}

export async function withdraw(
  context: CommandContext,
  id: string,
  { reason, reasonZh }: WithdrawOptions,
): Promise<CommandResult> {
  if (reason === undefined && reasonZh === undefined)
    throw new ArgumentError('--reason', 'say why, in English (--reason), Chinese (--reason-zh) or both.');
  const { api } = await context.connect();
  return resultOf(await withdrawCall(api, id, { en: reason ?? null, zh: reasonZh ?? null }));
}

/** The requests that answer a call. */
export async function proposals(context: CommandContext, id: string): Promise<CommandResult> {
  const { api, deployment } = await context.connect();
  const found = await listProposals(api, id);
  return {
    json: { proposals: found.map((each) => requestDocument(each, deployment)) },
    lines:
      found.length === 0
        ? ['no proposals']
        : found.flatMap((each) => [requestLine(each), ...requestLines(each, deployment)]),
  };
}

function resultOf(call: Call): CommandResult {
  return { json: call, lines: [callLine(call)] };
}

function callLine({ id, state, title, organization, closingDay }: Call): string {
  return `${id} ${state}: ${title.en ?? title.zh ?? ''}, by ${organization.slug}; proposals until ${closingDay}`;
}

function linesOf(name: string, text: Call['purpose'] | null | undefined): string[] {
  const said = text?.en ?? text?.zh;
  return said == null ? [] : [`${name}: ${said}`];
}

function parseState(text: string): CallState {
  const state = CALL_STATES.find((known) => known === text.toUpperCase());
  if (state !== undefined) return state;
  throw new ArgumentError('--state', 'must be open, closed or withdrawn.');
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new ArgumentError('--file', `${path} can't be read as JSON: ${reasonOf(error)}.`);
  }
}
