/* Over 300 lines: everything that decides whether an entry is written, in its order. */

import type { Hex } from '@lanran/protocol/kernel/bytes';
import { type Day, formatDay } from '@lanran/protocol/kernel/day';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { RightsBits } from '@lanran/protocol/licensing/rights';
import type { Wish } from '@lanran/protocol/licensing/window';
import type { AssetStore } from '../../assets/ports/asset-store.ts';
import type { OrganizationStore } from '../../organizations/ports/organization-store.ts';
import { type Actor, type Member, requireMember } from '../../platform/kernel/actor.ts';
import { type Clock, DAY_MS } from '../../platform/kernel/clock.ts';
import {
  AnswerImpossibleError,
  BadInputError,
  ConflictError,
  ForbiddenError,
  LimitExceededError,
  SignInRequiredError,
} from '../../platform/kernel/errors.ts';
import {
  type DeskRequest,
  type EntryKind,
  openingOf,
  type PartyRole,
  partiesOf,
  type WrittenEntry,
} from '../domain/request.ts';
import type { RequestFile } from '../domain/request-file.ts';
import type { AssetObstacles } from '../domain/request-obstacles.ts';
import { dayOf, isFinal, type RequestItem } from '../domain/request-state.ts';
import { isComplete, isSameTerms, requireTerms, type RequestTerms } from '../domain/request-terms.ts';
import { parseMessage, requireMessage } from '../domain/request-text.ts';
import type { RequestStore } from '../ports/request-store.ts';
import type { RequestAccess } from './request-access.ts';
import { type RequestFileClaims, threadOfRequest } from './request-file-claims.ts';
import type { RequestObstacles } from './request-obstacles.ts';
import type { RequestReading, RequestView } from './request-reading.ts';

/** Nobody can fill a thread so that the others can't agree or end it: DECLINE and WITHDRAW end their assets, and are always taken. */
const MAX_WORDS = 180;
const MAX_ENTRIES = 200;
/** Of one account in a day; keys cost nothing, so that those of no organization have fewer. */
const MAX_A_DAY = { member: 1_000, person: 100 } as const;

export type AnswerKind = Exclude<EntryKind, 'ASK'>;

/** What of the terms on the table is to be otherwise; what is left out stays. */
export interface TermsChange extends Partial<Wish> {
  readonly price?: bigint;
  readonly communityShareBps?: number;
  readonly rights?: RightsBits;
}

export interface Answer {
  readonly kind: AnswerKind;
  /** The last entry that the writer read. */
  readonly after: number;
  /** Null: every asset that the answer can be about. */
  readonly assetIds: readonly AssetId[] | null;
  readonly text: string | null;
  /** Ids of what the same account uploaded for the request. */
  readonly files: readonly string[];
  /** Of a COUNTER. */
  readonly change: TermsChange | null;
  /** For whom, where the actor is of several parties. */
  readonly organizationId: OrganizationId | null;
}

export interface RequestAnsweringOptions {
  readonly assets: Pick<AssetStore, 'findMany'>;
  readonly requests: RequestStore;
  readonly organizations: Pick<OrganizationStore, 'find'>;
  readonly access: RequestAccess;
  readonly reading: RequestReading;
  readonly claims: RequestFileClaims;
  readonly obstacles: Pick<RequestObstacles, 'of'>;
  readonly onWritten: () => void;
  readonly clock: Clock;
}

/** Writes into threads. Of two answers at once one is written, and the other is told to read it first. */
export class RequestAnswering {
  readonly #options: RequestAnsweringOptions;

  constructor(options: RequestAnsweringOptions) {
    this.#options = options;
  }

