import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { fromHex, type Hex, toHex } from '@lanran/protocol/kernel/bytes';
import { type Day, formatDay, todayOf } from '@lanran/protocol/kernel/day';
import type { LicenseId } from '@lanran/protocol/kernel/ids';
import { type Actor, canActFor, membershipIn } from '../../platform/kernel/actor.ts';
import { DELIVERY_TOKEN_PREFIX, type DeliveryToken, stateOf } from '../domain/delivery-token.ts';
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
import type { Download, DownloadsService, LicensedFile, LicensedFiles } from './downloads.ts';

const MAX_LISTED = 100;
/** Of one license, live at once. */
const MAX_LIVE = 50;
/** With the time for which a token is kept, a minute. */
const NOTE_USE_EVERY_MS = 60_000 - KEPT_MS;
/** `ldt_`, the id, a dot, 32 random bytes in base64url. */
const TOKEN = /^ldt_([0-9a-f]{32})\.([\w-]{43})$/;

/** What a license says of whom its files go to, and until when. */
export interface DeliverableLicense extends Pick<License, 'licensee' | 'isRevoked'> {
  readonly terms: Pick<License['terms'], 'assetId'> & { readonly wish: { readonly lastDay: Day } };
}

export interface DeliveriesOptions {
  readonly deliveryTokens: DeliveryTokenStore;
  readonly licenses: { find(id: LicenseId): Promise<DeliverableLicense | null> };
  readonly downloads: Pick<DownloadsService, 'openLicensed' | 'listLicensed'>;
  readonly clock: Clock;
}

export interface DeliveryTokenOrder {
  readonly licenseId: LicenseId;
  readonly label: string;
  /** Null: as long as the license. */
  readonly lastDay: Day | null;
}

/** Tokens by which machines read the files of one license: made, listed and revoked by its licensee's editors. */
export class DeliveriesService {
  readonly #options: DeliveriesOptions;
  /** By id and hash of the secret. */
  readonly #authenticated: RecentAnswers<DeliveryToken>;

  constructor(options: DeliveriesOptions) {
    this.#options = options;
    this.#authenticated = new RecentAnswers(() => options.clock.now().getTime());
  }

  /**
   * The text is told this once: only its hash is kept.
   * @throws NotFoundError, ForbiddenError, BadInputError naming the field, LimitExceededError
   */
  async issue(
    actor: Actor,
    { licenseId, label, lastDay: asked }: DeliveryTokenOrder,
  ): Promise<{ readonly token: DeliveryToken; readonly text: string }> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    const license = await this.#licenseOf(actor, licenseId);
    const {
      assetId,
      wish: { lastDay },
    } = license.terms;
    const today = this.#today();
    if (license.isRevoked || lastDay < today)
      throw new BadInputError(
        'licenseId',
        'this license has ended. License the use anew, then make a token.',
      );
    if (asked !== null && (asked < today || asked > lastDay))
      throw new BadInputError(
        'lastDay',
        `must be from today to the last day of the license, ${formatDay(lastDay)}.`,
      );
    const { deliveryTokens, clock } = this.#options;
    const known = await deliveryTokens.listByLicense(licenseId, MAX_LISTED);
    if (known.filter((token) => stateOf(token, today) === 'LIVE').length >= MAX_LIVE)
      throw new LimitExceededError(
        `A license has at most ${MAX_LIVE} live tokens. Revoke one that is not used.`,
      );
    const id = randomBytes(16).toString('hex');
    const secret = randomBytes(32).toString('base64url');
    const token: DeliveryToken = {
      id,
      licenseId,
      assetId,
      licensee: license.licensee,
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

  /** @throws DeliveryTokenRefusedError, ForbiddenError when the license is not live, NotFoundError for a file of another asset */
  async openFile(text: string, fileId: string): Promise<Download> {
    return this.#options.downloads.openLicensed(await this.#authenticate(text), fileId);
  }

  /**
   * All files of a version that the license opens, in manifest order; null: of the newest that it opens. Throws as `openFile`
   * does, before the first.
   */
  async listFiles(text: string, version: number | null = null): Promise<AsyncIterable<LicensedFile>> {
    return this.#options.downloads.listLicensed(await this.#authenticate(text), version);
  }

  /** What a token stands for. @throws DeliveryTokenRefusedError */
  async licensedBy(text: string): Promise<LicensedFiles> {
    const { licenseId, licensee, assetId } = await this.#authenticate(text);
    return { licenseId, licensee, assetId };
  }

  /** A token that is good holds for a second. */
  async #authenticate(text: string): Promise<DeliveryToken> {
    const [, id = '', secret = ''] = TOKEN.exec(text) ?? [];
    if (id === '') throw new DeliveryTokenRefusedError();
    const secretHash = hashSecret(secret);
    return this.#authenticated.find(`${id}.${secretHash}`, KEPT_MS, () => this.#requireLive(id, secretHash));
  }

  async #requireLive(id: string, secretHash: Hex): Promise<DeliveryToken> {
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
