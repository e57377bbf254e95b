export interface StoredLock {
  /** The id of a process. */
  readonly holder: string;
  /** Of one hold: a removal that comes late takes away no later lock. Absent in locks of versions before. */
  readonly token?: string;
}

export interface NamedLock extends StoredLock {
  readonly name: string;
}

/** Locks by name, each held by one process. A lock whose holder is not in the registry is nobody's. */
export interface LockStore {
  /** In order, up to the first that is held. @returns how many were taken */
  insert(names: readonly string[], lock: StoredLock): Promise<number>;
  find(name: string): Promise<StoredLock | null>;
  /** Those that are exactly this hold's; others stay. */
  remove(names: readonly string[], lock: StoredLock): Promise<void>;
  /** All that are held. */
  list(): Promise<NamedLock[]>;
  /** Asks the holder to let go soon. */
  want(name: string): Promise<void>;
  /** Of what this process holds. */
  listWanted(holder: string): Promise<string[]>;
}