  /**
   * Appends one entry. The same answer again, after a lost reply, is once, but for a COUNTER; so is agreeing to what one agreed to.
   * @throws SignInRequiredError, NotFoundError, ForbiddenError, BadInputError, LimitExceededError
   * @throws ConflictError when somebody wrote meanwhile, or the request is over, AnswerImpossibleError for what could not be carried
   * out; nothing is written
   */
  async answer(actor: Actor, id: string, answer: Answer): Promise<RequestView> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    const { access, reading, requests, clock } = this.#options;
    const view = await reading.get(actor, id);
    const voice = await access.voiceOf(actor, view.request, answer.organizationId);
    const { role, organization } = voice;
    if (!voice.canDecide && answer.kind !== 'MESSAGE')
      throw new ForbiddenError('The council decides for its community. Members of it write messages.');
    const entry = {
      kind: answer.kind,
      role,
      organization,
      account: actor.address,
      text: wordsOf(answer),
    };
    if (await this.#wasWritten(view, entry, answer)) return view;
    const files = await this.#claim(view, actor.address, answer);
    await this.#requireLatest(view, answer.after);
    const today = dayOf(clock.now());
    const chosen = chooseItems(view, answer, { role, today });
    const items =
      answer.kind === 'AGREE' ? chosen.filter(({ agreedBy }) => !agreedBy.includes(role)) : chosen;
    if (answer.kind === 'AGREE' && items.length === 0) return view;
    if (answer.kind === 'AGREE') requireAgreeable(view.request, items, today);
    if (answer.kind === 'COUNTER' && role === 'HOLDER') await this.#requireHeld(view.request, items);
    if (answer.kind === 'AGREE') await this.#requireHeld(view.request, bindingFor(view.request, items, role));
    if (items.length === 0) throw new ConflictError('Nothing waits for that answer. Name the assets.');
    const terms = answer.kind === 'COUNTER' ? countered(view, items, { change: answer.change, today }) : [];
    if (answer.kind === 'AGREE') await this.#requirePossible(actor, view, items);
    if (answer.kind === 'COUNTER') await this.#requirePossible(actor, view, withTerms(items, terms));
    requireRoomFor(answer.kind, view.lastSequence);
    await this.#requireShare(requireMember(actor));
    const written: WrittenEntry = {
      ...entry,
      sequence: answer.after + 1,
      at: clock.now(),
      assetIds: items.map(({ assetId }) => assetId),
      terms,
      files,
    };
    if (!(await requests.append(id, written))) {
      await this.#requireLatest(await reading.get(actor, id), answer.after);
    }
    this.#options.onWritten();
    await requests.handle(id, { role, account: actor.address, unlessHandled: true });
    return reading.get(actor, id);
  }

  /**
   * What could not be carried out of an AGREE to the terms on the table or, with a change, of a COUNTER, for its readers.
   * @throws NotFoundError, BadInputError
   */
  async foresee(
    actor: Actor,
    id: string,
    { assetIds, change }: Pick<Answer, 'assetIds' | 'change'>,
  ): Promise<AssetObstacles[]> {
    const { request, items } = await this.#options.reading.get(actor, id);
    const named = assetIds === null ? items : assetIds.map((assetId) => findItem(items, assetId));
    const open = named.filter(({ state }) => !isFinal(state));
    const foreseen = open.map(({ assetId, terms }) => ({
      assetId,
      terms: terms === null ? null : withChange(terms, change ?? {}),
    }));
    return this.#options.obstacles.of(actor, request, foreseen);
  }

