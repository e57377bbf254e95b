import { createHash } from 'node:crypto';
import { formatDay } from '@lanran/protocol/kernel/day';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { type Currency, formatMoney } from '@lanran/protocol/kernel/money';
import { currencyAt } from '@lanran/protocol/licensing/currencies';
import { type NamedPrice, parsePrice, type PricedIn } from '@lanran/sdk/kernel/money';
import { outcomeDocument } from '@lanran/sdk/acts/relaying';
import {
  doAsAgreed,
  type DoneOnAgreement,
  findGiven,
  foreseeAgreement,
  takeBack,
} from '@lanran/sdk/desk/agreed-acts';
import {
  ANSWER_KINDS,
  type AssetObstacles,
  type AnswerKind,
  answerRequest,
  askForUse,
  type DeskRequest,
  getRequest,
  listRequests,
  type PartyRole,
  readEvents,
  readObstacles,
  readThread,
  type RequestEntry,
  type RequestEvent,
  type RequestItem,
  type TermsChange,
} from '@lanran/sdk/desk/requests';
import { ArgumentError, RefusedError } from '@lanran/sdk/kernel/errors';
import { requireKnownRights } from '@lanran/sdk/kernel/known-rights';
import type { Platform } from '@lanran/sdk/kernel/session';
import { listCouncilSeats } from '@lanran/sdk/organizations/council-seats';
import { getOrganization, listMemberships } from '@lanran/sdk/organizations/organizations';
import type { CommandContext } from './context.ts';
import { keyOf, readFiles, saveFiles, uploadFiles } from './desk/request-files.ts';
import { outcomeLine } from './lines/outcome.ts';
import {
  itemDocument,
  requestDocument,
  requestLine,
  requestLines,
  currencyOfRequest,
} from './lines/request.ts';
import { parseAssetArgument } from './options/arguments.ts';
import { wholeAssetIds } from './options/short-numbers.ts';
import {
  parseDayOption,
  parseMediaOption,
  parseRightsOption,
  parseShareBps,
  parseTerritoryOption,
  parseWish,
  type WishOptions,
  wishInput,
} from './options/window.ts';
import { type CommandResult, parseOption } from './output.ts';

interface RequestOptions extends Partial<WishOptions> {
  readonly message: string;
  readonly price?: string;
  readonly shareBps?: string;
  readonly rights?: string;
  readonly due?: string;
  readonly organization?: string;
  readonly review?: boolean;
  readonly file?: readonly string[];
  readonly call?: string;
}

/** Asks the holders and councils of assets; the same again on the same day is once. */
export async function request(
  context: CommandContext,
  texts: readonly string[],
  options: RequestOptions,
): Promise<CommandResult> {
  const assetIds = texts.map((text) => parseAssetArgument(text));
  const window = wishOptions(options);
  const due = options.due === undefined ? {} : { dueDay: formatDay(parseDayOption('--due', options.due)) };
  const files = await readFiles(options.file);
  const platform = await context.connect();
  const { api, deployment } = platform;
  requireKnownRights(deployment, parseRightsOption(options.rights));
  const question = {
    assetIds,
    ...(window !== null && { wish: wishInput(parseWish(window), window) }),
    ...(options.call !== undefined && { callId: options.call }),
    ...(options.review === true && { kind: 'REVIEW' as const }),
    ...priceAndShare(options, deployment),
    ...(options.rights !== undefined && { rights: parseRightsOption(options.rights) }),
    message: options.message,
    ...due,
    ...(await organizationOption(platform, options.organization)),
  };
  const batch = batchOf(platform, { ...question, files: files.map(keyOf) });
  const uploaded = await uploadFiles(platform, { batch }, files);
  const sent = await askForUse(api, { ...question, ...uploaded, batch });
  return {
    json: { requests: sent.map((each) => requestDocument(each, deployment)) },
    lines: sent.flatMap((each) => [`request ${each.id}`, ...requestLines(each, deployment)]),
  };
}

/** Null where no use is described. @throws ArgumentError for a part of one */
function wishOptions({ media, territory, from, to, exclusive }: RequestOptions): WishOptions | null {
  const isNone = [media, territory, from, to].every((option) => option === undefined);
  if (isNone) return null;
  if (media === undefined || territory === undefined || from === undefined || to === undefined)
    throw new ArgumentError(
      '--media',
      'a use has --media, --territory, --from and --to. Give all four, or none.',
    );
  return { media, territory, from, to, ...(exclusive === true && { exclusive }) };
}

