/** One API process of the platform, as the others see it. */
export interface ProcessRecord {
  readonly id: string;
  /** The kernel and process-id space it runs in: there, others see whether it runs. */
  readonly place: string;
  /** Process id and start time there. */
  readonly identity: string;
  readonly version: string;
  readonly publicUrl: string;
  /** Short digests by the name of what has to be alike. Absent in records of versions before. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Grows as a sign of life while there are others. */
  readonly beat: number;
  /** The processes that it takes locks against. */
  readonly seen: readonly string[];
  /** How often it asked for a run of each job. */
  readonly nudges: Readonly<Record<string, number>>;
}

export type SignOfLife = Pick<ProcessRecord, 'beat' | 'seen' | 'nudges'>;

/** The API processes that serve one platform. */
export interface ProcessRegistry {
  list(): Promise<ProcessRecord[]>;
  add(record: ProcessRecord): Promise<void>;
  /** False when it was removed by another. */
  update(id: string, sign: SignOfLife): Promise<boolean>;
  /** Only while it has this beat; whatever it has where none is given. False when it stays. */
  remove(id: string, beat?: number): Promise<boolean>;
  /** Removes all. */
  clear(): Promise<void>;
  /** By the clock of the store. */
  now(): Promise<Date>;
}
