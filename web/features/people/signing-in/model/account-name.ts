import { parseAccountName } from '@lanran/protocol/accounts/account';

/** The one spelling of an account's name; null while it can't be one. */
export function readAccountName(text: string): string | null {
  try {
    return parseAccountName(text);
  } catch {
    return null;
  }
}
