import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { fromHex, type Hex, toHex } from '@lanran/protocol/kernel/bytes';
import { type OrganizationId, parseAssetId } from '@lanran/protocol/kernel/ids';
import { type Actor, type MemberRole, membershipIn } from '../../platform/kernel/actor.ts';
import {
  ConflictError,
  ForbiddenError,
  LimitExceededError,
  NotFoundError,
  SignInRequiredError,
} from '../../platform/kernel/errors.ts';
import { type Invitation, type InvitationView, stateOf } from '../domain/invitation.ts';
import { parseLabel } from '../../platform/kernel/one-line-label.ts';
import { LoggedEvent } from '../../log/domain/logged-event.ts';
import type { AccountStore } from '../ports/account-store.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { InvitationStore } from '../ports/invitation-store.ts';
import type { LeafStore } from '../../log/ports/leaf-store.ts';
import type { OrganizationStore } from '../../organizations/ports/organization-store.ts';
import type { RoleLedger } from '../../chain/ports/role-ledger.ts';
import type { CouncilSeats } from '../../organizations/services/council-seats.ts';

const DAY_MS = 86_400_000;
const LASTS_DAYS = 14;
const MAX_LISTED = 100;
const MAX_A_DAY = 100;

export interface InvitationsOptions {
  readonly invitations: InvitationStore;
  readonly accounts: Pick<AccountStore, 'findManyByAddress'>;
  readonly organizations: Pick<OrganizationStore, 'find' | 'findMany'>;
  readonly leaves: Pick<LeafStore, 'listByKinds'>;
  readonly seats: Pick<CouncilSeats, 'isSpeaker'>;
  readonly roles: Pick<RoleLedger, 'isAccreditor'>;
  readonly clock: Clock;
}

export interface InvitationKey {
  readonly id: string;
  readonly secret: string;
}

export interface NewInvitation {
  readonly organizationId: OrganizationId;
  /** Null for one of the council. */
  readonly role: MemberRole | null;
  readonly label: string;
}

/**
 * Owners invite; who has the link's secret accepts with a key; an owner then adds that key on chain. Members of a council are
 * invited by whoever may name one: the council itself, the community's owners and the accreditor.
 */
export class InvitationsService {
  readonly #options: InvitationsOptions;

  constructor(options: InvitationsOptions) {
    this.#options = options;
  }

  /** The secret is told this once: only its hash is kept. */
  async invite(
    actor: Actor,
    { organizationId, role, label }: NewInvitation,
  ): Promise<{ readonly invitation: InvitationView; readonly secret: string }> {
    if (role === null) await this.#requireNaming(actor, organizationId);
    else requireOwner(actor, organizationId);
    const { invitations, clock } = this.#options;
    const createdAt = clock.now();
    const recent = await invitations.countSince(organizationId, new Date(createdAt.getTime() - DAY_MS));
    if (recent >= MAX_A_DAY)
      throw new LimitExceededError(
        `An organization invites at most ${MAX_A_DAY} times a day. Go on tomorrow.`,
      );
    const secret = randomBytes(32).toString('base64url');
    const invitation: Invitation = {
      id: randomBytes(16).toString('hex'),
      organizationId,
      role,
      label: parseLabel(label),
      secretHash: hashSecret(secret),
      createdAt,
      expiresAt: new Date(createdAt.getTime() + LASTS_DAYS * DAY_MS),
      acceptedBy: null,
      withdrawnAt: null,
    };
    await invitations.insert(invitation);
    return { invitation: await this.#viewOne(invitation), secret };
  }

  /** Null without the right secret. */
  async find(key: InvitationKey): Promise<InvitationView | null> {
    const invitation = await this.#open(key);
    return invitation === null ? null : this.#viewOne(invitation);
  }

  /** For the key that is signed in; again with the same key is the same. */
  async accept(actor: Actor, key: InvitationKey): Promise<InvitationView> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    const { invitations, clock } = this.#options;
    const asked = await this.#open(key);
    if (asked === null) throw new NotFoundError(`Invitation ${key.id}`);
    const isUnused = asked.acceptedBy === null && asked.role !== null;
    // It would use the link up for a key that nobody can add.
    if (isUnused && (await this.#additions(asked.organizationId)).some(({ key }) => key === actor.address))
      throw new ConflictError(
        'This key is or was a member of the organization, and no key is added twice. Accept with a new key.',
      );
    await invitations.accept(key.id, actor.address, clock.now());
    const view = await this.#viewOne(await this.#get(key.id));
    if (view.state === 'WITHDRAWN' || view.state === 'EXPIRED')
      throw new ConflictError(
        'This invitation was withdrawn or is over. Ask the organization for a new one.',
      );
    if (view.acceptedBy !== actor.address)
      throw new ConflictError(
        'Another key has accepted this invitation. Ask the organization for one of your own.',
      );
    return view;
  }

  async withdraw(actor: Actor, id: string): Promise<InvitationView> {
    const { invitations, clock } = this.#options;
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    const invitation = await invitations.find(id);
    if (invitation === null || !(await this.#mayWithdraw(actor, invitation)))
      throw new NotFoundError(`Invitation ${id}`);
    const { state } = await this.#viewOne(invitation);
    if (state === 'ENDED')
      throw new ConflictError('This invitation is used up: its key was a member, and is none any more.');
    if (state === 'DONE')
      throw new ConflictError(
        'Who was invited is a member by now. Remove that key from the members instead.',
      );
    await invitations.withdraw(id, clock.now());
    return this.#viewOne(await this.#get(id));
  }

  /** The last 100, newest first: for owners; to others who may name a council, those to it. */
  async list(actor: Actor, organizationId: OrganizationId): Promise<InvitationView[]> {
    if (!isOwner(actor, organizationId)) await this.#requireNaming(actor, organizationId);
    const all = await this.#options.invitations.listByOrganization(organizationId, MAX_LISTED);
    const shown = isOwner(actor, organizationId) ? all : all.filter(({ role }) => role === null);
    return this.#view(shown);
  }

  async #mayWithdraw(actor: Actor, { organizationId, role }: Invitation): Promise<boolean> {
    if (isOwner(actor, organizationId)) return true;
    return role === null && (await this.#mayName(actor, organizationId));
  }

  /** May the actor name a council of the community? */
  async #mayName(actor: Actor, organizationId: OrganizationId): Promise<boolean> {
    const { organizations, seats, roles } = this.#options;
    const community = await organizations.find(organizationId);
    if (community?.kind !== 'COMMUNITY' || actor.kind === 'anonymous') return false;
    if (isOwner(actor, organizationId) || (await seats.isSpeaker(actor, community))) return true;
    return roles.isAccreditor(actor.address);
  }

  async #requireNaming(actor: Actor, organizationId: OrganizationId): Promise<void> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    if (await this.#mayName(actor, organizationId)) return;
    throw new ForbiddenError(
      'Only owners invite members, and only who may name a community’s council invites to it. Ask one of them.',
    );
  }

  async #open({ id, secret }: InvitationKey): Promise<Invitation | null> {
    const invitation = await this.#options.invitations.find(id);
    if (invitation === null) return null;
    return timingSafeEqual(fromHex(invitation.secretHash), fromHex(hashSecret(secret))) ? invitation : null;
  }

  async #get(id: string): Promise<Invitation> {
    const invitation = await this.#options.invitations.find(id);
    if (invitation === null) throw new NotFoundError(`Invitation ${id}`);
    return invitation;
  }

