import { preferenceKey, readPreference, writePreference } from '../language/preference.ts';

/** Who signs in this browser. A key itself is never kept here: an account's is ciphertext, a wallet keeps its own. */
export type Identity =
  | { readonly kind: 'account'; readonly name: string; readonly address: string; readonly keystore: string }
  | { readonly kind: 'wallet'; readonly rdns: string; readonly address: string }
  | { readonly kind: 'demo'; readonly name: string; readonly address: string };

/** Under which storage tells other tabs of a change. */
export const IDENTITY_KEY = preferenceKey('identity');

/** Null when nobody signed in here, or what is kept is not understood. */
export function readIdentity(): Identity | null {
  const text = readPreference('identity');
  if (text === null || text === '') return null;
  try {
    const value = JSON.parse(text) as Partial<Identity>;
    const isKnown = value.kind === 'account' || value.kind === 'wallet' || value.kind === 'demo';
    return isKnown && typeof value.address === 'string' ? (value as Identity) : null;
  } catch {
    return null;
  }
}

export function keepIdentity(identity: Identity | null): void {
  writePreference('identity', identity === null ? '' : JSON.stringify(identity));
}
