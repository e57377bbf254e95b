import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { fromHex, type Hex, toHex } from '@lanran/protocol/kernel/bytes';
import { type Day, formatDay, todayOf } from '@lanran/protocol/kernel/day';
import type { LicenseId } from '@lanran/protocol/kernel/ids';
import { type Actor, canActFor, membershipIn } from '../../platform/kernel/actor.ts';
import {
  DELIVERY_TOKEN_PREFIX,
  type DeliveryToken,
  MAX_TOKEN_LICENSES,
  stateOf,
  type TokenLicense,
} from '../domain/delivery-token.ts';
import { parseFileId } from '../../assets/domain/file-id.ts';
import {
  BadInputError,
  DeliveryTokenRefusedError,
  ForbiddenError,
  LimitExceededError,
  NotFoundError,
  SignInRequiredError,
} from '../../platform/kernel/errors.ts';
import type { License } from '../../licensing/domain/license.ts';
import { KEPT_MS, RecentAnswers } from '../../platform/concurrency/recent-answers.ts';
import { parseLabel } from '../../platform/kernel/one-line-label.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { DeliveryTokenStore } from '../ports/delivery-token-store.ts';
import type { Download, DownloadsService } from './downloads.ts';
import type { SmallFile, SmallFiles } from './small-files.ts';
import type { ClosedLicense, LicensedFile, LicensedListing } from './licensed-listing.ts';

const MAX_LISTED = 100;
/** Of one license, live at once. */
const MAX_LIVE = 50;
/** With the time for which a token is kept, a minute. */
const NOTE_USE_EVERY_MS = 60_000 - KEPT_MS;
/** `ldt_`, the id, a dot, 32 random bytes in base64url. */
const TOKEN = /^ldt_([0-9a-f]{32})\.([\w-]{43})$/;

const MALFORMED =
  'This is no delivery token. One begins with ldt_ and has 80 characters: copy it whole, as it was shown when it was made.';

/** What a license says of whom its files go to, and until when. */
export interface DeliverableLicense extends Pick<License, 'licensee' | 'isRevoked'> {
  readonly terms: Pick<License['terms'], 'assetId'> & { readonly wish: { readonly lastDay: Day } };
}

export interface DeliveriesOptions {
  readonly deliveryTokens: DeliveryTokenStore;
  readonly licenses: { find(id: LicenseId): Promise<DeliverableLicense | null> };
  readonly downloads: Pick<DownloadsService, 'openLicensed'>;
  readonly listing: Pick<LicensedListing, 'list'>;
  readonly smallFiles: Pick<SmallFiles, 'read'>;
  readonly clock: Clock;
}

export interface DeliveryTokenOrder {
  /** Of one licensee. */
  readonly licenseIds: readonly LicenseId[];
  readonly label: string;
  /** Null: as long as the license that ends last. */
  readonly lastDay: Day | null;
}

/** Tokens by which machines read the files of its licenses: made, listed and revoked by its licensee's editors. */
export class DeliveriesService {
  readonly #options: DeliveriesOptions;
  /** By id and hash of the secret. */
  readonly #authenticated: RecentAnswers<DeliveryToken>;

  constructor(options: DeliveriesOptions) {
    this.#options = options;
    this.#authenticated = new RecentAnswers(() => options.clock.now().getTime());
  }

