import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { z } from 'zod';
import type { Account, Installation } from './installation.ts';

/** A sentence for each reason, in both languages. */
const Stated = z.object({
  code: z.string(),
  en: z.string().min(10),
  zh: z.string().regex(/\p{Script=Han}/u),
});
/** A refused wish. */
export const Refused = z.object({ reasons: z.array(Stated) });
const LedgerRefused = z.object({
  error: z.object({ code: z.literal('LEDGER_REFUSED'), reasons: z.array(Stated) }),
});

/** What demo accounts do by commands that run in this process: the platform is what is slow. */
export class CommandActs {
  readonly #here: Installation;

  constructor(here: Installation) {
    this.#here = here;
  }

  /** @returns the document of a command that must not be refused */
  readonly done = async (account: Account, ...args: readonly string[]): Promise<Record<string, unknown>> => {
    const { exitCode, document } = await this.#here.hereAs(account, ...args);
    expect(exitCode, JSON.stringify(document)).toBe(0);
    return document;
  };

  /** @returns the reasons why a contract refused, each in both languages */
  readonly refused = async (account: Account, ...args: readonly string[]): Promise<string[]> => {
    const { exitCode, document } = await this.#here.hereAs(account, ...args);
    expect(exitCode, JSON.stringify(document)).toBe(1);
    const stated = Refused.safeParse(document);
    const { reasons } = stated.success ? stated.data : LedgerRefused.parse(document).error;
    return reasons.map(({ code }) => code);
  };

  /** The institution publishes a file of that name. @returns the asset's id */
  async publish(name: string): Promise<string> {
    const file = this.#here.path(`${name}.txt`);
    await writeFile(file, `a scan of a ${name}`);
    const document = await this.done('institution', 'publish', file, '--kind', 'pattern', '--title', name);
    return z.string().parse(document['assetId']);
  }

  /** The published file of that name, as a license opens it; null when it doesn't. */
  async contentOf(account: Account, license: string, name: string): Promise<string | null> {
    const out = this.#here.path(randomUUID());
    const { exitCode } = await this.#here.hereAs(account, 'download', license, '--out', out);
    return exitCode === 0 ? readFile(`${out}/data/${name}.txt`, 'utf8') : null;
  }

  async payoutOf(slug: string): Promise<string> {
    const question = `query ($slug: String) { organization(slug: $slug) { payout } }`;
    const answer = await this.#here.ask(question, { slug });
    return z.object({ organization: z.object({ payout: z.string() }) }).parse(answer).organization.payout;
  }

  /** In hundredths of a TCNY. */
  async balanceOf(address: string): Promise<number> {
    const question = `query ($address: String!) { paymentAccount(address: $address) { balance } }`;
    const answer = await this.#here.ask(question, { address });
    const { paymentAccount } = z
      .object({ paymentAccount: z.object({ balance: z.coerce.number() }) })
      .parse(answer);
    return paymentAccount.balance;
  }
}
