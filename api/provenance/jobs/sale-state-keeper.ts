import type { AnyKind } from '@lanran/protocol/log/statement';
import type { LoggedStatement } from '../../log/domain/logged-statement.ts';
import type { LeafStore } from '../../log/ports/leaf-store.ts';
import type { LicenseStore } from '../../licensing/ports/license-stores.ts';
import { LoggedEvent } from '../../log/domain/logged-event.ts';
import type { CursorStore } from '../../platform/jobs/cursor-store.ts';
import type { Job } from '../../platform/jobs/job-runner.ts';
import type { SaleStates } from '../services/sale-states.ts';

const LEAVES_A_RUN = 200;
const CONSENTS: readonly AnyKind[] = ['consented', 'collection-consented', 'use-consented'];

export interface SaleStateKeeperOptions {
  readonly leaves: Pick<LeafStore, 'size' | 'list'>;
  readonly cursors: CursorStore;
  readonly licenses: Pick<LicenseStore, 'find'>;
  readonly saleStates: Pick<SaleStates, 'ofSale' | 'keepCouncil'>;
  readonly projection: { position(): Promise<number> };
  readonly everyMs: number;
}

/** Keeps what contracts held at each sale while the node has it: nodes of other chains than the embedded one prune. */
export class SaleStateKeeper implements Job {
  readonly name = 'sale-states';
  readonly everyMs: number;
  readonly #options: SaleStateKeeperOptions;

  constructor(options: SaleStateKeeperOptions) {
    this.#options = options;
    this.everyMs = options.everyMs;
  }

  async run(): Promise<'more' | 'idle'> {
    const { leaves, cursors, projection } = this.#options;
    const position = await cursors.read(this.name);
    // Licenses are read from the read models, which come first.
    const size = await projection.position();
    const batch = await leaves.list(position, Math.min(size, position + LEAVES_A_RUN));
    for (const logged of batch) await this.#keep(logged);
    if (batch.length > 0) await cursors.advance(this.name, position + batch.length);
    return position + batch.length < size ? 'more' : 'idle';
  }

  async behind(): Promise<number> {
    const { leaves, cursors } = this.#options;
    return Math.max(0, (await leaves.size()) - (await cursors.read(this.name)));
  }

  async #keep(logged: LoggedStatement): Promise<void> {
    const { licenses, saleStates } = this.#options;
    if (CONSENTS.includes(logged.statement.kind)) await saleStates.keepCouncil(logged);
    if (logged.statement.kind !== 'licensed') return;
    const license = await licenses.find(LoggedEvent.of(logged).licenseId('licenseId'));
    if (license !== null) await saleStates.ofSale({ sold: logged, terms: license.terms });
  }
}
