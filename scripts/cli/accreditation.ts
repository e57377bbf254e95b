import { outcomeDocument, relay } from '@lanran/sdk/acts/relaying';
import { outcomeLine } from './lines/outcome.ts';
import { allowDisputeAct } from '@lanran/sdk/disputes/dispute-acts';
import { stateReason } from '@lanran/sdk/disputes/stated-reason';
import { ArgumentError } from '@lanran/sdk/kernel/errors';
import { admitOrganization } from '@lanran/sdk/organizations/admission';
import {
  type AdmissionRequest,
  answerRequest,
  askBack,
  listOpenRequests,
  listOwnRequests,
  refuseRequest,
  withdrawRequest,
} from '@lanran/sdk/organizations/admission-requests';
import { liftSuspensionAct, suspendAct } from '@lanran/sdk/organizations/organization-acts';
import { getOrganizationState, type OrganizationState } from '@lanran/sdk/organizations/organization-state';
import { getOrganization, requestOrganization } from '@lanran/sdk/organizations/organizations';
import type { CommandContext } from './context.ts';
import { actResult, alreadyResult } from './lines/act.ts';
import { parseAddressOption, parseAssetArgument, parseReasonOption } from './options/arguments.ts';
import type { CommandResult } from './output.ts';

interface AccreditOptions {
  readonly owner?: string;
  readonly payout?: string;
  readonly council?: string;
}

/** The accreditor admits an organization that asked for it; twice is once. */
export async function accredit(
  context: CommandContext,
  name: string,
  options: AccreditOptions,
): Promise<CommandResult> {
  const addresses = {
    owner: parseAddressOption('--owner', options.owner),
    payout: parseAddressOption('--payout', options.payout),
    council: parseAddressOption('--council', options.council),
  };
  const platform = await context.connect();
  const organization = await getOrganization(platform.api, name, 'ORGANIZATION');
  if (organization.isAdmitted) {
    return {
      json: { organizationId: organization.id, alreadyAdmitted: true },
      lines: [`${organization.slug} is admitted already`],
    };
  }
  const owner = addresses.owner ?? organization.requestedBy ?? null;
  if (owner === null)
    throw new ArgumentError('--owner', `nobody asked for ${name}; name the address of its first owner.`);
  const done = await admitOrganization(platform, organization, { ...addresses, owner });
  return {
    json: { organizationId: organization.id, ...outcomeDocument(done) },
    lines: [`admission of ${organization.slug}`, outcomeLine(done)],
  };
}

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

/** @throws ArgumentError when none of that name waits */
function findRequest(
  requests: readonly AdmissionRequest[],
  name: string,
  isMeant: (request: AdmissionRequest) => boolean = () => true,
): AdmissionRequest {
  const found = requests
    .filter(isMeant)
    .find(({ organizationId, slug }) => organizationId === name || slug === name);
  if (found !== undefined) return found;
  throw new ArgumentError(
    'ORGANIZATION',
    `no request for ${name} waits. Give the slug or id of one that does.`,
  );
}

function saidResult(request: AdmissionRequest): CommandResult {
  return { json: { request }, lines: requestLines(request) };
}

const STATES = {
  WAITING: 'waits for the accreditor',
  ASKED_BACK: 'the accreditor asks',
  REFUSED: 'refused',
  WITHDRAWN: 'withdrawn',
  ADMITTED: 'admitted',
} as const;

/** A request for admission with everything that was said about it. */
function requestLines(request: AdmissionRequest): string[] {
  const { slug, kind, name, requestedBy, requestedAt, state } = request;
  const { contact, letter, question, answer, reason } = request;
  const said = { contact, letter, question, answer, reason };
  return [
    `${slug}  ${kind.toLowerCase()}, ${STATES[state]}`,
    `  ${[name.en, name.zh].filter((text) => text != null).join(' · ')}`,
    `  asked by ${requestedBy} on ${requestedAt}`,
    ...Object.entries(said).flatMap(([what, words]) => (words == null ? [] : [`  ${what}: ${words}`])),
  ];
}

