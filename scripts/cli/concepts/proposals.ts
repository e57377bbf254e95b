import {
  acceptConceptProposal,
  type ConceptProposal,
  type ConceptProposalState,
  declineConceptProposal,
  listConceptProposals,
  PROPOSAL_STATES,
  proposeConcept,
  withdrawConceptProposal,
} from '@lanran/sdk/concepts/concepts';
import { ArgumentError, reasonOf } from '@lanran/sdk/kernel/errors';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { proposalLines } from './proposal-lines.ts';
import { chooseProposer, type ProposalOptions, readText } from './proposal-options.ts';

export async function conceptsPropose(
  context: CommandContext,
  file: string,
  { organization, message }: ProposalOptions,
): Promise<CommandResult> {
  const concept = parseJson(file, await readText(file));
  const { api } = await context.connect();
  const organizationId = await chooseProposer(api, organization);
  return proposalResult(await proposeConcept(api, { organizationId, concept, message }));
}

export async function conceptsProposals(
  context: CommandContext,
  { state }: { readonly state?: string },
): Promise<CommandResult> {
  const wanted = parseState(state ?? 'open');
  const { api } = await context.connect();
  const proposals = await listConceptProposals(api, wanted);
  return {
    json: { proposals },
    lines: proposals.length === 0 ? ['there is none'] : proposals.flatMap(proposalLines),
  };
}

export async function conceptsAccept(context: CommandContext, id: string): Promise<CommandResult> {
  const { api } = await context.connect();
  return proposalResult(await acceptConceptProposal(api, id));
}

export async function conceptsDecline(
  context: CommandContext,
  id: string,
  { reason }: { readonly reason: string },
): Promise<CommandResult> {
  const { api } = await context.connect();
  return proposalResult(await declineConceptProposal(api, { id, reason }));
}

export async function conceptsWithdraw(context: CommandContext, id: string): Promise<CommandResult> {
  const { api } = await context.connect();
  return proposalResult(await withdrawConceptProposal(api, id));
}

function parseState(text: string): ConceptProposalState {
  const state = PROPOSAL_STATES.find((known) => known === text.toUpperCase());
  if (state === undefined)
    throw new ArgumentError('--state', `must be one of ${PROPOSAL_STATES.join(', ').toLowerCase()}.`);
  return state;
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ArgumentError('FILE', `${file} is no JSON: ${reasonOf(cause)}.`, { cause });
  }
}

function proposalResult(proposal: ConceptProposal): CommandResult {
  return { json: { proposal }, lines: proposalLines(proposal) };
}
