import { useState } from 'react';
import { NavigationType, useLocation, useNavigationType, useSearchParams } from 'react-router';
import { readWish, type WishDraft, writeWish } from '../../../../lib/territories/wish.ts';

/**
 * The wish that is being described. The address follows it, to be sent to a colleague or come back to; it is read at first
 * and on Back alone, since the router draws a changed address later than a field has to show what was typed.
 */
export function useWish(): readonly [WishDraft, (changed: WishDraft) => void] {
  const [address, setAddress] = useSearchParams();
  const { key } = useLocation();
  const navigation = useNavigationType();
  const [wish, setWish] = useState(() => readWish(address));
  const [seenKey, setSeenKey] = useState(key);
  if (seenKey !== key) {
    setSeenKey(key);
    if (navigation === NavigationType.Pop) setWish(readWish(address));
  }
  const change = (changed: WishDraft) => {
    setWish(changed);
    setAddress((before) => writeWish(before, changed), { replace: true, preventScrollReset: true });
  };
  return [wish, change];
}
