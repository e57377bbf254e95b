import { formatDay, todayOf } from '@lanran/protocol/kernel/day';
import type { AssetId, LicenseId } from '@lanran/protocol/kernel/ids';
import { parseFileId } from '../../assets/domain/file-id.ts';
import type { DeliveriesService } from '../../delivery/services/deliveries.ts';
import type { DownloadsService, LicensedFiles } from '../../delivery/services/downloads.ts';
import type { License } from '../../licensing/domain/license.ts';
import type { LicenseStore } from '../../licensing/ports/license-stores.ts';
import type { LicenseVersions } from '../../licensing/services/license-versions.ts';
import { type Actor, canActFor, membershipIn } from '../../platform/kernel/actor.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import { KEPT_MS, VERDICT_KEPT_MS } from '../../platform/concurrency/recent-answers.ts';
import {
  CopyNotYetError,
  CredentialsRequiredError,
  ForbiddenError,
  NotFoundError,
  SignInRequiredError,
} from '../../platform/kernel/errors.ts';
import type { Page, PageRequest } from '../../platform/kernel/page.ts';
import { type Copy, COPY_STATES, copyIdOf, type CopyState, type MadeCopy } from '../domain/copy.ts';
import { xmpPacket } from '../domain/xmp-packet.ts';
import type { CopyShelf, KeptCopy } from '../ports/copy-shelf.ts';
import type { CopyStore } from '../ports/copy-store.ts';
import type { CopyFactsReading } from './copy-facts-reading.ts';

const LICENSES_AT_ONCE = 100;

export interface CopiesOptions {
  readonly copies: Pick<
    CopyStore,
    | 'find'
    | 'list'
    | 'count'
    | 'retry'
    | 'retryFailed'
    | 'note'
    | 'removeOfAsset'
    | 'licensesOf'
    | 'removeOfContent'
  >;
  readonly shelf: Pick<CopyShelf, 'open' | 'removeContent' | 'removeLicense'>;
  readonly licenses: Pick<LicenseStore, 'find' | 'list'>;
  readonly licenseVersions: Pick<LicenseVersions, 'openedBy'>;
  /** Says what a license opens now. */
  readonly downloads: Pick<DownloadsService, 'openLicensed'>;
  readonly deliveries: Pick<DeliveriesService, 'licenseeOf'>;
  readonly facts: Pick<CopyFactsReading, 'read'>;
  readonly clock: Clock;
  /** There is a copy to make. */
  readonly nudge: () => void;
}

/** Who asks: a person, or a machine by a delivery token. */
export type CopyReader = { readonly actor: Actor } | { readonly token: string };

export interface CopyRequest {
  readonly licenseId: LicenseId;
  /** As `/files/` knows it. */
  readonly fileId: string;
}

/** A copy to be sent; null where it is not made yet. */
export interface OpenedCopy extends KeptCopy {
  readonly copy: Copy;
  readonly made: MadeCopy;
}

/** Copies for the licensee alone, under the rule for originals: while the license is in force, and nothing is taken down. */
export class CopiesService {
  readonly #options: CopiesOptions;

  constructor(options: CopiesOptions) {
    this.#options = options;
  }

  /**
   * @returns null while it is being made
   * @throws NotFoundError, CopyNotYetError before the license's first day, ForbiddenError when the license is not in force, VersionRefusedError, TakenDownError, DeliveryTokenRefusedError
   */
  async open(reader: CopyReader, request: CopyRequest): Promise<OpenedCopy | null> {
    const { copies, shelf, clock, nudge } = this.#options;
    const copy = await this.#find(reader, request);
    if (copy.state === 'FAILED')
      throw new NotFoundError(`A copy of ${copy.path} (it could not be made: ${copy.failure ?? 'unknown'})`);
    if (copy.made === null) return null;
    const kept = await shelf.open({ licenseId: copy.licenseId, name: copy.made.name });
    if (kept !== null) return { ...kept, copy, made: copy.made };
    // It lay under another key, or is of a backup.
    await copies.retry(copy.id, clock.now());
    nudge();
    return null;
  }

  /** Asked again and again while a copy is sent. @throws as `open` once the reader may have it no more */
  async requireOpen(reader: CopyReader, request: CopyRequest): Promise<void> {
    await this.#find(reader, request, VERDICT_KEPT_MS);
  }

  /** The rights of a file as XMP, to stand beside it. Throws as `open`. */
  async xmp(
    reader: CopyReader,
    request: CopyRequest,
  ): Promise<{ readonly copy: Copy; readonly text: string }> {
    const { licenses, licenseVersions, facts } = this.#options;
    const copy = await this.#find(reader, request);
    const license = await licenses.find(copy.licenseId);
    const opened = license === null ? [] : await licenseVersions.openedBy(license);
    const version = opened.find((each) => each.version.version === copy.version)?.version;
    if (license === null || version === undefined) throw notFound(request);
    return { copy, text: xmpPacket(await facts.read(license, version)) };
  }

