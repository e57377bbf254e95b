import type { Ledger, NamedBlock } from '../../chain/ports/ledger.ts';

export interface QuoteManyBlockOptions {
  readonly ledger: Pick<Ledger, 'findBlock'>;
  /** The last block whose events are in the log. */
  readonly follower: { position(): Promise<number> };
  readonly log: { size(): Promise<number> };
  readonly projection: { followTo(leafIndex: number): Promise<void> };
}

/** Which block the read models stand for. */
export class QuoteManyBlock {
  readonly #options: QuoteManyBlockOptions;
  #last: NamedBlock | null = null;

  constructor(options: QuoteManyBlockOptions) {
    this.#options = options;
  }

  /** Every event up to this block is in the read models once this resolves. Null for a chain that lost the block. */
  async follow(): Promise<NamedBlock | null> {
    const { ledger } = this.#options;
    const number = await this.followedTo();
    if (this.#last?.number !== number) this.#last = await ledger.findBlock(number);
    return this.#last;
  }

  /** The number of that block alone. */
  async followedTo(): Promise<number> {
    const { follower, log, projection } = this.#options;
    const number = await follower.position();
    await projection.followTo((await log.size()) - 1);
    return number;
  }
}
