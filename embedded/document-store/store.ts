import { Catalog, type CollectionDefinition } from './storage/catalog.ts';
import { CollectionWriter } from './storage/collection.ts';
import { Engine, type Moment, NOW } from './storage/engine.ts';
import { Sweeper } from './storage/sweeper.ts';
import { CommandCounts } from './command-counts.ts';
import { Cursors } from './cursors.ts';
import { Gate } from './gate.ts';
import { type Plan, plansFor, type Query } from './query/planner.ts';
import { Scan } from './query/scan.ts';

/** What every command works on. */
export class Store {
  readonly engine: Engine;
  readonly catalog: Catalog;
  readonly writer: CollectionWriter;
  readonly sweeper: Sweeper;
  /** Every command but one comes in together with others. */
  readonly gate = new Gate();
  readonly cursors = new Cursors();
  readonly commandCounts = new CommandCounts();
  readonly #shutdown = new AbortController();

  /** @param onFault Told of what goes wrong outside of any command. */
  constructor(dataDir: string, onFault: (error: unknown) => void) {
    this.engine = new Engine(dataDir);
    this.catalog = new Catalog(this.engine);
    this.writer = new CollectionWriter(this.engine, this.catalog);
    this.sweeper = new Sweeper(this, onFault);
  }

  /** Removes what an ended process left behind: indexes half built, and what dropped ones held. */
  async recover(): Promise<void> {
    await this.engine.write(() => {
      for (const namespace of this.catalog.namespaces()) {
        const collection = this.catalog.find(namespace);
        const halfBuilt = collection?.indexes.filter(({ isReady }) => !isReady) ?? [];
        if (collection !== null && halfBuilt.length > 0) {
          this.catalog.removeIndexes(collection, new Set(halfBuilt.map(({ id }) => id)));
        }
      }
    });
    this.sweeper.nudge();
  }

  /** Aborted when the store begins to close: commands that take long have to end. */
  get shutdown(): AbortSignal {
    return this.#shutdown.signal;
  }

  /** Asks all commands to end. Close only when they have. */
  beginClosing(): void {
    this.#shutdown.abort();
  }

  async close(): Promise<void> {
    await this.sweeper.stop();
    await this.engine.close();
  }

  /** The scan that answers the query; its rows are sorted if `plan.isSorted`. */
  scan(collection: CollectionDefinition, query: Query, moment: Moment = NOW): Scan {
    return new Scan(this.engine, collection, {
      plan: this.plan(collection, query, moment),
      filter: query.filter,
    });
  }

  plan(collection: CollectionDefinition, query: Query, moment: Moment = NOW): Plan {
    const [best] = plansFor(query, collection, { catalog: this.catalog, moment });
    return best ?? { kind: 'collection' };
  }

  /** Only within a write. */
  findOrCreate(namespace: string): CollectionDefinition {
    return this.catalog.find(namespace) ?? this.catalog.create(namespace);
  }
}
