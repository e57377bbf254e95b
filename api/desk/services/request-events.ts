import type { LeafStore } from '../../log/ports/leaf-store.ts';
import { EVENT_LEAVES, eventsOf, type RequestEvent } from '../domain/request-event.ts';
import type { RequestView } from './request-reading.ts';

export interface RequestEventsOptions {
  readonly leaves: Pick<LeafStore, 'listByKinds'>;
}

/** What happened to requests beside their threads: read from the log and the day, and never kept. */
export class RequestEvents {
  readonly #options: RequestEventsOptions;

  constructor(options: RequestEventsOptions) {
    this.#options = options;
  }

  /** Of a request that the caller was shown, the oldest first. */
  async of(view: RequestView): Promise<RequestEvent[]> {
    const events = await Promise.all(
      view.items.map(async (item) =>
        eventsOf(view, item, await this.#options.leaves.listByKinds(item.assetId, EVENT_LEAVES)),
      ),
    );
    return events.flat().toSorted((left, right) => left.at.getTime() - right.at.getTime());
  }
}
