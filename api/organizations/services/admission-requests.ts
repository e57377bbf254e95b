import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Actor } from '../../platform/kernel/actor.ts';
import {
  type AdmissionRequest,
  isOpen,
  parseContact,
  parseWords,
  requireWords,
} from '../domain/admission-request.ts';
import {
  ConflictError,
  ForbiddenError,
  LimitExceededError,
  NotFoundError,
  SignInRequiredError,
} from '../../platform/kernel/errors.ts';
import type { Organization } from '../domain/organization.ts';
import { MAX_PAGE } from '../../platform/kernel/page.ts';
import type { AdmissionRequestStore } from '../ports/admission-request-store.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { OrganizationStore } from '../ports/organization-store.ts';
import type { RoleLedger } from '../../chain/ports/role-ledger.ts';
import type { OrganizationRequest, OrganizationsService } from './organizations.ts';

const MAX_LISTED = 100;
const MAX_A_DAY = 20;
const DAY_MS = 86_400_000;

/** What is asked for, with what only the accreditor is to see. */
export interface AdmissionApplication extends OrganizationRequest {
  readonly contact?: string | null | undefined;
  readonly letter?: string | null | undefined;
}

export interface AdmissionRequestsOptions {
  readonly requests: AdmissionRequestStore;
  readonly profiles: Pick<OrganizationsService, 'request'>;
  readonly organizations: Pick<OrganizationStore, 'find' | 'list' | 'release'>;
  readonly roles: Pick<RoleLedger, 'isAccreditor'>;
  readonly clock: Clock;
}

/** Asking for admission, and what the accreditor says before it admits: who is admitted, it decides on chain. */
export class AdmissionRequests {
  readonly #options: AdmissionRequestsOptions;

  constructor(options: AdmissionRequestsOptions) {
    this.#options = options;
  }

  /** Asks, or corrects what the same key asked for and is not decided. */
  async ask(actor: Actor, application: AdmissionApplication): Promise<Organization> {
    const { requests, profiles, clock } = this.#options;
    const address = addressOf(actor);
    const contact = parseContact(application.contact);
    const letter = parseWords(application.letter, 'letter');
    const requestedAt = clock.now();
    const recent = await requests.countSince(address, new Date(requestedAt.getTime() - DAY_MS));
    if (recent >= MAX_A_DAY)
      throw new LimitExceededError(`One key asks at most ${MAX_A_DAY} times a day. Go on tomorrow.`);
    const organization = await profiles.request(actor, application);
    if (organization.isAdmitted) return organization;
    const { id: organizationId, slug, kind, name } = organization;
    const earlier = await requests.find(organizationId, address);
    const open = earlier !== null && isOpen(earlier) ? earlier : null;
    await requests.put({
      ...{ organizationId, slug, kind, name, requestedBy: address },
      requestedAt: open?.requestedAt ?? requestedAt,
      state: 'WAITING',
      contact: contact ?? open?.contact ?? null,
      letter: letter ?? open?.letter ?? null,
      question: open?.question ?? null,
      answer: open?.answer ?? null,
      reason: null,
    });
    return organization;
  }

  /** What the key asked for, newest first, with what became of it. */
  async listOwn(actor: Actor): Promise<AdmissionRequest[]> {
    const address = addressOf(actor);
    const [kept, profiles] = await Promise.all([
      this.#options.requests.listByKey(address, MAX_LISTED),
      this.#profiles(({ requestedBy }) => requestedBy === address),
    ]);
    // Those of before requests were kept are known by their profiles alone.
    const known = new Set(kept.map(({ organizationId }) => organizationId));
    const bare = profiles.filter(({ id }) => !known.has(id)).map((profile) => bareRequest(profile, address));
    const admitted = new Set(profiles.filter(({ isAdmitted }) => isAdmitted).map(({ id }) => id));
    return [...kept, ...bare].map((request) =>
      admitted.has(request.organizationId) ? { ...request, state: 'ADMITTED' } : request,
    );
  }

