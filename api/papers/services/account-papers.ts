import { formatDay } from '@lanran/protocol/kernel/day';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { AccountPeriod } from '../../billing/domain/statement-of-account.ts';
import type { StatementsOfAccount } from '../../billing/services/statements-of-account.ts';
import type { Actor } from '../../platform/kernel/actor.ts';
import { accountPaper } from '../domain/account-paper.ts';
import type { Letterheads } from './letterheads.ts';
import type { PaperFile, PrintedPapers } from './printed-papers.ts';

export interface AccountPapersOptions {
  readonly statementsOfAccount: Pick<StatementsOfAccount, 'find'>;
  readonly letterheads: Pick<Letterheads, 'of'>;
  readonly papers: Pick<PrintedPapers, 'file'>;
  readonly publicUrl: () => URL;
}

/** Statements of account as paper, for members of an organization and a community's council. */
export class AccountPapers {
  readonly #options: AccountPapersOptions;

  constructor(options: AccountPapersOptions) {
    this.#options = options;
  }

  /** @throws NotFoundError for whoever is none of them; BadInputError for a period that ends before it begins */
  async find(actor: Actor, id: OrganizationId, period: AccountPeriod): Promise<PaperFile> {
    const { statementsOfAccount, letterheads, papers, publicUrl } = this.#options;
    const statement = await statementsOfAccount.find(actor, id, period);
    const entries = statement.sections.flatMap(({ accounts }) =>
      accounts.flatMap((account) => account.entries),
    );
    const parties = [...new Set(entries.flatMap(({ party }) => party ?? []))];
    const [[organization], named] = await Promise.all([letterheads.of([id]), letterheads.of(parties)]);
    return papers.file({
      paper: accountPaper({
        statement,
        organization,
        names: new Map(parties.map((party, at) => [party, named[at]?.name ?? {}])),
        address: publicUrl(),
      }),
      picture: null,
      attachments: [],
      filename: `statement-of-account-${formatDay(period.from)}-${formatDay(period.to)}.pdf`,
    });
  }
}
