import { randomBytes } from 'node:crypto';
import type { AssetVersion } from '../../assets/domain/asset-version.ts';
import type { FileDescriptions } from '../../files/services/file-descriptions.ts';
import type { License } from '../../licensing/domain/license.ts';
import type { LicenseStore } from '../../licensing/ports/license-stores.ts';
import type { LicenseVersions } from '../../licensing/services/license-versions.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import { DomainError, StorageFullError } from '../../platform/kernel/errors.ts';
import type { DiskSpace } from '../../platform/kernel/disk-space.ts';
import type { Logger } from '../../platform/kernel/logger.ts';
import type { ContentStore } from '../../storage/ports/content-store.ts';
import {
  type Copy,
  copyName,
  copyPauseMs,
  embeddableType,
  leftFreeBytes,
  type MadeCopy,
  MAX_COPY_ATTEMPTS,
  MAX_COPY_BYTES,
  MAX_EMBEDDING_ATTEMPTS,
  type SidecarReason,
} from '../domain/copy.ts';
import {
  copyDefinition,
  type ManifestRequest,
  parentOf,
  sidecarDefinition,
} from '../domain/manifest-definition.ts';
import { xmpPacket } from '../domain/xmp-packet.ts';
import type { CopyShelf } from '../ports/copy-shelf.ts';
import {
  type CopySigner,
  type SignedBytes,
  SignerUnavailableError,
  UnsignableFileError,
} from '../ports/copy-signer.ts';
import type { CopyOutcome, CopyStore } from '../ports/copy-store.ts';
import type { CopyFactsReading } from './copy-facts-reading.ts';

export interface CopyMakingOptions {
  readonly copies: Pick<CopyStore, 'begin' | 'settle' | 'giveBack'>;
  readonly shelf: Pick<CopyShelf, 'keep' | 'remove'>;
  readonly signer: CopySigner;
  /** That the copies are on. */
  readonly disk: DiskSpace;
  readonly licenses: Pick<LicenseStore, 'find'>;
  readonly licenseVersions: Pick<LicenseVersions, 'openedBy'>;
  readonly descriptions: Pick<FileDescriptions, 'findMany' | 'describe'>;
  readonly content: Pick<ContentStore, 'read'>;
  readonly facts: Pick<CopyFactsReading, 'read'>;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn'>;
}

const MAX_DETAIL = 300;
const MOST_OF_SIDECAR = 1_048_576;
const ENDED_WITH_IT = `The platform ended ${MAX_EMBEDDING_ATTEMPTS} times while the file was signed.`;
const NEVER_DONE = `It was begun ${MAX_COPY_ATTEMPTS} times and never came to an end.`;

/** Makes copies, one after the other. A file that can't be signed gets a sidecar, and holds up no other. */
export class CopyMaking {
  readonly #options: CopyMakingOptions;

  constructor(options: CopyMakingOptions) {
    this.#options = options;
  }

  /** @returns false when none is due. @throws the signal's reason, StorageFullError, SignerUnavailableError */
  async makeNext(signal: AbortSignal): Promise<boolean> {
    const { copies, shelf, clock } = this.#options;
    const token = randomBytes(8).toString('hex');
    const copy = await copies.begin(clock.now(), token);
    if (copy === null) return false;
    const outcome = await this.#attempt(copy, { token, signal });
    const isSettled = await copies.settle(copy.id, token, outcome);
    // It was removed meanwhile, or another process has made it.
    if (!isSettled && outcome.state === 'MADE')
      await shelf.remove({ licenseId: copy.licenseId, name: outcome.made.name });
    return true;
  }

  async #attempt(copy: Copy, run: Attempt): Promise<CopyOutcome> {
    // Counted when it begins: what kills the process each time ends too.
    if (copy.attempts > MAX_COPY_ATTEMPTS) return { state: 'FAILED', failure: copy.failure ?? NEVER_DONE };
    try {
      const license = await this.#options.licenses.find(copy.licenseId);
      const version = license === null ? null : await this.#findVersion(license, copy);
      // The license ended: planning removes its copies.
      if (license === null || version === null)
        return { state: 'FAILED', failure: 'The license does not open the file any longer.' };
      return { state: 'MADE', made: await this.#make(copy, { ...run, license, version }) };
    } catch (error) {
      if (!run.signal.aborted && !isOfPlatform(error)) return this.#outcomeOf(copy, error);
      await this.#options.copies.giveBack(copy.id, run.token);
      throw error;
    }
  }