  /**
   * The text is told this once: only its hash is kept. A license that ends before the others drops out then.
   * @throws NotFoundError, ForbiddenError, BadInputError naming the field, LimitExceededError
   */
  async issue(
    actor: Actor,
    { licenseIds, label, lastDay: asked }: DeliveryTokenOrder,
  ): Promise<{ readonly token: DeliveryToken; readonly text: string }> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    const today = this.#today();
    const { licenses, licensee, lastDay } = await this.#requireLive(actor, licenseIds, today);
    if (asked !== null && (asked < today || asked > lastDay))
      throw new BadInputError(
        'lastDay',
        `must be from today to the last day of the license, ${formatDay(lastDay)}.`,
      );
    for (const { licenseId } of licenses) await this.#requireRoom(licenseId, today);
    const { deliveryTokens, clock } = this.#options;
    const id = randomBytes(16).toString('hex');
    const secret = randomBytes(32).toString('base64url');
    const token: DeliveryToken = {
      id,
      licenses,
      licensee,
      label: parseLabel(label),
      secretHash: hashSecret(secret),
      lastDay: asked ?? lastDay,
      createdAt: clock.now(),
      createdBy: actor.address,
      revokedAt: null,
      lastUsedAt: null,
    };
    await deliveryTokens.insert(token);
    return { token, text: `${DELIVERY_TOKEN_PREFIX}${id}.${secret}` };
  }

  /** The last 100 of a license, newest first; for members of its licensee. */
  async list(actor: Actor, licenseId: LicenseId): Promise<DeliveryToken[]> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    const license = await this.#options.licenses.find(licenseId);
    if (license === null || membershipIn(actor, license.licensee) === null)
      throw new NotFoundError(`License ${licenseId}`);
    const tokens = await this.#options.deliveryTokens.listByLicense(licenseId, MAX_LISTED);
    return tokens.filter(({ licensee }) => licensee === license.licensee);
  }

  /** At once: the next request with it is refused. Again is the same. */
  async revoke(actor: Actor, id: string): Promise<DeliveryToken> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    const { deliveryTokens, clock } = this.#options;
    const token = await deliveryTokens.find(id);
    if (token === null || membershipIn(actor, token.licensee) === null)
      throw new NotFoundError(`Delivery token ${id.slice(0, 100)}`);
    requireEditor(actor, token.licensee);
    await deliveryTokens.revoke(id, clock.now());
    this.#authenticated.forgetAll();
    return (await deliveryTokens.find(id)) ?? token;
  }

  stateOf(token: DeliveryToken) {
    return stateOf(token, this.#today());
  }

  /**
   * @param keptMs how old the words on token, license and file may be
   * @throws DeliveryTokenRefusedError, ForbiddenError when no license of the asset is live, NotFoundError for a file of another asset
   */
  async openFile(text: string, fileId: string, keptMs = KEPT_MS): Promise<Download> {
    const { licenses, licensee } = await this.#authenticate(text, keptMs);
    const assetId = parseFileId(fileId)?.assetId;
    const [first, ...others] = licenses.filter((each) => each.assetId === assetId);
    const openBy = (license: TokenLicense) =>
      this.#options.downloads.openLicensed({ ...license, licensee }, fileId, keptMs);
    // What is of no license is refused by any of them.
    if (first === undefined) return openBy(licenses[0]);
    let refusal: unknown;
    for (const license of [first, ...others]) {
      try {
        return await openBy(license);
      } catch (error) {
        refusal ??= error;
      }
    }
    throw refusal;
  }

  /**
   * All files of a version that the licenses open, in manifest order; null: of the newest that they open. Licenses that open
   * nothing are told among them. With `licenseId`, lists the files that this license opens.
   * @param tellsClosed where no license opens anything, that is what is listed; else it is thrown before the first
   */
  async listFiles(
    text: string,
    {
      version,
      tellsClosed,
      licenseId = null,
    }: {
      readonly version: number | null;
      readonly tellsClosed: boolean;
      readonly licenseId?: LicenseId | null;
    },
  ): Promise<AsyncIterable<LicensedFile | ClosedLicense>> {
    const { licensee, licenses } = await this.#authenticate(text);
    const named = licenses.find((each) => each.licenseId === licenseId);
    if (licenseId !== null && named === undefined) throw new NotFoundError(`License ${licenseId}`);
    const lines = this.#options.listing.list(
      { licensee, licenses: named === undefined ? licenses : [named] },
      version,
    );
    const begun: (LicensedFile | ClosedLicense)[] = [];
    for (let isOpen = false; !isOpen;) {
      const next = await lines.next();
      if (next.done === true) break;
      begun.push(next.value);
      isOpen = tellsClosed || 'path' in next.value;
    }
    const [only] = begun;
    const isClosed = begun.every((line) => 'refusal' in line);
    if (!tellsClosed && isClosed && only !== undefined && 'refusal' in only) throw only.refusal;
    return (async function* () {
      yield* begun;
      yield* lines;
    })();
  }

  /** Of small files, those that can be given together; what is left out is to be asked for alone. Throws as `openFile` does. */
  async readSmall(text: string, fileIds: readonly string[]): Promise<AsyncIterable<SmallFile>> {
    return this.#options.smallFiles.read(await this.#authenticate(text), fileIds);
  }

  /** Whom the license is for, as long as the token opens it. @throws DeliveryTokenRefusedError, NotFoundError */
  async licenseeOf(
    text: string,
    licenseId: LicenseId,
    { tokenAgeMs = KEPT_MS }: { readonly tokenAgeMs?: number } = {},
  ): Promise<TokenLicense & Pick<DeliveryToken, 'licensee'>> {
    const { licenses, licensee } = await this.#authenticate(text, tokenAgeMs);
    const license = licenses.find((each) => each.licenseId === licenseId);
    if (license === undefined) throw new NotFoundError(`License ${licenseId}`);
    return { ...license, licensee };
  }

  /** A token that is good holds for a second, unless given. */
  async #authenticate(text: string, keptMs = KEPT_MS): Promise<DeliveryToken> {
    const [, id = '', secret = ''] = TOKEN.exec(text) ?? [];
    if (id === '') throw new DeliveryTokenRefusedError(MALFORMED);
    const secretHash = hashSecret(secret);
    return this.#authenticated.find(`${id}.${secretHash}`, keptMs, () => this.#requireToken(id, secretHash));
  }

  async #requireToken(id: string, secretHash: Hex): Promise<DeliveryToken> {
    const { deliveryTokens, clock } = this.#options;
    const token = await deliveryTokens.find(id);
    // One answer for all: a guess learns nothing.
    if (token === null || !isSecretOf(token, secretHash) || stateOf(token, this.#today()) !== 'LIVE')
      throw new DeliveryTokenRefusedError();
    const now = clock.now();
    const notedSince = new Date(now.getTime() - NOTE_USE_EVERY_MS);
    if (token.lastUsedAt === null || token.lastUsedAt < notedSince)
      await deliveryTokens.noteUse(id, now, notedSince);
    return token;
  }

  /** @throws as `issue` */
  async #requireLive(actor: Actor, licenseIds: readonly LicenseId[], today: Day) {
    const [firstId, ...furtherIds] = new Set(licenseIds);
    if (firstId === undefined) throw new BadInputError('licenseId', 'name a license.');
    if (furtherIds.length >= MAX_TOKEN_LICENSES)
      throw new BadInputError(
        'furtherLicenseIds',
        `a token opens at most ${MAX_TOKEN_LICENSES} licenses. Make another for the rest.`,
      );
    const first = await this.#requireLiveOne(actor, firstId, { today, field: 'licenseId' });
    const further: (typeof first)[] = [];
    for (const id of furtherIds) {
      const each = await this.#requireLiveOne(actor, id, { today, field: 'furtherLicenseIds' });
      if (each.licensee !== first.licensee)
        throw new BadInputError(
          'furtherLicenseIds',
          `license ${id} has another licensee than ${firstId}. Make a token of its own for it.`,
        );
      further.push(each);
    }
    const lastDay = [first, ...further].reduce((latest, each) => Math.max(latest, each.lastDay), 0);
    const licenseOf = ({ licenseId, assetId }: typeof first): TokenLicense => ({ licenseId, assetId });
    const licenses: DeliveryToken['licenses'] = [licenseOf(first), ...further.map(licenseOf)];
    return { licenses, licensee: first.licensee, lastDay };
  }

  async #requireLiveOne(
    actor: Actor,
    licenseId: LicenseId,
    { today, field }: { readonly today: Day; readonly field: string },
  ) {
    const license = await this.#licenseOf(actor, licenseId);
    const {
      assetId,
      wish: { lastDay },
    } = license.terms;
    if (license.isRevoked || lastDay < today)
      throw new BadInputError(
        field,
        `license ${licenseId} has ended. License the use anew, then make a token.`,
      );
    return { licenseId, assetId, licensee: license.licensee, lastDay };
  }

  async #requireRoom(licenseId: LicenseId, today: Day): Promise<void> {
    const known = await this.#options.deliveryTokens.listByLicense(licenseId, MAX_LISTED);
    if (known.filter((token) => stateOf(token, today) === 'LIVE').length >= MAX_LIVE)
      throw new LimitExceededError(
        `License ${licenseId} has ${MAX_LIVE} live tokens, and that is the most. Revoke one that is not used.`,
      );
  }

  async #licenseOf(actor: Actor, licenseId: LicenseId): Promise<DeliverableLicense> {
    const license = await this.#options.licenses.find(licenseId);
    if (license === null || membershipIn(actor, license.licensee) === null)
      throw new NotFoundError(`License ${licenseId}`);
    requireEditor(actor, license.licensee);
    return license;
  }

  #today(): Day {
    return todayOf(Math.floor(this.#options.clock.now().getTime() / 1000));
  }
}

function requireEditor(actor: Actor, licensee: License['licensee']): void {
  if (canActFor(actor, licensee)) return;
  throw new ForbiddenError('Viewers make and revoke no delivery tokens. Ask an editor of the licensee.');
}

function isSecretOf(token: DeliveryToken, secretHash: Hex): boolean {
  return timingSafeEqual(fromHex(token.secretHash), fromHex(secretHash));
}

function hashSecret(secret: string): Hex {
  return toHex(createHash('sha256').update(secret).digest());
}
