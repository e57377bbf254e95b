/** That work has its turn. */
export interface Turn {
  /** For what can't be undone: ask right before it. @throws TurnLostError when another process may have the turn by now */
  require(): Promise<void>;
}

/** Work for the same key is done one after the other. */
export interface Mutex<Key> {
  take<T>(key: Key, work: (turn: Turn) => Promise<T>): Promise<T>;
  /** Waits until no other has any of the keys. */
  takeAll<T>(keys: ReadonlySet<Key>, work: (turn: Turn) => Promise<T>): Promise<T>;
  /** Whether work for the key is going on. */
  isTaken(key: Key): Promise<boolean>;
}

/** Where services get theirs. */
export interface Mutexes {
  /** The same name is the same mutex for all processes of the platform. */
  mutex<Key extends string>(name: string): Mutex<Key>;
}
