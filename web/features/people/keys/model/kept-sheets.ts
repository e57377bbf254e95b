import { readPreference, writePreference } from '../../../../lib/language/preference.ts';

const nameOf = (address: string) => `sheet.${address.toLowerCase()}`;

/** Did a person of this browser confirm that they keep the recovery sheet of the key? */
export function isSheetKept(address: string): boolean {
  return readPreference(nameOf(address)) === 'kept';
}

export function confirmSheet(address: string): void {
  writePreference(nameOf(address), 'kept');
}