  /** Those that wait for a decision, the longest first; for the accreditor. */
  async listOpen(actor: Actor): Promise<AdmissionRequest[]> {
    await this.#requireAccreditor(actor);
    const waiting = await this.#profiles(({ isAdmitted }) => !isAdmitted);
    const requests = await Promise.all(waiting.map((profile) => this.#requestOf(profile)));
    return requests
      .filter((request) => request !== null)
      .sort((one, other) => one.requestedAt.getTime() - other.requestedAt.getTime());
  }

  /** The accreditor asks the asker something. */
  async askBack(actor: Actor, id: OrganizationId, question: string): Promise<AdmissionRequest> {
    await this.#requireAccreditor(actor);
    const asked = requireWords(question, 'question');
    const request = await this.#getOpen(id);
    return this.#put({ ...request, state: 'ASKED_BACK', question: asked, answer: null });
  }

  /** The asker answers what the accreditor asked. */
  async answer(actor: Actor, id: OrganizationId, answer: string): Promise<AdmissionRequest> {
    const request = await this.#getOwn(actor, id);
    const given = requireWords(answer, 'answer');
    if (request.question === null) throw new ConflictError('Nothing was asked. Correct the request instead.');
    return this.#put({ ...request, state: 'WAITING', answer: given });
  }

  /** The accreditor says no, with its reason. The short name is free again. */
  async refuse(actor: Actor, id: OrganizationId, reason: string): Promise<AdmissionRequest> {
    await this.#requireAccreditor(actor);
    const request = await this.#getOpen(id);
    return this.#close({ ...request, state: 'REFUSED', reason: requireWords(reason, 'reason') });
  }

  /** The asker takes the request back. The short name is free again. */
  async withdraw(actor: Actor, id: OrganizationId): Promise<AdmissionRequest> {
    const request = await this.#getOwn(actor, id);
    return this.#close({ ...request, state: 'WITHDRAWN' });
  }

  async #put(request: AdmissionRequest): Promise<AdmissionRequest> {
    await this.#options.requests.put(request);
    return request;
  }

  /** The words first: should the second step fail, the request can be closed again. */
  async #close(request: AdmissionRequest): Promise<AdmissionRequest> {
    await this.#put(request);
    await this.#options.organizations.release(request.organizationId, request.requestedBy);
    return request;
  }

  async #getOwn(actor: Actor, id: OrganizationId): Promise<AdmissionRequest> {
    const address = addressOf(actor);
    const request = await this.#getOpen(id);
    if (request.requestedBy !== address) throw new NotFoundError(`Request ${id}`);
    return request;
  }

  async #getOpen(id: OrganizationId): Promise<AdmissionRequest> {
    const profile = await this.#options.organizations.find(id);
    if (profile?.isAdmitted === true)
      throw new ConflictError(`${profile.slug} is admitted already. An admission can't be taken back.`);
    const request = profile === null ? null : await this.#requestOf(profile);
    if (request === null) throw new NotFoundError(`Request ${id}`);
    return request;
  }

  /** What waits for the profile; null where no key asked for it here. */
  async #requestOf(profile: Organization): Promise<AdmissionRequest | null> {
    const { id, requestedBy } = profile;
    if (requestedBy === null) return null;
    return (await this.#options.requests.find(id, requestedBy)) ?? bareRequest(profile, requestedBy);
  }

  async #profiles(isWanted: (profile: Organization) => boolean): Promise<Organization[]> {
    const wanted: Organization[] = [];
    let after: string | null = null;
    do {
      const page = await this.#options.organizations.list(null, { first: MAX_PAGE, after });
      wanted.push(...page.items.map(({ item }) => item).filter(isWanted));
      after = page.hasNextPage ? (page.items.at(-1)?.cursor ?? null) : null;
    } while (after !== null);
    return wanted;
  }

  async #requireAccreditor(actor: Actor): Promise<void> {
    if (!(await this.#options.roles.isAccreditor(addressOf(actor))))
      throw new ForbiddenError('Only the accreditor decides about admissions. Sign in with its key.');
  }
}

function addressOf(actor: Actor): Hex {
  if (actor.kind === 'anonymous') throw new SignInRequiredError();
  return actor.address;
}

/** Of a profile that was asked for before requests were kept. */
function bareRequest(profile: Organization, requestedBy: Hex): AdmissionRequest {
  const { id, slug, kind, name, requestedAt } = profile;
  return {
    ...{ organizationId: id, slug, kind, name, requestedBy, state: 'WAITING' },
    requestedAt: requestedAt ?? new Date(0),
    ...{ contact: null, letter: null, question: null, answer: null, reason: null },
  };
}
