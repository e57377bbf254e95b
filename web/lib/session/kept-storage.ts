import { preferenceKey, readPreference, writePreference } from '../language/preference.ts';

/** Null: nobody is signed in. */
type Account = string | null;

const KEPT = 'kept.';
const nameOf = (account: Account, name: string) => `${KEPT}${account ?? 'guest'}.${name}`;

/** What an account typed or began in this browser, or what was typed here before anybody signed in; empty for nothing. */
export function readKept(account: Account, name: string): string {
  return (
    [account, null].map((each) => readPreference(nameOf(each, name)) ?? '').find((text) => text !== '') ?? ''
  );
}

export function writeKept(account: Account, name: string, text: string): void {
  if (account !== null && readKept(null, name) !== '') writePreference(nameOf(null, name), '');
  writePreference(nameOf(account, name), text);
}

/** Of everybody: the next person at this browser finds nothing. */
export function forgetKept(): void {
  try {
    const keys = Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at) ?? '');
    for (const key of keys) if (key.startsWith(preferenceKey(KEPT))) localStorage.removeItem(key);
  } catch {
    // Storage is off: nothing was kept.
  }
}
