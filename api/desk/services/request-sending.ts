import { currencyAt, type PlatformCurrency } from '@lanran/protocol/licensing/currencies';
import { toPlainHex, utf8 } from '@lanran/protocol/kernel/bytes';
import { type Day, formatDay } from '@lanran/protocol/kernel/day';
import { sha256 } from '@lanran/protocol/kernel/hash';
import { type AssetId, type OrganizationId, randomBytes32 } from '@lanran/protocol/kernel/ids';
import type { Address } from '@lanran/protocol/kernel/signature';
import type { RightsBits } from '@lanran/protocol/licensing/rights';
import { isSameWish, type Wish } from '@lanran/protocol/licensing/window';
import type { Asset } from '../../assets/domain/asset.ts';
import type { InstallationService } from '../../chain/services/installation.ts';
import type { CatalogService } from '../../assets/services/catalog.ts';
import type { ConsentsInForce } from '../../consent/services/consents-in-force.ts';
import { isSuspendedAt } from '../../organizations/domain/organization.ts';
import type { OrganizationStore } from '../../organizations/ports/organization-store.ts';
import type { Suspensions } from '../../organizations/services/suspensions.ts';
import { type Actor, canActFor, type Member, requireMember } from '../../platform/kernel/actor.ts';
import { type Clock, DAY_MS } from '../../platform/kernel/clock.ts';
import {
  BadInputError,
  ConflictError,
  ForbiddenError,
  LimitExceededError,
  NotFoundError,
} from '../../platform/kernel/errors.ts';
import type { Call } from '../domain/call.ts';
import type { DeskRequest, RequestKind } from '../domain/request.ts';
import { isSameFiles, type RequestFile } from '../domain/request-file.ts';
import { dayOf } from '../domain/request-state.ts';
import { requireTerms, type RequestTerms } from '../domain/request-terms.ts';
import { requireBatch, requireDueDay, requireMessage } from '../domain/request-text.ts';
import type { Doors } from '../ports/doors.ts';
import type { RequestStore } from '../ports/request-store.ts';
import { type RequestFileClaims, threadOfBatch } from './request-file-claims.ts';
import type { CallProposing } from './call-proposing.ts';

const MAX_ASSETS = 50;
/** Of one account in a day; keys cost nothing, so that those of no organization have fewer. */
const MAX_A_DAY = { member: 200, person: 20 } as const;

/** What is asked, of everybody who has to do with the assets. */
export interface Question {
  /** Null: a use for an organization, a question for a person who belongs to none. */
  readonly kind: RequestKind | null;
  readonly assetIds: readonly AssetId[];
  /** The call for proposals that it answers. */
  readonly callId: string | null;
  readonly wish: Wish | null;
  /** Of which currency the price is, by its address; null: of the first. */
  readonly token: Address | null;
  /** For each asset, in its currency's smallest unit; null: the other side names one. */
  readonly price: bigint | null;
  /** Null: as the consent in force asks, else the council names it. */
  readonly communityShareBps: number | null;
  readonly rights: RightsBits;
  readonly message: string;
  /** Ids of what the same account uploaded under the batch. */
  readonly files: readonly string[];
  readonly dueDay: Day | null;
  /** For which organization; null: the actor's studio, or only organization. */
  readonly organizationId: OrganizationId | null;
  /** Chosen by who asks, so that asking again after a lost answer is once. */
  readonly batch: string;
}

/** With its kind, and its words as they are kept. */
interface Asked extends Question {
  readonly kind: RequestKind;
}

export interface RequestSendingOptions {
  readonly requests: RequestStore;
  readonly catalog: Pick<CatalogService, 'findMany'>;
  readonly consents: Pick<ConsentsInForce, 'liveOf'>;
  readonly organizations: Pick<OrganizationStore, 'findMany'>;
  readonly suspensions: Pick<Suspensions, 'requireNone'>;
  readonly doors: Doors;
  readonly claims: Pick<RequestFileClaims, 'claim' | 'areSame'>;
  readonly calls: Pick<CallProposing, 'requireOpen'>;
  readonly currencies: () => readonly PlatformCurrency[];
  readonly installation: Pick<InstallationService, 'requireKnownRights'>;
  readonly onWritten: () => void;
  readonly clock: Clock;
}

