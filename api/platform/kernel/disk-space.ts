/** Room on the disk of the data directory. */
export interface DiskSpace {
  read(): Promise<{ readonly freeBytes: number; readonly totalBytes: number }>;
}
