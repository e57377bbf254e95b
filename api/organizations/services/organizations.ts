import type { Hex } from '@lanran/protocol/kernel/bytes';
import { FormatError } from '@lanran/protocol/kernel/errors';
import { organizationIdOf } from '@lanran/protocol/kernel/ids';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { type Actor, ORGANIZATION_KINDS, type OrganizationKind } from '../../platform/kernel/actor.ts';
import {
  BadInputError,
  ConflictError,
  LimitExceededError,
  NotFoundError,
  SignInRequiredError,
} from '../../platform/kernel/errors.ts';
import type { Organization } from '../domain/organization.ts';
import type { Page, PageRequest } from '../../platform/kernel/page.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { OrganizationStore } from '../ports/organization-store.ts';

const MAX_NAME = 200;
/** So that a stranger can't take names by the hundred. */
const MAX_PENDING = 5;
/** Who runs the platform is not asked for. An accreditor may be: the role is its key's, given at deployment. */
const ASKED_FOR = ORGANIZATION_KINDS.filter((kind) => kind !== 'OPERATOR');

export interface OrganizationRequest {
  readonly slug: string;
  readonly kind: string;
  readonly name: { readonly en?: string | null | undefined; readonly zh?: string | null | undefined };
}

interface OrganizationsServiceOptions {
  readonly organizations: OrganizationStore;
  readonly clock: Clock;
}

/** Organizations and the profiles that ask for admission; who is admitted, the accreditor decides on chain. */
export class OrganizationsService {
  readonly #organizations: OrganizationStore;
  readonly #clock: Clock;

  constructor({ organizations, clock }: OrganizationsServiceOptions) {
    this.#organizations = organizations;
    this.#clock = clock;
  }

  /** Asks for admission; the signed-in key is proposed as first owner, or as a community's council. */
  async request(actor: Actor, input: OrganizationRequest): Promise<Organization> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    const id = parseSlug(input.slug);
    const kind = ASKED_FOR.find((candidate) => candidate === input.kind);
    if (kind === undefined) throw new BadInputError('kind', `must be one of ${ASKED_FOR.join(', ')}.`);
    const en = parseName(input.name.en, 'name.en');
    const zh = parseName(input.name.zh, 'name.zh');
    if (en === null && zh === null)
      throw new BadInputError('name', 'needs a name in English (en), Chinese (zh) or both.');
    const name = { ...(en !== null && { en }), ...(zh !== null && { zh }) };
    await this.#requireRoom(actor.address, id);
    const profile = { id, slug: input.slug, kind, name };
    const asked = { requestedBy: actor.address, requestedAt: this.#clock.now() };
    if (!(await this.#organizations.request({ ...profile, ...asked }))) {
      throw new ConflictError(`slug: ${input.slug} is taken. Choose another.`);
    }
    return this.get(id);
  }

  async #requireRoom(address: Hex, id: OrganizationId): Promise<void> {
    if ((await this.#organizations.find(id)) !== null) return;
    if ((await this.#organizations.countPending(address)) < MAX_PENDING) return;
    throw new LimitExceededError(
      `At most ${MAX_PENDING} organizations that one key asked for wait for admission. Wait for the accreditor's decision.`,
    );
  }

  async get(id: OrganizationId): Promise<Organization> {
    const organization = await this.#organizations.find(id);
    if (organization === null) throw new NotFoundError(`Organization ${id}`);
    return organization;
  }

  async find(id: OrganizationId): Promise<Organization | null> {
    return this.#organizations.find(id);
  }

  async findBySlug(slug: string): Promise<Organization | null> {
    return this.#organizations.find(parseSlug(slug));
  }

  /** To be shown, in the order of the ids; null where there is none. A second old where another process writes. */
  async showMany(ids: readonly OrganizationId[]): Promise<(Organization | null)[]> {
    const found = new Map(
      (await this.#organizations.findShown(ids)).map((organization) => [organization.id, organization]),
    );
    return ids.map((id) => found.get(id) ?? null);
  }

  async list(kind: OrganizationKind | null, page: PageRequest): Promise<Page<Organization>> {
    return this.#organizations.list(kind, page);
  }
}

function parseSlug(slug: string): OrganizationId {
  try {
    return organizationIdOf(slug);
  } catch (error) {
    if (error instanceof FormatError) throw new BadInputError('slug', error.message);
    throw error;
  }
}

function parseName(text: string | null | undefined, field: string): string | null {
  const name = text?.normalize('NFC').trim() ?? '';
  if (name === '') return null;
  if (name.length > MAX_NAME || /\p{Cc}|\p{Surrogate}/u.test(name)) {
    throw new BadInputError(field, `must be at most ${MAX_NAME} characters on one line.`);
  }
  return name;
}
