import { readFileSync } from 'node:fs';
import { link, open, readFile, rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ConfigError } from '../../../platform/config/config.ts';
import type { Clock } from '../../../platform/kernel/clock.ts';
import { syncDirectory } from '../../../platform/process/durable-file.ts';
import { SignerUnavailableError } from '../../ports/copy-signer.ts';
import { makeSigningIdentity } from './own-signing-identity.ts';
import { readSigningIdentity, type SigningIdentity, SigningIdentityError } from './signing-identity.ts';

/** Beside the other keys of the installation; backups have it. */
const OWN_FILE = 'copy-signer.pem';

export interface SigningFiles {
  readonly certificates: string;
  readonly key: string;
}

export interface KeptSigningIdentityOptions {
  readonly dataDir: string;
  /** The operator's own; null: the installation's. */
  readonly files: SigningFiles | null;
  /** Of the installation, for its certificate. */
  readonly name: string;
  readonly clock: Clock;
}

/** Who signs copies: the operator's certificate, else one that the installation makes when it first signs. */
export class KeptSigningIdentity {
  readonly #options: KeptSigningIdentityOptions;
  readonly #operators: SigningIdentity | null;
  #own: Promise<SigningIdentity> | null = null;

  /** @throws ConfigError for files that can't be read, or of which readers refuse the signatures */
  constructor(options: KeptSigningIdentityOptions) {
    this.#options = options;
    this.#operators = options.files === null ? null : readOperators(options.files);
  }

  /** When the operator's certificate ends; null without one. */
  get endsAt(): Date | null {
    return this.#operators?.endsAt ?? null;
  }

  /** @throws SignerUnavailableError when the certificate has ended, or the file of our own is damaged */
  async get(): Promise<SigningIdentity> {
    const identity = this.#operators ?? (await this.#findOwn());
    if (identity.endsAt > this.#options.clock.now()) return identity;
    throw new SignerUnavailableError(
      `The certificate that signs copies ended on ${identity.endsAt.toISOString().slice(0, 10)}. Put a new one into LANRAN_C2PA_CERT and start again.`,
    );
  }

  async #findOwn(): Promise<SigningIdentity> {
    this.#own ??= this.#readOrMake();
    try {
      return await this.#own;
    } catch (error) {
      this.#own = null;
      throw error;
    }
  }

  async #readOrMake(): Promise<SigningIdentity> {
    const { dataDir, name, clock } = this.#options;
    const path = join(dataDir, OWN_FILE);
    const kept = await readFile(path, 'utf8').catch(noneIfAbsent);
    if (kept !== null) return parseOwn(path, kept);
    const made = await makeSigningIdentity(name, clock.now());
    const incoming = join(dataDir, `${OWN_FILE}.${randomUUID()}.tmp`);
    try {
      const file = await open(incoming, 'wx', 0o600);
      try {
        await file.writeFile(made);
        await file.sync();
      } finally {
        await file.close();
      }
      // Of several processes one makes it.
      await link(incoming, path).catch(noneIfThere);
    } finally {
      await rm(incoming, { force: true });
    }
    await syncDirectory(dataDir);
    return parseOwn(path, await readFile(path, 'utf8'));
  }
}

function parseOwn(path: string, pem: string): SigningIdentity {
  try {
    return readSigningIdentity({ certificates: pem, key: pem });
  } catch (cause) {
    throw new SignerUnavailableError(
      `${path} is damaged. Put it back from a backup, or remove it: copies are then signed by a new key.`,
      { cause },
    );
  }
}

function readOperators({ certificates, key }: SigningFiles): SigningIdentity {
  try {
    return readSigningIdentity({
      certificates: readSetting('LANRAN_C2PA_CERT', certificates),
      key: readSetting('LANRAN_C2PA_KEY', key),
    });
  } catch (error) {
    if (!(error instanceof SigningIdentityError)) throw error;
    throw new ConfigError(`LANRAN_C2PA_CERT: ${certificates} ${error.message}`, { cause: error });
  }
}

function readSetting(name: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new ConfigError(`${name}: ${path} can't be read.`, { cause });
  }
}

function noneIfAbsent(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}

function noneIfThere(error: unknown): void {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'EEXIST') throw error;
}
