/** Up to when this process's own search index has what was erased, also by other processes while this one did not run. */
export interface ErasureCursor {
  /** Null before the first: then the index has been made since. */
  find(): Promise<Date | null>;
  /** Losing it costs a repeat. */
  advance(until: Date): Promise<void>;
}