  /** The actor looks after it for their party from now on. Throws as `answer`. */
  async takeOver(actor: Actor, id: string, organizationId: OrganizationId | null): Promise<RequestView> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    const { access, reading, requests } = this.#options;
    const { request } = await reading.get(actor, id);
    const { role } = await access.voiceOf(actor, request, organizationId);
    await requests.handle(id, { role, account: actor.address, unlessHandled: false });
    return reading.get(actor, id);
  }

  async #requireLatest({ request, entries, lastSequence }: RequestView, after: number): Promise<void> {
    if (after === lastSequence) return;
    const next = entries.find(({ sequence }) => sequence === after + 1);
    if (after < openingOf(request).sequence || next === undefined)
      throw new BadInputError('after', `is ${after}; the thread ends with entry ${lastSequence}.`);
    const author =
      next.organization === null ? null : await this.#options.organizations.find(next.organization);
    throw new ConflictError(`${author?.slug ?? next.account} answered meanwhile; read it, then answer.`);
  }

  /** What could never be signed or bought is not agreed to. */
  async #requirePossible(
    actor: Actor,
    { request }: RequestView,
    items: readonly Pick<RequestItem, 'assetId' | 'terms'>[],
  ): Promise<void> {
    const found = await this.#options.obstacles.of(actor, request, items);
    if (found.length === 0) return;
    throw new AnswerImpossibleError(
      found.flatMap(({ assetId, reasons }) =>
        reasons.map(({ data, ...reason }) => ({ ...reason, data: { ...data, assetId } })),
      ),
    );
  }

  async #requireShare(actor: Member): Promise<void> {
    const { requests, clock } = this.#options;
    const since = new Date(clock.now().getTime() - DAY_MS);
    const most = actor.memberships.length > 0 ? MAX_A_DAY.member : MAX_A_DAY.person;
    if ((await requests.countWritten(actor.address, since)) < most) return;
    throw new LimitExceededError(`At most ${most} entries a day are taken from one key. Wait, then go on.`);
  }

  /** Is it the entry that the writer's reply was lost for? */
  async #wasWritten(
    { request, entries }: RequestView,
    { kind, account, text }: Pick<WrittenEntry, 'kind' | 'account' | 'text'>,
    { after, assetIds, files }: Answer,
  ): Promise<boolean> {
    const next = entries.find(({ sequence }) => sequence === after + 1);
    if (next?.kind !== kind || next.account !== account || kind === 'COUNTER') return false;
    if (assetIds !== null && assetIds.join() !== next.assetIds.join()) return false;
    const [written] = await this.#options.requests.listWritten(request.id, after, 1);
    return written?.text === text && (await this.#options.claims.areSame(files, next.files));
  }

  /** Who gave an asset away can sell it to nobody. */
  async #requireHeld({ holder }: DeskRequest, items: readonly RequestItem[]): Promise<void> {
    const { assets, organizations } = this.#options;
    const found = await assets.findMany(items.map(({ assetId }) => assetId));
    const given = found.find((asset) => asset.holder !== holder);
    if (given === undefined) return;
    const slug = (await organizations.find(holder))?.slug ?? holder;
    throw new ConflictError(
      `${slug} holds ${given.id} no more and can’t agree about it: nothing was written. Who asked asks the present holder.`,
    );
  }

  #claim({ request, entries }: RequestView, account: Hex, { files }: Answer): Promise<RequestFile[]> {
    const named = entries.flatMap((each) => each.files);
    return this.#options.claims.claim(files, { thread: threadOfRequest(request.id), account, named });
  }
}

function requireRoomFor(kind: AnswerKind, entries: number): void {
  if (kind === 'DECLINE' || kind === 'WITHDRAW') return;
  const most = kind === 'AGREE' ? MAX_ENTRIES : MAX_WORDS;
  if (entries >= most)
    throw new LimitExceededError(
      `The thread has ${entries} entries; after ${most} it takes no ${kind} any more. Ask anew.`,
    );
}

function wordsOf({ kind, text, files }: Answer): string {
  return (kind === 'MESSAGE' && files.length === 0) || kind === 'DECLINE'
    ? requireMessage(text, 'message')
    : parseMessage(text, 'message');
}

