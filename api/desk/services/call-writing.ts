import { toPlainHex, utf8 } from '@lanran/protocol/kernel/bytes';
import { formatDay } from '@lanran/protocol/kernel/day';
import { sha256 } from '@lanran/protocol/kernel/hash';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { CatalogService } from '../../assets/services/catalog.ts';
import type { Organization } from '../../organizations/domain/organization.ts';
import type { OrganizationStore } from '../../organizations/ports/organization-store.ts';
import type { CouncilSeats } from '../../organizations/services/council-seats.ts';
import type { Suspensions } from '../../organizations/services/suspensions.ts';
import { type Actor, canActFor, requireMember } from '../../platform/kernel/actor.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import {
  BadInputError,
  ConflictError,
  ForbiddenError,
  LimitExceededError,
  NotFoundError,
} from '../../platform/kernel/errors.ts';
import type { LocalizedTextInput } from '../../platform/kernel/localized-text.ts';
import {
  type Call,
  type CallContentInput,
  callStateOn,
  changedCall,
  parseCallContent,
  parseWithdrawalReason,
} from '../domain/call.ts';
import { dayOf } from '../domain/request-state.ts';
import { requireBatch } from '../domain/request-text.ts';
import type { CallStore } from '../ports/call-store.ts';
import { type CallReading, type CallView, isOf } from './call-reading.ts';

const MAX_OPEN = 50;

export interface CallWritingOptions {
  readonly calls: CallStore;
  readonly reading: CallReading;
  readonly catalog: Pick<CatalogService, 'findMany'>;
  readonly organizations: Pick<OrganizationStore, 'find'>;
  readonly seats: Pick<CouncilSeats, 'isSpeaker'>;
  readonly suspensions: Pick<Suspensions, 'requireNone'>;
  readonly clock: Clock;
}

export interface NewCall extends CallContentInput {
  readonly organization: OrganizationId;
  /** Chosen by who opens it, so that opening again after a lost answer is once. */
  readonly batch: string;
}

/** What is left out stays. */
export type CallContentChange = Partial<CallContentInput>;

/** Opens, changes and ends calls: owners and editors of an institution, and the council of a community. */
export class CallWriting {
  readonly #options: CallWritingOptions;

  constructor(options: CallWritingOptions) {
    this.#options = options;
  }

  /**
   * The same batch again is once.
   * @throws SignInRequiredError, NotFoundError, ForbiddenError, OrganizationSuspendedError, BadInputError, LimitExceededError,
   * ConflictError
   */
  async open(actor: Actor, { organization: id, batch, ...input }: NewCall): Promise<CallView> {
    const { address } = requireMember(actor);
    const { calls, organizations, suspensions, clock } = this.#options;
    const organization = await organizations.find(id);
    if (organization === null) throw new NotFoundError(`Organization ${id}`);
    await this.#requireOpener(actor, organization);
    await suspensions.requireNone(id);
    requireBatch(batch);
    const now = clock.now();
    const content = parseCallContent(input, dayOf(now));
    await this.#requireAssets(actor, id, content.assetIds);
    const call: Call = {
      ...content,
      id: toPlainHex(sha256(utf8(`${batch}/${id}`))).slice(0, 32),
      organization: id,
      openedBy: address,
      openedAt: now,
      closedAt: null,
      withdrawnAt: null,
      withdrawnReason: null,
      changes: [],
      revision: 1,
    };
    const before = await calls.find(call.id);
    if (before === null) {
      if ((await calls.countOpen(id, dayOf(now))) >= MAX_OPEN)
        throw new LimitExceededError(
          `An organization has at most ${MAX_OPEN} open calls. Close one, then open another.`,
        );
      await calls.insert(call);
    } else if (changedCall(before, content, { at: now, account: address }) !== before)
      throw new ConflictError('batch: another call was opened under it. Choose another one.');
    return this.#options.reading.get(actor, call.id);
  }

