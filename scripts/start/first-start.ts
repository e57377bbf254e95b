import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { FirstStart } from '@lanran/api/compose';
import { toHex } from '@lanran/protocol/kernel/bytes';
import { type Address, parseAddress } from '@lanran/protocol/kernel/signature';
import { StartRefusedError, writeFileDurably } from './data-directory.ts';

const Kept = z.object({
  token: z.string().min(32),
  accreditor: z
    .string()
    .regex(/^0x[0-9a-f]{40}$/)
    .nullable(),
});
type Kept = z.infer<typeof Kept>;

/** The one-time link's token and who was named by it, in `<data dir>/first-start.json` (mode 600). */
export class FirstStartFile {
  readonly #path: string;

  constructor(dataDir: string) {
    this.#path = join(dataDir, 'first-start.json');
  }

  /** Null before anybody was named, and where no link was ever given out. */
  named(): Address | null {
    const accreditor = this.#read()?.accreditor ?? null;
    return accreditor === null ? null : parseAddress(accreditor);
  }

  /** The same at each start until it is used. */
  token(): string {
    const kept = this.#read() ?? { token: randomBytes(32).toString('base64url'), accreditor: null };
    this.#write(kept);
    return kept.token;
  }

  record(accreditor: Address): void {
    this.#write({ token: this.token(), accreditor });
  }

  get exists(): boolean {
    return existsSync(this.#path);
  }

  #write(kept: Kept): void {
    writeFileDurably(this.#path, `${JSON.stringify(kept, null, 2)}\n`);
  }

  #read(): Kept | null {
    if (!this.exists) return null;
    try {
      return Kept.parse(JSON.parse(readFileSync(this.#path, 'utf8')));
    } catch (cause) {
      throw new StartRefusedError(
        `${this.#path} is damaged. Restore it from a backup; if nobody was named yet, remove it and start again.`,
        { cause },
      );
    }
  }
}

/** The one-time links that are still to be opened. */
export interface FirstStartLinks {
  readonly operator: string | null;
  readonly accreditor: string | null;
}

/** What a start prints of them. */
export function linkLines({ operator, accreditor }: FirstStartLinks): string[] {
  return [
    ...(operator === null ? [] : [`operator ${operator}  open this once, on the operator's computer`]),
    ...(accreditor === null
      ? []
      : [`accreditor ${accreditor}  open this once, on the accreditor's computer`]),
    ...(operator === null || accreditor === null
      ? []
      : [
          'The operator and the accreditor should be different people: whoever runs the platform should not decide who takes part.',
        ]),
  ];
}

export interface FirstStartOptions {
  readonly file: FirstStartFile;
  /** Is the deployment complete already? */
  readonly isComplete: boolean;
  /** Runs what is left of the deployment for this accreditor. */
  readonly complete: (accreditor: Address) => Promise<void>;
}

/** What `compose` is given to name an accreditor with: a function that finishes the deployment, never the deployer's key. */
export function prepareFirstStart({ file, isComplete, complete }: FirstStartOptions): FirstStart {
  let isFinished = isComplete;
  return {
    tokenHash: toHex(createHash('sha256').update(file.token()).digest()),
    named: () => file.named(),
    record: (accreditor) => file.record(accreditor),
    isFinished: () => isFinished,
    finish: async () => {
      const accreditor = file.named();
      if (accreditor === null)
        throw new Error('The first start was to be finished before anybody was named.');
      await complete(accreditor);
      isFinished = true;
    },
  };
}