/** What the answer is about; with none named, what waits for an answer, and for other terms also what is agreed on. @throws BadInputError, ForbiddenError, ConflictError */
function chooseItems(
  { request, items, state }: RequestView,
  { kind, assetIds }: Answer,
  { role, today }: { readonly role: PartyRole; readonly today: Day },
): readonly RequestItem[] {
  if (assetIds !== null && new Set(assetIds).size < assetIds.length)
    throw new BadInputError('assetIds', 'name each asset once.');
  const named = assetIds === null ? items : assetIds.map((id) => findItem(items, id));
  if (isFinal(state) && !(kind === 'MESSAGE' && state === 'BOUGHT'))
    throw new ConflictError(`Request ${request.id} is over (${state}): it takes no answers. Ask anew.`);
  if (kind === 'MESSAGE') return named;
  if (today > request.dueDay)
    throw new ConflictError(
      `Answers were due on ${formatDay(request.dueDay)}; since then request ${request.id} takes only messages.`,
    );
  if (kind === 'WITHDRAW' && role !== 'ASKER')
    throw new ForbiddenError('Who asked withdraws a request. Decline it instead.');
  if (kind === 'WITHDRAW' && assetIds !== null)
    throw new BadInputError('assetIds', 'a request is withdrawn as a whole. Leave them out.');
  const over = assetIds === null ? undefined : named.find((item) => isFinal(item.state));
  if (over !== undefined)
    throw new ConflictError(`${over.assetId} is over in this request (${over.state}): nothing was written.`);
  const reopens = assetIds !== null || kind === 'WITHDRAW' || kind === 'COUNTER';
  return named.filter(({ state: each }) => !isFinal(each) && (reopens || each !== 'AGREED'));
}

/**
 * What needs the present holder once the party agrees: all to which the holder agrees itself or the council consents, and what another
 * one completes.
 */
function bindingFor(request: DeskRequest, items: readonly RequestItem[], role: PartyRole): RequestItem[] {
  return items.filter(
    ({ agreedBy }) =>
      role !== 'ASKER' || partiesOf(request).every((party) => party === role || agreedBy.includes(party)),
  );
}

function requireAgreeable({ kind, community }: DeskRequest, items: readonly RequestItem[], today: Day): void {
  const open = items.find(({ terms }) => !isComplete(terms));
  if (open === undefined) {
    for (const { terms } of items)
      if (terms !== null) requireTerms(terms, { today, hasCommunity: community !== null });
    return;
  }
  if (open.terms === null)
    throw new BadInputError('kind', `${kind} has no terms to agree to. Write a message.`);
  const missing = open.terms.price === null ? 'price' : 'communityShareBps';
  throw new BadInputError(
    `terms.${missing}`,
    `nobody named one for ${open.assetId} yet. Counter with one; then the others can agree.`,
  );
}

function findItem(items: readonly RequestItem[], id: AssetId): RequestItem {
  const found = items.find(({ assetId }) => assetId === id);
  if (found === undefined) throw new BadInputError('assetIds', `${id} is not in this request.`);
  return found;
}

function withTerms(items: readonly RequestItem[], terms: readonly RequestTerms[]) {
  return items.map(({ assetId }, at) => ({ assetId, terms: terms[at] ?? null }));
}

/** Their terms with the change. @throws BadInputError for what can't be, or changes nothing */
function countered(
  { request: { kind, community } }: RequestView,
  items: readonly RequestItem[],
  { change, today }: { readonly change: TermsChange | null; readonly today: Day },
): RequestTerms[] {
  const changed = items.map(({ terms }) => {
    if (terms === null) throw new BadInputError('kind', `${kind} has no terms that could be countered.`);
    return withChange(terms, change ?? {});
  });
  if (changed.every((terms, at) => isSameTerms(terms, items[at]?.terms ?? terms)))
    throw new BadInputError('terms', 'are those on the table. Agree to them, or change something.');
  for (const terms of changed) requireTerms(terms, { today, hasCommunity: community !== null });
  return changed;
}

function withChange(
  before: RequestTerms,
  { price, communityShareBps, rights, ...window }: TermsChange,
): RequestTerms {
  return {
    ...before,
    wish: { ...before.wish, ...window },
    ...(price !== undefined && { price }),
    ...(communityShareBps !== undefined && { communityShareBps }),
    ...(rights !== undefined && { rights }),
  };
}