/** Sends what somebody asks to each holder and community apart: none reads what another answers. */
export class RequestSending {
  readonly #options: RequestSendingOptions;

  constructor(options: RequestSendingOptions) {
    this.#options = options;
  }

  /**
   * All or nothing is sent; the same batch again is once. Only what a kill left out is looked at anew.
   * @throws SignInRequiredError, BadInputError, ForbiddenError, NotFoundError, ConflictError, LimitExceededError,
   * OrganizationSuspendedError
   */
  async send(actor: Actor, question: Question): Promise<DeskRequest[]> {
    const member = requireMember(actor);
    const organization = askingOrganization(member, question.organizationId);
    const kind = question.kind ?? (organization === null ? 'QUESTION' : 'USE');
    requireAssets(question.assetIds);
    requireBatch(question.batch);
    const asked = { ...question, kind, message: requireMessage(question.message, 'message') };
    const before = await this.#sentBefore(member, asked, organization);
    const named = new Set(before.flatMap(({ assetIds }) => assetIds));
    const assetIds = question.assetIds.filter((id) => !named.has(id));
    const missing =
      assetIds.length === 0 ? [] : await this.#sendNew(member, { ...asked, assetIds }, organization);
    return [...before, ...missing].toSorted(inOrderOf(question.assetIds));
  }

  async #sendNew(
    actor: Member,
    question: Asked,
    organization: OrganizationId | null,
  ): Promise<DeskRequest[]> {
    const { clock, suspensions } = this.#options;
    const { kind, callId, message: text } = question;
    const now = clock.now();
    requireSense(question, { kind, organization, today: dayOf(now) });
    const dueDay = requireDueDay(question.dueDay, dayOf(now));
    const assets = await this.#assetsOf(actor, question.assetIds);
    const call =
      callId === null ? null : await this.#options.calls.requireOpen(actor, { callId, kind, assets });
    if (organization !== null) await suspensions.requireNone(organization);
    requireAskable(assets, kind, organization);
    const files = await this.#claim(actor, question);
    const { batch } = question;
    const common = { kind, callId, text, files, dueDay, batch, askedAt: now, changedAt: now };
    const asker = { account: actor.address, organization };
    const terms = kind === 'USE' ? await this.#termsOf(assets, question) : null;
    const requests = pairsOf(assets, kind).map((pair): DeskRequest => ({
      ...common,
      id: idOf(question.batch, organization ?? actor.address, pair),
      asker,
      holder: pair.holder,
      community: pair.community,
      assetIds: pair.assetIds,
      terms: pair.assetIds.flatMap((id) => terms?.get(id) ?? []),
      salt: randomBytes32(),
      handledBy: { ASKER: actor.address },
    }));
    const found = await this.#options.requests.findMany(requests.map(({ id }) => id));
    const before = new Map(found.map((request) => [request.id, request]));
    for (const request of requests) requireSame(before.get(request.id) ?? request, request);
    const unsent = requests.filter(({ id }) => !before.has(id));
    await this.#requireReachable(unsent, call);
    await this.#requireRoom(actor, unsent);
    const sent = await Promise.all(requests.map((request) => this.#insert(request)));
    this.#options.onWritten();
    return sent;
  }

  /** What the account sent under the batch. @throws ConflictError when it asked something else */
  async #sentBefore(
    { address }: Member,
    asked: Asked,
    organization: OrganizationId | null,
  ): Promise<DeskRequest[]> {
    const { requests, claims } = this.#options;
    const found = await requests.listOfBatch(address, asked.batch);
    const own = found.filter(({ asker }) => asker.organization === organization);
    for (const request of own)
      if (!isAsked(request, asked) || !(await claims.areSame(asked.files, request.files))) throw otherBatch();
    return own;
  }

  async #claim(actor: Member, { batch, files }: Question): Promise<RequestFile[]> {
    const thread = threadOfBatch(batch);
    return this.#options.claims.claim(files, { thread, account: actor.address, named: [] });
  }

  async #assetsOf(actor: Actor, ids: readonly AssetId[]): Promise<Asset[]> {
    const found = await this.#options.catalog.findMany(actor, ids);
    return found.map((asset, at) => {
      if (asset === null) throw new NotFoundError(`Asset ${ids[at]}`);
      return asset;
    });
  }

  #tokenOf({ token }: Question): Address {
    const currencies = this.#options.currencies();
    const named = token === null ? currencies[0] : currencyAt(currencies, token);
    if (named == null)
      throw new BadInputError('token', 'is none of this platform’s currencies; see `deployment`.');
    return named.address;
  }

  async #termsOf(assets: readonly Asset[], question: Question): Promise<Map<AssetId, RequestTerms>> {
    const { wish, price, communityShareBps, rights } = question;
    if (wish === null) throw new BadInputError('wish', 'say for what: media, territories and days.');
    await this.#options.installation.requireKnownRights(rights, 'rights');
    const token = this.#tokenOf(question);
    const live = await this.#options.consents.liveOf(assets.map(({ id }) => id));
    return new Map(
      assets.map(({ id, community }, at) => {
        const shareBps = community === null ? 0 : (communityShareBps ?? live[at]?.shareBps ?? null);
        return [id, { wish, token, price, communityShareBps: shareBps, rights }];
      }),
    );
  }

  /** A holder that may sell nothing can't answer, and a closed door is respected, but for a call of that organization. */
  async #requireReachable(requests: readonly DeskRequest[], call: Call | null): Promise<void> {
    const { organizations, doors, clock } = this.#options;
    const asked = requests.flatMap(({ kind, holder, community }) => [
      ...(kind === 'REVIEW' ? [] : [holder]),
      ...(community === null ? [] : [community]),
    ]);
    for (const organization of await organizations.findMany([...new Set(asked)])) {
      const { id, slug } = organization;
      if (isSuspendedAt(organization, clock.now()))
        throw new ConflictError(
          `${slug} is suspended and can’t answer. Nothing was sent: leave its assets out, or ask again when the suspension is lifted.`,
        );
      const closedUntil = call?.organization === id ? null : await doors.closedUntil(id);
      if (closedUntil !== null)
        throw new ConflictError(
          `${slug} takes no requests until ${formatDay(closedUntil)}. Nothing was sent: leave its assets out, or ask again after that day.`,
        );
    }
  }

  async #requireRoom(actor: Member, requests: readonly DeskRequest[]): Promise<void> {
    const { clock } = this.#options;
    const since = new Date(clock.now().getTime() - DAY_MS);
    const most = actor.memberships.length > 0 ? MAX_A_DAY.member : MAX_A_DAY.person;
    if ((await this.#options.requests.countSince(actor.address, since)) + requests.length <= most) return;
    throw new LimitExceededError(`At most ${most} requests a day are taken from one key. Wait, then go on.`);
  }

  async #insert(request: DeskRequest): Promise<DeskRequest> {
    const { requests } = this.#options;
    if (await requests.insert(request)) return request;
    const before = await requests.find(request.id);
    if (before === null) throw otherBatch();
    return requireSame(before, request);
  }
}