function requestsResult(requests: readonly AdmissionRequest[], none: string): CommandResult {
  return {
    json: { requests },
    lines: requests.length === 0 ? [none] : requests.flatMap(requestLines),
  };
}

interface OrganizationRequestOptions {
  readonly kind: string;
  readonly name: string;
  readonly nameZh?: string;
  readonly contact?: string;
  readonly letter?: string;
}

/** Accreditor and operator are seated with the contracts. */
const REQUESTABLE_KINDS = ['INSTITUTION', 'STUDIO', 'COMMUNITY', 'AUDITOR'] as const;

/** Asks for an organization; your key is proposed as its first owner, or as a community's council. */
export async function organizationRequest(
  context: CommandContext,
  slug: string,
  { kind: kindText, name, nameZh, contact, letter }: OrganizationRequestOptions,
): Promise<CommandResult> {
  const kind = REQUESTABLE_KINDS.find((candidate) => candidate === kindText.toUpperCase());
  if (kind === undefined) {
    throw new ArgumentError('--kind', `must be one of ${REQUESTABLE_KINDS.join(', ').toLowerCase()}.`);
  }
  const { api } = await context.connect();
  const { id } = await requestOrganization(api, {
    slug,
    kind,
    name: { en: name, ...(nameZh !== undefined && { zh: nameZh }) },
    ...(contact !== undefined && { contact }),
    ...(letter !== undefined && { letter }),
  });
  return {
    json: { organizationId: id, slug },
    lines: [`asked for ${slug} (${id}); the accreditor admits it: lanran accredit ${slug}`],
  };
}

/** The accreditor announces that an organization may not publish, offer, buy or dispute, from seven days on; twice is once. */
export async function accreditSuspend(
  context: CommandContext,
  name: string,
  options: { readonly reason: string },
): Promise<CommandResult> {
  const reason = parseReasonOption(options.reason);
  const platform = await context.connect();
  const { id, slug, suspension } = await getOrganizationState(platform.api, name, 'ORGANIZATION');
  if (suspension != null)
    return alreadyResult({ organizationId: id, suspension }, standingOf(slug, suspension));
  const reasonHash = await stateReason(platform.api, reason);
  const relayed = await relay(platform, suspendAct(id, reasonHash));
  return actResult(relayed, {
    about: { organizationId: id, reasonHash },
    done: `${slug} will be suspended in seven days; everybody can read it and the reason now. Lift it with: lanran accredit lift ${slug}`,
  });
}

/** The accreditor ends a suspension, announced or in force; twice is once. */
export async function accreditLift(context: CommandContext, name: string): Promise<CommandResult> {
  const platform = await context.connect();
  const { id, slug, suspension } = await getOrganizationState(platform.api, name, 'ORGANIZATION');
  const about = { organizationId: id };
  if (suspension == null) return alreadyResult(about, `${slug} is not suspended`);
  return actResult(await relay(platform, liftSuspensionAct(id)), {
    about,
    done: `the suspension of ${slug} is lifted`,
  });
}

function standingOf(slug: string, { suspendedFrom }: NonNullable<OrganizationState['suspension']>): string {
  return `${slug} is suspended from ${suspendedFrom} on`;
}

/** The accreditor lets an organization dispute an asset again before 30 days have passed since its dispute was resolved. */
export async function accreditAllowDispute(
  context: CommandContext,
  assetText: string,
  name: string,
): Promise<CommandResult> {
  const assetId = parseAssetArgument(assetText);
  const platform = await context.connect();
  const { id, slug } = await getOrganization(platform.api, name, 'ORGANIZATION');
  const about = { assetId, organizationId: id };
  return actResult(await relay(platform, allowDisputeAct(about)), {
    about,
    done: `${slug} may dispute asset ${assetId} again now`,
  });
}