/** What is repeated after an end is one question; another day asks anew. */
function batchOf({ signer }: Platform, question: object): string {
  const day = new Date().toISOString().slice(0, 10);
  const text = JSON.stringify([signer.address, day, question], (_, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  );
  return createHash('sha256').update(text).digest('hex').slice(0, 48);
}

function priceAndShare(
  { price, shareBps }: { readonly price?: string; readonly shareBps?: string },
  deployment: PricedIn,
) {
  return {
    ...(price !== undefined && priceOf(parseOption('--price', () => parsePrice(price, deployment)))),
    ...(shareBps !== undefined && { communityShareBps: parseShareBps(shareBps) }),
  };
}

function priceOf({ amount, token }: NamedPrice) {
  return { price: amount, token };
}

async function organizationOption({ api }: Platform, named: string | undefined) {
  if (named === undefined) return {};
  return { organizationId: (await getOrganization(api, named, '--organization')).id };
}

/** What the key is a party of. */
export async function requests(context: CommandContext): Promise<CommandResult> {
  const { api, deployment } = await context.connect();
  const found = await listRequests(api);
  return {
    json: { requests: found.map((each) => requestDocument(each, deployment)) },
    lines: found.length === 0 ? ['no requests'] : found.map(requestLine),
  };
}

/** One request and its thread. */
export async function requestShow(
  context: CommandContext,
  id: string,
  { files: folder }: { readonly files?: string },
): Promise<CommandResult> {
  const platform = await context.connect();
  const { api, deployment } = platform;
  const shown = await getRequest(api, id);
  const thread = await readThread(api, id);
  const events = await readEvents(api, id);
  const saved = folder === undefined ? [] : await saveFiles(platform, { id, thread, folder });
  return {
    json: {
      ...requestDocument(shown, deployment),
      entries: thread,
      events,
      ...(folder !== undefined && { saved }),
    },
    lines: [
      requestLine(shown),
      ...requestLines(shown, deployment),
      ...inOrder(thread, events, currencyOfRequest(shown, deployment)),
      ...saved.map(({ path }) => `saved ${path}`),
    ],
  };
}

interface AnswerOptions extends Partial<Omit<WishOptions, 'exclusive'>> {
  readonly asset?: readonly string[];
  readonly message?: string;
  readonly price?: string;
  readonly shareBps?: string;
  readonly rights?: string;
  readonly exclusive?: boolean;
  readonly notExclusive?: boolean;
  readonly after?: string;
  readonly organization?: string;
  readonly file?: readonly string[];
  readonly replace?: boolean;
  readonly whatCanBeDone?: boolean;
}

/** Writes into a thread. To agree also does what was agreed, as far as it is the key's to do; again goes on where it ended. */
export async function answer(
  context: CommandContext,
  id: string,
  word: string,
  options: AnswerOptions,
): Promise<CommandResult> {
  const kind = parseKind(word);
  const files = await readFiles(options.file);
  const texts = options.asset;
  const asked = texts === undefined ? undefined : await wholeAssetIds('--asset', texts, context);
  const platform = await context.connect();
  const { api, deployment } = platform;
  requireKnownRights(deployment, parseRightsOption(options.rights));
  const before = await getRequest(api, id);
  const organization = await organizationOption(platform, options.organization);
  const role = await roleOf(platform, before, organization.organizationId);
  const chosen = before.items.filter(({ assetId }) => asked === undefined || asked.includes(assetId));
  const isAgreed = kind === 'AGREE' && isAgreedBy(role, chosen);
  if (options.after === undefined && (kind === 'AGREE' || kind === 'COUNTER') && !isAgreed)
    throw unread(before);
  if (kind === 'AGREE' && role === 'COMMUNITY') await requireCouncilSafe(platform, before);
  const change = kind === 'COUNTER' ? changeOf(options, pricedAs(before, deployment)) : undefined;
  const obstacles = isAgreed
    ? []
    : await foresee(platform, before, { kind, role, chosen, change, mayReplace: options.replace === true });
  const named = withoutObstacles(context, obstacles, { kind, asked, chosen, options });
  const uploaded = isAgreed ? {} : await uploadFiles(platform, { request: id }, files);
  const reply = {
    kind,
    after: options.after === undefined ? before.lastSequence : parseSequence(options.after),
    ...(named !== undefined && { assetIds: named }),
    ...(options.message !== undefined && { message: options.message }),
    ...(change !== undefined && { change }),
    ...uploaded,
    ...organization,
  };
  if (kind === 'COUNTER' || (kind === 'DECLINE' && options.message !== undefined))
    if (reply.after === before.lastSequence)
      await takeBackGiven(context, platform, { kind, request: before, role, named });
  const answered = isAgreed ? before : await answerRequest(api, id, reply);
  const mayReplace = options.replace === true;
  const result =
    kind === 'AGREE'
      ? await carryOut(platform, { request: answered, role, named, mayReplace })
      : answeredResult(answered, deployment);
  return obstacles.length === 0 ? result : { ...result, exitCode: 1 };
}

interface Foreseen {
  readonly kind: AnswerKind;
  readonly role: PartyRole;
  readonly chosen: readonly RequestItem[];
  readonly change: TermsChange | undefined;
  readonly mayReplace: boolean;
}

/** Before anything is written, signed or taken back. */
async function foresee(
  platform: Platform,
  request: DeskRequest,
  { kind, role, chosen, change, mayReplace }: Foreseen,
): Promise<AssetObstacles[]> {
  const open = chosen.filter((item) => isOpenFor(kind, item));
  const assetIds = open.map(({ assetId }) => assetId);
  if (assetIds.length === 0) return [];
  if (kind === 'AGREE') return foreseeAgreement(platform, request, { items: open, role, mayReplace });
  return change === undefined ? [] : readObstacles(platform.api, request.id, { assetIds, change });
}

/** To name other terms reopens what was agreed on. */
function isOpenFor(kind: AnswerKind, { state }: RequestItem): boolean {
  return state === 'ASKED' || state === 'ANSWERED' || (kind === 'COUNTER' && state === 'AGREED');
}

/**
 * Which assets are answered about: as they were named, or those that nothing stands in the way of where the person wants what can be
 * done. @throws RefusedError, ANSWER_IMPOSSIBLE
 */
function withoutObstacles(
  { say }: CommandContext,
  obstacles: readonly AssetObstacles[],
  {
    kind,
    asked,
    chosen,
    options,
  }: Pick<Foreseen, 'kind' | 'chosen'> & {
    readonly asked: readonly AssetId[] | undefined;
    readonly options: AnswerOptions;
  },
): readonly AssetId[] | undefined {
  if (obstacles.length === 0) return asked;
  const hindered = new Set(obstacles.map(({ assetId }) => assetId));
  const open = chosen.filter((item) => isOpenFor(kind, item) || asked !== undefined);
  const left = open.map(({ assetId }) => assetId).filter((assetId) => !hindered.has(assetId));
  for (const { assetId, reasons } of obstacles)
    say(`${assetId}: can’t be done: ${reasons.map(({ code, en, zh }) => `${en} ${zh} (${code})`).join(' ')}`);
  if (options.whatCanBeDone === true && left.length > 0) return left;
  const reasons = obstacles.flatMap((each) =>
    each.reasons.map(({ data, ...reason }) => ({ ...reason, data: { ...data, assetId: each.assetId } })),
  );
  const replaces = reasons.some(({ code }) => code === 'USE_CONSENT_REPLACED');
  const advice =
    left.length > 0
      ? ' --what-can-be-done answers about the others.'
      : ' Name other terms with counter, or decline.';
  const isReplaced = reasons.every(({ code }) => code === 'USE_CONSENT_REPLACED');
  throw new RefusedError(
    isReplaced ? 'USE_CONSENT_REPLACED' : 'ANSWER_IMPOSSIBLE',
    `${hindered.size} of ${open.length} assets can’t be done as this answer says, and nothing was written or signed: ${reasons.map(({ en }) => en).join(' ')}${replaces ? ' --replace replaces the earlier consent.' : ''}${advice}`,
    { reasons, ...(replaces && { argument: 'replace' }) },
  );
}

/** A Safe consents, not its owner’s key. @throws ArgumentError that names the Safe, before anything is written */
async function requireCouncilSafe({ api, safe }: Platform, { parties }: DeskRequest): Promise<void> {
  if (safe !== null) return;
  const community = parties.find(({ role }) => role === 'COMMUNITY')?.organization;
  const seats = await listCouncilSeats(api);
  const seat = seats.find((each) => !each.isNamed && each.community.id === community?.id);
  if (seat === undefined || seat.safe === null) return;
  throw new ArgumentError(
    '--safe',
    `the council of ${seat.community.slug} is a Safe, and your key is one of its owners. Give --safe ${seat.safe.address}.`,
  );
}

/** Before the answer: what ends with an interruption is not left for sale by an agreement that its party declined. */
async function takeBackGiven(
  { say }: CommandContext,
  platform: Platform,
  { kind, request: asked, role, named }: Answered & { readonly kind: AnswerKind },
): Promise<void> {
  const answered = asked.items.filter((item) =>
    named === undefined ? isOpenFor(kind, item) : named.includes(item.assetId) && isOpenFor('COUNTER', item),
  );
  const given = await findGiven(platform, asked, { items: answered, role });
  for (const {
    item,
    given: { offerIds, isConsented },
  } of given) {
    for (const offerId of offerIds) say(`closing offer ${offerId} of ${item.assetId} to who asked`);
    if (isConsented) say(`withdrawing the consent to this use of ${item.assetId}`);
  }
  for (const act of await takeBack(platform, asked, given)) say(outcomeLine(act));
}

interface Answered {
  readonly request: DeskRequest;
  readonly role: PartyRole;
  readonly named: readonly AssetId[] | undefined;
}

/** The acts of what the party agreed to. */
async function carryOut(
  platform: Platform,
  { request: agreed, role, named, mayReplace }: Answered & { readonly mayReplace: boolean },
): Promise<CommandResult> {
  const { deployment } = platform;
  const items = agreed.items.filter(
    ({ agreedBy, assetId }) => agreedBy.includes(role) && (named === undefined || named.includes(assetId)),
  );
  const done = await doAsAgreed(platform, agreed, { items, role, mayReplace });
  const isLeft = done.some(({ state }) => state === 'REFUSED' || state === 'WAITING');
  return {
    json: {
      ...requestDocument(agreed, deployment),
      done: done.map((each) => ({ ...itemDocument(each.item, deployment), ...doneDocument(each) })),
    },
    lines: done.flatMap((each) => [
      `${each.item.assetId}: agreed`,
      ...doneLines(agreed, role, each).map((line) => `  ${line}`),
    ]),
    exitCode: isLeft ? 1 : 0,
  };
}

function doneDocument({ act, state, reasons, offerId, statement }: DoneOnAgreement) {
  return {
    ...(state !== null && { act: state }),
    ...(act !== null && outcomeDocument(act)),
    ...(reasons.length > 0 && { reasons }),
    ...(offerId !== null && { offerId }),
    ...(statement !== null && { statement: statement.statementHash, leafIndex: statement.leafIndex }),
  };
}

function doneLines(
  { id }: DeskRequest,
  role: PartyRole,
  { item, act, state: done, reasons, offerId, statement }: DoneOnAgreement,
): string[] {
  const { state, waitsFor, assetId, licenseId } = item;
  const again = `run lanran answer ${id} agree again then`;
  return [
    ...(act === null
      ? []
      : [`${role === 'HOLDER' ? 'offered' : 'consented to'} just this`, outcomeLine(act)]),
    ...reasons.map(
      ({ code, en, zh }) => `${done === 'WAITING' ? 'waits' : 'refused'}: ${en} ${zh} (${code})`,
    ),
    ...(waitsFor.length === 0 ? [] : [`waits for ${waitsFor.join(' and ')}; ${again}`]),
    ...(offerId === null ? [] : [`offer ${offerId} is open to who asked`]),
    ...(statement === null ? [] : [`stated in leaf ${statement.leafIndex}`]),
    ...(role === 'ASKER' && state === 'AGREED'
      ? [`buy it with lanran license ${assetId} once it is offered; ${again}, to state what was agreed`]
      : []),
    ...(licenseId === null ? [] : [`bought as license ${licenseId}`]),
  ];
}

function answeredResult(request: DeskRequest, deployment: PricedIn): CommandResult {
  return {
    json: requestDocument(request, deployment),
    lines: [requestLine(request), ...requestLines(request, deployment)],
  };
}

function parseKind(word: string): AnswerKind {
  const kind = ANSWER_KINDS.find((known) => known === word.toUpperCase());
  if (kind !== undefined) return kind;
  throw new ArgumentError('ANSWER', 'must be agree, counter, decline, message or withdraw.');
}

/** Terms that came meanwhile must not be agreed to unread. */
function unread({ id, lastSequence }: DeskRequest): ArgumentError {
  return new ArgumentError(
    '--after',
    `name the last entry that you read, because terms may have changed. Read them with lanran requests show ${id}; the last entry is ${lastSequence} now.`,
  );
}

function parseSequence(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text))
    throw new ArgumentError('--after', 'must be the number of an entry, such as 3.');
  return Number(text);
}

