import { randomUUID } from 'node:crypto';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { OrganizationStore } from '../../organizations/ports/organization-store.ts';
import type { Suspensions } from '../../organizations/services/suspensions.ts';
import { type Actor, canActFor } from '../../platform/kernel/actor.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import {
  BadInputError,
  ConflictError,
  ForbiddenError,
  LimitExceededError,
  NotFoundError,
  SignInRequiredError,
} from '../../platform/kernel/errors.ts';
import type { Page, PageRequest } from '../../platform/kernel/page.ts';
import { type Concept, keyOf, nameOf } from '../domain/concept.ts';
import { changedParts } from '../domain/concept-difference.ts';
import {
  communitiesOf,
  type ConceptDecision,
  type ConceptProposal,
  type Deciders,
  decidersOf,
  type ProposalState,
} from '../domain/concept-proposal.ts';
import { problemsOf } from '../domain/concept-rules.ts';
import type { Concepts } from '../domain/concepts.ts';
import { parseMessage, parseReason } from '../domain/proposal-words.ts';
import type { ConceptStore } from '../ports/concept-store.ts';
import type { ConceptDeciders } from './concept-deciders.ts';
import type { StoredConcepts } from './stored-concepts.ts';

const MAX_OPEN = 200;

export interface ConceptProposalsOptions {
  readonly store: ConceptStore;
  readonly concepts: Pick<StoredConcepts, 'newest'>;
  readonly organizations: Pick<OrganizationStore, 'find'>;
  readonly suspensions: Pick<Suspensions, 'requireNone'>;
  readonly deciders: ConceptDeciders;
  readonly clock: Clock;
}

export interface ProposedConcepts {
  readonly organizationId: OrganizationId;
  readonly concepts: readonly Concept[];
  readonly message: string | null | undefined;
  /** Accept it as well, in the same write. */
  readonly accept: boolean;
}

/** What an actor may do with a proposal. */
export interface ProposalRights {
  readonly mayAccept: boolean;
  readonly mayDecline: boolean;
  readonly mayWithdraw: boolean;
}

/** Adding and changing concepts: organizations propose; the accreditor, or a community for its own, accepts. */
export class ConceptProposals {
  readonly #options: ConceptProposalsOptions;

  constructor(options: ConceptProposalsOptions) {
    this.#options = options;
  }

  /** @throws BadInputError, ForbiddenError, LimitExceededError */
  async propose(
    actor: Actor,
    { organizationId, concepts, message, accept }: ProposedConcepts,
  ): Promise<ConceptProposal> {
    const { store, clock } = this.#options;
    const proposedBy = addressOf(actor);
    await this.requireProposer(actor, organizationId);
    const words = parseMessage(message, 'message');
    if (!accept && (await store.countOpen(organizationId)) >= MAX_OPEN)
      throw new LimitExceededError(
        `The organization has ${MAX_OPEN} open proposals. Wait for decisions, or withdraw some.`,
      );
    for (;;) {
      const present = await this.#options.concepts.newest();
      requireDifference(present, concepts);
      requireFitting(present, concepts);
      await this.#requireCommunities(present, concepts);
      const asked = { organizationId, concepts };
      const deciders = requireDeciders(present, asked);
      if (accept) await this.#options.deciders.requireDecider(actor, deciders);
      const now = clock.now();
      const proposal: ConceptProposal = {
        ...asked,
        id: randomUUID(),
        proposedBy,
        proposedAt: now,
        message: words,
        baseVersion: present.version,
        communities: communitiesOf(present, concepts),
        state: accept ? 'ACCEPTED' : 'OPEN',
        decision: accept
          ? { decidedBy: proposedBy, decidedAt: now, reason: null, version: present.version + 1 }
          : null,
      };
      if (!(await store.insert(proposal))) continue;
      if (accept) await this.#options.concepts.newest();
      return proposal;
    }
  }

  /** By the organization that proposed it. @throws NotFoundError, ForbiddenError, ConflictError */
  async withdraw(actor: Actor, id: string): Promise<ConceptProposal> {
    const proposal = await this.get(actor, id);
    if (!canActFor(actor, proposal.organizationId))
      throw new ForbiddenError(
        'Only owners and editors of the organization that proposed it withdraw a proposal.',
      );
    const done = await this.#end(proposal, 'WITHDRAWN', this.#decisionOf(actor));
    return done ?? this.#throwDecided(id);
  }

