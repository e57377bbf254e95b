import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Hex, toHex } from '@lanran/protocol/kernel/bytes';
import { type Address, parseAddress } from '@lanran/protocol/kernel/signature';
import { StartRefusedError, writeFileDurably } from './data-directory.ts';

const Key = z.string().regex(/^0x[0-9a-f]{40}$/);
const Kept = z.object({
  token: z.string().min(32),
  holder: Key.nullable(),
  successor: Key.nullable(),
});
type Kept = z.infer<typeof Kept>;

/**
 * The operator's office in `<data dir>/operator.json` (mode 600): the one-time link's token, the holder, who is to follow. It
 * is what `compose` takes as the office; the command line has it too, and loads nothing of the api for it.
 */
export class OperatorFile {
  readonly #path: string;

  constructor(dataDir: string) {
    this.#path = join(dataDir, 'operator.json');
  }

  /** The same at each start until the office is reset. */
  token(): string {
    return this.#readOrMake().token;
  }

  tokenHash(): Hex {
    return toHex(createHash('sha256').update(this.token()).digest());
  }

  holder(): Address | null {
    return addressOf(this.#readOrMake().holder);
  }

  successor(): Address | null {
    return addressOf(this.#readOrMake().successor);
  }

  record({ holder, successor }: { readonly holder: Address; readonly successor: Address | null }): void {
    this.#write({ token: this.token(), holder, successor });
  }

  /** Nobody holds the office any longer; a new link names the next operator. @returns who held it */
  reset(): Address | null {
    const holder = this.holder();
    this.#write(vacant());
    return holder;
  }

  #readOrMake(): Kept {
    if (existsSync(this.#path)) return this.#read();
    const made = vacant();
    this.#write(made);
    return made;
  }

  #read(): Kept {
    try {
      return Kept.parse(JSON.parse(readFileSync(this.#path, 'utf8')));
    } catch (cause) {
      throw new StartRefusedError(
        `${this.#path} is damaged. Restore it from a backup, or remove it: the next start then prints a new link for the operator.`,
        { cause },
      );
    }
  }

  #write(kept: Kept): void {
    writeFileDurably(this.#path, `${JSON.stringify(kept, null, 2)}\n`);
  }
}

function vacant(): Kept {
  return { token: randomBytes(32).toString('base64url'), holder: null, successor: null };
}

function addressOf(text: string | null): Address | null {
  return text === null ? null : parseAddress(text);
}
