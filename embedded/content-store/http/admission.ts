import type { ServerResponse } from 'node:http';
import { BusyError } from '../errors.ts';

/** Counts requests under way, up to a limit. */
export class Admission {
  #underWay = 0;

  constructor(private readonly limit: number) {}

  /** Until the response is over or its client has left. @throws BusyError */
  admit(response: ServerResponse): void {
    if (this.#underWay >= this.limit) throw new BusyError(this.limit);
    this.#underWay += 1;
    response.once('close', () => (this.#underWay -= 1));
  }
}