  async #viewOne(invitation: Invitation): Promise<InvitationView> {
    const [view] = await this.#view([invitation]);
    if (view === undefined) throw new NotFoundError(`Invitation ${invitation.id}`);
    return view;
  }

  async #view(invitations: readonly Invitation[]): Promise<InvitationView[]> {
    const { organizations, accounts, clock } = this.#options;
    const ids = [...new Set(invitations.map(({ organizationId }) => organizationId))];
    const keys = invitations.flatMap(({ acceptedBy }) => acceptedBy ?? []);
    const [inviting, accepting, added] = await Promise.all([
      organizations.findMany(ids),
      accounts.findManyByAddress(keys),
      Promise.all(ids.map((id) => this.#additions(id))),
    ]);
    const now = clock.now();
    return invitations.map((invitation) => {
      const organization = inviting.find(({ id }) => id === invitation.organizationId);
      const members = organization?.members ?? [];
      // Of what the log has, as much as the members tell already: a key just added is no former one.
      const everAdded = new Set(
        (added[ids.indexOf(invitation.organizationId)] ?? [])
          .filter(({ index }) => index <= (organization?.projectedIndex ?? -1))
          .map(({ key }) => key),
      );
      const account = accepting.find(({ address }) => address === invitation.acceptedBy);
      const displayName = account?.displayName ?? null;
      return { ...invitation, state: stateOf(invitation, { members, everAdded, now }), displayName };
    });
  }

  /** Every key that was ever added, and where the log says so. */
  async #additions(organizationId: OrganizationId): Promise<readonly { index: number; key: Hex | null }[]> {
    // A statement about no asset has its subject in the asset's place.
    const subject = parseAssetId(organizationId);
    const added = await this.#options.leaves.listByKinds(subject, ['member-added']);
    return added.map((logged) => ({ index: logged.index, key: LoggedEvent.of(logged).address('key') }));
  }
}

function isOwner(actor: Actor, organizationId: OrganizationId): boolean {
  return membershipIn(actor, organizationId)?.role === 'OWNER';
}

function requireOwner(actor: Actor, organizationId: OrganizationId): void {
  if (actor.kind === 'anonymous') throw new SignInRequiredError();
  if (isOwner(actor, organizationId)) return;
  throw new ForbiddenError('Only an owner of the organization invites. Ask one of its owners.');
}

function hashSecret(secret: string): Hex {
  return toHex(createHash('sha256').update(secret).digest());
}
