import {
  type AdmissionRequest,
  answerRequest,
  askBack,
  listOpenRequests,
  listOwnRequests,
  refuseRequest,
  withdrawRequest,
} from '@lanran/sdk/organizations/admission-requests';
import { UsageError } from '@lanran/sdk/kernel/errors';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { requestLines, requestsResult } from '../request-lines.ts';

/** What your key asked for, and what became of it. */
export async function ownRequests(context: CommandContext): Promise<CommandResult> {
  const { api } = await context.connect();
  return requestsResult(await listOwnRequests(api), 'your key asked for nothing');
}

/** What waits for the accreditor, with contact and letter. */
export async function openRequests(context: CommandContext): Promise<CommandResult> {
  const { api } = await context.connect();
  return requestsResult(await listOpenRequests(api), 'nobody waits');
}

/** Takes your own request back. */
export async function requestWithdraw(context: CommandContext, name: string): Promise<CommandResult> {
  const { api } = await context.connect();
  const { organizationId } = findRequest(await listOwnRequests(api), name, isUndecided);
  return saidResult(await withdrawRequest(api, organizationId));
}

/** Answers what the accreditor asked. */
export async function requestAnswer(
  context: CommandContext,
  name: string,
  { text }: { readonly text: string },
): Promise<CommandResult> {
  const { api } = await context.connect();
  const { organizationId: id } = findRequest(await listOwnRequests(api), name, isUndecided);
  return saidResult(await answerRequest(api, { id, words: text }));
}

/** The accreditor asks the asker something. */
export async function accreditAsk(
  context: CommandContext,
  name: string,
  { question }: { readonly question: string },
): Promise<CommandResult> {
  const { api } = await context.connect();
  const { organizationId: id } = findRequest(await listOpenRequests(api), name);
  return saidResult(await askBack(api, { id, words: question }));
}

/** The accreditor says no; the short name is free again. */
export async function accreditRefuse(
  context: CommandContext,
  name: string,
  { reason }: { readonly reason: string },
): Promise<CommandResult> {
  const { api } = await context.connect();
  const { organizationId: id } = findRequest(await listOpenRequests(api), name);
  return saidResult(await refuseRequest(api, { id, words: reason }));
}

function isUndecided({ state }: AdmissionRequest): boolean {
  return state === 'WAITING' || state === 'ASKED_BACK';
}

/** @throws UsageError when none of that name waits */
function findRequest(
  requests: readonly AdmissionRequest[],
  name: string,
  isMeant: (request: AdmissionRequest) => boolean = () => true,
): AdmissionRequest {
  const found = requests
    .filter(isMeant)
    .find(({ organizationId, slug }) => organizationId === name || slug === name);
  if (found !== undefined) return found;
  throw new UsageError('ORGANIZATION', `no request for ${name} waits. Give the slug or id of one that does.`);
}

function saidResult(request: AdmissionRequest): CommandResult {
  return { json: { request }, lines: requestLines(request) };
}