/** Null for a person who belongs to none. */
function askingOrganization(actor: Member, named: OrganizationId | null): OrganizationId | null {
  if (named !== null) {
    if (canActFor(actor, named)) return named;
    throw new ForbiddenError(
      `Only an owner or editor of ${named} asks for it. Sign in as one of them, or ask for another organization.`,
    );
  }
  const acting = actor.memberships.filter(({ organizationId }) => canActFor(actor, organizationId));
  const studios = acting.filter(({ kind }) => kind === 'STUDIO');
  const [own, ...others] = studios.length > 0 ? studios : acting;
  if (others.length > 0)
    throw new BadInputError('organizationId', 'you act for several organizations: name the one that asks.');
  if (own === undefined && actor.memberships.length > 0)
    throw new ForbiddenError('Viewers do not ask for their organization. Have an owner or editor ask.');
  return own?.organizationId ?? null;
}

function requireAssets(assetIds: readonly AssetId[]): void {
  if (assetIds.length < 1 || assetIds.length > MAX_ASSETS)
    throw new BadInputError('assetIds', `has ${assetIds.length} entries; name 1 to ${MAX_ASSETS} assets.`);
  if (new Set(assetIds).size < assetIds.length) throw new BadInputError('assetIds', 'name each asset once.');
}

function requireSense(
  { wish, price, communityShareBps }: Question,
  {
    kind,
    organization,
    today,
  }: { readonly kind: RequestKind; readonly organization: OrganizationId | null; readonly today: Day },
): void {
  if (organization === null && kind !== 'QUESTION')
    throw new BadInputError(
      'kind',
      'only organizations ask for terms or a review. Leave the terms out to ask a question, or sign in as a member.',
    );
  const isAboutUse = wish !== null || price !== null || communityShareBps !== null;
  if (kind !== 'USE' && isAboutUse)
    throw new BadInputError(
      'kind',
      `${kind} has no terms. Leave wish, price and share out, or ask for a USE.`,
    );
  if (wish !== null) requireTerms({ wish, price, communityShareBps }, { today, hasCommunity: true });
}

