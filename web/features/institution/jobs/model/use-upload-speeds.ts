import { useEffect, useState } from 'react';
import type { DeskUpload } from './file-jobs-query.ts';

interface Read {
  readonly uploads: readonly DeskUpload[];
  readonly readAt: number;
}

/** Bytes a second since the look before, by upload; absent for one that was not there then, or did not move. */
export function speedsBetween(before: Read | null, now: Read): ReadonlyMap<string, number> {
  if (before === null || now.readAt <= before.readAt) return new Map();
  const earlier = new Map(before.uploads.map(({ id, receivedBytes }) => [id, Number(receivedBytes)]));
  const seconds = (now.readAt - before.readAt) / 1000;
  return new Map(
    now.uploads.flatMap(({ id, receivedBytes }): [string, number][] => {
      const speed = (Number(receivedBytes) - (earlier.get(id) ?? Infinity)) / seconds;
      return speed > 0 ? [[id, speed]] : [];
    }),
  );
}

export function useUploadSpeeds(read: Read | undefined): ReadonlyMap<string, number> {
  const [{ last, speeds }, set] = useState<{
    readonly last: Read | null;
    readonly speeds: ReadonlyMap<string, number>;
  }>({ last: null, speeds: new Map() });
  useEffect(() => {
    if (read !== undefined) set(({ last: before }) => ({ last: read, speeds: speedsBetween(before, read) }));
  }, [read]);
  return last === null ? new Map() : speeds;
}