  /** In no order that means anything; for members of the licensee. @throws NotFoundError, SignInRequiredError */
  async list(actor: Actor, licenseId: LicenseId, page: PageRequest): Promise<Page<Copy>> {
    await this.#licenseOf(actor, licenseId);
    return this.#options.copies.list(licenseId, page);
  }

  /** How many are in each state. Throws as `list`. */
  async counts(
    actor: Actor,
    licenseId: LicenseId,
  ): Promise<{ readonly state: CopyState; readonly count: number }[]> {
    await this.#licenseOf(actor, licenseId);
    const { copies } = this.#options;
    return Promise.all(
      COPY_STATES.map(async (state) => ({ state, count: await copies.count(licenseId, state) })),
    );
  }

  /** Has those made that failed; returns how many. @throws as `list`, ForbiddenError */
  async retry(actor: Actor, licenseId: LicenseId): Promise<number> {
    const { copies, clock, nudge } = this.#options;
    const { licensee } = await this.#licenseOf(actor, licenseId);
    if (!canActFor(actor, licensee))
      throw new ForbiddenError('Viewers read copies; an editor of the licensee has them made again.');
    const count = await copies.retryFailed(licenseId, clock.now());
    nudge();
    return count;
  }

  /**
   * Removes the copies of an asset whose fields were erased, because they contain those fields, and plans new ones from what is
   * left. Call it after the erasure. It may be repeated.
   */
  async renewOfAsset(assetId: AssetId): Promise<void> {
    const { copies, shelf, licenses, clock, nudge } = this.#options;
    // First: what is being made with the old words is not kept then.
    await copies.removeOfAsset(assetId);
    const today = todayOf(Math.floor(clock.now().getTime() / 1000));
    let after: string | null = null;
    do {
      const page: Page<License> = await licenses.list({ assetId }, { first: LICENSES_AT_ONCE, after });
      const ids = page.items.map(({ item }) => item.id);
      for (const id of ids) await shelf.removeLicense(id);
      if (ids.length > 0) await copies.note(ids, today);
      after = page.hasNextPage ? (page.items.at(-1)?.cursor ?? null) : null;
    } while (after !== null);
    nudge();
  }

  /** The content is not in the asset any longer. Harmless to repeat. */
  async removeOfContent(assetId: AssetId, sha256: string): Promise<void> {
    const { copies, shelf } = this.#options;
    const licenses = await copies.licensesOf(assetId, sha256);
    // The records go last: after a kill a repeat finds the files by them.
    for (const id of licenses) await shelf.removeContent(id, sha256);
    await copies.removeOfContent(assetId, sha256);
    // What was made meanwhile.
    for (const id of licenses) await shelf.removeContent(id, sha256);
  }

  /** Through the door of originals, which refuses what the license does not open. */
  async #find(reader: CopyReader, request: CopyRequest, keptMs = KEPT_MS): Promise<Copy> {
    const { downloads, copies } = this.#options;
    const { licenseId, fileId } = request;
    const licensed = await this.#licensedTo(reader, licenseId, keptMs);
    if (parseFileId(fileId) === null) throw notFound(request);
    const { file } = await downloads.openLicensed(licensed, fileId, keptMs);
    const copy = await copies.find(copyIdOf(licenseId, file.sha256));
    if (copy !== null) return copy;
    await this.#requireBegun(licenseId);
    throw notFound(request);
  }

  /** What is opened before the license begins has no copy yet. */
  async #requireBegun(id: LicenseId): Promise<void> {
    const license = await this.#options.licenses.find(id);
    const today = todayOf(Math.floor(this.#options.clock.now().getTime() / 1000));
    const firstDay = license?.terms.wish.firstDay ?? today;
    if (firstDay > today) throw new CopyNotYetError(formatDay(firstDay));
  }

  async #licensedTo(reader: CopyReader, licenseId: LicenseId, keptMs: number): Promise<LicensedFiles> {
    if ('token' in reader)
      return this.#options.deliveries.licenseeOf(reader.token, licenseId, { tokenAgeMs: keptMs });
    if (reader.actor.kind === 'anonymous') throw new CredentialsRequiredError();
    const { licensee, terms } = await this.#licenseOf(reader.actor, licenseId);
    return { licenseId, licensee, assetId: terms.assetId };
  }

  async #licenseOf(actor: Actor, licenseId: LicenseId): Promise<License> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    const license = await this.#options.licenses.find(licenseId);
    if (license === null || membershipIn(actor, license.licensee) === null)
      throw new NotFoundError(`License ${licenseId}`);
    return license;
  }
}

function notFound({ fileId }: CopyRequest): NotFoundError {
  return new NotFoundError(`A copy of file ${fileId.slice(0, 100)}`);
}