  /** By whoever may accept it. @throws BadInputError, NotFoundError, ForbiddenError, ConflictError */
  async decline(actor: Actor, id: string, reason: string): Promise<ConceptProposal> {
    const proposal = await this.get(actor, id);
    await this.#options.deciders.requireConcerned(actor, proposal);
    const decision = this.#decisionOf(actor, { reason: parseReason(reason, 'reason') });
    return (await this.#end(proposal, 'DECLINED', decision)) ?? this.#throwDecided(id);
  }

  /** One write; the rules are checked against what stands right before it. @throws BadInputError, NotFoundError, ForbiddenError, ConflictError */
  async accept(actor: Actor, id: string): Promise<ConceptProposal> {
    const proposal = await this.get(actor, id);
    if (proposal.state !== 'OPEN') return this.#throwDecided(id);
    for (;;) {
      const present = await this.#options.concepts.newest();
      await this.#options.deciders.requireDecider(actor, decidersOf(present, proposal));
      requireUnchanged(present, proposal);
      requireFitting(present, proposal.concepts);
      const decision = this.#decisionOf(actor, { version: present.version + 1 });
      const outcome = await this.#options.store.decide(id, 'ACCEPTED', decision);
      if (outcome === 'VERSION_TAKEN') continue;
      if (outcome === 'NOT_OPEN') return this.#throwDecided(id);
      await this.#options.concepts.newest();
      return { ...proposal, state: 'ACCEPTED', decision };
    }
  }

  /** @throws NotFoundError, the same for what is not there and for what the actor may not see */
  async get(actor: Actor, id: string): Promise<ConceptProposal> {
    addressOf(actor);
    const proposal = await this.#options.store.find(id);
    if (proposal === null || !(await this.#options.deciders.maySee(actor, proposal)))
      throw new NotFoundError(`Proposal ${id.slice(0, 100)}`);
    return proposal;
  }

  /** Those that the actor may see, newest first. */
  async list(actor: Actor, state: ProposalState | null, page: PageRequest): Promise<Page<ConceptProposal>> {
    addressOf(actor);
    const audience = {
      seesAll: await this.#options.deciders.seesAll(actor),
      organizationIds: await this.#options.deciders.audienceOf(actor),
    };
    return this.#options.store.list({ state, audience, page });
  }

  async rightsOf(actor: Actor, present: Concepts, proposal: ConceptProposal): Promise<ProposalRights> {
    if (proposal.state !== 'OPEN') return { mayAccept: false, mayDecline: false, mayWithdraw: false };
    const { deciders } = this.#options;
    const concerned = { accreditor: true, communities: proposal.communities };
    return {
      mayAccept: await deciders.isDecider(actor, decidersOf(present, proposal)),
      mayDecline: await deciders.isDecider(actor, concerned),
      mayWithdraw: canActFor(actor, proposal.organizationId),
    };
  }

  /** @throws SignInRequiredError, ForbiddenError, OrganizationSuspendedError */
  async requireProposer(actor: Actor, organizationId: OrganizationId): Promise<void> {
    addressOf(actor);
    if (!canActFor(actor, organizationId))
      throw new ForbiddenError(`organizationId: you are no owner or editor of ${organizationId}.`);
    await this.#options.suspensions.requireNone(organizationId);
  }

  #decisionOf(
    actor: Actor,
    { reason = null, version = null }: Partial<Pick<ConceptDecision, 'reason' | 'version'>> = {},
  ): ConceptDecision {
    return { decidedBy: addressOf(actor), decidedAt: this.#options.clock.now(), reason, version };
  }

  /** Null when it was not open any more. */
  async #end(
    proposal: ConceptProposal,
    state: 'DECLINED' | 'WITHDRAWN',
    decision: ConceptDecision,
  ): Promise<ConceptProposal | null> {
    const outcome = await this.#options.store.decide(proposal.id, state, decision);
    return outcome === 'DONE' ? { ...proposal, state, decision } : null;
  }

  async #throwDecided(id: string): Promise<never> {
    const state = (await this.#options.store.find(id))?.state ?? 'gone';
    throw new ConflictError(
      `Proposal ${id} is ${state.toLowerCase()} already. Make a new one if that is to change.`,
    );
  }

  /** @throws BadInputError for an owner that is no admitted community */
  async #requireCommunities(present: Concepts, concepts: readonly Concept[]): Promise<void> {
    for (const concept of concepts) {
      const { community } = concept;
      if (community === null || community === present.get(keyOf(concept))?.community) continue;
      const found = await this.#options.organizations.find(community);
      if (found?.kind === 'COMMUNITY' && found.isAdmitted) continue;
      throw new BadInputError('concept.community', `${community} is no community that was admitted here.`);
    }
  }
}

function addressOf(actor: Actor): Hex {
  if (actor.kind === 'anonymous') throw new SignInRequiredError();
  return actor.address;
}

/** @throws BadInputError for the first rule that is broken */
function requireFitting(present: Concepts, concepts: readonly Concept[]): void {
  const [problem] = problemsOf(present, concepts);
  if (problem === undefined) return;
  const concept = concepts[problem.index];
  const place = concepts.length === 1 || concept === undefined ? 'concept' : keyOf(concept);
  throw new BadInputError(`${place}.${problem.field}`, problem.advice);
}

/** @throws BadInputError when nothing would change */
function requireDifference(present: Concepts, concepts: readonly Concept[]): void {
  const isSame = concepts.every((concept) => {
    const found = present.get(keyOf(concept));
    return found !== null && changedParts(found, concept).length === 0;
  });
  if (isSame) throw new BadInputError('concept', 'is the same as what is there already. Change something.');
}

/** @throws ConflictError when a concept was changed since the proposal was made */
function requireUnchanged(present: Concepts, { concepts, baseVersion }: ConceptProposal): void {
  const changed = concepts.find((concept) => present.changedAt(keyOf(concept)) > baseVersion);
  if (changed === undefined) return;
  throw new ConflictError(
    `${nameOf(changed)} was changed since this was proposed. Decline it; the proposal is to be made again from what is there now.`,
  );
}

/** @throws BadInputError where nobody could accept all of it */
function requireDeciders(
  present: Concepts,
  asked: Pick<ConceptProposal, 'concepts' | 'organizationId'>,
): Deciders {
  const deciders = decidersOf(present, asked);
  if (deciders.accreditor || deciders.communities.length > 0) return deciders;
  const advice =
    asked.concepts.length === 1
      ? 'a concept that is there becomes a community’s own on that community’s own proposal alone.'
      : 'nobody may accept all of these together. Propose what is of one community, and what is of none, each by itself.';
  throw new BadInputError('concept.community', advice);
}