/** As whom the key answers. @throws ArgumentError where the choice is open */
async function roleOf(
  platform: Platform,
  { roles, parties }: DeskRequest,
  named: string | undefined,
): Promise<PartyRole> {
  const own = parties.filter(({ role }) => roles.includes(role));
  const chosen = named === undefined ? own : own.filter(({ organization }) => organization?.id === named);
  const [only, ...others] = chosen;
  if (only === undefined)
    throw new ArgumentError('--organization', 'is no party for which your key reads the request.');
  if (others.length === 0) return only.role;
  const memberships = await listMemberships(platform.api);
  const acting = chosen.filter(({ organization }) =>
    memberships.some(({ role, organization: { id } }) => role !== 'VIEWER' && id === organization?.id),
  );
  const [acts, ...more] = acting;
  if (acts === undefined || more.length > 0)
    throw new ArgumentError('--organization', 'your key is of several parties: name the one that answers.');
  return acts.role;
}

/** @throws ArgumentError naming the option */
function changeOf(options: AnswerOptions, deployment: PricedIn): TermsChange {
  const { media, territory, from, to, rights, exclusive, notExclusive } = options;
  if (exclusive === true && notExclusive === true)
    throw new ArgumentError('--not-exclusive', 'goes against --exclusive. Leave one out.');
  return {
    ...(media !== undefined && { media: parseMediaOption(media) }),
    ...(territory !== undefined && { territories: parseTerritoryOption(territory) }),
    ...(from !== undefined && { firstDay: parseDayOption('--from', from) }),
    ...(to !== undefined && { lastDay: parseDayOption('--to', to) }),
    ...((exclusive === true || notExclusive === true) && { exclusive: exclusive === true }),
    ...(rights !== undefined && { rights: parseRightsOption(rights) }),
    ...withoutToken(priceAndShare(options, deployment)),
  };
}