function requireAskable(assets: readonly Asset[], kind: RequestKind, asker: OrganizationId | null): void {
  for (const { id, holder, community, isWithdrawn, isTakenDown } of assets) {
    if (isTakenDown) throw new ConflictError(`Asset ${id} was taken down. Nothing was sent; leave it out.`);
    if (kind === 'USE' && isWithdrawn)
      throw new ConflictError(`Asset ${id} is withdrawn from sale. Nothing was sent; leave it out.`);
    if (kind === 'REVIEW' && holder !== asker)
      throw new BadInputError('assetIds', `${id} is not yours: only its holder asks for a review of it.`);
    if (kind === 'REVIEW' && community === null)
      throw new BadInputError('assetIds', `${id} has no community behind it that could look at it.`);
    if (kind !== 'REVIEW' && holder === asker)
      throw new BadInputError('assetIds', `${id} is your own: there is nobody to ask.`);
    if (kind === 'USE' && community !== null && community === asker)
      throw new BadInputError('assetIds', `${id} is of your own community: there is nobody to ask.`);
  }
}

interface Pair {
  readonly kind: RequestKind;
  readonly holder: OrganizationId;
  readonly community: OrganizationId | null;
  readonly assetIds: readonly AssetId[];
}

/** A question is the holder's alone. */
function pairsOf(assets: readonly Asset[], kind: RequestKind): Pair[] {
  const pairs = new Map<string, Pair>();
  for (const { id, holder, community: behind } of assets) {
    const community = kind === 'QUESTION' ? null : behind;
    const key = `${holder}/${community}`;
    const assetIds = [...(pairs.get(key)?.assetIds ?? []), id];
    pairs.set(key, { kind, holder, community, assetIds });
  }
  return [...pairs.values()];
}

/** Who knows a batch and is no party can make nothing of it: what the id stands for is shown to parties alone. */
function idOf(batch: string, asker: string, { kind, holder, community }: Pair): string {
  const digest = sha256(utf8([batch, asker, kind, holder, community].join('/')));
  return toPlainHex(digest).slice(0, 32);
}

function otherBatch(): ConflictError {
  return new ConflictError('batch: something else was asked under it. Choose another one.');
}

/** @throws ConflictError */
function requireSame(before: DeskRequest, request: DeskRequest): DeskRequest {
  if (isSameQuestion(before, request)) return before;
  throw otherBatch();
}

/** As their first assets are in a list. */
function inOrderOf(assetIds: readonly AssetId[]): (left: DeskRequest, right: DeskRequest) => number {
  const placeOf = ({ assetIds: [first] }: DeskRequest) =>
    first === undefined ? -1 : assetIds.indexOf(first);
  return (left, right) => placeOf(left) - placeOf(right);
}

/** Is the request one that the question would make, but for its files? */
function isAsked(request: DeskRequest, { kind, callId, message, assetIds, wish, price }: Asked): boolean {
  return (
    request.kind === kind &&
    request.callId === callId &&
    request.text === message &&
    request.assetIds.every((id) => assetIds.includes(id)) &&
    request.terms.every((terms) => wish !== null && isSameWish(terms.wish, wish) && terms.price === price)
  );
}

/** What the clock and the consent in force decide may differ by then. */
function isSameQuestion(left: DeskRequest, right: DeskRequest): boolean {
  return (
    left.text === right.text &&
    isSameFiles(left.files, right.files) &&
    left.callId === right.callId &&
    left.assetIds.join() === right.assetIds.join() &&
    left.terms.every((terms, at) => {
      const other = right.terms[at];
      return other !== undefined && isSameWish(terms.wish, other.wish) && terms.price === other.price;
    })
  );
}
