/** Databases keep the bytes of what was deleted until they need the room. */
export interface DocumentCompaction {
  /** Leaves nothing of what was deleted or replaced in the database's files, as far as its server can. */
  compact(): Promise<void>;
}