  /**
   * @throws SignInRequiredError, NotFoundError, ForbiddenError, OrganizationSuspendedError, BadInputError, LimitExceededError
   * @throws ConflictError when it is not open, or no longer of this revision
   */
  async change(actor: Actor, id: string, revision: number, change: CallContentChange): Promise<CallView> {
    const { clock, suspensions } = this.#options;
    const { address } = requireMember(actor);
    const call = await this.#ownCall(actor, id);
    await suspensions.requireNone(call.organization);
    const now = clock.now();
    requireOpen(call, now);
    if (call.revision !== revision) throw changedMeanwhile(id);
    const assetIds =
      change.assetIds === undefined ? {} : { assetIds: await this.#withHidden(actor, call, change.assetIds) };
    const content = parseCallContent({ ...call, ...change, ...assetIds }, dayOf(now));
    const added = content.assetIds.filter((assetId) => !call.assetIds.includes(assetId));
    await this.#requireAssets(actor, call.organization, added);
    await this.#replace(call, changedCall(call, content, { at: now, account: address }));
    return this.#options.reading.get(actor, id);
  }

  /** It takes no more proposals. Again is the same. Throws as `change`, but for revisions. */
  async close(actor: Actor, id: string): Promise<CallView> {
    requireMember(actor);
    const call = await this.#ownCall(actor, id);
    const now = this.#options.clock.now();
    if (call.closedAt === null) {
      requireOpen(call, now);
      await this.#replace(call, { ...call, closedAt: now, revision: call.revision + 1 });
    }
    return this.#options.reading.get(actor, id);
  }

  /** Takes it back, also after its closing day. Throws as `close`. */
  async withdraw(actor: Actor, id: string, given: LocalizedTextInput): Promise<CallView> {
    requireMember(actor);
    const call = await this.#ownCall(actor, id);
    const withdrawnReason = parseWithdrawalReason(given);
    if (call.withdrawnAt === null)
      await this.#replace(call, {
        ...call,
        withdrawnAt: this.#options.clock.now(),
        withdrawnReason,
        revision: call.revision + 1,
      });
    else if (JSON.stringify(call.withdrawnReason) !== JSON.stringify(withdrawnReason))
      throw new ConflictError(`Call ${id} was withdrawn already, for another reason. Load it again.`);
    return this.#options.reading.get(actor, id);
  }

  /** Does the actor open, change and end calls of this organization? */
  async isOpener(actor: Actor, organization: Organization): Promise<boolean> {
    if (organization.kind === 'COMMUNITY') return this.#options.seats.isSpeaker(actor, organization);
    return organization.kind === 'INSTITUTION' && canActFor(actor, organization.id);
  }

  async #requireOpener(actor: Actor, organization: Organization): Promise<void> {
    if (await this.isOpener(actor, organization)) return;
    const who =
      organization.kind === 'COMMUNITY'
        ? `the council of ${organization.slug}`
        : `an owner or editor of ${organization.slug}, if it is an institution,`;
    throw new ForbiddenError(`Only ${who} opens and changes its calls for proposals. Sign in as one.`);
  }

  /** @throws NotFoundError for whom it does not exist, ForbiddenError for who only reads */
  async #ownCall(actor: Actor, id: string): Promise<Call> {
    const { call } = await this.#options.reading.get(actor, id);
    const organization = await this.#options.organizations.find(call.organization);
    if (organization === null) throw new NotFoundError(`Call ${id}`);
    await this.#requireOpener(actor, organization);
    return call;
  }

  async #requireAssets(
    actor: Actor,
    organization: OrganizationId,
    assetIds: readonly AssetId[],
  ): Promise<void> {
    const found = await this.#options.catalog.findMany(actor, assetIds);
    for (const [at, asset] of found.entries()) {
      if (asset === null) throw new NotFoundError(`Asset ${assetIds[at]}`);
      if (!isOf(organization, asset))
        throw new BadInputError('assetIds', `${asset.id} is not of this organization. Leave it out.`);
      if (asset.isTakenDown || asset.isWithdrawn)
        throw new BadInputError(
          'assetIds',
          `${asset.id} was ${asset.isTakenDown ? 'taken down' : 'withdrawn'}. Leave it out.`,
        );
    }
  }

  /** Who does not see an asset of the call does not remove it either. */
  async #withHidden(
    actor: Actor,
    { assetIds }: Call,
    wanted: readonly AssetId[],
  ): Promise<readonly AssetId[]> {
    const found = await this.#options.catalog.findMany(actor, assetIds);
    const hidden = assetIds.filter((assetId, at) => found[at] == null && !wanted.includes(assetId));
    return [...wanted, ...hidden];
  }

  async #replace(call: Call, changed: Call): Promise<void> {
    if (changed === call) return;
    if (!(await this.#options.calls.replace(changed, call.revision))) throw changedMeanwhile(call.id);
  }
}

function requireOpen(call: Call, now: Date): void {
  const state = callStateOn(call, dayOf(now));
  if (state === 'OPEN') return;
  const since =
    state === 'WITHDRAWN'
      ? 'was withdrawn'
      : call.closedAt === null
        ? `closed after ${formatDay(call.closingDay)}`
        : 'was closed';
  throw new ConflictError(`Call ${call.id} ${since}, and nothing of it changes any more. Open another call.`);
}

function changedMeanwhile(id: string): ConflictError {
  return new ConflictError(
    `Call ${id} was changed meanwhile, and nothing of yours was written. Load it again, then repeat your change.`,
  );
}
