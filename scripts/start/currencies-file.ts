import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { FORMER_MONEY, type Money } from '../deploy/money.ts';
import { StartRefusedError, writeFileDurably } from './data-directory.ts';

const Unit = z.object({ code: z.string(), decimals: z.int().min(0).max(18) });
const Kept = z.object({
  format: z.literal('lanran-currencies/1'),
  units: z.array(Unit),
  tokens: z.array(Unit.extend({ address: z.string().regex(/^0x[0-9a-f]{40}$/) })),
  hasTestToken: z.boolean(),
});

/** `<data dir>/currencies.json` (mode 600): in what the first start had prices named. Written once, before the contracts are deployed. */
export class CurrenciesFile {
  readonly path: string;

  constructor(dataDir: string) {
    this.path = join(dataDir, 'currencies.json');
  }

  /** Null before the first start has chosen, and in data directories of before. @throws StartRefusedError */
  read(): Money | null {
    if (!existsSync(this.path)) return null;
    try {
      const { units, tokens, hasTestToken } = Kept.parse(JSON.parse(readFileSync(this.path, 'utf8')));
      return { units, tokens, hasTestToken, acceptsCoin: false };
    } catch (cause) {
      throw new StartRefusedError(
        `${this.path} is damaged. Put it back from a backup of this data directory, then start again.`,
        { cause },
      );
    }
  }

  /** What an installation takes that began already: what is written, or what all took before currencies could be chosen. */
  readBegun(): Money {
    return this.read() ?? FORMER_MONEY;
  }

  write({ units, tokens, hasTestToken }: Money): void {
    const kept: z.infer<typeof Kept> = {
      format: 'lanran-currencies/1',
      units: [...units],
      tokens: [...tokens],
      hasTestToken,
    };
    writeFileDurably(this.path, `${JSON.stringify(kept, null, 2)}\n`);
  }
}