/** A request stays in its currency. */
function pricedAs({ items }: DeskRequest, { currencies }: PricedIn): PricedIn {
  const token = items.find(({ terms }) => terms !== null)?.terms?.token;
  const currency = token === undefined ? null : currencyAt(currencies, token);
  return { currencies: currency === null ? currencies : [currency] };
}

function withoutToken<T extends object>({ token: _, ...change }: T & { readonly token?: unknown }) {
  return change;
}

/** Nothing is left to agree to, and something was agreed; of what is over without that, the platform says why. */
function isAgreedBy(role: PartyRole, items: readonly RequestItem[]): boolean {
  const agreed = items.filter(({ state }) => state === 'AGREED' || state === 'BOUGHT');
  const open = items.filter(({ state }) => state === 'ASKED' || state === 'ANSWERED');
  return agreed.length + open.length > 0 && open.every(({ agreedBy }) => agreedBy.includes(role));
}

/** Entries by their numbers, and between them what happened. */
function inOrder(
  thread: readonly RequestEntry[],
  events: readonly RequestEvent[],
  priced: Currency,
): string[] {
  const told = [
    ...thread.map((entry) => ({ at: entry.at, lines: entryLines(entry, priced) })),
    ...events.map((event) => ({ at: event.at, lines: [eventLine(event)] })),
  ];
  return told
    .toSorted((left, right) => Date.parse(left.at) - Date.parse(right.at))
    .flatMap(({ lines }) => lines);
}

