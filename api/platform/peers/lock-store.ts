export interface StoredLock {
  /** The id of a process. */
  readonly holder: string;
}

/** Locks by name, each held by one process. A lock whose holder is not in the registry is nobody's. */
export interface LockStore {
  /** In order, up to the first that is held. @returns how many were taken */
  insert(names: readonly string[], holder: string): Promise<number>;
  find(name: string): Promise<StoredLock | null>;
  /** Those that this process holds; others stay. */
  remove(names: readonly string[], holder: string): Promise<void>;
  /** Asks the holder to let go soon. */
  want(name: string): Promise<void>;
  /** Of what this process holds. */
  listWanted(holder: string): Promise<string[]>;
}
