import { useCallback, useState } from 'react';
import { readKept, writeKept } from './kept-storage.ts';
import { useSession } from './session.tsx';

/** Text that a reload keeps for the account that is signed in, until it signs out. */
export function useKept(name: string): readonly [string, (text: string) => void] {
  const { me } = useSession();
  const account = me?.address.toLowerCase() ?? null;
  const place = `${account}/${name}`;
  const [kept, setKept] = useState(() => ({ place, text: readKept(account, name) }));
  const write = useCallback(
    (text: string) => {
      writeKept(account, name, text);
      setKept({ place, text });
    },
    [account, name, place],
  );
  return [kept.place === place ? kept.text : readKept(account, name), write];
}