  async #findVersion(license: License, { version }: Copy): Promise<AssetVersion | null> {
    const opened = await this.#options.licenseVersions.openedBy(license);
    return opened.find((each) => each.version.version === version)?.version ?? null;
  }

  async #make(copy: Copy, run: Making): Promise<MadeCopy> {
    const { descriptions, facts, content, signer } = this.#options;
    const [known = null] = await descriptions.findMany([copy.sha256]);
    const { mediaType: found } = known ?? (await descriptions.describe(copy));
    const type = embeddableType(found);
    const { path, bytes, sha256, cid } = copy;
    const request: ManifestRequest = {
      ...(await facts.read(run.license, run.version)),
      original: { path, bytes, sha256, cid },
      mediaType: type ?? found,
    };
    if (type === null) return this.#makeSidecar(copy, { ...run, request, reason: 'TYPE' });
    if (bytes > MAX_COPY_BYTES) return this.#makeSidecar(copy, { ...run, request, reason: 'TOO_LARGE' });
    // Nothing was said of the former attempts: the process ended with each.
    if (copy.attempts > MAX_EMBEDDING_ATTEMPTS && copy.failure === null)
      return this.#makeSidecar(copy, { ...run, request, reason: 'NOT_SIGNABLE', detail: ENDED_WITH_IT });
    const order = {
      definition: copyDefinition(request),
      parent: parentOf(request),
      mediaType: type,
      bytes,
      xmp: xmpPacket(request),
      read: () => content.read(cid),
    };
    const name = copyName(sha256, run.token);
    // The original beside the signer, and the copy.
    await this.#requireRoom(2 * bytes);
    try {
      return await signer.copy(
        order,
        async (signed) => ({ ...(await this.#keep(copy, { name, signed })), ...EMBEDDED, mediaType: type }),
        run.signal,
      );
    } catch (error) {
      if (!(error instanceof UnsignableFileError) || run.signal.aborted) throw error;
      const detail = error.message.slice(0, MAX_DETAIL);
      return this.#makeSidecar(copy, { ...run, request, reason: 'NOT_SIGNABLE', detail });
    }
  }

  async #makeSidecar(
    copy: Copy,
    { request, reason, detail = null, ...run }: MakingSidecar,
  ): Promise<MadeCopy> {
    const order = { definition: sidecarDefinition(request), parent: parentOf(request) };
    const name = copyName(copy.sha256, run.token);
    await this.#requireRoom(MOST_OF_SIDECAR);
    return this.#options.signer.sidecar(
      order,
      async (signed) => ({
        ...(await this.#keep(copy, { name, signed })),
        form: 'SIDECAR',
        mediaType: 'application/c2pa',
        reason,
        detail,
      }),
      run.signal,
    );
  }

  /** @throws StorageFullError */
  async #requireRoom(bytes: number): Promise<void> {
    const { freeBytes, totalBytes } = await this.#options.disk.read();
    const left = leftFreeBytes(totalBytes);
    if (freeBytes - bytes >= left) return;
    throw new StorageFullError(
      `The next copy takes up to ${bytes} bytes while it is made, ${freeBytes} are free, and copies leave ${left}. They wait: free some space, or give the data directory a larger disk.`,
    );
  }

  async #keep(
    { licenseId }: Copy,
    { name, signed }: { readonly name: string; readonly signed: SignedBytes },
  ) {
    const { shelf, clock } = this.#options;
    await shelf.keep({ licenseId, name }, signed.read());
    const { bytes, sha256, hasXmp } = signed;
    return { name, bytes, sha256, hasXmp, at: clock.now() };
  }

  #outcomeOf(copy: Copy, error: unknown): CopyOutcome {
    const { clock, logger } = this.#options;
    const failure = failureOf(error);
    logger.warn({ copy: copy.id, attempts: copy.attempts, err: error }, 'a copy could not be made');
    if (copy.attempts >= MAX_COPY_ATTEMPTS) return { state: 'FAILED', failure };
    const nextAttemptAt = new Date(clock.now().getTime() + copyPauseMs(copy.attempts));
    return { state: 'WAITING', failure, nextAttemptAt };
  }
}

const EMBEDDED = { form: 'EMBEDDED', reason: null, detail: null } as const;

interface Attempt {
  readonly token: string;
  readonly signal: AbortSignal;
}

interface Making extends Attempt {
  readonly license: License;
  readonly version: AssetVersion;
}

interface MakingSidecar extends Making {
  readonly request: ManifestRequest;
  readonly reason: SidecarReason;
  readonly detail?: string | null;
}

/** No copy is to blame: all wait. */
function isOfPlatform(error: unknown): boolean {
  return error instanceof StorageFullError || error instanceof SignerUnavailableError;
}

/** Words for the licensee; what only a developer understands is in the log. */
function failureOf(error: unknown): string {
  if (error instanceof DomainError || error instanceof UnsignableFileError)
    return error.message.slice(0, MAX_DETAIL);
  return 'An error that the platform did not expect; the operator finds it in its output.';
}