function eventLine(event: RequestEvent): string {
  const { kind, at, assetId, role, leafHash, transaction, licenseId, offerId, newHolder } = event;
  const facts = [
    role === null ? [] : `by ${role}`,
    licenseId === null ? [] : `license ${licenseId}`,
    offerId === null ? [] : `offer ${offerId}`,
    newHolder === null ? [] : `to ${newHolder.slug}`,
    transaction === null ? [] : `transaction ${transaction}`,
    leafHash === null ? [] : `leaf ${leafHash}`,
  ];
  return [`-  ${at}: ${kind} ${assetId}`, ...facts.flat()].join(', ');
}

function entryLines(
  { sequence, kind, organization, account, at, text, changes, files }: RequestEntry,
  currency: Currency,
): string[] {
  const said = (field: string, value: string | null) => {
    if (value === null) return 'open';
    return field === 'price' ? formatMoney(BigInt(value), currency) : value;
  };
  return [
    `${sequence}. ${organization?.slug ?? account}, ${at}: ${kind}`,
    ...changes.map(
      ({ field, before, after }) => `   ${field}: ${said(field, before)} → ${said(field, after)}`,
    ),
    ...(text === '' ? [] : text.split('\n').map((line) => `   ${line}`)),
    ...files.map(({ name, size, mediaType }) => `   file ${name} (${mediaType}, ${size} bytes)`),
  ];
}
